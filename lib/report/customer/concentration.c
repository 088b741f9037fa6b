/* Concentration: how much of the sales hangs on how few customers. */
#include "report/kit/kit.h"

enum { DIGITS = 10000 }; /* of Gini and Herfindahl: four decimals */

struct sums {
	struct apart by; /* struct numbers: what each customer bought for */
};

static const struct heading headings[] = {
	{ "n", "Buyers (n)", "购买客户数", CRM_T_INT },
	{ "revenue", "Revenue", "收入", CRM_T_MONEY },
	{ "top_1", "Largest", "最大客户占比", CRM_T_PERCENT, CRM_ROLE_FIGURE },
	{ "top_5", "Largest 5", "前5客户占比", CRM_T_PERCENT, CRM_ROLE_FIGURE },
	{ "top_10", "Largest 10", "前10客户占比", CRM_T_PERCENT,
	    CRM_ROLE_FIGURE },
	{ "top_20_percent", "Largest 20 %", "前20%客户占比", CRM_T_PERCENT,
	    CRM_ROLE_FIGURE },
	{ "gini", "Gini", "基尼系数", CRM_T_DECIMAL },
	{ "hhi", "Herfindahl", "赫芬达尔指数", CRM_T_DECIMAL },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* What was given back leaves some with less than nothing: they count as nothing,
 * for a share of the whole is asked. */
static void
add_buyer(struct tally_run *r, struct sums *x, struct crm_text currency,
    int64_t amount)
{
	numbers_add(
	    apart_at(&x->by, r->arena, currency, sizeof(struct numbers)),
	    r->arena, amount < 0 ? 0 : amount);
}

static enum crm_status
add(struct tally_run *r, struct buyers *b, const struct buyer *c,
    struct crm_err *err)
{
	struct sums *x = cube_at(&r->cube, c->key);
	struct bought total = { .amount = 0 };
	enum crm_status st = total_of(b, c, &total, err);
	size_t i;

	if (st == CRM_OK && total.rated > 0)
		add_buyer(r, x, CRM_TEXT(""), total.amount);
	for (i = 0; i < total.unrated.n; i++)
		add_buyer(r, x, crm_text_of(total.unrated.by[i].currency),
		    total.unrated.by[i].amount);
	return st;
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
		st = add(r, &b, &c, err);
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
	const struct apart *y = &((const struct sums *)from)->by;
	size_t i;

	(void)err;
	for (i = 0; i < y->n; i++)
		numbers_merge(
		    apart_at(&x->by, r->arena, crm_text_of(y->by[i].currency),
			sizeof(struct numbers)),
		    r->arena, y->by[i].sums);
	return CRM_OK;
}

static __int128
sum_of_last(const struct numbers *v, size_t n)
{
	__int128 sum = 0;
	size_t i;

	for (i = n < v->n ? v->n - n : 0; i < v->n; i++)
		sum += v->v[i];
	return sum;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct apart *by = &((const struct sums *)sums)->by;
	const struct numbers *each;

	(void)r;
	if (by->n == 0)
		return 0;
	each = by->by[0].sums;
	return (int64_t)sum_of_last(each, each->n);
}

/* The share of the n largest of sorted numbers, to a hundredth of a percent. */
static struct crm_value
top(const struct numbers *v, size_t n)
{
	return percent(
	    (int64_t)sum_of_last(v, n), (int64_t)sum_of_last(v, v->n));
}

/* In millionths, rounded to four decimals. */
static struct crm_value
four_decimals(__int128 over, __int128 under)
{
	return under == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(crm_div_round(over, under) * (CRM_WHOLE / DIGITS));
}

/* (2 sum(i x_i) / (n sum(x)) - (n + 1) / n of those sorted upwards, i from 1: 0
 * where all are equal, at most 1 - 1/n. */
static struct crm_value
gini(const struct numbers *v)
{
	__int128 sum = sum_of_last(v, v->n), weighed = 0;
	__int128 n = (__int128)v->n;
	size_t i;

	for (i = 0; i < v->n; i++)
		weighed += (__int128)(2 * (int64_t)(i + 1) - (int64_t)v->n -
			       1) *
		    v->v[i];
	return four_decimals(weighed * DIGITS, n * sum);
}

/* The sum of squared shares: 1 where one has all. */
static struct crm_value
herfindahl(const struct numbers *v)
{
	double sum = (double)sum_of_last(v, v->n), squares = 0, share;
	size_t i;

	if (sum <= 0)
		return CRM_VALUE_NULL;
	for (i = 0; i < v->n; i++) {
		share = (double)v->v[i] / sum;
		squares += share * share;
	}
	return crm_value_int(
	    (int64_t)(squares * DIGITS + 0.5) * (CRM_WHOLE / DIGITS));
}

static enum crm_status
put_sums(
    const struct tally_row *row, const struct apart_sum *x, struct crm_err *err)
{
	enum { FIFTH = 5, FEW = 5, MORE = 10 };
	struct numbers *v = x->sums;

	if (v->n == 0)
		return CRM_OK;
	numbers_sort(v);
	return tally_put(row,
	    (struct crm_value[]){ crm_value_int((int64_t)v->n),
		crm_value_int((int64_t)sum_of_last(v, v->n)), top(v, 1),
		top(v, FEW), top(v, MORE), top(v, (v->n + FIFTH - 1) / FIFTH),
		gini(v), herfindahl(v), low_n((int64_t)v->n),
		apart_currency(x, row->base) },
	    err);
}

/* What has no rate: rows of their own, in their currencies. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct apart *by = &((const struct sums *)row->sums)->by;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < by->n && st == CRM_OK; i++)
		st = put_sums(row, &by->by[i], err);
	return st;
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

const struct crm_report report_concentration = {
	.name = "concentration",
	.group = "Customers",
	.help = "how much of the sales hangs on how few customers: top shares, "
		"Gini",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "customer",
	.drawn = "top_1,top_5,top_10,top_20_percent",
	.define =
	    "n = customers with a sale, and under 20 the note says low n; "
	    "revenue = what they bought for in the base currency; what has no "
	    "rate into it has a row of its own, in its currency; top_N = share of the N "
	    "that bought for most, top_20_percent of a fifth of them, rounded "
	    "up; gini = 2 sum(i x) / (n sum(x)) - (n + 1) / n of the amounts x "
	    "sorted upwards, i from 1: 0 where all are equal, at most 1 - 1/n; "
	    "hhi = sum of the squared shares. Less than nothing counts as "
	    "nothing.\n"
	    "Counted: " SALES_COUNTED "\n"
	    "Date: the day of the sale, within --from and --to, at most --on "
	    "(today).\n"
	    "Whose: the customer's, whoever sold.\n",
	.tally = &tally,
};
