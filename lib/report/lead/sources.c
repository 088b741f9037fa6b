/* Sources: what leads came from, what they cost, and what became of them. */
#include "sources.h"

enum { MINUTE = 60 };

/* Credit is in parts of a lead, so that shares add up to it exactly; so small ones that
 * what the first of them take too much is not seen in millionths. */
#define CREDIT INT64_C(100000000000)

struct sums {
	int64_t leads, qualified, converted, won; /* credit */
	int64_t n, last; /* leads that it has a share in, and the
					 * last of them */
	int64_t cost, revenue;
	struct unrated costs, deals; /* what has no rate */
	struct numbers response;     /* minutes */
};

static const struct heading headings[] = {
	{ "leads", "Leads", "线索数", CRM_T_DECIMAL, CRM_ROLE_MEASURE },
	{ "qualified", "Qualified", "有效线索", CRM_T_DECIMAL,
	    CRM_ROLE_MEASURE },
	{ "converted", "Converted", "已转化", CRM_T_DECIMAL, CRM_ROLE_MEASURE },
	{ "conversion", "Conversion", "转化率", CRM_T_PERCENT,
	    .rate_of = { 3, 1 } },
	{ "response", "First response (median min)", "首次响应中位（分钟）",
	    CRM_T_DECIMAL },
	{ "cost", "Cost", "费用", CRM_T_MONEY },
	{ "cost_per_lead", "Cost per lead", "单条线索成本", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "won", "Deals won", "赢单数", CRM_T_DECIMAL, CRM_ROLE_MEASURE },
	{ "revenue", "Revenue", "收入", CRM_T_MONEY },
	{ "roi", "Return", "投资回报率", CRM_T_PERCENT },
	{ "n", "n", "样本数", CRM_T_INT },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* Cells. */
enum { COST = 5, PER_LEAD, WON, REVENUE, ROI, N, NOTE, CURRENCY };

/* ---- who has the credit ---- */

/* Share i of `whole` in n parts that add up to it: the first ones take what is
 * left over. */
static int64_t
share(int64_t whole, size_t i, size_t n)
{
	int64_t parts = (int64_t)n, part = whole / parts;
	int64_t rest = whole % parts;

	if (rest < 0)
		return part - ((int64_t)i < -rest);
	return part + ((int64_t)i < rest);
}

static enum crm_status
credit(struct source_report *r, const struct lead *l,
    const struct crm_value *key, size_t i, size_t n, struct crm_err *err)
{
	struct sums *x = cube_at(&r->run->cube, key);
	int64_t part = share(CREDIT, i, n);

	x->leads += part;
	x->qualified += l->qualified ? part : 0;
	x->converted += l->converted ? part : 0;
	x->won += l->won ? part : 0;
	if (x->last != l->id) {
		x->last = l->id;
		x->n++;
		if (l->wait == WAIT_OVER)
			numbers_add(&x->response, r->arena, l->waited / MINUTE);
	}
	if (!l->won)
		return CRM_OK;
	if (l->amount.kind == CRM_INT)
		return add_money(&x->revenue, share(l->amount.i, i, n), err);
	return l->own.kind != CRM_INT
	    ? CRM_OK
	    : unrated_add(&x->deals, r->arena, l->currency.t,
		  share(l->own.i, i, n), err);
}

/* What a touch cost belongs where it happened, whoever has the credit. */
static enum crm_status
add_costs(struct source_report *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < r->n && st == CRM_OK; i++) {
		const struct touch *t = &r->of_lead[i];
		struct sums *x = cube_at(&r->run->cube, t->key);

		if (t->cost.kind == CRM_INT)
			st = add_money(&x->cost, t->cost.i, err);
		else if (t->own.kind == CRM_INT)
			st = unrated_add(
			    &x->costs, r->arena, t->currency.t, t->own.i, err);
	}
	return st;
}

/* A deal won that no sum of revenue can have. */
static enum crm_status
note_deal(struct source_report *r, const struct lead *l, struct crm_err *err)
{
	if (!l->won || l->amount.kind == CRM_INT || l->own.kind != CRM_INT)
		return CRM_OK;
	return unrated_add(&r->deals, r->arena, l->currency.t, l->own.i, err);
}

