/* Lots and serials: how much of one there is, and where. */
#include "stock.h"

#include <crm/domain/right.h>

#include <string.h>

enum crm_status
lot_left(struct crm_store *s, int64_t lot, int64_t warehouse, int64_t *left,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(lot),
		crm_value_int(warehouse) };
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    warehouse == 0
		? "SELECT CAST(sum(\"left\") AS BIGINT) FROM layer "
		  "WHERE \"lot\" = ? AND \"open\" = 1"
		: "SELECT CAST(sum(\"left\") AS BIGINT) FROM layer "
		  "WHERE \"lot\" = ? AND \"open\" = 1 AND \"warehouse\" = ?",
	    v, warehouse == 0 ? 1 : 2, &sum, err);

	*left = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

bool
lot_expired(struct crm_store *s, int64_t lot, int64_t day, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(lot);
	struct crm_value expires;

	return crm_get_int(s, "SELECT \"expires_on\" FROM lot WHERE \"id\" = ?",
		   &v, 1, &expires, err) == CRM_OK &&
	    expires.kind == CRM_INT && expires.i < day;
}

/* The warehouse in which a serial is; NULL: in none. */
static enum crm_status
where_is(struct crm_store *s, int64_t lot, struct crm_arena *a,
    const char **out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = NULL;
	st = crm_sql(s,
	    "SELECT w.\"name\" FROM layer y JOIN warehouse w "
	    "ON w.\"id\" = y.\"warehouse\" WHERE y.\"lot\" = ? "
	    "AND y.\"open\" = 1 ORDER BY y.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(lot));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = text_dup(a, crm_col_text(q, 0));
		crm_reset(q);
	}
	return st;
}

/* A serial is one piece, in one place. */
static enum crm_status
check_serial(struct crm_store *s, const struct crm_record *lot,
    int64_t quantity, struct crm_arena *a, struct crm_err *err)
{
	const char *number = text_dup(a, text_of(lot, "number")), *where;
	enum crm_status st;
	int64_t left;

	if (quantity != CRM_WHOLE && quantity != -CRM_WHOLE)
		return crm_fail_field(err, CRM_RULE, "lot",
		    "a serial number stands for one piece, and %s were to "
		    "move as %s",
		    quantity_dup(a, quantity < 0 ? -quantity : quantity),
		    number);
	if ((st = lot_left(s, lot->id, 0, &left, err)) != CRM_OK ||
	    quantity < 0 || left == 0)
		return st;
	if ((st = where_is(s, lot->id, a, &where, err)) != CRM_OK)
		return st;
	/* Whatever is left of one lies somewhere. */
	return crm_fail_field(err, CRM_RULE, "lot", "%s is in %s already",
	    number, where == NULL ? "" : where);
}

/* What else there is instead of a lot on the day of a move. */
static enum crm_status
instead(struct crm_store *s, const struct goods *g, const struct place *p,
    const struct crm_record *lot, const struct crm_record *move,
    struct crm_arena *a, const char **more, struct crm_err *err)
{
	const int64_t day = value_of(move, "moved_on")->i;
	const int64_t today = crm_store_clock(s)->today;
	const struct lack lack = { .g = g,
		.warehouse = p->id,
		.by_lot = true,
		.lot = lot->id,
		.until = day > today ? day : today };

	return stock_elsewhere(s, &lack, a, more, err);
}

/* What leaves as a lot is of it, on every day. */
static enum crm_status
check_enough(struct crm_store *s, const struct goods *g, const struct place *p,
    const struct crm_record *lot, const struct crm_record *move,
    struct crm_arena *a, struct crm_err *err)
{
	int64_t quantity = value_of(move, "quantity")->i, left, least, day;
	const char *number = text_dup(a, text_of(lot, "number")), *where, *more;
	enum crm_status st;

