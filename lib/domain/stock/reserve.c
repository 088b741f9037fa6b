/*
 * Reservations: what is held for whom.  One is never taken from its holder, but
 * by a count that finds less.
 */
#include "stock.h"

static int64_t
number(const struct crm_record *r, const char *name)
{
	const struct crm_value *v = value_of(r, name);

	return v->kind == CRM_INT ? v->i : 0;
}

static bool
is_open(const struct crm_record *r)
{
	return crm_text_is(text_of(r, "status"), "open");
}

/* As the batch knows it, or read. */
static enum crm_status
read_level(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_arena *a, struct place *p, struct level *l, struct crm_err *err)
{
	const struct desk *x = desk_known(s, g->id, warehouse);
	enum crm_status st;

	if (x != NULL) {
		*p = x->p;
		*l = x->l;
		return CRM_OK;
	}
	st = place_load(s, warehouse, a, p, err);
	return st == CRM_OK ? level_load(s, g, warehouse, l, err) : st;
}

enum crm_status
stock_free(struct crm_store *s, const struct goods *g, int64_t warehouse,
    int64_t *free, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t expired = 0;
	struct place p;
	struct level l;
	enum crm_status st;

	*free = 0;
	if ((st = read_level(s, g, warehouse, &a, &p, &l, err)) == CRM_OK &&
	    g->tracking != TRACK_NONE)
		st = level_expired(s, g->id, warehouse,
		    crm_store_clock(s)->today, &expired, err);
	if (st == CRM_OK && p.sellable)
		*free = l.pool.on_hand - l.reserved - expired;
	crm_arena_free(&a);
	return st;
}

static void
set_int(struct crm_record *r, const char *name, int64_t i)
{
	crm_record_set(r, field_of(r->entity, name), crm_value_int(i));
}

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

/* ---- the hooks ---- */

/* What is known of the levels of a promise, now and before, may be no more so where
 * rows are written that nobody tells of. */
static void
doubt_desk(const struct crm_saving *w)
{
	if (!w->import && !w->undo)
		return;
	desk_unsure(w->store, w->new);
	if (w->old != NULL)
		desk_unsure(w->store, w->old);
}

/* What one may hold: no more than it lacks, nothing once it is over. */
static int64_t
most(const struct crm_record *r)
{
	int64_t lacks = number(r, "quantity") - number(r, "shipped");

	return is_open(r) && lacks > 0 ? lacks : 0;
}

/* What an undo holds again has to be there: another may hold it meanwhile. */
static enum crm_status
check_held(
    const struct crm_saving *w, const struct goods *g, struct crm_err *err)
{
	int64_t before = w->old != NULL ? number(w->old, "held") : 0;
	int64_t held = number(w->new, "held"), free;
	enum crm_status st;

	if (!w->undo || held <= before)
		return CRM_OK;
	st = stock_free(
	    w->store, g, value_of(w->new, "warehouse")->i, &free, err);
	return st != CRM_OK || free >= 0
	    ? st
	    : crm_fail_field(err, CRM_RULE, "held",
		  "would be %s of %s again, and %s of these are held for others "
		  "meanwhile",
		  quantity_dup(w->arena, held), g->name,
		  quantity_dup(w->arena, -free));
}

/* What a new one holds: what is free.  Its product is locked, so that what is read of
 * it once holds for all that the batch promises. */
static enum crm_status
held_first(const struct crm_saving *w, const struct goods *g, int64_t *held,
    struct crm_err *err)
{
	int64_t warehouse = value_of(w->new, "warehouse")->i;
	struct desk *d;
	enum crm_status st = desk_load(
	    w->store, g->id, warehouse, w->arena, &d, err);

	if (st == CRM_OK)
		st = stock_free(w->store, g, warehouse, held, err);
	if (*held < 0)
		*held = 0;
	return st;
}

enum crm_status
reservation_save(const struct crm_saving *w, struct crm_err *err)
{
	static const struct reached_by reached[] = { { "done",
							 "crm-stock issue" },
		{ "released", "crm-stock release" }, { NULL, NULL } };
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_record *r = w->new;
	int64_t held = number(r, "held");
	struct goods g;
	enum crm_status st;

	if ((st = check_reached(w, reached, err)) != CRM_OK)
		return st;
	if (value_of(r, "product")->kind == CRM_NULL ||
	    value_of(r, "warehouse")->kind == CRM_NULL)
		return CRM_OK;
	doubt_desk(w);
	if (number(r, "quantity") <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if ((st = check_at_least(r, "priority", 1, err)) != CRM_OK ||
	    (st = crm_lock(w->store, crm_dict_find(d, "product"),
		 value_of(r, "product")->i, err)) != CRM_OK ||
	    (st = goods_load(w->store, value_of(r, "product")->i, w->arena, &g,
		 err)) != CRM_OK)
		return st;
	if (number(r, "quantity") % g.step != 0)
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "has more decimals than the unit of %s has", g.name);
	if (w->old == NULL && !w->import)
		st = held_first(w, &g, &held, err);
	if (st == CRM_OK)
		st = check_held(w, &g, err);
	if (held > most(r))
		held = most(r);
	set_int(r, "held", held);
	set_int(r, "shipped", number(r, "shipped"));
	if (w->old != NULL && is_open(r) &&
	    number(r, "shipped") >= number(r, "quantity"))
		crm_record_set(r, field_of(r->entity, "status"),
		    crm_value_text(CRM_TEXT("done")));
	return st;
}