static enum crm_status
add_lead(struct source_report *r, struct lead *l, struct crm_err *err)
{
	int64_t entered = !l->dated && r->n > 0 && r->of_lead[0].at < l->entered
	    ? r->of_lead[0].at
	    : l->entered;
	enum crm_status st;
	size_t i;

	if (!in_period(r->o, crm_value_int(crm_instant_date(entered))) ||
	    crm_instant_date(entered) > r->o->on)
		return CRM_OK;
	if (is_ahead(r->s, crm_value_int(crm_instant_date(entered)))) {
		cannot_be(r->s, r->o, r->run->cannot, LEAD_AHEAD);
		return CRM_OK;
	}
	decision_can_be(&r->run->wrong, l->wrong);
	l->wait = lead_wait(r->s, r->o, l->entered, l->response, &l->waited,
	    &r->run->answered_early);
	if ((st = add_costs(r, err)) != CRM_OK ||
	    (st = note_deal(r, l, err)) != CRM_OK)
		return st;
	if (r->n == 0)
		return credit(r, l, l->key, 0, 1, err);
	switch (r->o->attribution) {
	case CRM_FIRST_TOUCH:
		return credit(r, l, r->of_lead[0].key, 0, 1, err);
	case CRM_LAST_TOUCH:
		return credit(r, l, r->of_lead[r->n - 1].key, 0, 1, err);
	case CRM_LINEAR:
		break;
	}
	for (i = 0; i < r->n && st == CRM_OK; i++)
		st = credit(r, l, r->of_lead[i].key, i, r->n, err);
	return st;
}

/* ---- campaigns have a cost of their own ---- */

/* What a campaign's record says counts instead of the costs of its touches. */
static enum crm_status
campaign_cost(struct source_report *r, struct sums *x, const struct crm_stmt *q,
    struct crm_err *err)
{
	struct crm_text currency = crm_col_text(q, 2);
	struct crm_value own = crm_col(q, 1, false), base;
	int64_t day = crm_col_null(q, 3) ? report_day(r->s, r->o)
					 : crm_col_int(q, 3);
	enum crm_status st = cost_on(r->s, own, currency, day, &base, err);

	x->cost = 0;
	x->costs.n = 0;
	if (st != CRM_OK)
		return st;
	if (base.kind != CRM_INT)
		return unrated_add(&x->costs, r->arena, currency, own.i, err);
	x->cost = base.i;
	return CRM_OK;
}

/* Whether rows are campaigns. */
static bool
by_campaign(const struct source_report *r)
{
	const struct crm_path *p = &r->d->d[0].path;

	return r->d->n == 1 && p->steps == 0 && p->to != NULL &&
	    crm_dict_find(crm_store_dict(r->s), "campaign") == p->to;
}

/* Whether they are by campaigns in another way, by which no cost of them can be told. */
static bool
parts_campaigns(const struct source_report *r)
{
	size_t i;

	for (i = 0; i < r->d->n; i++)
		if (crm_path_begins(&r->d->d[i].path, "campaign"))
			return !by_campaign(r);
	return false;
}

/* One that cost something and brought nothing is a row too, but where a filter lets only
 * some leads through: it says nothing of campaigns. */
static enum crm_status
take_campaign(
    struct source_report *r, const struct crm_stmt *q, struct crm_err *err)
{
	struct crm_value key = crm_value_int(crm_col_int(q, 0));
	bool counts = crm_col_null(q, 4) && r->o->where == NULL &&
	    within_days(r->o, crm_col(q, 3, false));

	if (!by_campaign(r)) {
		r->campaigns += counts;
		return CRM_OK;
	}
	if (!counts && groups_find(&r->run->cube.dim[0], key) == NULL)
		return CRM_OK;
	return campaign_cost(r, cube_at(&r->run->cube, &key), q, err);
}

