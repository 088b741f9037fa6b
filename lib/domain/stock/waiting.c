/*
 * Who holds goods, who waits for them: what comes goes to those that wait, what lacks
 * is taken from the last.
 */
#include "stock.h"

#include <crm/domain/planning.h>

void
set_int(struct crm_record *r, const char *name, int64_t i)
{
	crm_record_set(r, field_of(r->entity, name), crm_value_int(i));
}

struct holder {
	int64_t id, lacks, held;
	struct crm_text about;
};

/* Open reservations of a product in a warehouse, by a statement's order. */
static enum crm_status
read_holders(struct crm_store *s, const char *sql, int64_t product,
    int64_t warehouse, struct crm_arena *a, struct holder **out, size_t *n,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(product));
	crm_bind(q, 2, crm_value_int(warehouse));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct holder){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2),
			crm_text_of(text_dup(a, crm_col_text(q, 3))) };
	}
	return st;
}

#define HOLDERS \
	"SELECT \"id\", \"quantity\" - \"shipped\" - \"held\", \"held\", \"about\" " \
	"FROM reservation WHERE \"product\" = ? AND \"warehouse\" = ? " \
	"AND \"status\" = 'open' AND \"deleted\" IS NULL AND "

/* The days that lots for a document shall last. */
static enum crm_status
days_for(struct crm_store *s, struct crm_text about, struct crm_arena *a,
    int64_t *days, struct crm_err *err)
{
	const struct crm_stock_line line = { .about = about };
	struct said said = { .days_left = 0 };
	enum crm_status st = CRM_OK;

	if (about.n > 0)
		st = lot_days(s, &line, a, &said, err);
	*days = said.days_left;
	return st;
}

/* Lets *held of a reservation be no more than lasts as long as its customer asks and
 * no other holds who asks such a thing. */
static enum crm_status
limit_lasting(struct crm_store *s, const struct goods *g, int64_t warehouse,
    const struct holder *of, struct crm_arena *a, int64_t *held,
    struct crm_err *err)
{
	struct holder *h;
	enum crm_status st = CRM_OK;
	struct lot_left *l;
	int64_t days = 0, others, fit = 0;
	size_t i, n;

	if (g->tracking != TRACK_NONE)
		st = days_for(s, of->about, a, &days, err);
	if (st != CRM_OK || days <= 0)
		return st;
	st = lots_lasting(s, g->id, warehouse, crm_store_clock(s)->today + days,
	    a, &l, &n, err);
	for (i = 0; st == CRM_OK && i < n; i++)
		fit += l[i].left;
	if (st == CRM_OK)
		st = read_holders(s,
		    HOLDERS "\"held\" > 0 AND \"about\" IS NOT NULL "
			    "ORDER BY \"id\"",
		    g->id, warehouse, a, &h, &n, err);
	for (i = 0; st == CRM_OK && i < n; i++) {
		if (h[i].id == of->id)
			continue;
		st = days_for(s, h[i].about, a, &others, err);
		if (others > 0)
			fit -= h[i].held;
	}
	if (*held > fit)
		*held = fit > 0 ? fit : 0;
	return st;
}

enum crm_status
reserve_lasting(struct crm_store *s, const struct goods *g, int64_t warehouse,
    const struct crm_record *r, struct crm_arena *a, int64_t *held,
    struct crm_err *err)
{
	const struct holder of = { .id = r->id, .about = text_of(r, "about") };

	return limit_lasting(s, g, warehouse, &of, a, held, err);
}

/* ---- who waits, who gives ---- */

