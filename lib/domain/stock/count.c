/*
 * Counts: what there is is frozen, a sheet goes out and comes back, and what was
 * counted is held against what was frozen, though goods moved meanwhile.
 */
#include "stock.h"

#include <crm/domain/approval.h>

#include <string.h>

static enum crm_status
load_locked(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_record *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "count");
	enum crm_status st = crm_lock(s, e, id, err);

	return st == CRM_OK ? crm_load(s, e, id, a, out, err) : st;
}

static enum crm_status
load_open(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_record *out, struct crm_err *err)
{
	enum crm_status st = load_locked(s, id, a, out, err);

	return st != CRM_OK || count_is_open(out) ? st
						  : count_not_open(out, a, err);
}

/* ---- opening ---- */

static enum crm_status
add_line(struct crm_store *s, int64_t count, int64_t product, int64_t lot,
    int64_t frozen, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "count-line");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "count"), crm_value_int(count));
	crm_record_set(&r, field_of(e, "product"), crm_value_int(product));
	if (lot != 0)
		crm_record_set(&r, field_of(e, "lot"), crm_value_int(lot));
	crm_record_set(&r, field_of(e, "frozen"), crm_value_int(frozen));
	st = crm_insert(s, &r, err);
	crm_arena_free(&a);
	return st;
}

/* The lots of a tracked product that were there; none: no line. */
static enum crm_status
add_lots(struct crm_store *s, int64_t count, struct level_ask *ask,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(ask->product),
		crm_value_int(ask->warehouse), crm_value_int(ask->product),
		crm_value_int(ask->warehouse), crm_value_int(ask->day) };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *lot, frozen;
	size_t i, n;

	st = crm_ids(s,
	    "SELECT \"lot\" FROM layer WHERE \"product\" = ? "
	    "AND \"warehouse\" = ? AND \"open\" = 1 UNION "
	    "SELECT \"lot\" FROM move WHERE \"product\" = ? "
	    "AND \"warehouse\" = ? AND \"moved_on\" > ? ORDER BY 1",
	    v, COUNT(v), &a, &lot, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		ask->lot = lot[i];
		st = count_freeze(s, ask, &frozen, err);
		if (st == CRM_OK && frozen != 0)
			st = add_line(
			    s, count, ask->product, lot[i], frozen, err);
	}
	crm_arena_free(&a);
	return st;
}

/* Whether its sheet has a product: who scans shelves meets goods again. */
static enum crm_status
is_on_sheet(struct crm_store *s, int64_t count, int64_t product, bool *yes,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(product),
		crm_value_int(count) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM count_line WHERE \"product\" = ? "
	    "AND \"count\" = ?",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
add_product(struct crm_store *s, int64_t count, struct level_ask *ask,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t frozen;
	struct goods g;
	enum crm_status st;
	bool twice;

	if ((st = is_on_sheet(s, count, ask->product, &twice, err)) != CRM_OK ||
	    twice)
		return st;
	if ((st = count_freeze(s, ask, &frozen, err)) == CRM_OK &&
	    (st = goods_load(s, ask->product, &a, &g, err)) == CRM_OK)
		st = g.tracking != TRACK_NONE
		    ? add_lots(s, count, ask, err)
		    : add_line(s, count, ask->product, 0, frozen, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_count_open(struct crm_store *s, int64_t warehouse, int64_t day,
    const int64_t *product, size_t n, int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "count");
	const struct crm_value v[] = { crm_value_int(warehouse),
		crm_value_int(day), crm_value_int(warehouse) };
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t *all = NULL;
	struct crm_record r;
	enum crm_status st = CRM_OK;
	size_t i;

	if (n == 0) {
		st = crm_ids(s,
		    "SELECT \"product\" FROM level WHERE \"warehouse\" = ? "
		    "AND (\"on_hand\" <> 0 OR \"last_on\" > ?) "
		    "UNION SELECT h.\"product\" FROM shelf h JOIN product p "
		    "ON p.\"id\" = h.\"product\" "
		    "AND coalesce(p.\"stocked\", 1) = 1 "
		    "WHERE h.\"warehouse\" = ? AND h.\"deleted\" IS NULL "
		    "ORDER BY 1",
		    v, COUNT(v), &a, &all, &n, err);
		product = all;
	}
	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "warehouse"), crm_value_int(warehouse));
	crm_record_set(&r, field_of(e, "frozen_on"), crm_value_int(day));
	if (st == CRM_OK && (st = crm_insert(s, &r, err)) == CRM_OK)
		*id = r.id;
	for (i = 0; i < n && st == CRM_OK; i++)
		st = add_product(s, *id,
		    &(struct level_ask){ product[i], warehouse, 0, day }, err);
	crm_arena_free(&a);
	return st;
}

/* ---- the sheet comes back ---- */