/* What is held for a record is its, shipped with it or released: it does not come back
 * behind what was shipped meanwhile. */
static enum crm_status
check_for_nobody(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text about = text_of(w->new, "about");
	const char *id;

	if (!is_open(w->new) || about.n == 0)
		return CRM_OK;
	id = typed_id(w->arena, w->new->entity, w->new->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is held for %.*s: crm-stock reservation release %s gives it up",
	    id, (int)about.n, about.p, id);
}

enum crm_status
reservation_hide(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	enum crm_status st;

	if (!is_as_it_was(w) && (st = check_for_nobody(w, err)) != CRM_OK)
		return st;
	doubt_desk(w);
	set_int(w->new, "held", 0);
	return crm_lock(w->store, crm_dict_find(d, "product"),
	    value_of(w->new, "product")->i, err);
}

/* What one gives up goes to those that wait, among them one that grew. */
enum crm_status
reservation_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct goods g;
	enum crm_status st = CRM_OK;

	if (!w->import && !w->undo)
		desk_told(w);
	if (w->old == NULL || w->import ||
	    (number(w->new, "held") >= number(w->old, "held") &&
		number(w->new, "quantity") <= number(w->old, "quantity")) ||
	    number(w->new, "shipped") > number(w->old, "shipped"))
		return CRM_OK;
	if ((st = goods_load(w->store, value_of(w->new, "product")->i, &a, &g,
		 err)) == CRM_OK)
		st = reserve_fill(
		    w->store, &g, value_of(w->new, "warehouse")->i, err);
	crm_arena_free(&a);
	return st;
}

/* ---- who waits, who gives ---- */

struct holder {
	int64_t id, lacks, held;
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
			crm_col_int(q, 1), crm_col_int(q, 2) };
	}
	return st;
}

#define HOLDERS \
	"SELECT \"id\", \"quantity\" - \"shipped\" - \"held\", \"held\" " \
	"FROM reservation WHERE \"product\" = ? AND \"warehouse\" = ? " \
	"AND \"status\" = 'open' AND \"deleted\" IS NULL AND "

enum crm_status
reserve_fill(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct holder *h;
	const struct desk *x = desk_known(s, g->id, warehouse);
	int64_t free = 0, give;
	enum crm_status st;
	size_t i, n;

	if (x != NULL && x->lacking == 0)
		return CRM_OK;
	st = read_holders(s,
	    HOLDERS "\"quantity\" - \"shipped\" - \"held\" > 0 "
		    "ORDER BY \"priority\", \"confirmed_at\", \"id\"",
	    g->id, warehouse, &a, &h, &n, err);
	if (st == CRM_OK && n > 0)
		st = stock_free(s, g, warehouse, &free, err);
	for (i = 0; i < n && free > 0 && st == CRM_OK; i++) {
		give = h[i].lacks < free ? h[i].lacks : free;
		st = set_held(s, h[i].id, h[i].held + give, err);
		free -= give;
	}
	crm_arena_free(&a);
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

enum crm_status
reserve_held(struct crm_store *s, int64_t reservation, int64_t *held,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(reservation);
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"held\" FROM reservation WHERE \"id\" = ? "
	    "AND \"status\" = 'open' AND \"deleted\" IS NULL",
	    &v, 1, &sum, err);

	*held = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

enum crm_status
reserve_ship(struct crm_store *s, int64_t reservation, int64_t quantity,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "reservation");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;
	int64_t held;

	if ((st = crm_load(s, e, reservation, &a, &now, err)) == CRM_OK) {
		held = number(&now, "held") - quantity;
		crm_record_init(&patch, e, &a);
		patch.id = reservation;
		set_int(&patch, "held", held < 0 ? 0 : held);
		set_int(&patch, "shipped", number(&now, "shipped") + quantity);
		st = crm_update(s, &patch, &done, err);
	}
	crm_arena_free(&a);
	return st;
}
