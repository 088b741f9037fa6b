/* Decline: what customers bought in the last 90 days, against the same days a
 * year ago. */
#include "report/kit/kit.h"

enum { DAYS = 90, YEAR = 12 /* months */ };

struct sums {
	struct crm_text name;
	struct bought before, now;
	int64_t change;
};

/* First and last days. */
struct windows {
	int64_t before[2], now[2];
};

static const struct heading headings[] = {
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "year_ago", "A year ago", "去年同期", CRM_T_MONEY, CRM_ROLE_MEASURE },
	{ "last_90_days", "Last 90 days", "近90天", CRM_T_MONEY,
	    CRM_ROLE_MEASURE },
	{ "change", "Change", "变化", CRM_T_MONEY, CRM_ROLE_MEASURE,
	    .scale = CRM_SCALE_ORDER },
	{ "change_rate", "Change %", "变化率", CRM_T_PERCENT },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* Cells. */
enum { BEFORE = 1, NOW, CHANGE, RATE, CURRENCY };

static bool
within(const int64_t window[2], int64_t day)
{
	return day >= window[0] && day <= window[1];
}

static enum crm_status
add(struct buyers *all, const struct buyer *b, const struct windows *w,
    struct groups *g, struct crm_err *err)
{
	struct sums x = { .change = 0 }, *to;
	enum crm_status st = CRM_OK;
	bool any = false;
	size_t i;

	for (i = 0; i < b->n && st == CRM_OK; i++) {
		const struct purchase *p = &b->bought[i];

		if (within(w->before, p->day))
			st = add_purchase(all, p, &x.before, err);
		else if (within(w->now, p->day))
			st = add_purchase(all, p, &x.now, err);
		else
			continue;
		any = true;
	}
	if (st != CRM_OK || !any)
		return st;
	if (__builtin_sub_overflow(x.now.amount, x.before.amount, &x.change))
		return crm_fail(err, CRM_FAIL, "sum overflows");
	to = groups_at(g, crm_value_int(b->id));
	*to = x;
	to->name = b->name;
	to->name.p = crm_strndup(g->arena, b->name.p, b->name.n);
	return CRM_OK;
}

static enum crm_status
collect(struct buyers *b, const struct windows *w, struct groups *g,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct buyer c;
	bool found;

	while (st == CRM_OK &&
	    (st = buyers_next(b, &c, &found, err)) == CRM_OK && found)
		st = add(b, &c, w, g, err);
	buyers_close(b);
	return st;
}

static int
most_lost(const struct group *a, const struct group *b)
{
	const struct sums *x = a->sums, *y = b->sums;

	if (x->change != y->change)
		return x->change < y->change ? -1 : 1;
	return (a->key.i > b->key.i) - (a->key.i < b->key.i);
}

static enum crm_status
put_amounts(struct lines *l, const struct group *g, int64_t before, int64_t now,
    const char *currency, struct crm_err *err)
{
	const struct sums *x = g->sums;
	struct crm_value cells[COUNT(headings)] = { crm_value_text(x->name),
		[BEFORE] = crm_value_int(before), [NOW] = crm_value_int(now),
		[CURRENCY] = crm_value_text(crm_text_of(currency)) };
	int64_t change;

	if (__builtin_sub_overflow(now, before, &change))
		return crm_fail(err, CRM_FAIL, "sum overflows");
	cells[CHANGE] = crm_value_int(change);
	if (before > 0)
		cells[RATE] = percent(change, before);
	return lines_put(l, &g->key, cells, NULL, err);
}

/* What has no rate: rows of their own, in their currencies. */
static enum crm_status
print_unrated(struct lines *l, const struct group *g, struct crm_err *err)
{
	const struct sums *x = g->sums;
	const struct unrated *before = &x->before.unrated;
	const struct unrated *now = &x->now.unrated;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < before->n && st == CRM_OK; i++)
		st = put_amounts(l, g, before->by[i].amount,
		    unrated_in(now, before->by[i].currency),
		    before->by[i].currency, err);
	for (i = 0; i < now->n && st == CRM_OK; i++)
		if (!unrated_has(before, now->by[i].currency))
			st = put_amounts(l, g, 0, now->by[i].amount,
			    now->by[i].currency, err);
	return st;
}

/* Nothing is said in the base currency of who bought in others alone. */
static enum crm_status
print(struct lines *l, const struct group *g, const char *base,
    struct crm_err *err)
{
	const struct sums *x = g->sums;
	enum crm_status st = CRM_OK;

	if (x->before.rated + x->now.rated > 0)
		st = put_amounts(
		    l, g, x->before.amount, x->now.amount, base, err);
	return st == CRM_OK ? print_unrated(l, g, err) : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	int64_t on = report_day(s, o), ago = crm_date_add_months(on, -YEAR);
	const struct windows w = { { ago - DAYS + 1, ago },
		{ on - DAYS + 1, on } };
	struct lines l;
	struct groups g;
	struct buyers b;
	struct left_out left = { .nobodys = 0 };
	enum crm_status st;
	size_t i;

	groups_init(&g, a, sizeof(struct sums));
	if ((st = buyers_open(
		 s, o, "customer_id", w.before[0], on, a, &b, err)) != CRM_OK ||
	    (st = collect(&b, &w, &g, err)) != CRM_OK ||
	    (st = left_out_count(
		 s, o, w.before[0], w.before[1], a, &left, err)) != CRM_OK ||
	    (st = left_out_count(s, o, w.now[0], w.now[1], a, &left, err)) !=
		CRM_OK ||
	    (st = left_out_undated(s, o, on, a, &left, err)) != CRM_OK)
		return st;
	groups_sort(&g, most_lost);
	st = lines_begin(
	    &l, s, o, &b.d, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(&l, &g.all[i], crm_store_currency(s), err);
	if (st != CRM_OK)
		return st;
	left_out_note(&left, a, sink);
	unrated_note(&b.unrated, "sale", "crm-order", a, sink);
	return CRM_OK;
}

const struct crm_report report_decline = {
	.name = "decline",
	.group = "Customers",
	.help =
	    "what customers buy against the same 90 days a year ago, the greatest "
	    "loss first",
	.takes_on = true,
	.one_day = true,
	.entity = "customer",
	.drawn = "year_ago,last_90_days",
	.define =
	    "last_90_days = sum of the sales of the 90 days that end with --on "
	    "(today), year_ago = of the 90 days that end on the same date a "
	    "year before, in the base currency; what has no rate into it has "
	    "rows of its own, in its currency. change = the difference; "
	    "change_rate = change / year_ago. The greatest loss comes first; customers without a sale "
	    "in either are left out.\n"
	    "Counted: " SALES_COUNTED "\n"
	    "Date: the day of the sale.\n"
	    "Whose: the customer's, whoever sold.\n",
	.run = run,
};
