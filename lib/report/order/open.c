/* Order backlog: what is confirmed and has not left, by the month it is promised for. */
#include "ordered.h"

/* Of a currency. */
struct part {
	int64_t lines, quantity, amount, late;
	struct set *orders;
};

static const struct heading headings[] = {
	{ "amount", "To ship", "待发货金额", CRM_T_MONEY },
	{ "late_amount", "Late", "逾期金额", CRM_T_MONEY },
	{ "quantity", "Quantity", "数量", CRM_T_DECIMAL, CRM_ROLE_MEASURE },
	{ "lines", "Lines", "明细数", CRM_T_INT },
	{ "orders", "Orders", "订单数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

enum { ORDER, CURRENCY, RATE, NET, ORDERED, PROMISED, TO_SHIP };

static bool
is_late(const struct tally_run *r, const struct crm_value *cell)
{
	return cell[PROMISED].kind == CRM_INT &&
	    cell[PROMISED].i < crm_store_clock(r->s)->today;
}

/* Of the line what its share that is to ship comes to. */
static enum crm_status
add_amount(struct tally_run *r, struct part *x, struct unrated *unrated,
    const struct crm_value *cell, struct crm_err *err)
{
	int64_t part, before = x->amount;
	enum crm_status st;

	if (cell[NET].kind != CRM_INT || cell[ORDERED].i <= 0)
		return CRM_OK;
	if (!crm_mul_div(cell[NET].i, cell[TO_SHIP].i, cell[ORDERED].i, &part))
		return crm_fail(err, CRM_FAIL, "a line is too large");
	st = add_of_order(r, cell[CURRENCY], cell[RATE], crm_value_int(part),
	    &x->amount, unrated, err);
	return st == CRM_OK && is_late(r, cell)
	    ? add_money(&x->late, x->amount - before, err)
	    : st;
}

static enum crm_status
add(struct tally_run *r, struct ordered_sums *sums,
    const struct crm_value *cell, struct crm_err *err)
{
	struct part *x = ordered_part(
	    r, &sums->by, sizeof *x, cell[CURRENCY], cell[RATE]);
	enum crm_status st = add_money(&x->quantity, cell[TO_SHIP].i, err);

	x->lines++;
	set_add(&x->orders, cell[ORDER], r->arena);
	return st == CRM_OK ? add_amount(r, x, &sums->unrated, cell, err) : st;
}

#define SUM_OF(what, rest) \
	"coalesce((SELECT CAST(sum(x.\"quantity\") AS BIGINT) FROM " what \
	" WHERE x.\"order_line\" = t.\"id\" AND x.\"deleted\" IS NULL " rest \
	"), 0)"

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	return cell[TO_SHIP].i > 0 && in_period(r->o, cell[PROMISED])
	    ? add(r, cube_at(&r->cube, key), cell, err)
	    : CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.sql =
		    "t.\"order\", o.\"currency\", o.\"rate\", "
		    "coalesce(t.\"net\", t.\"amount\"), t.\"quantity\", "
		    "coalesce(t.\"promised_on\", o.\"promised_on\", "
		    "t.\"requested_on\", o.\"requested_on\"), "
		    "coalesce(t.\"quantity\", 0) - "
		    "coalesce(t.\"cancelled\", 0) - " SUM_OF(
			"delivery_line x JOIN delivery v "
			"ON v.\"id\" = x.\"delivery\"",
			"AND v.\"deleted\" IS NULL "
			"AND v.\"status\" = 'shipped'") " + " SUM_OF("sale_return x",
			"AND x.\"status\" = 'received' AND x.\"exchange\" = 1"),
		.text = { [CURRENCY] = true },
		.n = 7,
		.whole = { OF_ORDER,
		    .counts = "o.\"deleted\" IS NULL "
			      "AND o.\"status\" IN ('confirmed', 'on_hold')" },
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
	set_merge(&x->orders, y->orders, r->arena);
	if ((st = add_money(&x->quantity, y->quantity, err)) != CRM_OK ||
	    (st = add_money(&x->amount, y->amount, err)) != CRM_OK ||
	    (st = add_money(&x->late, y->late, err)) != CRM_OK)
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

	return x->lines > 0;
}

static enum crm_status
print_part(const struct tally_row *row, const struct apart_sum *own,
    struct crm_err *err)
{
	const struct part *x = own->sums;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->amount),
		crm_value_int(x->late), crm_value_int(x->quantity),
		crm_value_int(x->lines), crm_value_int(set_size(x->orders)),
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
	.date = "promised",
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.unrated = { N_("line"), "crm-order",
	    offsetof(struct ordered_sums, unrated) },
};

const struct crm_report report_order_backlog = {
	.name = "order-backlog",
	.group = "Orders",
	.help = "what is confirmed and has not left, by the month it is "
		"promised for",
	.takes_by = true,
	.ahead = true,
	.tallies = true,
	.entity = "order-line",
	.default_by = "promised:month",
	.define =
	    "amount = net x to ship / quantity of the lines, in the base "
	    "currency at the rate of their order, each rounded once; "
	    "late_amount = of those promised for a day before today; promised = "
	    "promised_on of the line, else of its order, else requested_on so. "
	    "What is in another currency without a rate has a row of its own, in "
	    "its currency, and is in no other.\n"
	    "Counted: lines of orders that are confirmed or on hold, with "
	    "something to ship.\n"
	    "Date: the day promised, within --from and --to.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
