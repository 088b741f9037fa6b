/* Days of sales that are outstanding: by the sales of a period, and counted back. */
#include "finance.h"

#include <crm/report/measure.h>

#include <string.h>

struct sums {
	int64_t receivable, sales;
	struct groups *months; /* sales of each, by its first day */
};

static const struct heading headings[] = {
	{ "dso", "DSO (days)", "应收账款周转天数", CRM_T_DECIMAL },
	{ "count_back", "Counted back (days)", "倒推法天数", CRM_T_DECIMAL },
	{ "receivable", "Receivable", "期末应收", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "sales", "Credit sales", "赊销额", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "days", "Days", "天数", CRM_T_INT, CRM_ROLE_FIGURE },
};

static int64_t *
sales_of(struct sums *x, int64_t month, struct crm_arena *a)
{
	if (x->months == NULL) {
		x->months = crm_alloc(a, sizeof *x->months);
		groups_init(x->months, a, sizeof(int64_t));
	}
	return groups_at(x->months, crm_value_int(month));
}

static int64_t
month_of(int64_t day)
{
	return day - crm_date_ymd(day).d + 1;
}

static enum crm_status
add_sale(struct tally_run *r, const struct crm_value *key,
    const struct booked_item *i, struct crm_err *err)
{
	const struct span *span = r->ctx;
	struct sums *x;
	enum crm_status st;

	if (!i->is_sale)
		return CRM_OK;
	x = cube_at(&r->cube, key);
	st = add_money(
	    sales_of(x, month_of(i->booked.i), r->arena), i->base, err);
	if (st == CRM_OK && i->booked.i >= span->from)
		st = add_money(&x->sales, i->base, err);
	return st;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct span *span = r->ctx;
	struct crm_value key[MOST_DIMENSIONS];
	struct open_items x;
	struct open_item i;
	enum crm_status st;
	bool found;

	st = open_items_begin(r, span->to, false, "", 0, &x, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&x, &i, key, &found, err)) == CRM_OK && found)
		if (i.open_base.kind == CRM_INT)
			st = add_money(&((struct sums *)cube_at(&r->cube, key))
					    ->receivable,
			    i.open_base.i, err);
	open_items_end(&x);
	return st == CRM_OK ? booked_each(r, span->to, add_sale, err) : st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = add_money(&x->receivable, y->receivable, err);
	size_t i;

	if (st == CRM_OK)
		st = add_money(&x->sales, y->sales, err);
	for (i = 0; y->months != NULL && i < y->months->n && st == CRM_OK; i++)
		st = add_money(sales_of(x, y->months->all[i].key.i, r->arena),
		    *(const int64_t *)y->months->all[i].sums, err);
	return st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->receivable;
}

/* All months from the last one back to the first with a sale. */
static struct crm_sold *
months_back(const struct tally_run *r, struct sums *x, int64_t to, size_t *n)
{
	struct crm_sold *all;
	int64_t first = to, month;
	const int64_t *sales;
	size_t i;

	*n = 0;
	if (x->months == NULL)
		return NULL;
	for (i = 0; i < x->months->n; i++)
		if (x->months->all[i].key.i < first)
			first = x->months->all[i].key.i;
	all = crm_alloc_n(
	    r->arena, (size_t)((to - first) / 28) + 2, sizeof *all);
	for (month = month_of(to); month >= first;
	     month = crm_date_add_months(month, -1)) {
		sales = groups_find(x->months, crm_value_int(month));
		all[(*n)++] = (struct crm_sold){ sales == NULL ? 0 : *sales,
			to - month + 1 };
		to = month - 1;
	}
	return all;
}

static struct crm_value
hundredths(bool there, int64_t v)
{
	enum { HUNDREDTH = CRM_WHOLE / 100 };

	return there ? crm_value_int(v * HUNDREDTH) : CRM_VALUE_NULL;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct span *span = row->run->ctx;
	struct sums *x = row->sums;
	int64_t days = span->to - span->from + 1, dso = 0, back = 0;
	size_t n;
	const struct crm_sold *months = months_back(row->run, x, span->to, &n);
	bool sold = crm_dso(x->receivable, x->sales, days, &dso);
	bool enough = n > 0 && crm_count_back(x->receivable, months, n, &back);

	return tally_put(row,
	    (struct crm_value[]){ hundredths(sold, dso),
		hundredths(enough, back), crm_value_int(x->receivable),
		crm_value_int(x->sales), crm_value_int(days) },
	    err);
}

static const struct tally tally = {
	.entity = "receivable",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = RECEIVABLES_UNRATED,
	.ctx_size = sizeof(struct span),
	.begin = span_begin,
};

const struct crm_report report_dso = {
	.name = "dso",
	.group = "Receivables",
	.help = "how many days of sales are outstanding, and counted back",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "receivable",
	.define =
	    "dso = what was booked and open at the end of the period / the "
	    "gross credit sales of the period x its days; empty without sales. "
	    "count_back = the days of as many months back, from the end of the "
	    "period, as it takes to have sold what is open, of the last of them "
	    "the share that is needed; empty where all sales together were "
	    "less. Amounts are in the base currency, at the rate they were "
	    "booked at.\n"
	    "Counted: receivables that are not void; of sales no opening "
	    "balances and no charges of dunning. Credit notes lower what is "
	    "open by their allocation, and no sales.\n"
	    "Date: booked_on, and allocated_on, of --from to --to; without "
	    "--from the 365 days up to --to, --on or today.\n"
	    "Whose: the customer's (--by customer.owner).\n",
	.tally = &tally,
};
