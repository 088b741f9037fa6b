/*
 * What a move is of: the issue that comes back, the line of a purchase that comes,
 * the promise that is kept.  What it names is of its own goods.
 */
#include "stock.h"

#include <string.h>

enum crm_status
issue_left(struct crm_store *s, const struct crm_record *issue,
    int64_t *quantity, int64_t *value, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(issue->id);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*quantity = -value_of(issue, "quantity")->i;
	*value = -value_of(issue, "value")->i;
	/* What was reversed counts with its reversal. */
	st = crm_sql(s,
	    "WITH RECURSIVE back(\"id\", \"q\", \"v\") AS (SELECT \"id\", "
	    "\"quantity\" + coalesce(\"scrapped\", 0), "
	    "\"value\" + coalesce(\"expense\", 0) FROM move "
	    "WHERE \"of\" = ? AND \"deleted\" IS NULL UNION ALL "
	    "SELECT m.\"id\", m.\"quantity\" + coalesce(m.\"scrapped\", 0), "
	    "m.\"value\" + coalesce(m.\"expense\", 0) FROM move m "
	    "JOIN back b ON m.\"of\" = b.\"id\" "
	    "WHERE m.\"kind\" = 'reversal' AND m.\"deleted\" IS NULL) "
	    "SELECT CAST(sum(\"q\") AS BIGINT), CAST(sum(\"v\") AS BIGINT) "
	    "FROM back",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, of);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*quantity -= crm_col_int(q, 0);
		*value -= crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

enum crm_status
move_there(
    struct crm_store *s, const struct crm_record *move, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(move->id);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value back;
	enum crm_status st = crm_get_int(s,
	    "WITH RECURSIVE back(\"id\", \"q\") AS (SELECT \"id\", "
	    "\"quantity\" FROM move WHERE \"of\" = ? AND \"kind\" = 'reversal' "
	    "AND \"deleted\" IS NULL UNION ALL SELECT m.\"id\", "
	    "m.\"quantity\" FROM move m JOIN back b ON m.\"of\" = b.\"id\" "
	    "WHERE m.\"kind\" = 'reversal' AND m.\"deleted\" IS NULL) "
	    "SELECT CAST(sum(\"q\") AS BIGINT) FROM back",
	    &of, 1, &back, err);

	if (st == CRM_OK && back.kind == CRM_INT &&
	    back.i == -value_of(move, "quantity")->i)
		st = crm_fail_record(err, CRM_RULE,
		    "%s was taken back: nothing of it came",
		    typed_id(&a, move->entity, move->id));
	crm_arena_free(&a);
	return st;
}

/* ---- what follows from others ---- */

/* Whether the move that is about to be saved is one. */
static bool *
following(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(bool), &a);
}

enum crm_status
move_follow(struct crm_store *s, struct crm_record *move, struct crm_err *err)
{
	*following(s) = true;
	return crm_insert(s, move, err);
}

bool
move_follows(struct crm_store *s)
{
	bool follows = *following(s);

	*following(s) = false;
	return follows;
}

static enum crm_status
check_follows(struct crm_store *s, const struct crm_record *move,
    const struct place *p, struct crm_err *err)
{
	struct crm_text kind = text_of(move, "kind");
	bool in = value_of(move, "quantity")->i > 0;
	bool transfer = crm_text_is(kind, "transfer");

	if (move_follows(s))
		return CRM_OK;
	if (crm_text_is(kind, "reversal") || crm_text_is(kind, "difference") ||
	    (transfer && in))
		return crm_fail_field(err, CRM_RULE, "kind",
		    "such a move follows from others: undo, a transfer or a "
		    "receipt makes it");
	return in && p->transit && !crm_text_is(kind, "receipt")
	    ? crm_fail_field(err, CRM_RULE, "warehouse",
		  "%s is for what is on its way: crm-stock send and receive "
		  "bring goods there",
		  p->name)
	    : CRM_OK;
}

/* ---- what it names ---- */

static const char *
sku_of(struct crm_store *s, int64_t product, struct crm_arena *a)
{
	struct goods g;

	return goods_load(s, product, a, &g, NULL) == CRM_OK ? g.name : "";
}

/* CRM_RULE where the record that a field of the move names is of other goods. */
static enum crm_status
check_product(struct crm_store *s, const struct crm_record *move,
    const char *field, const struct crm_record *named, struct crm_arena *a,
    struct crm_err *err)
{
	int64_t own = value_of(move, "product")->i;
	int64_t other = value_of(named, "product")->i;

