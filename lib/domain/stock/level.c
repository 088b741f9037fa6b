/* Of what a move is: the product, the warehouse, and how much there is. */
#include "stock.h"

#include <crm/base/number.h>

#include <string.h>

/* The one row of a statement about one or two ids; *row is false where there is
 * none. */
static enum crm_status
one_row(struct crm_store *s, const char *sql, int64_t a, int64_t b,
    struct crm_stmt **q, bool *row, struct crm_err *err)
{
	enum crm_status st = crm_sql(s, sql, q, err);

	if (st != CRM_OK)
		return st;
	crm_bind(*q, 1, crm_value_int(a));
	if (b != 0)
		crm_bind(*q, 2, crm_value_int(b));
	return crm_step(*q, row, err);
}

enum crm_status
goods_load(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct goods *g, struct crm_err *err)
{
	enum {
		SKU,
		UNIT,
		METHOD,
		TRACKING,
		DECIMALS,
		COST,
		STOCKED,
		ACTIVE,
		KIT
	};
	struct crm_stmt *q;
	struct crm_text t;
	enum crm_status st;
	int64_t decimals;
	bool row;

	st = one_row(s,
	    "SELECT \"sku\", \"unit\", \"cost_method\", \"tracking\", "
	    "\"decimals\", \"cost\", coalesce(\"stocked\", 1), "
	    "coalesce(\"active\", 1), CASE WHEN EXISTS (SELECT 1 "
	    "FROM kit_part k WHERE k.\"kit\" = p.\"id\" "
	    "AND k.\"deleted\" IS NULL) THEN 1 ELSE 0 END "
	    "FROM product p WHERE \"id\" = ?",
	    id, 0, &q, &row, err);
	if (st != CRM_OK)
		return st;
	if (!row)
		return crm_fail(err, CRM_NOTFOUND, "there is no such product");
	decimals = crm_col_int(q, DECIMALS);
	*g = (struct goods){ .id = id,
		.name = text_dup(a, crm_col_text(q, SKU)),
		.unit = text_dup(a, crm_col_text(q, UNIT)),
		.fifo = crm_text_is(crm_col_text(q, METHOD), "fifo"),
		.decimals = (int)decimals,
		.step = crm_pow10(CRM_DECIMAL_DIGITS - (int)decimals),
		.cost = crm_col_int(q, COST),
		.stocked = crm_col_int(q, STOCKED) == 1,
		.active = crm_col_int(q, ACTIVE) == 1,
		.kit = crm_col_int(q, KIT) == 1 };
	t = crm_col_text(q, TRACKING);
	g->tracking = crm_text_is(t, "lot") ? TRACK_LOT
	    : crm_text_is(t, "serial")      ? TRACK_SERIAL
					    : TRACK_NONE;
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
place_load(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct place *p, struct crm_err *err)
{
	enum { NAME, KIND, BELOW_ZERO, ACTIVE };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = one_row(s,
	    "SELECT \"name\", \"kind\", \"below_zero\", "
	    "coalesce(\"active\", 1) FROM warehouse WHERE \"id\" = ?",
	    id, 0, &q, &row, err);
	if (st != CRM_OK)
		return st;
	if (!row)
		return crm_fail(
		    err, CRM_NOTFOUND, "there is no such warehouse");
	*p = (struct place){ .id = id,
		.name = text_dup(a, crm_col_text(q, NAME)),
		.sellable = crm_text_is(crm_col_text(q, KIND), "sellable"),
		.transit = crm_text_is(crm_col_text(q, KIND), "transit"),
		.below_zero = crm_col_int(q, BELOW_ZERO) == 1,
		.active = crm_col_int(q, ACTIVE) == 1 };
	crm_reset(q);
	return CRM_OK;
}

static enum crm_status
load_reserved(struct crm_store *s, int64_t product, int64_t warehouse,
    struct level *l, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = one_row(s,
	    "SELECT CAST(coalesce(sum(CASE WHEN "
	    "coalesce(\"until\", 9999999) >= {today} THEN \"held\" END), 0) "
	    "AS BIGINT), count(*), "
	    "count(CASE WHEN \"until\" < {today} AND \"held\" > 0 THEN 1 END) "
	    "FROM reservation WHERE \"product\" = ? AND \"warehouse\" = ? "
	    "AND \"status\" = 'open' AND \"deleted\" IS NULL",
	    product, warehouse, &q, &row, err);
	if (st != CRM_OK || !row)
		return st;
	l->reserved = crm_col_int(q, 0);
	l->promises = crm_col_int(q, 1);
	l->lapsed = crm_col_int(q, 2);
	crm_reset(q);
	return CRM_OK;
}

/* What a unit costs in another place, where nothing says what it does here: one that has
 * some, of these the one that was moved in last. */
static enum crm_status
last_elsewhere(struct crm_store *s, int64_t product, int64_t warehouse,
    struct level *l, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = one_row(s,
	    "SELECT CASE WHEN \"on_hand\" > 0 THEN \"on_hand\" "
	    "ELSE \"last_qty\" END, CASE WHEN \"on_hand\" > 0 "
	    "THEN \"value\" ELSE \"last_value\" END FROM level "
	    "WHERE \"product\" = ? AND \"warehouse\" <> ? "
	    "AND (\"on_hand\" > 0 OR \"last_qty\" > 0) "
	    "AND \"deleted\" IS NULL ORDER BY CASE WHEN \"on_hand\" > 0 "
	    "THEN 0 ELSE 1 END, \"last_on\" DESC, \"id\" DESC LIMIT 1",
	    product, warehouse, &q, &row, err);
	if (st != CRM_OK || !row)
		return st;
	l->pool.last_qty = crm_col_int(q, 0);
	l->pool.last_value = crm_col_int(q, 1);
	crm_reset(q);
	return CRM_OK;
}

/* What a unit cost last, where it never left from here: what the product says, else
 * what it costs elsewhere. */
static enum crm_status
find_last(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct level *l, struct crm_err *err)
{
	if (l->pool.last_qty != 0)
		return CRM_OK;
	if (g->cost == 0)
		/* What is there says what one costs. */
		return l->pool.on_hand > 0
		    ? CRM_OK
		    : last_elsewhere(s, g->id, warehouse, l, err);
	l->pool.last_qty = CRM_WHOLE;
	return price_value(
	    s, g->cost, CRM_WHOLE, &CRM_VALUE_NULL, &l->pool.last_value, err);
}

enum crm_status
level_load(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct level *l, struct crm_err *err)
{
	enum { ID, ON_HAND, VALUE, LAST_ON, LAST_QTY, LAST_VALUE };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*l = (struct level){ .pool = { .fifo = g->fifo },
		.last_on = CRM_DATE_MIN };
	st = one_row(s,
	    "SELECT \"id\", \"on_hand\", \"value\", \"last_on\", "
	    "\"last_qty\", \"last_value\" FROM level WHERE \"product\" = ? "
	    "AND \"warehouse\" = ? AND \"deleted\" IS NULL",
	    g->id, warehouse, &q, &row, err);
	if (st != CRM_OK)
		return st;
	if (row) {
		l->id = crm_col_int(q, ID);
		l->pool.on_hand = crm_col_int(q, ON_HAND);
		l->pool.value = crm_col_int(q, VALUE);
		if (!crm_col_null(q, LAST_ON))
			l->last_on = crm_col_int(q, LAST_ON);
		l->pool.last_qty = crm_col_int(q, LAST_QTY);
		l->pool.last_value = crm_col_int(q, LAST_VALUE);
		crm_reset(q);
	}
	st = find_last(s, g, warehouse, l, err);
	return st == CRM_OK ? load_reserved(s, g->id, warehouse, l, err) : st;
}

enum crm_status
level_from(struct crm_store *s, const struct goods *g, int64_t warehouse,
    const struct level *l, int64_t from, int64_t *there, struct crm_err *err)
{
	int64_t day;

	*there = l->pool.on_hand;
	return from >= l->last_on
	    ? CRM_OK
	    : level_lowest(s, g->id, warehouse, 0, l->pool.on_hand, from, there,
		  &day, err);
}

enum crm_status
level_lacking(struct crm_store *s, int64_t product, int64_t warehouse,
    int64_t *lacking, struct crm_err *err)
{
	const struct desk *x = desk_known(s, product, warehouse);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*lacking = x != NULL ? x->lacking : 0;
	if (x != NULL)
		return CRM_OK;
	st = one_row(s,
	    "SELECT CAST(sum(\"quantity\" - \"shipped\" - \"held\") AS BIGINT) "
	    "FROM reservation WHERE \"product\" = ? AND \"warehouse\" = ? "
	    "AND \"status\" = 'open' AND \"deleted\" IS NULL "
	    "AND \"quantity\" - \"shipped\" > \"held\" "
	    "AND coalesce(\"until\", 9999999) >= {today}",
	    product, warehouse, &q, &row, err);
	if (st != CRM_OK || !row)
		return st;
	*lacking = crm_col_int(q, 0);
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
level_expired(struct crm_store *s, int64_t product, int64_t warehouse,
    int64_t day, int64_t *quantity, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(product),
		crm_value_int(warehouse), crm_value_int(day) };
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(y.\"left\") AS BIGINT) FROM layer y "
	    "JOIN lot t ON t.\"id\" = y.\"lot\" WHERE y.\"product\" = ? "
	    "AND y.\"warehouse\" = ? AND y.\"open\" = 1 "
	    "AND t.\"expires_on\" < ?",
	    v, COUNT(v), &sum, err);

	*quantity = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

/* What a unit cost before the last of it left.  What is taken back has never been
 * there, and says nothing of it. */
static void
set_last(struct crm_record *r, struct level *l, const struct crm_record *move)
{
	if (value_of(move, "quantity")->i >= 0 || l->pool.on_hand <= 0 ||
	    crm_text_is(text_of(move, "kind"), "reversal"))
		return;
	l->pool.last_qty = l->pool.on_hand;
	l->pool.last_value = l->pool.value;
	crm_record_set(r, field_of(r->entity, "last_qty"),
	    crm_value_int(l->pool.last_qty));
	crm_record_set(r, field_of(r->entity, "last_value"),
	    crm_value_int(l->pool.last_value));
}

static bool
add_up(int64_t a, int64_t b, int64_t most, int64_t *out)
{
	return !__builtin_add_overflow(a, b, out) && *out <= most &&
	    *out >= -most;
}

enum crm_status
level_add(struct crm_store *s, struct level *l, const struct crm_record *move,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "level");
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t on = value_of(move, "moved_on")->i, on_hand, value;
	struct crm_record r;
	enum crm_action done;
	enum crm_status st = CRM_OK;

	if (!add_up(l->pool.on_hand, value_of(move, "quantity")->i,
		INT64_MAX / 2, &on_hand) ||
	    !add_up(l->pool.value, value_of(move, "value")->i, CRM_MONEY_MAX,
		&value))
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "makes more than can be kept");
	crm_record_init(&r, e, &a);
	r.id = l->id;
	crm_record_set(&r, field_of(e, "on_hand"), crm_value_int(on_hand));
	crm_record_set(&r, field_of(e, "value"), crm_value_int(value));
	set_last(&r, l, move);
	l->pool.on_hand = on_hand;
	l->pool.value = value;
	if (on > l->last_on)
		l->last_on = on;
	crm_record_set(&r, field_of(e, "last_on"), crm_value_int(l->last_on));
	if (l->id == 0) {
		crm_record_set(
		    &r, field_of(e, "product"), *value_of(move, "product"));
		crm_record_set(
		    &r, field_of(e, "warehouse"), *value_of(move, "warehouse"));
		st = crm_insert(s, &r, err);
		l->id = r.id;
	} else if (crm_kept(s, e, l->id) != NULL)
		crm_keep(s, &r);
	else
		st = crm_update(s, &r, &done, err);
	crm_arena_free(&a);
	return st;
}
