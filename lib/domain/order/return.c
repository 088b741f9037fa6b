/*
 * Returns: of what left with a delivery, at what it had cost; each is credited its
 * share of the line, and the one that empties it takes what is left of that.
 */
#include "return.h"

#include "domain/document/day.h"
#include "domain/document/numbered.h"

#include <crm/domain/numbering.h>

#include <string.h>

const char return_prefix[] = "RT";

static int64_t
number(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

/* ---- what there is ---- */

static enum crm_status
read_sums(struct returning *v, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(v->s,
	    "SELECT coalesce((SELECT CAST(sum(d.\"quantity\") AS BIGINT) "
	    "FROM delivery_line d JOIN delivery e ON e.\"id\" = d.\"delivery\" "
	    "WHERE d.\"order_line\" = ? AND d.\"gross\" IS NULL "
	    "AND d.\"deleted\" IS NULL "
	    "AND e.\"deleted\" IS NULL AND e.\"status\" = 'shipped'), 0) - "
	    "coalesce(CAST(sum(CASE WHEN r.\"exchange\" = 1 "
	    "THEN r.\"quantity\" ELSE 0 END) AS BIGINT), 0), "
	    "coalesce(CAST(sum(CASE WHEN r.\"exchange\" = 1 THEN 0 "
	    "ELSE r.\"quantity\" END) AS BIGINT), 0), "
	    "coalesce(CAST(sum(r.\"net\") AS BIGINT), 0), "
	    "coalesce(CAST(sum(r.\"credit\") AS BIGINT), 0) "
	    "FROM sale_return r LEFT JOIN delivery_line x "
	    "ON x.\"id\" = r.\"delivery_line\" WHERE r.\"order_line\" = ? "
	    "AND x.\"gross\" IS NULL "
	    "AND r.\"deleted\" IS NULL AND r.\"status\" = 'received'",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(v->line.id));
	crm_bind(q, 2, crm_value_int(v->line.id));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		v->shipped = crm_col_int(q, 0);
		v->returned = crm_col_int(q, 1);
		v->net = crm_col_int(q, 2);
		v->gross = crm_col_int(q, 3);
		crm_reset(q);
	}
	return st;
}

static struct left
take_left(struct returning *v, const struct crm_stmt *q)
{
	enum {
		ID,
		LEFT,
		MOVE,
		ALL,
		GROSS,
		NET,
		ANEW_G,
		ANEW_N,
		OFF_G,
		OFF_N,
		LOT
	};

	return (struct left){ .id = crm_col_int(q, ID),
		.left = crm_col_int(q, LEFT),
		.move = crm_col_int(q, MOVE),
		.all = crm_col_int(q, ALL),
		.told = !crm_col_null(q, GROSS),
		.sum = { crm_col_int(q, GROSS), crm_col_int(q, NET) },
		.anew = { crm_col_int(q, ANEW_G), crm_col_int(q, ANEW_N) },
		.off = { crm_col_int(q, OFF_G), crm_col_int(q, OFF_N) },
		.lot = text_dup(&v->a, crm_col_text(q, LOT)) };
}

static enum crm_status
read_left(
    struct returning *v, struct left **out, size_t *n, struct crm_err *err)
{
	const struct crm_value b[] = { crm_value_int(v->line.id),
		crm_value_int(v->r->delivery_line),
		crm_value_int(v->r->delivery_line),
		crm_value_text(crm_fold_dup(&v->a, v->r->lot)),
		crm_value_text(crm_fold_dup(&v->a, v->r->lot)) };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(v->s,
	    "SELECT d.\"id\", d.\"quantity\" - coalesce((SELECT "
	    "CAST(sum(r.\"quantity\") AS BIGINT) FROM sale_return r "
	    "WHERE r.\"delivery_line\" = d.\"id\" AND r.\"deleted\" IS NULL "
	    "AND r.\"status\" = 'received'), 0), coalesce(d.\"move\", 0), "
	    "d.\"quantity\", d.\"gross\", d.\"net\", " ANEW_OF("gross") ", " ANEW_OF("net") ", " CREDITED_OF(
		"credit") ", " CREDITED_OF("net") ", t.\"number\" "
						  "FROM delivery_line d JOIN delivery e ON e.\"id\" = d.\"delivery\" "
						  "LEFT JOIN move m ON m.\"id\" = d.\"move\" "
						  "LEFT JOIN lot t ON t.\"id\" = m.\"lot\" "
						  "WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
						  "AND e.\"deleted\" IS NULL AND e.\"status\" = 'shipped' "
						  "AND (d.\"id\" = ? OR ? = 0) "
						  "AND (t.\"number_f\" = ? OR CAST(? AS TEXT) IS NULL) "
						  "ORDER BY e.\"shipped_on\", d.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, b, COUNT(b));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(&v->a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = take_left(v, q);
	}
	return st;
}