	return own == other
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, field, "%s is of %s, not of %s",
		  typed_id(a, named->entity, named->id), sku_of(s, other, a),
		  sku_of(s, own, a));
}

/* A promise is kept with what it holds, where it holds it. */
static enum crm_status
check_promise(struct crm_store *s, const struct crm_record *move,
    const struct crm_record *promise, struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, promise->entity, promise->id);
	int64_t lacks = value_of(promise, "quantity")->i -
	    value_of(promise, "shipped")->i;
	struct place p;
	enum crm_status st;

	if (crm_text_is(text_of(promise, "status"), "released"))
		return crm_fail_field(err, CRM_RULE, "reservation",
		    "%s is released and holds nothing; issue without it, or "
		    "reserve again",
		    id);
	/* How much more than was asked for may leave at once, its order says. */
	if (lacks <= 0)
		return crm_fail_field(err, CRM_RULE, "reservation",
		    "all of %s has left; issue the rest without it", id);
	if (crm_value_eq(
		*value_of(promise, "warehouse"), *value_of(move, "warehouse")))
		return CRM_OK;
	st = place_load(s, value_of(promise, "warehouse")->i, a, &p, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_RULE, "reservation",
		  "%s is held in %s; say warehouse=%s", id, p.name, p.name);
}

/* What comes was ordered, and is still to come. */
static enum crm_status
check_ordered(struct crm_store *s, const struct crm_record *move,
    const struct crm_record *line, struct crm_arena *a, struct crm_err *err)
{
	int64_t all = value_of(line, "received")->i +
	    value_of(move, "quantity")->i;
	const char *id = typed_id(a, line->entity, line->id);
	struct crm_record purchase;
	const char *of;
	enum crm_status st;

	if (crm_text_is(text_of(move, "kind"), "supplier-return"))
		return all >= 0
		    ? CRM_OK
		    : crm_fail_field(err, CRM_RULE, "quantity",
			  "%s of %s have come; no more goes back",
			  quantity_dup(a, value_of(line, "received")->i), id);
	if (!crm_text_is(text_of(move, "kind"), "receipt"))
		return CRM_OK;
	st = crm_load(s, crm_dict_find(crm_store_dict(s), "purchase"),
	    value_of(line, "purchase")->i, a, &purchase, err);
	if (st != CRM_OK)
		return st;
	of = typed_id(a, purchase.entity, purchase.id);
	if (value_of(&purchase, "drop_ship")->kind == CRM_INT)
		return crm_fail_field(err, CRM_RULE, "purchase_line",
		    "%s goes straight to the customer: crm-order order-line "
		    "ship says that it left the supplier",
		    of);
	if (crm_text_is(text_of(&purchase, "status"), "closed"))
		return crm_fail_field(err, CRM_RULE, "purchase_line",
		    "%s is closed; crm-stock purchase set %s status=ordered "
		    "opens it",
		    of, of);
	if (value_of(&purchase, "ordered_on")->kind == CRM_INT &&
	    value_of(move, "moved_on")->i <
		value_of(&purchase, "ordered_on")->i)
		return crm_fail_field(err, CRM_RULE, "moved_on",
		    "is before %s was ordered, on %s; crm-stock purchase set %s "
		    "ordered_on=%s says that it was earlier",
		    of, date_dup(a, value_of(&purchase, "ordered_on")->i), of,
		    date_dup(a, value_of(move, "moved_on")->i));
	return all <= value_of(line, "quantity")->i
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "quantity",
		  "%s is of %s, and %s would have come; crm-stock "
		  "purchase-line set %s quantity=%s says that so many were "
		  "ordered",
		  id, quantity_dup(a, value_of(line, "quantity")->i),
		  quantity_dup(a, all), id, quantity_dup(a, all));
}

static enum crm_status
check_reference(struct crm_store *s, const struct crm_record *move,
    const char *field, const char *entity, struct crm_arena *a,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), entity);
	struct crm_record named;
	enum crm_status st;

	if (value_of(move, field)->kind == CRM_NULL)
		return CRM_OK;
	st = crm_load(s, e, value_of(move, field)->i, a, &named, err);
	if (st == CRM_OK)
		st = check_product(s, move, field, &named, a, err);
	if (st != CRM_OK)
		return st;
	return strcmp(entity, "reservation") == 0
	    ? check_promise(s, move, &named, a, err)
	    : check_ordered(s, move, &named, a, err);
}

