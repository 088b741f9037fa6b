/* RFM: how recently, how often and for how much customers bought, each scored
 * from 1 to 5 by where the others stand. */
#include "report/kit/kit.h"

enum { FIFTHS = 5, R = 0, F, M, MEASURES };

struct sums {
	struct crm_text name;
	int64_t last;
	int64_t value[MEASURES]; /* recency turned round: more is better */
	int64_t score[MEASURES];
	struct bought bought;
};

static const struct crm_choice words[] = {
	{ "champions", "Champions", "重要价值客户", NULL },
	{ "loyal", "Loyal", "忠诚客户", NULL },
	{ "cannot_lose", "Cannot lose", "重要挽留客户", NULL },
	{ "at_risk", "At risk", "流失风险客户", NULL },
	{ "promising", "Promising", "潜力客户", NULL },
	{ "new", "New", "新客户", NULL },
	{ "attention", "Needs attention", "需关注客户", NULL },
	{ "sleeping", "Sleeping", "沉睡客户", NULL },
	{ "lost", "Lost", "流失客户", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct heading headings[] = {
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "last_sale", "Last sale", "最近成交日期", CRM_T_DATE },
	{ "recency", "Recency (days)", "距今天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "frequency", "Frequency", "购买次数", CRM_T_INT },
	{ "monetary", "Monetary", "购买金额", CRM_T_MONEY },
	{ "r", "R", "R", CRM_T_INT, CRM_ROLE_FIGURE, .scale = CRM_SCALE_ORDER },
	{ "f", "F", "F", CRM_T_INT, CRM_ROLE_FIGURE, .scale = CRM_SCALE_ORDER },
	{ "m", "M", "M", CRM_T_INT, CRM_ROLE_FIGURE, .scale = CRM_SCALE_ORDER },
	{ "score", "Score", "RFM得分", CRM_T_TEXT },
	{ "segment", "Segment", "客群", CRM_T_ENUM, .choices = words },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* Cells. */
enum { FREQUENCY = 3, MONETARY, CURRENCY = 11 };

/* Among fewer the scores say little: of one, all are the worst. */
enum { FEW_BUYERS = 5 };

/* The first row whose bounds are met; the last ones together meet all. */
static const struct {
	const char *word;
	int64_t r_min, r_max, f_min, m_min;
} segments[] = {
	{ "champions", 4, 5, 4, 4 },
	{ "loyal", 3, 5, 4, 1 },
	{ "cannot_lose", 1, 2, 4, 1 },
	{ "at_risk", 1, 2, 3, 1 },
	{ "at_risk", 1, 2, 1, 4 },
	{ "promising", 4, 5, 2, 1 },
	{ "new", 4, 5, 1, 1 },
	{ "attention", 3, 3, 1, 1 },
	{ "sleeping", 2, 2, 1, 1 },
	{ "lost", 1, 1, 1, 1 },
};

static enum crm_status
collect(struct buyers *b, struct groups *g, struct crm_err *err)
{
	enum crm_status st;
	struct buyer c;
	struct sums *x;
	bool found;

	while ((st = buyers_next(b, &c, &found, err)) == CRM_OK && found) {
		x = groups_at(g, crm_value_int(c.id));
		x->name = c.name;
		x->name.p = crm_strndup(g->arena, c.name.p, c.name.n);
		x->last = c.bought[c.n - 1].day;
		x->value[R] = x->last;
		x->value[F] = (int64_t)c.n;
		if ((st = total_of(b, &c, &x->bought, err)) != CRM_OK)
			break;
		x->value[M] = x->bought.amount;
	}
	buyers_close(b);
	return st;
}

/* How many of them, sorted, are less. */
static size_t
less_than(const struct numbers *all, int64_t v)
{
	size_t low = 0, high = all->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (all->v[middle] < v)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Nothing is known of what those paid who bought without a rate alone: they stand
 * last, and are no measure for the others. */
static bool
is_measured(const struct sums *x, int measure)
{
	return measure != M || x->bought.rated > 0;
}

static void
score(struct groups *g, int measure)
{
	struct numbers all = { NULL, 0, 0 };
	struct sums *x;
	size_t i;

	for (i = 0; i < g->n; i++) {
		x = g->all[i].sums;
		if (is_measured(x, measure))
			numbers_add(&all, g->arena, x->value[measure]);
	}
	numbers_sort(&all);
	for (i = 0; i < g->n; i++) {
		x = g->all[i].sums;
		x->score[measure] = 1;
		if (is_measured(x, measure))
			x->score[measure] += (int64_t)(FIFTHS *
			    less_than(&all, x->value[measure]) / all.n);
	}
}

static const char *
segment_of(const struct sums *x)
{
	size_t i = 0;

	while (x->score[R] < segments[i].r_min ||
	    x->score[R] > segments[i].r_max ||
	    x->score[F] < segments[i].f_min || x->score[M] < segments[i].m_min)
		i++;
	return segments[i].word;
}

static int
best_first(const struct group *a, const struct group *b)
{
	const struct sums *x = a->sums, *y = b->sums;
	int i;

	for (i = 0; i < MEASURES; i++)
		if (x->score[i] != y->score[i])
			return x->score[i] > y->score[i] ? -1 : 1;
	if (x->value[M] != y->value[M])
		return x->value[M] > y->value[M] ? -1 : 1;
	return group_order(a, b);
}

/* What has no rate: rows of their own, in their currencies. */
static enum crm_status
print_unrated(struct lines *l, const struct group *g, struct crm_err *err)
{
	const struct sums *x = g->sums;
	const struct unrated *u = &x->bought.unrated;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++) {
		struct crm_value cells[COUNT(headings)] = { crm_value_text(
								x->name),
			[FREQUENCY] = crm_value_int(u->by[i].count),
			[MONETARY] = crm_value_int(u->by[i].amount),
			[CURRENCY] = crm_value_text(
			    crm_text_of(u->by[i].currency)) };

		st = lines_put(l, &g->key, cells, NULL, err);
	}
	return st;
}

static enum crm_status
print(struct lines *l, const struct group *g, int64_t on, bool few,
    const char *base, struct crm_err *err)
{
	const struct sums *x = g->sums;
	bool valued = x->bought.rated > 0;
	char digits[MEASURES];
	const struct crm_value cells[COUNT(headings)] = {
		crm_value_text(x->name), crm_value_int(x->last),
		crm_value_int(on - x->last), crm_value_int(x->value[F]),
		valued ? crm_value_int(x->value[M]) : CRM_VALUE_NULL,
		crm_value_int(x->score[R]), crm_value_int(x->score[F]),
		valued ? crm_value_int(x->score[M]) : CRM_VALUE_NULL,
		crm_value_text((struct crm_text){ digits, MEASURES }),
		crm_value_text(crm_text_of(segment_of(x))),
		few ? crm_value_text(CRM_TEXT(N_("low n"))) : CRM_VALUE_NULL,
		crm_value_text(crm_text_of(base))
	};
	enum crm_status st;
	int i;

	for (i = 0; i < MEASURES; i++)
		digits[i] = (char)('0' + x->score[i]);
	if (!valued)
		digits[M] = '-';
	st = lines_put(l, &g->key, cells, NULL, err);
	return st == CRM_OK ? print_unrated(l, g, err) : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	int64_t on = report_day(s, o);
	struct lines l;
	struct groups g;
	struct buyers b;
	enum crm_status st;
	size_t i;

	groups_init(&g, a, sizeof(struct sums));
	if ((st = buyers_open(s, o, "customer_id", o->from,
		 on < o->to ? on : o->to, a, &b, err)) != CRM_OK ||
	    (st = collect(&b, &g, err)) != CRM_OK)
		return st;
	for (i = 0; i < MEASURES; i++)
		score(&g, (int)i);
	groups_sort(&g, best_first);
	st = lines_begin(
	    &l, s, o, &b.d, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(&l, &g.all[i], on, g.n < FEW_BUYERS,
		    crm_store_currency(s), err);
	if (st != CRM_OK)
		return st;
	left_out_note(&b.left, a, sink);
	unrated_note(&b.unrated, "sale", "crm-order", a, sink);
	return CRM_OK;
}

const struct crm_report report_rfm = {
	.name = "rfm",
	.group = "Customers",
	.help = "customers by how recently, how often and for how much they "
		"bought",
	.takes_on = true,
	.entity = "customer",
	.define =
	    "recency = days from the last sale to --on (today); frequency = "
	    "number of sales; monetary = sum of their amounts in the base "
	    "currency. What has no rate into it counts in frequency and has "
	    "rows of its own, in its currency. r, f and m = 1 + floor(5 x "
	    "customers that are strictly worse / n), n = the customers in the "
	    "report, of m those with an amount in the base currency: without "
	    "one m is - and counts as 1; 5 is best. Under 5 buyers the note "
	    "says low n.\n"
	    "segment, the first that fits: champions r, f, m >= 4; loyal r >= "
	    "3, f >= 4; cannot_lose r <= 2, f >= 4; at_risk r <= 2 and f = 3 "
	    "or m >= 4; promising r >= 4, f >= 2; new r >= 4; attention r = "
	    "3; sleeping r = 2; lost r = 1.\n"
	    "Counted: " SALES_COUNTED "\n"
	    "Date: the day of the sale, within --from and --to, at most --on.\n"
	    "Whose: the customer's, whoever sold.\n",
	.run = run,
};
