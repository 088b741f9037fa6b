/* What the lines of a document are below the prices of everybody, and the floor. */
#include "totals.h"

/* Quantities of a product that rules give away (buy X get Y). */
static enum crm_status
given_by_rule(const struct totals *t, int64_t product, int64_t *quantity,
    struct crm_err *err)
{
	struct crm_price_ask ask;
	struct crm_price price;
	enum crm_status st;
	size_t i;

	*quantity = 0;
	for (i = 0; i < t->n; i++) {
		if (line_get(&t->line[i], "gift").i != 0 ||
		    !line_asks(&t->line[i], &t->h, &ask))
			continue;
		st = crm_price_of(t->s, &ask, &price, err);
		if (st == CRM_OK && price.gift == product)
			*quantity += price.gift_quantity;
		if (st != CRM_OK && st != CRM_RULE)
			return st;
	}
	return CRM_OK;
}

/* What a line would be at the price of everybody; of a gift what no rule gives. */
static enum crm_status
at_list(const struct totals *t, size_t i, int64_t *value, struct crm_err *err)
{
	const struct crm_record *r = &t->line[i];
	int64_t quantity = line_get(r, "quantity").i, by_rule;
	struct crm_value list = line_get(r, "list_price");
	enum crm_status st;

	*value = 0;
	if (list.kind != CRM_INT)
		return CRM_OK;
	if (line_get(r, "gift").i != 0) {
		st = given_by_rule(t, line_get(r, "product").i, &by_rule, err);
		if (st != CRM_OK || quantity <= by_rule)
			return st;
		quantity -= by_rule;
	}
	return crm_line_value(
		   quantity, list.i, CRM_LEFT_ALL, t->h.digits, value)
	    ? CRM_OK
	    : totals_too_large(err);
}

static bool
is_below_floor(const struct totals *t, size_t i)
{
	struct crm_value floor = line_get(&t->line[i], "floor_price");
	int64_t least;

	return floor.kind == CRM_INT && line_get(&t->line[i], "gift").i == 0 &&
	    crm_line_value(line_get(&t->line[i], "quantity").i, floor.i,
		CRM_LEFT_ALL, t->h.digits, &least) &&
	    t->value[i] - t->share[i] < least;
}

enum crm_status
off_list_add(
    const struct totals *t, size_t i, struct off_list *sum, struct crm_err *err)
{
	int64_t list;
	enum crm_status st = at_list(t, i, &list, err);

	if (st != CRM_OK)
		return st;
	sum->below |= is_below_floor(t, i);
	if (list == 0)
		return CRM_OK;
	sum->list += list;
	sum->value += t->value[i] - t->share[i];
	return sum->list <= CRM_MONEY_MAX && sum->value <= CRM_MONEY_MAX &&
		sum->value >= -CRM_MONEY_MAX
	    ? CRM_OK
	    : totals_too_large(err);
}

struct crm_value
off_list_share(const struct off_list *sum)
{
	if (sum->list <= 0)
		return CRM_VALUE_NULL;
	return crm_value_int(sum->value >= sum->list
		? 0
		: crm_div_round((__int128)(sum->list - sum->value) * CRM_WHOLE,
		      sum->list));
}