	if ((st = lot_left(s, lot->id, p->id, &left, err)) != CRM_OK ||
	    (st = level_lowest(s, g->id, p->id, lot->id, left,
		 value_of(move, "moved_on")->i, &least, &day, err)) != CRM_OK ||
	    least + quantity >= 0 ||
	    (st = instead(s, g, p, lot, move, a, &more, err)) != CRM_OK)
		return st;
	if (g->tracking == TRACK_SERIAL && left == 0 &&
	    (st = where_is(s, lot->id, a, &where, err)) == CRM_OK)
		return where == NULL ? crm_fail_field(err, CRM_RULE, "lot",
					   "%s is not in %s, it is nowhere%s",
					   number, p->name, more)
				     : crm_fail_field(err, CRM_RULE, "lot",
					   "%s is not in %s, it is in %s%s",
					   number, p->name, where, more);
	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_RULE, "lot",
		  "%s of %s are to leave %s, %s are there on "
		  "%s%s",
		  quantity_dup(a, -quantity), number, p->name,
		  quantity_dup(a, least), date_dup(a, day), more);
}

/* After its day it leaves only with the right, and a reason. */
static enum crm_status
check_expiry(struct crm_store *s, const struct goods *g, const struct place *p,
    const struct crm_record *lot, const struct crm_record *move,
    struct crm_arena *a, struct crm_err *err)
{
	struct crm_value expires = *value_of(lot, "expires_on");
	const char *more;
	enum crm_status st;

	if (!crm_text_is(text_of(move, "kind"), "issue") ||
	    expires.kind == CRM_NULL ||
	    expires.i >= value_of(move, "moved_on")->i)
		return CRM_OK;
	if (text_of(move, "reason").n > 0)
		return crm_right_check(s, "expired", 0, err);
	st = instead(s, g, p, lot, move, a, &more, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_RULE, "lot",
		  "%s expired on %s; it leaves only with reason=TEXT%s",
		  text_dup(a, text_of(lot, "number")), date_dup(a, expires.i),
		  more);
}

enum crm_status
lot_of_goods(struct crm_store *s, const struct goods *g,
    const struct crm_record *r, struct crm_arena *a, struct crm_record *lot,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "lot");
	const struct crm_value *id = value_of(r, "lot");
	enum crm_status st;

	if (id->kind == CRM_NULL)
		return g->tracking == TRACK_NONE
		    ? CRM_OK
		    : crm_fail_field(err, CRM_INVALID, "lot",
			  "is required: %s is kept by %s", g->name,
			  g->tracking == TRACK_LOT ? crm_tr("lots")
						   : crm_tr("serial numbers"));
	if ((st = crm_load(s, e, id->i, a, lot, err)) != CRM_OK ||
	    value_of(lot, "product")->i == g->id)
		return st;
	return crm_fail_field(err, CRM_RULE, "lot",
	    "%s is of another product than %s",
	    text_dup(a, text_of(lot, "number")), g->name);
}

enum crm_status
lot_check(struct crm_store *s, const struct goods *g, const struct place *p,
    const struct crm_record *move, bool import, struct crm_err *err)
{
	int64_t quantity = value_of(move, "quantity")->i;
	bool lotted = value_of(move, "lot")->kind != CRM_NULL;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	struct crm_record lot;

	if (lotted || quantity != 0)
		st = lot_of_goods(s, g, move, &a, &lot, err);
	if (st == CRM_OK && lotted && quantity != 0) {
		if (g->tracking == TRACK_SERIAL)
			st = check_serial(s, &lot, quantity, &a, err);
		if (st == CRM_OK && quantity < 0)
			st = check_enough(s, g, p, &lot, move, &a, err);
		if (st == CRM_OK && !import)
			st = check_expiry(s, g, p, &lot, move, &a, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
lots_lasting(struct crm_store *s, int64_t product, int64_t warehouse,
    int64_t day, struct crm_arena *a, struct lot_left **out, size_t *n,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(product),
		crm_value_int(warehouse), crm_value_int(day) };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT y.\"lot\", CAST(sum(y.\"left\") AS BIGINT) FROM layer y "
	    "JOIN lot t ON t.\"id\" = y.\"lot\" WHERE y.\"product\" = ? "
	    "AND y.\"warehouse\" = ? AND y.\"open\" = 1 "
	    "AND coalesce(t.\"expires_on\", 9999999) >= ? "
	    "GROUP BY y.\"lot\", t.\"expires_on\" "
	    "ORDER BY coalesce(t.\"expires_on\", 9999999), min(y.\"since\"), "
	    "y.\"lot\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct lot_left){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	return st;
}
