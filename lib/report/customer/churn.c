/* Churn: how late customers are by the rhythm of their own. */
#include "report/kit/kit.h"

#include <crm/model/churn.h>

enum { HUNDREDTH = CRM_WHOLE / 100 };

static const struct heading headings[] = {
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "order_days", "Order days", "下单天数", CRM_T_INT },
	{ "mean_gap", "Mean gap", "平均间隔", CRM_T_DECIMAL },
	{ "deviation", "Deviation", "标准差", CRM_T_DECIMAL },
	{ "limit", "Limit (days)", "流失界限（天）", CRM_T_DECIMAL },
	{ "last_sale", "Last sale", "最近成交日期", CRM_T_DATE },
	{ "days_since", "Days since", "距今天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "status", "Status", "客户状态", CRM_T_ENUM },
	{ "due_on", "Reorder due", "预计复购日期", CRM_T_DATE },
	{ "days_over", "Days over", "逾期天数", CRM_T_INT, CRM_ROLE_FIGURE },
};

/* Their cells. */
enum { DAYS = 1, MEAN, DEVIATION, LIMIT, LAST, SINCE, STATUS, DUE, OVER };

/* The gaps between order days. */
struct rhythm {
	int64_t n;        /* of gaps */
	int64_t span;     /* their sum */
	__int128 squares; /* the sum of their squares */
	int64_t last, late;
};

static void
measure(const struct buyer *b, int64_t on, struct rhythm *x)
{
	int64_t gap;
	size_t i;

	*x = (struct rhythm){ .last = b->bought[b->n - 1].day };
	x->late = on - x->last;
	x->span = x->last - b->bought[0].day;
	for (i = 1; i < b->n; i++) {
		gap = b->bought[i].day - b->bought[i - 1].day;
		x->n += gap > 0;
		x->squares += (__int128)gap * gap;
	}
}

/* n^2 times the variance of all gaps. */
static __int128
spread(const struct rhythm *x)
{
	return x->squares * x->n - (__int128)x->span * x->span;
}

/* As the status of a customer says it, which is told in whole numbers too. */
static const char *
status_of(const struct rhythm *x)
{
	__int128 late = (__int128)x->late * x->n, over = late - x->span;

	if (x->n + 1 < CRM_RHYTHM_DAYS)
		return x->late > CRM_LIMIT_WITHOUT ? "churned" : "active";
	if (x->late > CRM_LIMIT_MOST ||
	    (2 * late > (__int128)3 * x->span &&
		over * over * (x->n - 1) > 4 * spread(x) * x->n))
		return "churned";
	return over > 0 ? "dormant" : "active";
}

static struct crm_value
hundredths(int64_t v)
{
	return crm_value_int(HUNDREDTH * crm_div_round(v, HUNDREDTH));
}

/* The cells that only a rhythm has. */
static void
put_rhythm(const struct rhythm *x, int64_t on, struct crm_value *cells)
{
	int64_t mean = crm_div_round((__int128)x->span * CRM_WHOLE, x->n);
	int64_t deviation = whole_root(
	    spread(x) * CRM_WHOLE * CRM_WHOLE / x->n / (x->n - 1));
	int64_t limit = mean + 2 * deviation;
	int64_t due = x->last + crm_div_round(x->span, x->n);

	if (limit < mean + mean / 2)
		limit = mean + mean / 2;
	if (limit > (int64_t)CRM_LIMIT_MOST * CRM_WHOLE)
		limit = (int64_t)CRM_LIMIT_MOST * CRM_WHOLE;
	cells[MEAN] = hundredths(mean);
	cells[DEVIATION] = hundredths(deviation);
	cells[LIMIT] = hundredths(limit);
	cells[DUE] = crm_value_int(due);
	if (on > due)
		cells[OVER] = crm_value_int(on - due);
}

static enum crm_status
print(struct lines *l, const struct buyer *b, int64_t on, struct crm_err *err)
{
	struct crm_value cells[COUNT(headings)] = { crm_value_text(b->name),
		[LIMIT] = crm_value_int(
		    CRM_LIMIT_WITHOUT * (int64_t)CRM_WHOLE) };
	struct rhythm x;

	measure(b, on, &x);
	cells[DAYS] = crm_value_int(x.n + 1);
	cells[LAST] = crm_value_int(x.last);
	cells[SINCE] = crm_value_int(x.late);
	cells[STATUS] = crm_value_text(crm_text_of(status_of(&x)));
	if (x.n + 1 >= CRM_RHYTHM_DAYS)
		put_rhythm(&x, on, cells);
	return lines_put(l, b->key, cells, NULL, err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	int64_t on = report_day(s, o);
	struct lines l;
	struct buyers b;
	struct buyer c;
	enum crm_status st;
	bool found;

	if ((st = buyers_open(s, o, "customer_id", o->from,
		 on < o->to ? on : o->to, a, &b, err)) != CRM_OK)
		return st;
	st = lines_begin(
	    &l, s, o, &b.d, headings, COUNT(headings), a, sink, err);
	while (st == CRM_OK &&
	    (st = buyers_next(&b, &c, &found, err)) == CRM_OK && found)
		st = print(&l, &c, on, err);
	buyers_close(&b);
	if (st == CRM_OK)
		left_out_note(&b.left, a, sink);
	return st;
}

const struct crm_report report_churn = {
	.name = "churn",
	.group = "Customers",
	.help = "customers by the gaps between their orders: due, dormant, "
		"churned",
	.takes_on = true,
	.entity = "customer",
	.define =
	    "With " CRM_RHYTHM_DAYS_TEXT " or more order days (days with a "
	    "sale): mean_gap = (last - first) / (order_days - 1), deviation = the sample standard "
	    "deviation of the gaps, limit = max(mean_gap + 2 x deviation, 1.5 "
	    "x mean_gap), at most " CRM_LIMIT_MOST_TEXT " days; due_on "
	    "= last + mean_gap. With fewer, no mean, and limit = " CRM_LIMIT_WITHOUT_TEXT
	    " days.\n"
	    "status: churned where days_since is over the limit, else dormant "
	    "where it is over mean_gap, else active; decided before anything "
	    "is rounded.\n"
	    "Counted: customers with a sale: " SALES_COUNTED "\n"
	    "Date: the day of the sale, within --from and --to, at most --on "
	    "(today).\n"
	    "Whose: the customer's, whoever sold.\n",
	.run = run,
};
