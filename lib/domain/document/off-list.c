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

/* What a line is at its floor, where it has one. */
static bool
at_floor(const struct totals *t, size_t i, int64_t *least)
{
	struct crm_value floor = line_get(&t->line[i], "floor_price");

	*least = 0;
	return floor.kind == CRM_INT && line_get(&t->line[i], "gift").i == 0 &&
	    crm_line_value(line_get(&t->line[i], "quantity").i, floor.i,
		CRM_LEFT_ALL, t->h.digits, least);
}

/* Whether so many at a price, of which the discounts leave a part, are no whole number of
 * the currency's least unit. */
static bool
is_rounded(const struct totals *t, int64_t quantity, struct crm_value price,
    int64_t left)
{
	int64_t rest = crm_pow10(2 * CRM_DECIMAL_DIGITS - t->h.digits), part;

	if (price.kind != CRM_INT)
		return false;
	part = (int64_t)((__int128)quantity * price.i % rest);
	return part != 0 ||
	    (left != CRM_LEFT_ALL &&
		(__int128)quantity * price.i / rest % CRM_LEFT_ALL * left %
			CRM_LEFT_ALL !=
		    0);
}

/* By how many halves of the least unit what it is at the list, and as it is, may be off. */
static int64_t
halves(const struct totals *t, size_t i)
{
	const struct crm_record *r = &t->line[i];
	int64_t quantity = line_get(r, "quantity").i, left = CRM_LEFT_ALL;

	if (crm_line_left(r, &left, &(struct crm_err){ 0 }) != CRM_OK)
		return 0;
	return is_rounded(
		   t, quantity, line_get(r, "list_price"), CRM_LEFT_ALL) +
	    is_rounded(t, quantity, line_get(r, "unit_price"), left) +
	    (t->share[i] != 0);
}

static bool
too_much(const struct off_list *x)
{
	const int64_t v[] = { x->list, x->value, x->other, x->back, x->floor,
		x->total };
	size_t i;

	for (i = 0; i < COUNT(v); i++)
		if (v[i] > CRM_MONEY_MAX || v[i] < -CRM_MONEY_MAX)
			return true;
	return false;
}

enum crm_status
off_list_add(
    const struct totals *t, size_t i, struct off_list *sum, struct crm_err *err)
{
	int64_t value = t->value[i] - t->share[i], list, least;
	enum crm_status st = at_list(t, i, &list, err);

	if (st != CRM_OK)
		return st;
	sum->below |= at_floor(t, i, &least) && value < least;
	sum->floor += least;
	sum->total += value;
	if (list != 0) {
		sum->list += list;
		sum->value += value;
		sum->rounded += halves(t, i);
	} else if (value < 0)
		sum->back -= value;
	else
		sum->other += value;
	return too_much(sum) ? totals_too_large(err) : CRM_OK;
}

/* What lines take off is given away as a discount is.  `less`: so many halves less. */
static struct crm_value
share_of(const struct off_list *sum, int64_t less)
{
	int64_t whole = sum->list, off;

	if (sum->back > 0)
		whole += sum->other;
	if (whole <= 0)
		return sum->back > 0 ? crm_value_int(CRM_WHOLE)
				     : CRM_VALUE_NULL;
	off = sum->list > sum->value ? sum->list - sum->value : 0;
	off = 2 * (off + sum->back) - less;
	return crm_value_int(
	    off <= 0 ? 0 : crm_div_round((__int128)off * CRM_WHOLE, 2 * whole));
}

struct crm_value
off_list_share(const struct off_list *sum)
{
	return share_of(sum, 0);
}

int64_t
off_list_least(const struct off_list *sum)
{
	struct crm_value share = share_of(sum, sum->rounded);

	return share.kind == CRM_INT ? share.i : 0;
}

bool
off_list_below(const struct off_list *sum)
{
	return sum->below || (sum->back > 0 && sum->total < sum->floor);
}

/* A file brings lines without: no list is asked for what they are of. */
enum crm_status
off_list_look_up(struct totals *t, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < t->n && st == CRM_OK; i++)
		if (line_get(&t->line[i], "list_price").kind != CRM_INT)
			st = line_price(t->s, &t->line[i], &t->h, false, err);
	return st;
}
