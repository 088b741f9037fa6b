/* Repeat: how many customers came back, and what one has brought in. */
#include "report/kit/kit.h"

struct sums {
	int64_t orders, repeat, revenue;
	struct numbers each; /* the revenue of each customer */
};

static const struct heading headings[] = {
	{ "n", "Buyers (n)", "购买客户数", CRM_T_INT },
	{ "repeat", "Bought again", "复购客户数", CRM_T_INT },
	{ "repeat_rate", "Repeat rate", "复购率", CRM_T_PERCENT },
	{ "orders", "Sales", "成交笔数", CRM_T_INT },
	{ "revenue", "Revenue", "收入", CRM_T_MONEY },
	{ "mean", "Mean value", "客均价值", CRM_T_MONEY },
	{ "median", "Median value", "客户价值中位数", CRM_T_MONEY },
	{ "note", "Note", "备注", CRM_T_TEXT },
};

static enum crm_status
collect(struct buyers *b, struct groups *g, struct crm_err *err)
{
	enum crm_status st;
	struct buyer c;
	struct sums *x;
	int64_t total;
	bool found;

	while ((st = buyers_next(b, &c, &found, err)) == CRM_OK && found) {
		x = groups_at(g, c.key);
		x->orders += (int64_t)c.n;
		x->repeat += c.bought[c.n - 1].day > c.bought[0].day;
		if ((st = total_of(b, &c, &total, err)) != CRM_OK ||
		    (st = add_money(&x->revenue, total, err)) != CRM_OK)
			break;
		numbers_add(&x->each, g->arena, total);
	}
	buyers_close(b);
	return st;
}

/* Of sorted ones: the mean of the two in the middle where their number is
 * even. */
static int64_t
median(const struct numbers *d)
{
	return crm_div_round(
	    (__int128)d->v[(d->n - 1) / 2] + d->v[d->n / 2], 2);
}

static enum crm_status
print(const struct dimension *d, const struct group *g,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct sums *x = g->sums;
	int64_t n = (int64_t)x->each.n;
	struct crm_value cells[COUNT(headings) + 1] = { g->cell,
		crm_value_int(n), crm_value_int(x->repeat),
		percent(x->repeat, n), crm_value_int(x->orders),
		crm_value_int(x->revenue),
		crm_value_int(crm_div_round(x->revenue, n)), CRM_VALUE_NULL,
		low_n(n) };

	numbers_sort(&x->each);
	cells[7] = crm_value_int(median(&x->each));
	return put_row(d, cells, sink, err);
}

static int
most_revenue(const struct group *a, const struct group *b)
{
	const struct sums *x = a->sums, *y = b->sums;

	if (x->revenue != y->revenue)
		return x->revenue > y->revenue ? -1 : 1;
	return group_order(a, b);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	int64_t on = report_day(s, o);
	struct groups g;
	struct buyers b;
	enum crm_status st;
	size_t i;

	groups_init(&g, a, sizeof(struct sums));
	if ((st = buyers_open(s, o, o->by, o->from, on < o->to ? on : o->to, a,
		 &b, err)) != CRM_OK ||
	    (st = collect(&b, &g, err)) != CRM_OK ||
	    (st = groups_name(s, &b.d, &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, most_revenue);
	st = begin_rows(s, o, &b.d, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(&b.d, &g.all[i], sink, err);
	if (st == CRM_OK)
		unrated_note(&b.unrated, "sale", "crm-order", a, sink);
	return st;
}

const struct crm_report report_repeat = {
	.name = "repeat",
	.group = "Customers",
	.help = "how many customers bought again, and what a customer is worth",
	.takes_by = true,
	.takes_on = true,
	.entity = "customer",
	.define =
	    "repeat = customers with sales on two days or more; repeat_rate = "
	    "repeat / n, n = customers with a sale, and under 20 the note says "
	    "low n. revenue = sum of the sales in the base currency, without "
	    "what has no rate into it, which standard error tells by currency; "
	    "mean and median = of the "
	    "revenue of each customer to date (its lifetime value where no "
	    "--from is given).\n"
	    "Counted: " SALES_COUNTED "\n"
	    "Date: the day of the sale, within --from and --to, at most --on "
	    "(today).\n"
	    "Whose: the customer's by --by, as it is now; whoever sold.\n",
	.run = run,
};
