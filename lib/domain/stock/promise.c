/* Promises made: reserving, releasing, and when a quantity can ship. */
#include "stock.h"
#include <crm/domain/planning.h>

/* ---- reserving ---- */

static void
set(struct crm_record *r, const char *name, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, name), v);
}

static enum crm_status
refuse(struct crm_store *s, const struct said *said, int64_t free,
    struct crm_arena *a, struct crm_err *err)
{
	const struct lack lack = { .g = &said->g,
		.warehouse = said->warehouse };
	struct place p;
	const char *more;
	enum crm_status st;

	if ((st = place_load(s, said->warehouse, a, &p, err)) != CRM_OK ||
	    (st = stock_elsewhere(s, &lack, a, &more, err)) != CRM_OK)
		return st;
	return crm_fail(err, CRM_RULE,
	    "%s: %s are to be reserved in %s, %s are free there%s; wait=yes "
	    "takes these and waits",
	    said->g.name, quantity_dup(a, said->quantity), p.name,
	    quantity_dup(a, free), more);
}

/* What is held until a day that is over would be given up at once. */
static enum crm_status
check_until(
    struct crm_store *s, const struct crm_stock_line *l, struct crm_err *err)
{
	return l->until.kind == CRM_NULL ||
		l->until.i >= crm_store_clock(s)->today
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "until",
		  "is over: goods are held until a day to come");
}

enum crm_status
crm_stock_reserve(struct crm_store *s, const struct crm_stock_line *line,
    int64_t *id, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stock_line l = *line;
	struct crm_record r;
	struct said said;
	enum crm_status st;
	int64_t held;

	if ((st = check_until(s, &l, err)) != CRM_OK ||
	    (st = stock_said(s, &l, &a, &said, err)) != CRM_OK ||
	    (st = crm_lock(s, crm_dict_find(d, "product"), said.g.id, err)) !=
		CRM_OK ||
	    (st = reserve_settle(s, &said.g, said.warehouse, err)) != CRM_OK)
		goto out;
	crm_record_init(&r, crm_dict_find(d, "reservation"), &a);
	set(&r, "product", crm_value_int(said.g.id));
	set(&r, "warehouse", crm_value_int(said.warehouse));
	set(&r, "quantity", crm_value_int(said.quantity));
	set(&r, "about", crm_value_text(l.about));
	set(&r, "priority", l.priority);
	set(&r, "confirmed_at",
	    l.since.kind == CRM_INT ? l.since
				    : crm_value_int(crm_store_clock(s)->now));
	set(&r, "until", l.until);
	set(&r, "notes", crm_value_text(l.notes));
	if ((st = crm_insert(s, &r, err)) != CRM_OK)
		goto out;
	*id = r.id;
	held = value_of(&r, "held")->i;
	if (held < said.quantity && !l.wait)
		st = refuse(s, &said, held, &a, err);
out:
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_stock_release(struct crm_store *s, int64_t id, bool later,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "reservation");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_status st;

	if ((st = crm_lock(s, e, id, err)) == CRM_OK)
		st = crm_load(s, e, id, &a, &now, err);
	if (st == CRM_OK && !crm_text_is(text_of(&now, "status"), "open"))
		st = crm_fail_record(err, CRM_RULE, "%s is %s already",
		    typed_id(&a, e, id), text_dup(&a, word_of(&now, "status")));
	if (st == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		set(&patch, "held", crm_value_int(0));
		if (later) {
			set(&patch, "priority",
			    crm_value_int(CRM_PRIORITY_LAST));
			set(&patch, "confirmed_at",
			    crm_value_int(crm_store_clock(s)->now));
			crm_record_set(
			    &patch, field_of(e, "until"), CRM_VALUE_NULL);
		} else
			set(&patch, "status",
			    crm_value_text(CRM_TEXT("released")));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_stock_give_up(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	const struct crm_saving w = {
		.store = s, .old = &now, .new = &now, .arena = &a
	};
	enum crm_status st = crm_load(s,
	    crm_dict_find(crm_store_dict(s), "reservation"), id, &a, &now, err);

	if (st == CRM_OK && crm_text_is(text_of(&now, "status"), "open"))
		st = move_of_others(&w, err);
	crm_arena_free(&a);
	return st == CRM_OK ? crm_stock_release(s, id, false, done, err) : st;
}

/* ---- when ---- */

static struct crm_stock_promise
promise_of(struct crm_store *s, const struct said *said, const struct source *x,
    int64_t quantity)
{
	return (struct crm_stock_promise){ .product = said->g.id,
		.warehouse = x->warehouse,
		.quantity = quantity,
		.free = x->free,
		.day = crm_promise_day(crm_store_clock(s)->today, x->spare,
		    x->in, x->n, quantity) };
}

/* What is held for somebody, or waited for, is not in the way of itself. */
static enum crm_status
add_own(struct crm_store *s, const struct said *said, struct crm_text holder,
    struct source *x, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_text(holder),
		crm_value_int(said->g.id), crm_value_int(said->warehouse) };
	struct crm_value own;
	enum crm_status st;

	if (holder.n == 0)
		return CRM_OK;
	/* What one holder has is little; of a product there may be much: not by it. */
	st = crm_get_int(s,
	    "SELECT CAST(sum(\"quantity\" - \"shipped\") AS BIGINT) "
	    "FROM reservation WHERE \"about\" = ? AND +\"product\" = ? "
	    "AND +\"warehouse\" = ? AND \"status\" = 'open' "
	    "AND \"deleted\" IS NULL AND \"quantity\" > \"shipped\" "
	    "AND (\"held\" > 0 "
	    "OR coalesce(\"until\", 9999999) >= {today})",
	    v, COUNT(v), &own, err);
	if (st == CRM_OK && own.kind == CRM_INT)
		x->spare += own.i;
	return st;
}

enum crm_status
crm_stock_promise(struct crm_store *s, const struct crm_stock_line *line,
    struct crm_stock_promise *out, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stock_line l = *line;
	struct source x;
	struct said said;
	enum crm_status st;

	if ((st = stock_said(s, &l, &a, &said, err)) == CRM_OK &&
	    (st = source_read(s, &said, true, &a, &x, err)) == CRM_OK &&
	    (st = add_own(s, &said, l.holder, &x, err)) == CRM_OK)
		*out = promise_of(s, &said, &x, said.quantity);
	crm_arena_free(&a);
	return st;
}

/* ---- from several warehouses ---- */

struct sources {
	struct source *all;
	int64_t *warehouse;
	size_t n;
};

/* What one can give by a day. */
static int64_t
spare_by(const struct source *x, int64_t day)
{
	int64_t spare = x->spare;
	size_t i;

	for (i = 0; i < x->n && x->in[i].day <= day; i++)
		spare += x->in[i].quantity;
	return spare > 0 ? spare : 0;
}

static int64_t
spare_of_all(const struct sources *l, int64_t day)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < l->n; i++)
		sum += spare_by(&l->all[i], day);
	return sum;
}