static enum crm_status
set_held(struct crm_store *s, int64_t id, int64_t held, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "reservation");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, e, &a);
	patch.id = id;
	set_int(&patch, "held", held);
	st = crm_update(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
reserve_fill(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct holder *h;
	const struct desk *x = desk_known(s, g->id, warehouse);
	int64_t free = 0, held;
	enum crm_status st;
	size_t i, n;

	if (x != NULL && x->lacking == 0)
		return CRM_OK;
	st = read_holders(s,
	    HOLDERS "\"quantity\" - \"shipped\" - \"held\" > 0 "
		    "AND coalesce(\"until\", 9999999) >= {today} "
		    "ORDER BY \"priority\", \"confirmed_at\", \"id\"",
	    g->id, warehouse, &a, &h, &n, err);
	if (st == CRM_OK && n > 0)
		st = stock_free(s, g, warehouse, &free, err);
	for (i = 0; i < n && free > 0 && st == CRM_OK; i++) {
		held = h[i].held + (h[i].lacks < free ? h[i].lacks : free);
		st = limit_lasting(s, g, warehouse, &h[i], &a, &held, err);
		if (st != CRM_OK || held <= h[i].held)
			continue;
		st = set_held(s, h[i].id, held, err);
		free -= held - h[i].held;
	}
	crm_arena_free(&a);
	return st;
}

/* Of a level, behind all that gave back. */
static enum crm_status
fill_level(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record level;
	struct goods g;
	enum crm_status st = crm_load(s, e, id, &a, &level, err);

	if (st == CRM_OK) {
		/* Promises were undone that it was not told of. */
		desk_unsure(s, &level);
		st = goods_load(s, value_of(&level, "product")->i, &a, &g, err);
	}
	if (st == CRM_OK)
		st = reserve_fill(s, &g, value_of(&level, "warehouse")->i, err);
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
reserve_fill_later(struct crm_store *s, int64_t product, int64_t warehouse,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(product),
		crm_value_int(warehouse) };
	struct crm_value level;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"id\" FROM level WHERE \"product\" = ? "
	    "AND \"warehouse\" = ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &level, err);

	/* Where there never was anything, nobody gets anything. */
	if (st == CRM_OK && level.kind == CRM_INT)
		crm_later(s, fill_level,
		    crm_dict_find(crm_store_dict(s), "level"), level.i);
	return st;
}

enum crm_status
reserve_shed(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t free, take;
	struct holder *h;
	enum crm_status st;
	size_t i, n = 0;

	st = stock_free(s, g, warehouse, &free, err);
	if (st == CRM_OK && free < 0)
		st = read_holders(s,
		    HOLDERS "\"held\" > 0 "
			    "ORDER BY \"confirmed_at\" DESC, \"id\" DESC",
		    g->id, warehouse, &a, &h, &n, err);
	for (i = 0; i < n && free < 0 && st == CRM_OK; i++) {
		take = h[i].held < -free ? h[i].held : -free;
		st = set_held(s, h[i].id, h[i].held - take, err);
		free += take;
	}
	crm_arena_free(&a);
	return st;
}

/* Those whose last day is over hold nothing, and stand behind all who wait should they
 * be given another. */
static enum crm_status
lapse(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "reservation");
	const struct crm_value v[] = { crm_value_int(g->id),
		crm_value_int(warehouse) };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	int64_t *id;
	size_t i, n = 0;

	st = crm_ids(s,
	    "SELECT \"id\" FROM reservation WHERE \"product\" = ? "
	    "AND \"warehouse\" = ? AND \"status\" = 'open' "
	    "AND \"deleted\" IS NULL AND \"held\" > 0 "
	    "AND \"until\" < {today} ORDER BY \"id\"",
	    v, COUNT(v), &a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		crm_record_init(&patch, e, &a);
		patch.id = id[i];
		set_int(&patch, "held", 0);
		set_int(&patch, "priority", CRM_PRIORITY_LAST);
		set_int(&patch, "confirmed_at", crm_store_clock(s)->now);
		st = crm_update(s, &patch, &done, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
reserve_settle(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct level l = { .promises = 0 };
	int64_t free = 0;
	struct desk *d;
	enum crm_status st;

	if ((st = desk_load(s, g->id, warehouse, &a, &d, err)) == CRM_OK)
		l = d->l;
	crm_arena_free(&a);
	if (st == CRM_OK && l.lapsed > 0)
		st = lapse(s, g, warehouse, err);
	if (st == CRM_OK && l.promises > 0)
		st = stock_free(s, g, warehouse, &free, err);
	if (st == CRM_OK && free < 0)
		st = reserve_shed(s, g, warehouse, err);
	return st == CRM_OK && free > 0 ? reserve_fill(s, g, warehouse, err)
					: st;
}