/* ---- one delivery line ---- */

static void
put(struct crm_record *r, const char *field, struct crm_value x)
{
	if (x.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), x);
}

static void
note_move(void *ctx, int64_t move)
{
	((struct returning *)ctx)->move = move;
}

/* What never lay in our stock comes into the warehouse that is said, at the price of its
 * purchase; else it went where it came from. */
static enum crm_status
supplied_back(struct returning *v, struct crm_stock_line *line,
    int64_t quantity, struct crm_err *err)
{
	enum crm_status st;

	if (v->r->warehouse == 0 || v->r->scrap) {
		if (v->r->away != NULL)
			*v->r->away |= !v->r->scrap;
		return CRM_OK;
	}
	line->kind = "receipt";
	line->product = order_product(v->s, &v->a, number(&v->line, "product"));
	line->unit = text_of(&v->line, "unit");
	line->quantity = crm_value_int(quantity);
	st = order_bought_at(
	    v->s, number(&v->line, "purchase_line"), &line->price, err);
	return st == CRM_OK ? crm_stock_post(v->s, line, note_move, v, err)
			    : st;
}

static enum crm_status
move_back(struct returning *v, const struct left *of, int64_t quantity,
    struct crm_err *err)
{
	struct crm_stock_line line = { .kind = "return",
		.warehouse = v->r->warehouse,
		.day = crm_value_int(v->day),
		.reason = v->r->reason,
		.scrap = v->r->scrap };
	enum crm_status st;

	v->move = 0;
	if (of->move == 0 && number(&v->line, "drop_ship") == 1)
		return supplied_back(v, &line, quantity, err);
	if (of->move == 0)
		return order_kit_back(v->s, of->id, of->all, of->all - of->left,
		    quantity, &line, err);
	line.of = of->move;
	if (text_of(&v->line, "unit").n > 0 &&
	    (st = order_as_it_left(v->s, of->move, of->all, of->all - of->left,
		 &quantity, err)) != CRM_OK)
		return st;
	line.quantity = crm_value_int(quantity);
	return crm_stock_post(v->s, &line, note_move, v, err);
}

static enum crm_status
take_back(struct returning *v, const struct left *of, int64_t quantity,
    int64_t *id, struct crm_err *err)
{
	const struct crm_numbering n = { .prefix = return_prefix,
		.seller = number(&v->order, "seller"),
		.day = v->day };
	struct crm_record r;
	struct crm_text text;
	enum crm_status st;

	if ((st = crm_number_next(v->s, &n, &v->a, &text, err)) != CRM_OK ||
	    (st = move_back(v, of, quantity, err)) != CRM_OK)
		return st;
	crm_record_init(
	    &r, crm_dict_find(crm_store_dict(v->s), "return"), &v->a);
	put(&r, "number", crm_value_text(text));
	put(&r, "order", crm_value_int(v->order.id));
	put(&r, "order_line", crm_value_int(v->line.id));
	put(&r, "delivery_line", crm_value_int(of->id));
	put(&r, "returned_on", crm_value_int(v->day));
	put(&r, "quantity", crm_value_int(quantity));
	put(&r, "scrap", crm_value_int(v->r->scrap));
	put(&r, "exchange", crm_value_int(v->r->exchange));
	put(&r, "reason", crm_value_text(v->r->reason));
	put(&r, "move", v->move != 0 ? crm_value_int(v->move) : CRM_VALUE_NULL);
	if (!v->r->exchange &&
	    (st = return_credit(v, &r, of, quantity, err)) != CRM_OK)
		return st;
	st = crm_insert(v->s, &r, err);
	*id = r.id;
	return st;
}

/* ---- a line ---- */