enum crm_status
crm_count_read(struct crm_store *s, int64_t count,
    const struct crm_record *line, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = line->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, frame;
	enum crm_status st;

	if ((st = load_open(s, count, &a, &frame, err)) != CRM_OK ||
	    (st = crm_load(s, e, line->id, &a, &now, err)) != CRM_OK)
		goto out;
	if (value_of(&now, "count")->i != count)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is of the sheet of %s, not of %s",
		    typed_id(&a, e, line->id),
		    typed_id(&a, frame.entity, value_of(&now, "count")->i),
		    typed_id(&a, frame.entity, count));
	else if (value_of(&now, "counted")->kind != CRM_NULL)
		st = crm_fail_record(err, CRM_RULE,
		    "%s was read already: %s; what was miscounted is changed "
		    "with: crm-stock count-line set",
		    typed_id(&a, e, line->id),
		    quantity_dup(&a, value_of(&now, "counted")->i));
	else
		st = crm_update(s, line, done, err);
out:
	crm_arena_free(&a);
	return st;
}

/* ---- posting ---- */

struct counting {
	struct crm_store *s;
	const struct crm_record *count;
	struct crm_arena *a; /* of one line */
	int64_t value;       /* of all differences, whichever way */
	int64_t booked;      /* what they were booked at, likewise */
	void (*each)(void *ctx, int64_t move);
	void *ctx;
};

/* What was counted differently from what was frozen; 0 where nobody counted. */
static int64_t
difference_of(const struct crm_record *line)
{
	struct crm_value counted = *value_of(line, "counted");

	return counted.kind == CRM_NULL
	    ? 0
	    : counted.i - value_of(line, "frozen")->i;
}

/* A line at a time, in their order. */
static enum crm_status
each_line(struct counting *c,
    enum crm_status (*take)(
	struct counting *c, const struct crm_record *line, struct crm_err *err),
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "count-line");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record line;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	st = crm_referring(c->s, e, field_of(e, "count"), c->count->entity,
	    &c->count->id, 1, false, &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		crm_arena_reset(c->a);
		st = crm_load(c->s, e, ids[i], c->a, &line, err);
		if (st == CRM_OK && difference_of(&line) != 0)
			st = take(c, &line, err);
	}
	crm_arena_free(&a);
	return st;
}

/* Adds what a difference is worth: at the sheet's price where it is a surplus, else
 * by what is known of the cost. */
static enum crm_status
add_worth(
    struct counting *c, const struct crm_record *line, struct crm_err *err)
{
	int64_t difference = difference_of(line), value;
	int64_t quantity = difference < 0 ? -difference : difference;
	struct goods g;
	struct level l;
	enum crm_status st;

	if (difference > 0 && value_of(line, "price")->kind == CRM_INT) {
		st = price_value(c->s, value_of(line, "price")->i, quantity,
		    &CRM_VALUE_NULL, &value, err);
		if (st != CRM_OK)
			return st;
	} else if ((st = goods_load(c->s, value_of(line, "product")->i, c->a,
			&g, err)) != CRM_OK ||
	    (st = level_load(c->s, &g, value_of(c->count, "warehouse")->i, &l,
		 err)) != CRM_OK)
		return st;
	else if (!cost_known(&l.pool, quantity, &value))
		value = CRM_MONEY_MAX;
	c->value = value > CRM_MONEY_MAX - c->value ? CRM_MONEY_MAX
						    : c->value + value;
	return CRM_OK;
}

static enum crm_status
mark_posted(struct counting *c, const struct crm_record *line, int64_t move,
    struct crm_err *err)
{
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, line->entity, c->a);
	patch.id = line->id;
	crm_record_set(
	    &patch, field_of(line->entity, "posted"), crm_value_int(move));
	return crm_update(c->s, &patch, &done, err);
}

static enum crm_status
post_line(
    struct counting *c, const struct crm_record *line, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "move");
	int64_t difference = difference_of(line), value, day;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, c->a);
	crm_record_set(
	    &r, field_of(e, "kind"), crm_value_text(CRM_TEXT("count")));
	crm_record_set(
	    &r, field_of(e, "moved_on"), *value_of(c->count, "frozen_on"));
	crm_record_set(&r, field_of(e, "product"), *value_of(line, "product"));
	crm_record_set(
	    &r, field_of(e, "warehouse"), *value_of(c->count, "warehouse"));
	crm_record_set(&r, field_of(e, "lot"), *value_of(line, "lot"));
	crm_record_set(&r, field_of(e, "quantity"), crm_value_int(difference));
	crm_record_set(&r, field_of(e, "about"),
	    crm_value_text(
		crm_text_of(typed_id(c->a, c->count->entity, c->count->id))));
	if ((st = missed_on(c->s, line, &r, c->a, &day, err)) != CRM_OK)
		return st;
	crm_record_set(&r, field_of(e, "moved_on"), crm_value_int(day));
	if (difference > 0 && value_of(line, "price")->kind == CRM_INT) {
		st = price_value(c->s, value_of(line, "price")->i, difference,
		    &CRM_VALUE_NULL, &value, err);
		if (st != CRM_OK)
			return st;
		crm_record_set(&r, field_of(e, "value"), crm_value_int(value));
	}
	if ((st = crm_insert(c->s, &r, err)) != CRM_OK)
		return st;
	c->each(c->ctx, r.id);
	if ((st = crm_load(c->s, e, r.id, c->a, &r, err)) != CRM_OK)
		return st;
	value = value_of(&r, "value")->i;
	c->booked += value < 0 ? -value : value;
	return mark_posted(c, line, r.id, err);
}

