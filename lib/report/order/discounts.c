/* Discounts: what lines would have come to without them, and what they came to. */
#include "ordered.h"

#include <string.h>

/* Of a currency. */
struct part {
	int64_t lines, full, net;
};

static const struct heading headings[] = {
	{ "gross", "Before discounts", "折前金额", CRM_T_MONEY },
	{ "discount", "Discounts", "折扣额", CRM_T_MONEY },
	{ "net", "After discounts", "折后金额", CRM_T_MONEY },
	{ "rate", "Rate", "折扣率", CRM_T_PERCENT, CRM_ROLE_FIGURE },
	{ "lines", "Lines", "明细数", CRM_T_INT },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* Behind the cells of a line; the rate where it is known what it comes to without tax. */
enum { LIST_PRICE = ORDERED_CELLS, TAX_RATE };

static int64_t
without_tax(const struct crm_value *cell, int64_t amount)
{
	const struct crm_value taxed = cell[ORDERED_TAXED],
			       rate = cell[TAX_RATE];

	return taxed.kind == CRM_INT && taxed.i != 0 && rate.kind == CRM_INT
	    ? crm_div_round((__int128)amount * CRM_WHOLE, CRM_WHOLE + rate.i)
	    : amount;
}

/* What a line would have come to at the price of everybody, or at its own where that is
 * higher or nobody knows of one; null: it has no price.  What takes off would not be. */
static enum crm_status
in_full(const struct tally_run *r, const struct crm_value *cell,
    const struct ordered *line, struct crm_value *full, struct crm_err *err)
{
	struct crm_value at_list[ORDERED_CELLS], list;
	bool back = line->quantity.kind == CRM_INT && line->quantity.i < 0;
	enum crm_status st = ordered_price(
	    r, cell, line->quantity, CRM_VALUE_NULL, full, err);

	memcpy(at_list, cell, sizeof at_list);
	at_list[ORDERED_PRICE] = cell[LIST_PRICE];
	if (st == CRM_OK)
		st = ordered_price(
		    r, at_list, line->quantity, CRM_VALUE_NULL, &list, err);
	if (st != CRM_OK)
		return st;
	if (list.kind == CRM_INT &&
	    (full->kind != CRM_INT || (full->i < list.i) != back))
		*full = list;
	if (full->kind == CRM_INT)
		full->i = without_tax(cell, full->i);
	else
		*full = line->amount;
	if (full->i < 0 && !back)
		full->i = 0;
	return CRM_OK;
}

static enum crm_status
add(struct tally_run *r, struct ordered_sums *sums,
    const struct crm_value *cell, struct crm_err *err)
{
	const struct crm_value currency = cell[ORDERED_CURRENCY],
			       rate = cell[ORDERED_RATE];
	struct crm_value full;
	struct ordered line;
	struct part *x;
	enum crm_status st = ordered_read(r, cell, &line, err);

	if (st != CRM_OK || line.amount.kind != CRM_INT)
		return st;
	if ((st = in_full(r, cell, &line, &full, err)) != CRM_OK)
		return st;
	x = ordered_part(r, &sums->by, sizeof *x, currency, rate);
	x->lines++;
	st = add_of_order(r, currency, rate, full, &x->full, NULL, err);
	return st == CRM_OK ? add_of_order(r, currency, rate, line.amount,
				  &x->net, &sums->unrated, err)
			    : st;
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	return ordered_counts(r, cell)
	    ? add(r, cube_at(&r->cube, key), cell, err)
	    : CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		ORDERED_LINES_WITH(", t.\"list_price\", CASE WHEN "
				   "t.\"net\" IS NOT NULL THEN "
				   "t.\"tax_rate\" END",
		    2),
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge_part(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct part *x = sums;
	const struct part *y = from;
	enum crm_status st;

	(void)r;
	x->lines += y->lines;
	if ((st = add_money(&x->full, y->full, err)) != CRM_OK ||
	    (st = add_money(&x->net, y->net, err)) != CRM_OK)
		return st;
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	return ordered_merge(
	    r, sums, from, sizeof(struct part), merge_part, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct part *x = apart_base(
	    &((const struct ordered_sums *)sums)->by);

	(void)r;
	return x == NULL ? 0 : x->full - x->net;
}

static bool
is_met(const void *part)
{
	const struct part *x = part;

	return x->lines > 0;
}

static enum crm_status
print_part(const struct tally_row *row, const struct apart_sum *own,
    struct crm_err *err)
{
	const struct part *x = own->sums;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->full),
		crm_value_int(x->full - x->net), crm_value_int(x->net),
		percent(x->full - x->net, x->full), crm_value_int(x->lines),
		apart_currency(own, row->base) },
	    err);
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	return ordered_print(row, &((struct ordered_sums *)row->sums)->by,
	    sizeof(struct part), is_met, print_part, err);
}

static const struct tally tally = {
	.entity = "order-line",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct ordered_sums),
	.date = "order.ordered_on",
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = { N_("line"), "crm-order",
	    offsetof(struct ordered_sums, unrated) },
};

const struct crm_report report_discounts = {
	.name = "discounts",
	.group = "Orders",
	.help = "what lines came to, and what they would have without their "
		"discounts",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "order-line",
	.define =
	    "net = sum of net, without tax and less the discounts of their "
	    "order, of the lines in the base currency at the rate of their "
	    "order; a line without one counts with its amount; gross = sum of "
	    "quantity x list price, or unit price where that is higher or no "
	    "list had one, each line rounded once, without tax where its net "
	    "is, or its amount where it has no price, a line that takes off "
	    "0; discount = gross - net; rate = discount / gross. What is in another "
	    "currency without a rate has a row of its own, in its currency, and is "
	    "in no other.\n"
	    "Counted: lines of orders that are neither cancelled nor drafts "
	    "without a number or an external id, less what was cancelled of them.\n"
	    "Date: the day their order was ordered on, within --from and --to, "
	    "at most --on.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