static enum crm_status
load(struct returning *v, int64_t line, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(v->s);
	const struct crm_entity *e = crm_dict_find(d, "order-line");
	const struct crm_entity *orders = crm_dict_find(d, "order");
	struct crm_text status;
	enum crm_status st;

	v->id = order_line_id(v->s, &v->a, line);
	if ((st = crm_load(v->s, e, line, &v->a, &v->line, err)) != CRM_OK ||
	    (st = crm_lock(v->s, orders, number(&v->line, "order"), err)) !=
		CRM_OK ||
	    (st = crm_load(v->s, orders, number(&v->line, "order"), &v->a,
		 &v->order, err)) != CRM_OK ||
	    (st = read_sums(v, err)) != CRM_OK ||
	    (st = order_charged_so(
		 v->s, &v->order, &v->line, &v->all_charged, err)) != CRM_OK)
		return st;
	if (crm_text_is(order_form(v->s, &v->order, &v->line), "subscription"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is a subscription, and is ended, not sent back: "
		    "crm-order order-line set %s ends_on=DATE",
		    v->id, v->id);
	v->day = v->r->day;
	if (v->day == CRM_DATE_MIN)
		v->day = crm_store_clock(v->s)->today;
	status = text_of(&v->order, "status");
	if (st == CRM_OK && v->r->exchange && crm_text_is(status, "closed"))
		st = crm_fail_record(err, CRM_RULE,
		    "%s is closed, and what is exchanged is shipped again: "
		    "crm-order reopen %s first",
		    typed_id(&v->a, orders, v->order.id),
		    typed_id(&v->a, orders, v->order.id));
	return st;
}

static int64_t
all_left(const struct left *l, size_t n)
{
	int64_t all = 0;
	size_t i;

	for (i = 0; i < n; i++)
		all += l[i].left > 0 ? l[i].left : 0;
	return all;
}

static enum crm_status
too_many(
    struct returning *v, const struct left *l, size_t n, struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s of %s cannot come back: %s have left and are not back yet",
	    quantity_dup(&v->a, v->r->quantity), v->id,
	    quantity_dup(&v->a, all_left(l, n)));
}

static enum crm_status
none_left(struct returning *v, struct crm_err *err)
{
	return v->r->lot.n == 0
	    ? crm_fail_record(err, CRM_RULE,
		  "nothing of %s has left that is not back already", v->id)
	    : crm_fail_record(err, CRM_RULE,
		  "none of %s left with %s, or it is back already",
		  text_dup(&v->a, v->r->lot), v->id);
}

/* A row that takes something off goes back with what comes back. */
static enum crm_status
check_goods(struct returning *v, struct crm_err *err)
{
	return number(&v->line, "amount") >= 0
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s takes something off and is no goods: what comes back is "
		  "credited its share of it",
		  v->id);
}

/* Whether it is the first of its lot that is still out. */
static bool
is_first(const struct left *l, size_t at)
{
	size_t i;

	for (i = 0; i < at; i++)
		if (l[i].left > 0 && strcmp(l[i].lot, l[at].lot) == 0)
			return false;
	return l[at].left > 0;
}

/* Of several lots, or serial numbers, that are still out, who sends back some says of
 * which. */
static enum crm_status
check_which(
    struct returning *v, const struct left *l, size_t n, struct crm_err *err)
{
	enum { MOST = 8 };
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i, lots = 0;

	for (i = 0; i < n; i++) {
		if (l[i].lot[0] == '\0' || !is_first(l, i))
			continue;
		if (lots++ < MOST)
			crm_buf_printf(&b, lots > 1 ? ", %s" : "%s", l[i].lot);
		else if (lots == MOST + 1)
			crm_buf_str(&b, ", …");
	}
	if (lots > 1 && v->r->quantity > 0 && v->r->quantity < all_left(l, n))
		st = crm_fail_field(err, CRM_INVALID, "lot",
		    "is required: which of %s comes back", b.data);
	crm_buf_free(&b);
	return st;
}

/* Goods that are to be sent anew are held again, as all are of an order on hold. */
static enum crm_status
hold_anew(struct returning *v, struct crm_err *err)
{
	struct crm_text status = text_of(&v->order, "status");

	return v->r->exchange &&
		(crm_text_is(status, "confirmed") ||
		    crm_text_is(status, "on_hold"))
	    ? order_reserve(v->s, &v->order, err)
	    : CRM_OK;
}