static enum crm_status
set_status(struct crm_store *s, const struct crm_record *count,
    const char *status, const int64_t *value, struct crm_arena *a,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = count->entity;
	struct crm_record patch;

	crm_record_init(&patch, e, a);
	patch.id = count->id;
	crm_record_set(
	    &patch, field_of(e, "status"), crm_value_text(crm_text_of(status)));
	if (strcmp(status, "posted") == 0)
		crm_record_set(&patch, field_of(e, "posted_on"),
		    crm_value_int(crm_store_clock(s)->today));
	if (value != NULL)
		set_int(&patch, "value", *value);
	return crm_update(s, &patch, done, err);
}

/* A sheet that did not come back says nothing. */
static enum crm_status
check_counted(struct counting *c, struct crm_err *err)
{
	const struct crm_value count = crm_value_int(c->count->id);
	struct crm_value n;
	const char *id;
	enum crm_status st = crm_get_int(c->s,
	    "SELECT count(*) FROM count_line WHERE \"count\" = ? "
	    "AND \"counted\" IS NOT NULL AND \"deleted\" IS NULL",
	    &count, 1, &n, err);

	if (st != CRM_OK || n.i > 0)
		return st;
	id = typed_id(c->a, c->count->entity, c->count->id);
	return crm_fail_record(err, CRM_RULE,
	    "nothing of %s was counted: crm-stock count read %s takes its sheet "
	    "back, crm-stock count cancel %s gives it up",
	    id, id, id);
}

/* Says what the differences are worth, and asks whom the matrix names for that. */
static enum crm_status
submit(struct counting *c, bool *asked, struct crm_err *err)
{
	const struct crm_entity *e = c->count->entity;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	if ((st = check_counted(c, err)) != CRM_OK ||
	    (st = each_line(c, add_worth, err)) != CRM_OK)
		return st;
	crm_record_init(&patch, e, c->a);
	patch.id = c->count->id;
	crm_record_set(&patch, field_of(e, "value"), crm_value_int(c->value));
	st = crm_update(c->s, &patch, &done, err);
	return st == CRM_OK ? crm_consent_submit(c->s, e, c->count->id,
				  CRM_TEXT(""), asked, err)
			    : st;
}

/* What was agreed to is worth what it was then, or is asked for again. */
static enum crm_status
submit_again(struct counting *c, bool *asked, struct crm_err *err)
{
	const int64_t agreed = value_of(c->count, "value")->i;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_action done;
	enum crm_status st = each_line(c, add_worth, err);

	if (st == CRM_OK && c->value != agreed) {
		c->value = 0;
		st = set_status(c->s, c->count, "open", NULL, &a, &done, err);
		if (st == CRM_OK)
			st = submit(c, asked, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_count_post(struct crm_store *s, int64_t count, bool *waits,
    void (*each)(void *ctx, int64_t move), void *ctx, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT, one = CRM_ARENA_INIT;
	struct crm_record frame;
	struct counting c = { s, &frame, &one, 0, 0, each, ctx };
	enum crm_action done;
	enum crm_status st;

	*waits = false;
	if ((st = load_locked(s, count, &a, &frame, err)) != CRM_OK)
		goto out;
	if (count_is_open(&frame))
		st = submit(&c, waits, err);
	else if (count_is_in(&frame, count_consent.agreed))
		st = submit_again(&c, waits, err);
	else
		st = count_not_open(&frame, &a, err);
	if (st == CRM_OK && !*waits &&
	    (st = each_line(&c, post_line, err)) == CRM_OK)
		st = set_status(s, &frame, "posted", &c.booked, &a, &done, err);
out:
	crm_arena_free(&one);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_count_cancel(struct crm_store *s, int64_t count, enum crm_action *done,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record frame;
	enum crm_status st = load_open(s, count, &a, &frame, err);

	if (st == CRM_OK)
		st = set_status(s, &frame, "cancelled", NULL, &a, done, err);
	crm_arena_free(&a);
	return st;
}
