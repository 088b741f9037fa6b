/* Days to pay: how long customers take, and how late they are. */
#include "finance.h"

struct sums {
	int64_t n, late_n;
	int64_t days, late, base;
};

static const struct heading headings[] = {
	{ "days_to_pay", "Mean days to pay", "平均付款天数", CRM_T_DECIMAL },
	{ "days_late", "Mean days late", "平均逾期天数", CRM_T_DECIMAL },
	{ "late_rate", "Late", "逾期率", CRM_T_PERCENT, .rate_of = { 5, 4 } },
	{ "settled", "Settled", "已结清笔数", CRM_T_INT },
	{ "late", "Settled late", "逾期结清笔数", CRM_T_INT },
	{ "amount", "Amount", "结清金额", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "mean_amount", "Mean amount", "平均金额", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "low_n", "Low n", "样本少", CRM_T_TEXT, .worded = true },
};

static enum crm_status
add(struct tally_run *r, const struct crm_value *key,
    const struct booked_item *i, struct crm_err *err)
{
	const struct span *span = r->ctx;
	int64_t late;
	struct sums *x;

	if (i->settled.kind != CRM_INT || i->settled.i < span->from ||
	    i->settled.i > span->to)
		return CRM_OK;
	late = i->settled.i - i->due.i;
	x = cube_at(&r->cube, key);
	x->n++;
	x->days += i->settled.i - i->booked.i;
	x->late_n += late > 0;
	x->late += late > 0 ? late : 0;
	return add_money(&x->base, i->base, err);
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct span *span = r->ctx;

	return booked_each(r, span->to, add, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)r;
	x->n += y->n;
	x->late_n += y->late_n;
	x->days += y->days;
	x->late += y->late;
	return add_money(&x->base, y->base, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->n;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[]){ mean_of(x->days, x->n),
		mean_of(x->late, x->n), percent(x->late_n, x->n),
		crm_value_int(x->n), crm_value_int(x->late_n),
		crm_value_int(x->base),
		x->n == 0 ? CRM_VALUE_NULL
			  : crm_value_int(crm_div_round(x->base, x->n)),
		low_n(x->n) },
	    err);
}

static enum crm_status
begin(struct tally_run *r, struct crm_err *err)
{
	struct span *span = r->ctx;

	/* All of it that is known, unless somebody says since when. */
	(void)err;
	*span = span_of(r->s, r->o);
	span->from = r->o->from;
	return CRM_OK;
}

static const struct tally tally = {
	.entity = "receivable",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.date = "settled_on",
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = RECEIVABLES_UNRATED,
	.ctx_size = sizeof(struct span),
	.begin = begin,
};

const struct crm_report report_days_to_pay = {
	.name = "days-to-pay",
	.group = "Receivables",
	.help = "how many days customers take to pay, and how many they are "
		"late",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "receivable",
	.default_by = "customer",
	.define =
	    "days_to_pay = the mean of settled_on less booked_on, days_late = "
	    "the mean of the days behind due_on, of what was not late 0; "
	    "late_rate = late / settled. Amounts are in the base currency, at "
	    "the rate they were booked at.\n"
	    "Counted: receivables that are settled and not void, but for those "
	    "that were paid before the book began: nobody knows when.\n"
	    "Date: settled_on, within --from and --to, at most --on.\n"
	    "Whose: the customer's (--by customer.owner).\n",
	.tally = &tally,
};