enum crm_status
crm_order_return(struct crm_store *s, int64_t line,
    const struct crm_returning *r, void (*each)(void *ctx, int64_t id),
    void *ctx, struct crm_err *err)
{
	struct returning v = { .s = s, .r = r, .a = CRM_ARENA_INIT };
	int64_t rest = r->quantity, part, id;
	struct left *l;
	enum crm_status st;
	size_t i, n;

	if (rest < 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if ((st = load(&v, line, err)) != CRM_OK ||
	    (st = check_goods(&v, err)) != CRM_OK ||
	    (st = read_left(&v, &l, &n, err)) != CRM_OK ||
	    (st = check_which(&v, l, n, err)) != CRM_OK)
		goto out;
	/* What is out, where nobody says how much of it. */
	if (rest == 0)
		rest = all_left(l, n);
	if (rest == 0)
		st = none_left(&v, err);
	order_post(s, true);
	for (i = 0; i < n && rest > 0 && st == CRM_OK; i++) {
		part = l[i].left < rest ? l[i].left : rest;
		if (part <= 0)
			continue;
		if ((st = take_back(&v, &l[i], part, &id, err)) == CRM_OK)
			each(ctx, id);
		rest -= part;
	}
	order_post(s, false);
	if (st == CRM_OK && rest > 0)
		st = too_many(&v, l, n, err);
	if (st == CRM_OK)
		st = hold_anew(&v, err);
out:
	crm_arena_free(&v.a);
	return st;
}

/* ---- hooks ---- */

/* The day that it left on, of the line of a delivery that it names, else of the first of
 * its order line; null where that is not known. */
static enum crm_status
day_left(const struct crm_saving *w, struct crm_value *day, struct crm_err *err)
{
	const struct crm_value *of = value_of(w->new, "delivery_line");
	bool exact = of->kind == CRM_INT;

	return crm_get_int(w->store,
	    exact ? "SELECT min(e.\"shipped_on\") FROM delivery_line d "
		    "JOIN delivery e ON e.\"id\" = d.\"delivery\" "
		    "WHERE d.\"id\" = ?"
		  : "SELECT min(e.\"shipped_on\") FROM delivery_line d "
		    "JOIN delivery e ON e.\"id\" = d.\"delivery\" "
		    "WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
		    "AND e.\"deleted\" IS NULL AND e.\"status\" = 'shipped'",
	    exact ? of : value_of(w->new, "order_line"), 1, day, err);
}

static bool
says_day(const struct crm_saving *w)
{
	return w->old == NULL || differs(w->old, w->new, "returned_on") ||
	    differs(w->old, w->new, "delivery_line") ||
	    differs(w->old, w->new, "order_line");
}

/* It comes back no earlier than it left, and not on a day to come. */
enum crm_status
return_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *day = value_of(w->new, "returned_on");
	struct crm_value left;
	enum crm_status st = check_reached(w, order_voided, err);

	if (st == CRM_OK)
		st = document_day_past(w, "returned_on", err);
	if (st == CRM_OK && (st = return_stays(w, err)) == CRM_OK)
		st = return_came(w, err);
	if (st != CRM_OK || w->undo || day->kind != CRM_INT || !says_day(w))
		return st;
	st = day_left(w, &left, err);
	return st != CRM_OK || left.kind != CRM_INT || day->i >= left.i
	    ? st
	    : crm_fail_field(err, CRM_RULE, "returned_on",
		  "%s is before it left, on %s", date_dup(w->arena, day->i),
		  date_dup(w->arena, left.i));
}

enum crm_status
return_saved(const struct crm_saving *w, struct crm_err *err)
{
	return document_number_saved(w, return_prefix, err);
}

enum crm_status
return_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)err;
	/* Another system's number leaves no gap in ours. */
	*way = u->born &&
		crm_number_ours(return_prefix, text_of(u->now, "number"))
	    ? CRM_UNDO_VOIDED
	    : CRM_UNDO_BACK;
	return CRM_OK;
}

enum crm_status
return_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return order_put(u->store, "return", u->now->id, "status",
	    crm_value_text(CRM_TEXT("void")), err);
}