/* The first day by which all of them together have a quantity; CRM_DATE_MIN where
 * nothing that is known of does it. */
static int64_t
day_of_all(const struct sources *l, int64_t today, int64_t quantity)
{
	int64_t day = CRM_DATE_MAX;
	size_t i, j;

	if (spare_of_all(l, today) >= quantity)
		return today;
	for (i = 0; i < l->n; i++)
		for (j = 0; j < l->all[i].n; j++)
			if (l->all[i].in[j].day < day &&
			    spare_of_all(l, l->all[i].in[j].day) >= quantity)
				day = l->all[i].in[j].day;
	return day == CRM_DATE_MAX ? CRM_DATE_MIN : day;
}

/* The warehouse that gives most by a day of those that are left; of equal ones the
 * first.  Its spare is gone then. */
static struct source *
take_largest(const struct sources *l, bool *taken, int64_t day)
{
	struct source *best = NULL;
	size_t i;

	for (i = 0; i < l->n; i++)
		if (!taken[i] &&
		    (best == NULL ||
			spare_by(&l->all[i], day) > spare_by(best, day)))
			best = &l->all[i];
	taken[best - l->all] = true;
	return best;
}

/* The places that sell, first the one where none is said. */
static enum crm_status
read_sources(struct crm_store *s, struct said *said, struct crm_arena *a,
    struct sources *l, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	l->all = crm_alloc_n(a, l->n + 1, sizeof *l->all);
	for (i = 0; i < l->n && st == CRM_OK; i++) {
		said->warehouse = l->warehouse[i];
		/* What comes for no place in particular comes once. */
		st = source_read(s, said, i == 0, a, &l->all[i], err);
	}
	return st;
}

static enum crm_status
places_that_sell(struct crm_store *s, struct crm_arena *a, struct sources *l,
    struct crm_err *err)
{
	struct crm_value first = crm_value_int(0);

	if (crm_warehouse_default(s, &first.i, NULL) != CRM_OK)
		first.i = 0;
	return crm_ids(s,
	    "SELECT \"id\" FROM warehouse WHERE \"kind\" = 'sellable' "
	    "AND coalesce(\"active\", 1) = 1 AND \"deleted\" IS NULL "
	    "ORDER BY CASE WHEN \"id\" = ? THEN 0 ELSE 1 END, \"id\"",
	    &first, 1, a, &l->warehouse, &l->n, err);
}

/* From as few as possible, each the day on which it has its part. */
static void
part(struct crm_store *s, const struct said *said, const struct sources *l,
    struct crm_arena *a, struct crm_stock_promise *out, size_t *n)
{
	int64_t day = day_of_all(l, crm_store_clock(s)->today, said->quantity);
	int64_t left = said->quantity, q;
	bool *taken = crm_alloc_n(a, l->n + 1, sizeof *taken);
	struct source *x;

	*n = 0;
	while (day != CRM_DATE_MIN && left > 0) {
		x = take_largest(l, taken, day);
		q = spare_by(x, day) < left ? spare_by(x, day) : left;
		out[(*n)++] = promise_of(s, said, x, q);
		left -= q;
	}
	if (day != CRM_DATE_MIN)
		return;
	out[(*n)++] = (struct crm_stock_promise){ .product = said->g.id,
		.quantity = said->quantity,
		.free = spare_of_all(l, crm_store_clock(s)->today),
		.day = CRM_DATE_MIN };
}

enum crm_status
crm_stock_promise_anywhere(struct crm_store *s,
    const struct crm_stock_line *line, struct crm_arena *a,
    struct crm_stock_promise **out, size_t *n, struct crm_err *err)
{
	struct crm_stock_line l = *line;
	struct sources all;
	struct said said;
	enum crm_status st;

	if ((st = places_that_sell(s, a, &all, err)) != CRM_OK)
		return st;
	if (all.n > 0)
		l.warehouse = all.warehouse[0];
	if ((st = stock_said(s, &l, a, &said, err)) != CRM_OK ||
	    (st = read_sources(s, &said, a, &all, err)) != CRM_OK)
		return st;
	*out = crm_alloc_n(a, all.n + 1, sizeof **out);
	part(s, &said, &all, a, *out, n);
	return CRM_OK;
}
