/*
 * What goes straight from the supplier to the customer is bought for him, and never lies
 * in stock.  The purchase follows its order: it becomes more or less, and is given up.
 */
#include "order.h"

/* A line of a purchase that goes to the customer; one purchase a supplier. */
static enum crm_status
buy(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, int64_t quantity, struct crm_purchasing *p,
    struct crm_err *err)
{
	const struct crm_stock_line line = { .kind = "receipt",
		.product = order_product(s, p->arena, l->product),
		.warehouse = l->warehouse,
		.quantity = crm_value_int(quantity),
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

/* A purchase without a line is over. */
static enum crm_status
close_empty(struct crm_store *s, int64_t purchase, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(purchase);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM purchase_line WHERE \"purchase\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	return st == CRM_OK && n.i == 0
	    ? order_put(s, "purchase", purchase, "status",
		  crm_value_text(CRM_TEXT("closed")), err)
	    : st;
}

/* What came already stays bought. */
static enum crm_status
give_up(struct crm_store *s, const struct order_line *l,
    const struct crm_record *bought, struct crm_err *err)
{
	const struct crm_value *received = value_of(bought, "received");
	enum crm_status st = order_put(
	    s, "order-line", l->id, "purchase_line", CRM_VALUE_NULL, err);

	if (st != CRM_OK || (received->kind == CRM_INT && received->i > 0))
		return st;
	st = crm_hide(s, bought->entity, bought->id, err);
	return st == CRM_OK
	    ? close_empty(s, value_of(bought, "purchase")->i, err)
	    : st;
}

enum crm_status
order_buy(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, int64_t quantity, struct crm_purchasing *p,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "purchase-line");
	int64_t sent = l->shipped + l->anew;
	struct crm_record bought;
	enum crm_status st;
	bool same;

	if (l->bought == 0)
		return quantity > sent
		    ? buy(s, order, l, quantity - sent, p, err)
		    : CRM_OK;
	st = crm_load(s, e, l->bought, p->arena, &bought, err);
	if (st != CRM_OK)
		return st;
	same = value_of(&bought, "product")->i == l->product;
	if (quantity <= 0 || !same) {
		st = give_up(s, l, &bought, err);
		return st == CRM_OK && quantity > sent
		    ? buy(s, order, l, quantity - sent, p, err)
		    : st;
	}
	st = crm_stock_quantity(s, l->product, l->unit, &quantity, err);
	return st != CRM_OK || value_of(&bought, "quantity")->i == quantity
	    ? st
	    : order_put(s, "purchase-line", bought.id, "quantity",
		  crm_value_int(quantity), err);
}

enum crm_status
order_bought_sent(struct crm_store *s, const struct order_line *l,
    int64_t quantity, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "purchase-line");
	const struct crm_value *received;
	struct crm_record bought;
	enum crm_status st;

	if (!l->drop_ship || l->bought == 0)
		return CRM_OK;
	if ((st = crm_lock(s, e, l->bought, err)) == CRM_OK)
		st = crm_load(s, e, l->bought, a, &bought, err);
	if (st != CRM_OK) /* somebody deleted it */
		return st == CRM_NOTFOUND ? CRM_OK : st;
	st = crm_stock_quantity(s, l->product, l->unit, &quantity, err);
	received = value_of(&bought, "received");
	return st == CRM_OK
	    ? order_put(s, "purchase-line", bought.id, "received",
		  crm_value_int(
		      quantity + (received->kind == CRM_INT ? received->i : 0)),
		  err)
	    : st;
}

enum crm_status
order_bought_at(struct crm_store *s, int64_t line, struct crm_value *price,
    struct crm_err *err)
{
	const struct crm_value own = crm_value_text(
	    crm_text_of(crm_store_currency(s)));

	return crm_get_int(s,
	    "SELECT l.\"price\" FROM purchase_line l "
	    "JOIN purchase p ON p.\"id\" = l.\"purchase\" WHERE l.\"id\" = ? "
	    "AND coalesce(p.\"currency\", ?) = ?",
	    (struct crm_value[]){ crm_value_int(line), own, own }, 3, price,
	    err);
}