enum crm_status
move_behind(const struct crm_saving *w, const struct crm_record *of,
    struct crm_err *err)
{
	int64_t day = value_of(of, "moved_on")->i;

	return w->import || value_of(w->new, "moved_on")->i >= day
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "moved_on",
		  "is before that of %s, %s",
		  typed_id(w->arena, of->entity, of->id),
		  date_dup(w->arena, day));
}

/* What leaves for a place comes from another, and that one is in use. */
static enum crm_status
check_ends(struct crm_store *s, const struct crm_record *move,
    const char *field, struct crm_arena *a, struct crm_err *err)
{
	struct place p;
	enum crm_status st;

	if (!crm_text_is(text_of(move, "kind"), "transfer") ||
	    value_of(move, "quantity")->i >= 0 ||
	    value_of(move, field)->kind != CRM_INT)
		return CRM_OK;
	st = place_load(s, value_of(move, field)->i, a, &p, err);
	if (st != CRM_OK || (st = check_place_open(&p, field, err)) != CRM_OK)
		return st;
	if (strcmp(field, "destination") == 0 &&
	    crm_value_eq(*value_of(move, field), *value_of(move, "to")))
		return crm_fail_field(err, CRM_RULE, "to",
		    "%s is for what is on its way: say where it arrives",
		    p.name);
	return crm_value_eq(
		   *value_of(move, field), *value_of(move, "warehouse"))
	    ? crm_fail_field(
		  err, CRM_RULE, field, "the goods are in %s already", p.name)
	    : CRM_OK;
}

enum crm_status
move_of_check(struct crm_store *s, const struct place *p,
    const struct crm_record *move, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if ((st = check_follows(s, move, p, err)) == CRM_OK &&
	    (st = check_reference(s, move, "purchase_line", "purchase-line", &a,
		 err)) == CRM_OK &&
	    (st = check_reference(
		 s, move, "reservation", "reservation", &a, err)) == CRM_OK &&
	    (st = check_ends(s, move, "to", &a, err)) == CRM_OK)
		st = check_ends(s, move, "destination", &a, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
move_of_others(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_area *const *a;
	enum crm_status st = CRM_OK;

	for (a = crm_areas; *a != NULL && st == CRM_OK; a++)
		if ((*a)->moves != NULL)
			st = (*a)->moves(w, err);
	return st;
}

/* ---- what a line leaves out ---- */

/* Of a record that a line names: its goods, its place, and what of it is open. */
static enum crm_status
take_named(struct crm_store *s, const char *entity, int64_t id,
    struct crm_arena *a, struct said *out, struct crm_record *named,
    struct crm_err *err)
{
	enum crm_status st = crm_load(
	    s, crm_dict_find(crm_store_dict(s), entity), id, a, named, err);

	if (st != CRM_OK)
		return st;
	if (out->g.id == 0)
		out->g.id = value_of(named, "product")->i;
	if (out->warehouse == 0 &&
	    value_of(named, "warehouse")->kind == CRM_INT)
		out->warehouse = value_of(named, "warehouse")->i;
	return CRM_OK;
}

static enum crm_status
take_open(struct crm_stock_line *l, const struct crm_record *named,
    int64_t open, struct crm_arena *a, struct crm_err *err)
{
	if (l->quantity.kind != CRM_NULL || l->unit.n > 0)
		return CRM_OK;
	if (open <= 0)
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "is required: nothing of %s is open",
		    typed_id(a, named->entity, named->id));
	l->quantity = crm_value_int(open);
	return CRM_OK;
}

enum crm_status
said_of_document(struct crm_store *s, struct crm_stock_line *l,
    struct crm_arena *a, struct said *out, struct crm_err *err)
{
	struct crm_record named;
	enum crm_status st = CRM_OK;

	if (l->purchase_line != 0) {
		st = take_named(
		    s, "purchase-line", l->purchase_line, a, out, &named, err);
		/* What goes back is said. */
		if (st == CRM_OK && strcmp(out->kind, "supplier-return") != 0)
			st = take_open(l, &named,
			    value_of(&named, "quantity")->i -
				value_of(&named, "received")->i,
			    a, err);
	}
	if (st == CRM_OK && l->reservation != 0) {
		st = take_named(
		    s, "reservation", l->reservation, a, out, &named, err);
		if (st == CRM_OK)
			st = take_open(
			    l, &named, value_of(&named, "held")->i, a, err);
	}
	return st;
}
