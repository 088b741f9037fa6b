/* Cohorts: of the customers who first bought in a period, how many bought again
 * in each one after it. */
#include "report/kit/kit.h"

struct sums {
	int64_t customers;
	int64_t *bought; /* customers, by periods since */
	size_t n;        /* periods up to now */
};

static const struct heading headings[] = {
	{ "since", "Periods since", "间隔期数", CRM_T_INT, CRM_ROLE_DIMENSION },
	{ "n", "n", "样本数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "bought", "Bought", "复购客户数", CRM_T_INT, .overlaps = true },
	{ "retention", "Retention", "留存率", CRM_T_PERCENT,
	    .rate_of = { 3, 2 } },
	NOTE_HEADING,
};

/* The periods are those of the days that things were ordered on. */
static enum crm_status
read_period(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, struct dimensions *d, struct crm_err *err)
{
	struct crm_report_opts mine = *o;
	enum crm_status st;

	mine.by = crm_sprintf(a, "ordered_on:%s", o->by);
	st = dimensions_parse(s, "order", &mine, a, d, err);
	d->d[0].column.name = "cohort";
	d->d[0].column.label = o->chinese ? "首购期" : "Cohort";
	return st;
}

static void
add(const struct dimension *d, const struct buyer *b, int64_t on,
    struct groups *g)
{
	int64_t first = period_start(d, b->bought[0].day), since, last = -1;
	struct sums *x = groups_at(g, crm_value_int(first));
	size_t i;

	if (x->n == 0) {
		x->n = (size_t)periods_between(d, first, period_start(d, on)) +
		    1;
		x->bought = crm_alloc_n(g->arena, x->n, sizeof *x->bought);
	}
	x->customers++;
	for (i = 0; i < b->n; i++) {
		since = periods_between(
		    d, first, period_start(d, b->bought[i].day));
		x->bought[since] += since != last;
		last = since;
	}
}

/* Whether the period that a day lies in goes on behind it. */
static bool
goes_on(const struct dimension *d, int64_t day)
{
	return period_next(d, period_start(d, day)) > day + 1;
}

/* The last row is of the period that the report looks from: who has not bought in it
 * may yet do so, and there is no rate until it is over. */
static enum crm_status
print(struct lines *l, const struct group *g, bool goes_on, struct crm_err *err)
{
	const struct sums *x = g->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->n && st == CRM_OK; i++) {
		bool running = goes_on && i + 1 == x->n;
		const struct crm_value cells[COUNT(headings)] = {
			crm_value_int((int64_t)i), crm_value_int(x->customers),
			crm_value_int(x->bought[i]),
			running && i > 0 ? CRM_VALUE_NULL
					 : percent(x->bought[i], x->customers),
			running ? crm_value_text(CRM_TEXT(N_("not over")))
				: low_n(x->customers)
		};

		st = lines_put(l, &g->cell, cells, NULL, err);
	}
	return st;
}

static int
oldest_first(const struct group *a, const struct group *b)
{
	return (a->key.i > b->key.i) - (a->key.i < b->key.i);
}

static enum crm_status
collect(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, struct groups *g, struct left_out *left,
    struct crm_err *err)
{
	int64_t on = report_day(s, o);
	enum crm_status st;
	struct buyers b;
	struct buyer c;
	bool found;

	st = buyers_open(s, o, NULL, CRM_DATE_MIN, on, g->arena, &b, err);
	while (st == CRM_OK &&
	    (st = buyers_next(&b, &c, &found, err)) == CRM_OK && found)
		if (in_period(o, crm_value_int(c.bought[0].day)))
			add(d, &c, on, g);
	*left = b.left;
	buyers_close(&b);
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct dimensions d;
	struct lines l;
	struct groups g;
	enum crm_status st;
	struct left_out left = { .nobodys = 0 };
	size_t i;

	groups_init(&g, a, sizeof(struct sums));
	if ((st = read_period(s, o, a, &d, err)) != CRM_OK ||
	    (st = collect(s, o, &d.d[0], &g, &left, err)) != CRM_OK ||
	    (st = groups_name(s, &d.d[0], &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, oldest_first);
	st = lines_begin(&l, s, o, &d, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(
		    &l, &g.all[i], goes_on(&d.d[0], report_day(s, o)), err);
	if (st == CRM_OK)
		left_out_note(&left, a, sink);
	return st;
}

const struct crm_report report_cohorts = {
	.name = "cohorts",
	.group = "Customers",
	.help = "retention: who bought again, by month, quarter or year of the "
		"first sale",
	.takes_on = true,
	.takes_by = true,
	.entity = "customer",
	.default_by = "month",
	.drawn = "retention",
	.define =
	    "A customer belongs to the cohort of the period (--by month, "
	    "quarter or year) of its first sale. since = periods since then, "
	    "0 the first itself; bought = customers of the cohort with a sale "
	    "in that period; retention = bought / n, n = the customers of the "
	    "cohort, and under 20 the note says low n. Of the period that --on "
	    "lies in, where it goes on behind that day, the retention is blank, "
	    "and the note says not over.\n"
	    "Counted: customers with a sale: " SALES_COUNTED "\n"
	    "Date: the day of the first sale, within --from and --to; the "
	    "sales up to --on (today).\n"
	    "Whose: the customer's, whoever sold.\n",
	.run = run,
};
