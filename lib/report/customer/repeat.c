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
	{ "repeat_rate", "Repeat rate", "复购率", CRM_T_PERCENT,
	    .rate_of = { 2, 1 } },
	{ "orders", "Sales", "成交笔数", CRM_T_INT },
	{ "revenue", "Revenue", "收入", CRM_T_MONEY },
	{ "mean", "Mean value", "客均价值", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "median", "Median value", "客户价值中位数", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* Cells. */
enum { N, REPEAT, RATE, SALES, REVENUE, MEAN, MEDIAN, NOTE, CURRENCY };

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
scan(struct tally_run *r, struct crm_err *err)
{
	const struct crm_report_opts *o = r->o;
	int64_t on = report_day(r->s, o);
	enum crm_status st;
	struct buyers b;
	struct buyer c;
	bool found;

	st = buyers_open(r->s, o, o->by, o->from, on < o->to ? on : o->to,
	    r->arena, &b, err);
	while (st == CRM_OK &&
	    (st = buyers_next(&b, &c, &found, err)) == CRM_OK && found)
		st = add(&b, &c, cube_at(&r->cube, c.key), err);
	r->unrated = b.unrated;
	r->nobodys = b.left.nobodys;
	r->wrong = b.left.wrong;
	buyers_close(&b);
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;

	x->n += y->n;
	x->orders += y->orders;
	x->repeat += y->repeat;
	numbers_merge(&x->each, r->arena, &y->each);
	st = unrated_merge(&x->unrated, r->arena, &y->unrated, err);
	return st == CRM_OK ? add_money(&x->revenue, y->revenue, err) : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->revenue;
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
print_unrated(const struct tally_row *row, struct crm_err *err)
{
	const struct unrated *u = &((const struct sums *)row->sums)->unrated;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++) {
		struct crm_value cells[COUNT(headings)] = {
			[SALES] = crm_value_int(u->by[i].count),
			[REVENUE] = crm_value_int(u->by[i].amount),
			[CURRENCY] = crm_value_text(
			    crm_text_of(u->by[i].currency))
		};

		st = tally_put(row, cells, err);
	}
	return st;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	struct crm_value cells[COUNT(headings)] = { [N] = crm_value_int(x->n),
		[REPEAT] = crm_value_int(x->repeat),
		[RATE] = percent(x->repeat, x->n),
		[SALES] = crm_value_int(x->orders),
		[NOTE] = low_n(x->n),
		[CURRENCY] = crm_value_text(crm_text_of(row->base)) };
	enum crm_status st;

	if (x->n == 0) /* nobody bought */
		return CRM_OK;

	if (x->each.n > 0) {
		numbers_sort(&x->each);
		cells[REVENUE] = crm_value_int(x->revenue);
		cells[MEAN] = crm_value_int(
		    crm_div_round(x->revenue, (int64_t)x->each.n));
		cells[MEDIAN] = crm_value_int(median(&x->each));
	}
	st = tally_put(row, cells, err);
	return st == CRM_OK ? print_unrated(row, err) : st;
}

static const struct tally tally = {
	.entity = "customer",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = { N_("sale"), "crm-order" },
};

const struct crm_report report_repeat = {
	.name = "repeat",
	.group = "Customers",
	.help = "how many customers bought again, and what a customer is worth",
	.takes_on = true,
	.tallies = true,
	.takes_by = true,
	.entity = "customer",
	.drawn = "repeat_rate",
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
	.tally = &tally,
};