static enum crm_status
campaign_costs(struct source_report *r, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (!by_campaign(r) && !parts_campaigns(r))
		return CRM_OK;
	st = crm_sql(r->s,
	    "SELECT \"id\", \"cost\", \"currency\", \"starts_on\", \"deleted\" "
	    "FROM campaign WHERE \"cost\" IS NOT NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		st = take_campaign(r, q, err);
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* ---- all of them ---- */

static enum crm_status
scan(struct tally_run *run, struct crm_err *err)
{
	struct source_report *r = run->ctx;
	enum crm_status st;
	struct lead l;
	bool more = true;

	r->run = run;
	r->d = &run->d;
	st = sources_open(r, err);
	while (st == CRM_OK &&
	    (st = sources_next(r, &l, &more, err)) == CRM_OK && more)
		st = add_lead(r, &l, err);
	sources_close(r);
	return st == CRM_OK ? campaign_costs(r, err) : st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;

	x->leads += y->leads;
	x->qualified += y->qualified;
	x->converted += y->converted;
	x->won += y->won;
	x->n += y->n;
	numbers_merge(&x->response, r->arena, &y->response);
	if ((st = unrated_merge(&x->costs, r->arena, &y->costs, err)) !=
		CRM_OK ||
	    (st = unrated_merge(&x->deals, r->arena, &y->deals, err)) !=
		CRM_OK ||
	    (st = add_money(&x->cost, y->cost, err)) != CRM_OK)
		return st;
	return add_money(&x->revenue, y->revenue, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return crm_div_round(
	    ((const struct sums *)sums)->leads, CREDIT / CRM_WHOLE);
}

/* ---- rows ---- */

static struct crm_value
per_lead(const struct sums *x)
{
	if (x->leads == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(
	    (int64_t)crm_div_round((__int128)x->cost * CREDIT, x->leads));
}

static struct crm_value
leads_of(int64_t credit)
{
	return crm_value_int(crm_div_round(credit, CREDIT / CRM_WHOLE));
}

/* What has no rate: rows of their own, in their currencies. */
static enum crm_status
put_unrated(
    const struct tally_row *row, const char *currency, struct crm_err *err)
{
	const struct sums *x = row->sums;
	int64_t cost = unrated_in(&x->costs, currency);
	int64_t revenue = unrated_in(&x->deals, currency);
	struct crm_value cells[COUNT(headings)] = {
		[CURRENCY] = crm_value_text(crm_text_of(currency))
	};

	if (unrated_has(&x->costs, currency))
		cells[COST] = crm_value_int(cost);
	/* Without any revenue in it, there is none to set against a cost. */
	if (unrated_has(&x->deals, currency)) {
		cells[REVENUE] = crm_value_int(revenue);
		cells[ROI] = percent(revenue - cost, cost);
	}
	return tally_put(row, cells, err);
}

static enum crm_status
print_unrated(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->deals.n && st == CRM_OK; i++)
		st = put_unrated(row, x->deals.by[i].currency, err);
	for (i = 0; i < x->costs.n && st == CRM_OK; i++)
		if (!unrated_has(&x->deals, x->costs.by[i].currency))
			st = put_unrated(row, x->costs.by[i].currency, err);
	return st;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	/* A lead may have a share in several rows, and is one in their sum. */
	int64_t n = row->leaf->kind == ROW_TOTAL ? x->leads / CREDIT : x->n;
	enum crm_status st;

	numbers_sort(&x->response);
	st = tally_put(row,
	    (struct crm_value[]){ leads_of(x->leads), leads_of(x->qualified),
		leads_of(x->converted), percent(x->converted, x->leads),
		numbers_median(&x->response), crm_value_int(x->cost),
		per_lead(x), leads_of(x->won), crm_value_int(x->revenue),
		percent(x->revenue - x->cost, x->cost), crm_value_int(n),
		low_n(n), crm_value_text(crm_text_of(row->base)) },
	    err);
	return st == CRM_OK ? print_unrated(row, err) : st;
}

static enum crm_status
note(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct sums *x = total;
	const struct source_report *all = r->ctx;

	(void)err;
	unrated_note(&all->deals, "deal", "crm-deal", r->arena, sink);
	unrated_note(&x->costs, "cost", "crm-admin", r->arena, sink);
	if (all->campaigns > 0)
		sink->note(sink->ctx,
		    crm_sprintf(r->arena,
			crm_tr("what campaigns cost by their own records is "
			       "not in these rows, %lld of them; see: "
			       "--by campaign"),
			(long long)all->campaigns));
	return CRM_OK;
}

static enum crm_status
begin(struct tally_run *r, struct crm_err *err)
{
	struct source_report *x = r->ctx;

	(void)err;
	*x = (struct source_report){ .s = r->s, .o = r->o, .arena = r->arena };
	return CRM_OK;
}

static const struct tally tally = {
	.entity = "touch",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.note = note,
	.ctx_size = sizeof(struct source_report),
	.begin = begin,
};

const struct crm_report report_sources = {
	.name = "sources",
	.group = "Leads",
	.help = "leads by source: conversion, response, cost, revenue",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.takes_attribution = true,
	.entity = "lead",
	.default_by = "source",
	.define =
	    "Each lead is credited to its first touch (--attribution first), "
	    "its last, or in equal parts to all (linear); a lead without "
	    "touches counts under its own source, campaign or keyword.\n"
	    "conversion = converted / leads; qualified = those converted by now "
	    "and the qualified; n = leads with a share in the "
	    "row, and under 20 the note says low n. response = median minutes "
	    "from the entry of the lead to its first activity that is no "
	    "note. " WAITS_DEFINED
	    "One before the day of entry is left out and "
	    "told on standard error. cost = costs of the touches in the base currency, each "
	    "where it happened and at the rate of its day (crm-admin rate); by campaign, the campaign's own cost where it "
	    "has one, at the rate of the day it starts on, also of those that began within the period and brought "
	    "nothing (but with -w). revenue = amounts in the base currency of won deals "
	    "that leads were converted to. What is in another currency "
	    "without a rate has rows of its own, in its currency. roi = (revenue - cost) / cost.\n"
	    "Counted: leads, but not those that repeat another (duplicate). " CLOSINGS_DEFINED
	    "Date: the day the lead came in (entered_on; where that is blank, the "
	    "day of the first touch or the day it was recorded, what is "
	    "earlier), within --from and --to, at most --on; of touches, conversions "
	    "and closings those up to --on.\n"
	    "Whose: the lead's owner (use -w).\n",
	.tally = &tally,
};
