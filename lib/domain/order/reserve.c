/*
 * What is held for an order: one reservation a line, of what it has still to ship.
 * A line that grows keeps its place; one that shrinks gives up what it needs no more.
 */
#include "order.h"

#include <crm/domain/stock.h>

enum crm_status
order_keeps_stock(struct crm_store *s, bool *yes, struct crm_err *err)
{
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM warehouse WHERE \"kind\" = 'sellable' "
	    "AND \"deleted\" IS NULL",
	    NULL, 0, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* ---- one line ---- */

struct held {
	int64_t id, quantity, shipped; /* of the product's own unit */
};

/* The open reservation of a line; id 0 where there is none. */
static enum crm_status
find_held(struct crm_store *s, struct crm_text about, struct held *out,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct held){ 0 };
	st = crm_sql(s,
	    "SELECT \"id\", \"quantity\", \"shipped\" FROM reservation "
	    "WHERE \"about\" = ? AND \"status\" = 'open' "
	    "AND \"deleted\" IS NULL ORDER BY \"id\" LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(about));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*out = (struct held){ crm_col_int(q, 0), crm_col_int(q, 1),
		crm_col_int(q, 2) };
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
order_held(struct crm_store *s, int64_t line, int64_t *reservation,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct held h;
	enum crm_status st = find_held(
	    s, crm_text_of(order_line_id(s, &a, line)), &h, err);

	*reservation = h.id;
	crm_arena_free(&a);
	return st;
}

static enum crm_status
give_up(struct crm_store *s, int64_t reservation, struct crm_err *err)
{
	enum crm_action done;

	return crm_stock_release(s, reservation, false, &done, err);
}

struct crm_text
order_product(struct crm_store *s, struct crm_arena *a, int64_t product)
{
	return crm_text_of(crm_sprintf(a, "id:%s",
	    typed_id(a, crm_dict_find(crm_store_dict(s), "product"), product)));
}

static enum crm_status
hold(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, int64_t want, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_stock_line line = { .kind = "issue",
		.product = order_product(s, a, l->product),
		.warehouse = l->warehouse,
		.quantity = crm_value_int(want),
		.about = crm_text_of(order_line_id(s, a, l->id)),
		.priority = *value_of(order, "priority"),
		.since = *value_of(order, "confirmed_at"),
		.wait = true };
	int64_t id;

	return crm_stock_reserve(s, &line, &id, err);
}

/* A line holds so many of its product's own unit, or waits for them. */
static enum crm_status
hold_line(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, struct crm_arena *a, struct crm_err *err)
{
	int64_t want = l->wanted - l->shipped;
	struct held h;
	enum crm_status st;

	st = find_held(s, crm_text_of(order_line_id(s, a, l->id)), &h, err);
	if (st == CRM_OK && want > 0)
		st = crm_stock_quantity(s, l->product, l->unit, &want, err);
	if (st != CRM_OK || h.id == 0)
		return st == CRM_OK && want > 0
		    ? hold(s, order, l, want, a, err)
		    : st;
	if (want <= 0)
		return give_up(s, h.id, err);
	return h.quantity - h.shipped == want
	    ? CRM_OK
	    : order_put(s, "reservation", h.id, "quantity",
		  crm_value_int(h.shipped + want), err);
}

/* ---- straight from the supplier ---- */

/* A line of a purchase that goes to the customer; one purchase a supplier. */
static enum crm_status
buy(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, struct crm_purchasing *p, struct crm_err *err)
{
	const struct crm_stock_line line = { .kind = "receipt",
		.product = order_product(s, p->arena, l->product),
		.warehouse = l->warehouse,
		.quantity = crm_value_int(l->wanted - l->shipped),
		.unit = l->unit };
	const struct crm_value *customer = value_of(order, "customer");
	struct crm_value bought;
	enum crm_status st;
	int64_t purchase;
	bool made;

	if (customer->kind != CRM_INT)
		return crm_fail_field(err, CRM_RULE, "customer",
		    "is needed: a drop shipment goes straight there");
	st = crm_stock_order(
	    s, &line, (struct crm_text){ NULL, 0 }, p, &purchase, &made, err);
	if (st == CRM_OK && made)
		st = order_put(
		    s, "purchase", purchase, "drop_ship", *customer, err);
	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT max(\"id\") FROM purchase_line "
		    "WHERE \"purchase\" = ?",
		    (struct crm_value[]){ crm_value_int(purchase) }, 1, &bought,
		    err);
	return st == CRM_OK
	    ? order_put(s, "order-line", l->id, "purchase_line", bought, err)
	    : st;
}

/* ---- promises ---- */

/* The day that a line can ship, before anything is held for it: kept where nobody
 * promised one. */
static enum crm_status
promise(struct crm_store *s, const struct order_line *l, struct crm_arena *a,
    int64_t *latest, struct crm_err *err)
{
	const struct crm_stock_line line = { .kind = "issue",
		.product = order_product(s, a, l->product),
		.warehouse = l->warehouse,
		.quantity = crm_value_int(l->wanted - l->shipped),
		.unit = l->unit };
	struct crm_stock_promise p;
	enum crm_status st;

	if (l->promised || l->wanted <= l->shipped)
		return CRM_OK;
	st = crm_stock_promise(s, &line, &p, err);
	if (st != CRM_OK || p.day == CRM_DATE_MIN)
		return st;
	if (p.day > *latest)
		*latest = p.day;
	return order_put(
	    s, "order-line", l->id, "promised_on", crm_value_int(p.day), err);
}

/* ---- an order ---- */

static enum crm_status
serve(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, struct crm_purchasing *p, int64_t *latest,
    struct crm_err *err)
{
	enum crm_status st;

	if (l->product == 0)
		return CRM_OK;
	if (l->drop_ship)
		return l->bought || l->wanted <= l->shipped
		    ? CRM_OK
		    : buy(s, order, l, p, err);
	if (!l->stocked)
		return CRM_OK;
	st = promise(s, l, p->arena, latest, err);
	return st == CRM_OK ? hold_line(s, order, l, p->arena, err) : st;
}

enum crm_status
order_reserve(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_purchasing p = { .arena = &a };
	int64_t latest = CRM_DATE_MIN;
	struct order_line *l;
	enum crm_status st;
	size_t i, n = 0;
	bool keeps;

	st = order_keeps_stock(s, &keeps, err);
	if (st == CRM_OK && keeps)
		st = order_lines(s, order, 0, &a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = serve(s, order, &l[i], &p, &latest, err);
	if (st == CRM_OK && latest != CRM_DATE_MIN &&
	    value_of(order, "promised_on")->kind == CRM_NULL)
		st = order_put(s, "order", order->id, "promised_on",
		    crm_value_int(latest), err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
order_release(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct order_line *l;
	enum crm_status st;
	struct held h;
	size_t i, n = 0;

	st = order_lines(s, order, 0, &a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = find_held(
		    s, crm_text_of(order_line_id(s, &a, l[i].id)), &h, err);
		if (st == CRM_OK && h.id != 0)
			st = give_up(s, h.id, err);
	}
	crm_arena_free(&a);
	return st;
}
