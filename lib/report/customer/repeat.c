/* Repeat: how many customers came back, and what one has brought in. */
#include "report/kit/kit.h"

struct sums {
	int64_t n, orders, repeat, revenue;
	struct numbers each; /* the revenue of each customer who has one in
			      * the base currency */
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "n", "Buyers (n)", "购买客户数", CRM_T_INT },
	{ "repeat", "Bought again", "复购客户数", CRM_T_INT },
	{ "repeat_rate", "Repeat rate", "复购率", CRM_T_PERCENT },
	{ "orders", "Sales", "成交笔数", CRM_T_INT },
	{ "revenue", "Revenue", "收入", CRM_T_MONEY, true },
	{ "mean", "Mean value", "客均价值", CRM_T_MONEY },
	{ "median", "Median value", "客户价值中位数", CRM_T_MONEY },
	{ "note", "Note", "备注", CRM_T_TEXT },
	{ "currency", "Currency", "币种", CRM_T_TEXT },
};

/* Cells, the dimension's before all. */
enum { N = 1, REPEAT, RATE, SALES, REVENUE, MEAN, MEDIAN, NOTE, CURRENCY };

static enum crm_status
add(struct buyers *b, const struct buyer *c, struct sums *x,
    struct crm_err *err)
{
	struct bought all;
	enum crm_status st = total_of(b, c, &all, err);

	x->n++;
	x->orders += (int64_t)c->n;
	x->repeat += c->bought[c->n - 1].day > c->bought[0].day;
	if (st == CRM_OK)
		st = unrated_merge(&x->unrated, b->arena, &all.unrated, err);
	if (st != CRM_OK || all.rated == 0)
		return st;
	numbers_add(&x->each, b->arena, all.amount);
	return add_money(&x->revenue, all.amount, err);
}

static enum crm_status
collect(struct buyers *b, struct groups *g, struct crm_err *err)
{
	enum crm_status st;
	struct buyer c;
	bool found;

	while ((st = buyers_next(b, &c, &found, err)) == CRM_OK && found &&
	    (st = add(b, &c, groups_at(g, c.key), err)) == CRM_OK)
		continue;
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

/* What has no rate: rows of their own, in their currencies. */
static enum crm_status
print_unrated(const struct dimension *d, const struct group *g,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct unrated *u = &((const struct sums *)g->sums)->unrated;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++) {
		struct crm_value cells[COUNT(headings) + 1] = { [0] = g->cell,
			[SALES] = crm_value_int(u->by[i].count),
			[REVENUE] = crm_value_int(u->by[i].amount),
			[CURRENCY] = crm_value_text(
			    crm_text_of(u->by[i].currency)) };

		st = put_row(d, cells, sink, err);
	}
	return st;
}

static enum crm_status
print(const struct dimension *d, const struct group *g, const char *base,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct sums *x = g->sums;
	struct crm_value cells[COUNT(headings) + 1] = { [0] = g->cell,
		[N] = crm_value_int(x->n),
		[REPEAT] = crm_value_int(x->repeat),
		[RATE] = percent(x->repeat, x->n),
		[SALES] = crm_value_int(x->orders),
		[NOTE] = low_n(x->n),
		[CURRENCY] = crm_value_text(crm_text_of(base)) };
	enum crm_status st;

	if (x->each.n > 0) {
		numbers_sort(&x->each);
		cells[REVENUE] = crm_value_int(x->revenue);
		cells[MEAN] = crm_value_int(
		    crm_div_round(x->revenue, (int64_t)x->each.n));
		cells[MEDIAN] = crm_value_int(median(&x->each));
	}
	st = put_row(d, cells, sink, err);
	return st == CRM_OK ? print_unrated(d, g, sink, err) : st;
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
	static const int money[] = { REVENUE, MEAN, MEDIAN };
	int64_t on = report_day(s, o);
	struct crm_column *columns;
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
	columns = row_columns(s, o, &b.d, headings, COUNT(headings), a);
	in_currency(columns, &b.d, money, COUNT(money), CURRENCY);
	st = sink->begin(sink->ctx, columns, COUNT(headings) + b.d.given, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(&b.d, &g.all[i], crm_store_currency(s), sink, err);
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
	    "low n. sales = all of them; revenue = sum of those in the base "
	    "currency; what has no rate into it has a row of its own, in its "
	    "currency. mean and median = of the revenue of each customer who "
	    "has one in the base currency, to date (its lifetime value where "
	    "no --from is given).\n"
	    "Counted: " SALES_COUNTED "\n"
	    "Date: the day of the sale, within --from and --to, at most --on "
	    "(today).\n"
	    "Whose: the customer's by --by, as it is now; whoever sold.\n",
	.run = run,
};
