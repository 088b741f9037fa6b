/* Mix: what was ordered, by product or whatever a line leads to. */
#include "ordered.h"

/* Of a currency. */
struct part {
	int64_t lines, quantity, amount;
	struct set *orders, *customers;
	bool met;
};

static const struct heading headings[] = {
	{ "quantity", "Quantity", "数量", CRM_T_DECIMAL, CRM_ROLE_MEASURE },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "share", "Share", "占比", CRM_T_PERCENT, CRM_ROLE_SHARE },
	{ "lines", "Lines", "明细数", CRM_T_INT },
	{ "orders", "Orders", "订单数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "customers", "Customers", "客户数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static enum crm_status
add(struct tally_run *r, struct ordered_sums *sums,
    const struct crm_value *cell, struct crm_err *err)
{
	struct part *x = ordered_part(r, &sums->by, sizeof *x,
	    cell[ORDERED_CURRENCY], cell[ORDERED_RATE]);
	struct ordered line;
	enum crm_status st = ordered_read(r, cell, &line, err);

	if (st != CRM_OK)
		return st;
	x->met = true;
	if (!line.back) {
		x->lines++;
		set_add(&x->orders, cell[ORDERED_ORDER], r->arena);
		set_add(&x->customers, cell[ORDERED_CUSTOMER], r->arena);
	}
	if (line.quantity.kind == CRM_INT)
		st = add_money(&x->quantity, line.quantity.i, err);
	return st == CRM_OK
	    ? add_of_order(r, cell[ORDERED_CURRENCY], cell[ORDERED_RATE],
		  line.amount, &x->amount, &sums->unrated, err)
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
		ORDERED_LINES,
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

	x->lines += y->lines;
	x->met |= y->met;
	set_merge(&x->orders, y->orders, r->arena);
	set_merge(&x->customers, y->customers, r->arena);
	if ((st = add_money(&x->quantity, y->quantity, err)) != CRM_OK ||
	    (st = add_money(&x->amount, y->amount, err)) != CRM_OK)
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
	return x == NULL ? 0 : x->amount;
}

static bool
is_met(const void *part)
{
	const struct part *x = part;

	return x->met;
}

static enum crm_status
print_part(const struct tally_row *row, const struct apart_sum *own,
    struct crm_err *err)
{
	const struct part *x = own->sums;
	const struct part *all = apart_base(
	    &((const struct ordered_sums *)row->total)->by);

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->quantity),
		crm_value_int(x->amount),
		own->currency == NULL && all != NULL
		    ? tally_share(row, x->amount, all->amount)
		    : CRM_VALUE_NULL,
		crm_value_int(x->lines), crm_value_int(set_size(x->orders)),
		crm_value_int(set_size(x->customers)),
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

const struct crm_report report_mix = {
	.name = "mix",
	.group = "Customers",
	.help = "what was ordered: quantity, amount and share by product",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "order-line",
	.default_by = "product",
	.define =
	    "amount = sum of net, without tax, of the lines in the base currency "
	    "at the rate of their order; a line without one counts with its "
	    "amount, else quantity x unit price less its discount; a line of a "
	    "quantity below zero came back: it is taken off, and is no line, "
	    "order or customer; share = amount / amount of all rows; "
	    "orders and customers = different ones. What is in another currency without a rate has a row of its own, in "
	    "its currency, and is in no other.\n"
	    "Counted: lines of orders that are neither cancelled nor drafts "
	    "without a number or an external id, less what was cancelled of them.\n"
	    "Date: the day their order was ordered on, within --from and --to, "
	    "at most --on.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
