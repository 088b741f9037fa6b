/* Discounts: what lines would have come to without them, and what they came to. */
#include "report/kit/kit.h"
#include "report/order/ordered.h"

struct sums {
	int64_t lines, full, net;
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "gross", "Before discounts", "折前金额", CRM_T_MONEY },
	{ "discount", "Discounts", "折扣额", CRM_T_MONEY },
	{ "net", "After discounts", "折后金额", CRM_T_MONEY },
	{ "rate", "Rate", "折扣率", CRM_T_PERCENT, CRM_ROLE_FIGURE },
	{ "lines", "Lines", "明细数", CRM_T_INT },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

enum { DAY, CURRENCY, RATE, AMOUNT, QUANTITY, PRICE, DISCOUNT };

/* Adds an amount of a line in the base currency. */
static enum crm_status
add_base(struct tally_run *r, struct sums *x, const struct crm_value *cell,
    struct crm_value amount, int64_t *sum, struct crm_err *err)
{
	struct crm_text currency = cell[CURRENCY].kind == CRM_STR
	    ? cell[CURRENCY].t
	    : crm_text_of(r->base);
	int64_t base;

	switch (crm_in_base(r->s, amount, currency, cell[RATE], &base)) {
	case CRM_BASE_TOO_LARGE:
		return crm_fail(err, CRM_FAIL,
		    "a line is too large in %s at its rate", r->base);
	case CRM_BASE_NO_RATE:
		return sum == &x->net ? unrated_add(&x->unrated, r->arena,
					    currency, amount.i, err)
				      : CRM_OK;
	default:
		return add_money(sum, base, err);
	}
}

/* A line without a price has had no discount. */
static enum crm_status
add(struct tally_run *r, struct sums *x, const struct crm_value *cell,
    struct crm_err *err)
{
	int digits = cell[CURRENCY].kind == CRM_STR
	    ? crm_currency_digits_n(cell[CURRENCY].t)
	    : crm_currency_digits(r->base);
	struct crm_value net, full;
	enum crm_status st;

	if (!crm_line_counts(cell[AMOUNT], cell[QUANTITY], cell[PRICE],
		cell[DISCOUNT], digits, &net) ||
	    !crm_line_counts(CRM_VALUE_NULL, cell[QUANTITY], cell[PRICE],
		CRM_VALUE_NULL, digits, &full))
		return crm_fail(err, CRM_FAIL, "a line is too large");
	if (full.kind != CRM_INT)
		full = net;
	if (net.kind != CRM_INT)
		return CRM_OK;
	x->lines++;
	st = add_base(r, x, cell, full, &x->full, err);
	return st == CRM_OK ? add_base(r, x, cell, net, &x->net, err) : st;
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	return within_days(r->o, cell[DAY])
	    ? add(r, cube_at(&r->cube, key), cell, err)
	    : CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.sql =
		    "o.\"ordered_on\", o.\"currency\", o.\"rate\", " ORDERED_SHARE(
			"t.\"amount\"") ", " ORDERED_QUANTITY
					", t.\"unit_price\", "
					"t.\"discount\"",
		.text = { [CURRENCY] = true },
		.n = 7,
		.from = "JOIN sale_order o ON o.\"id\" = t.\"order\"",
		.also = IS_ORDERED,
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;

	x->lines += y->lines;
	if ((st = add_money(&x->full, y->full, err)) != CRM_OK ||
	    (st = add_money(&x->net, y->net, err)) != CRM_OK)
		return st;
	return unrated_merge(&x->unrated, r->arena, &y->unrated, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return x->full - x->net;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->full),
		crm_value_int(x->full - x->net), crm_value_int(x->net),
		percent(x->full - x->net, x->full), crm_value_int(x->lines),
		crm_value_text(crm_text_of(row->base)) },
	    err);
}

static const struct tally tally = {
	.entity = "order-line",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = { N_("line"), "crm-order", offsetof(struct sums, unrated) },
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
	    "net = sum of the amounts of the lines in the base currency at the "
	    "rate of their order; gross = sum of quantity x unit price, each "
	    "line rounded once, or its amount where it has no price; discount "
	    "= gross - net; rate = discount / gross. What is in another "
	    "currency without a rate is in no amount; standard error tells "
	    "it.\n"
	    "Counted: lines of orders that are neither cancelled nor drafts "
	    "without a number or an external id, less what was cancelled of them.\n"
	    "Date: the day their order was ordered on, within --from and --to, "
	    "at most --on.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
