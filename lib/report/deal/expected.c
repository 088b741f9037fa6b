/*
 * Expected: what the open deals of each stage come to by their own chances, and by
 * what became of the deals that were in that stage before them, and when.
 */
#include "outcomes.h"

#include <crm/domain/document.h>

enum { SOON = 30, LATER = 90, EVER = -1 };

static const struct heading headings[] = {
	{ "pipeline", "Pipeline", "销售流程", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "stage", "Stage", "阶段", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "deals", "Open deals", "进行中商机数", CRM_T_INT },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "weighted", "Weighted", "加权金额", CRM_T_MONEY },
	{ "ended", "Ended", "已结束", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "won", "Won of them", "其中赢单", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "won_share", "Won (share)", "赢单占比", CRM_T_PERCENT,
	    .rate_of = { 7, 6 } },
	{ "days", "Days to win", "赢单天数", CRM_T_DECIMAL },
	{ "expected", "Expected", "预期金额", CRM_T_MONEY },
	{ "within_30", "Within 30 days", "30 天内", CRM_T_MONEY },
	{ "within_90", "Within 90 days", "90 天内", CRM_T_MONEY },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

struct open_deal {
	size_t stage;
	int64_t days; /* since it came into its stage */
	int64_t amount, probability;
};

/* Of a currency. */
struct open_deals {
	struct open_deal *open;
	size_t n, cap;
};

struct sums {
	struct apart by; /* struct open_deals */
	struct unrated unrated;
	int64_t unsaid; /* open deals without a probability */
};

static struct outcomes *
outcomes_of(const struct tally_run *r)
{
	return r->ctx;
}

/* ---- what is read ---- */

static void
keep(struct tally_run *r, struct sums *x, const struct deal *d)
{
	struct crm_value amount;
	struct open_deals *to = apart_of(
	    &x->by, r->arena, d, sizeof *to, &amount);

	to->open = crm_grow(
	    r->arena, to->open, to->n, &to->cap, sizeof *to->open);
	to->open[to->n++] = (struct open_deal){ stage_place(outcomes_of(r), d),
		days_in_stage(d), amount.kind == CRM_INT ? amount.i : 0,
		deal_chance(d, d->more[0], &x->unsaid) };
}

/* What is open, and what is learned from. */
static bool
counts(const struct crm_report_opts *o, const struct deal *d)
{
	return d->stage->type == STAGE_OPEN ||
	    (d->closed.kind == CRM_INT && in_period(o, d->closed));
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	struct sums *x = sums;

	if (d->stage->type != STAGE_OPEN) {
		outcomes_learn(outcomes_of(r), r->arena, d);
		return CRM_OK;
	}
	keep(r, x, d);
	return deal_unrated(d)
	    ? unrated_add(&x->unrated, r->arena, d->currency, d->own.i, err)
	    : CRM_OK;
}

static void
append(struct crm_arena *a, struct open_deals *x, const struct open_deals *y)
{
	size_t i;

	for (i = 0; i < y->n; i++) {
		x->open = crm_grow(a, x->open, x->n, &x->cap, sizeof *x->open);
		x->open[x->n++] = y->open[i];
	}
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	size_t i;

	x->unsaid += y->unsaid;
	for (i = 0; i < y->by.n; i++)
		append(r->arena,
		    apart_at(&x->by, r->arena,
			crm_text_of(y->by.by[i].currency),
			sizeof(struct open_deals)),
		    y->by.by[i].sums);
	return unrated_merge(&x->unrated, r->arena, &y->unrated, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;
	const struct open_deals *base;
	int64_t sum = 0;
	size_t i;

	(void)r;
	if (x->by.n == 0)
		return 0;
	base = x->by.by[0].sums;
	for (i = 0; i < base->n; i++)
		sum += base->open[i].amount;
	return sum;
}

/* ---- what the history says ---- */

/* What a deal is worth by those that were in its stage longer than it is; `within`
 * so many days, or ever.  With too few of them its own chance has the last word,
 * and says nothing of when. */
static int64_t
worth(const struct outcomes *o, const struct open_deal *d, int64_t within)
{
	struct outcome x = outcomes_after(o, d->stage, d->days);

	if (x.ended < OUTCOMES_ENOUGH)
		return within == EVER ? crm_share_of(d->amount, d->probability)
				      : 0;
	if (within != EVER)
		x.won = outcomes_won_within(o, d->stage, d->days, within);
	return crm_div_round((__int128)d->amount * x.won, x.ended);
}

/* ---- rows ---- */

struct line {
	int64_t deals, amount, weighted, expected, soon, later;
	bool few; /* of some too little is known */
};

static enum crm_status
add_line(const struct outcomes *h, const struct open_deal *d, struct line *l,
    struct crm_err *err)
{
	enum crm_status st;

	l->deals++;
	l->few = l->few ||
	    outcomes_after(h, d->stage, d->days).ended < OUTCOMES_ENOUGH;
	if ((st = add_money(&l->amount, d->amount, err)) != CRM_OK ||
	    (st = add_money(&l->weighted,
		 crm_share_of(d->amount, d->probability), err)) != CRM_OK ||
	    (st = add_money(&l->expected, worth(h, d, EVER), err)) != CRM_OK ||
	    (st = add_money(&l->soon, worth(h, d, SOON), err)) != CRM_OK)
		return st;
	return add_money(&l->later, worth(h, d, LATER), err);
}

static enum crm_status
put_line(const struct tally_row *row, const struct stage *s,
    const struct past_stage *p, const struct line *l, struct crm_value currency,
    struct crm_err *err)
{
	int64_t ended = (int64_t)p->ended.n, won = (int64_t)p->won.n;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_text(s->pipeline),
		crm_value_text(s->name), crm_value_int(l->deals),
		crm_value_int(l->amount), crm_value_int(l->weighted),
		crm_value_int(ended), crm_value_int(won), percent(won, ended),
		numbers_median(&p->won), crm_value_int(l->expected),
		crm_value_int(l->soon), crm_value_int(l->later),
		l->few ? crm_value_text(CRM_TEXT("low n")) : CRM_VALUE_NULL,
		currency },
	    err);
}

/* The lines of a currency: one a stage. */
static enum crm_status
add_lines(const struct outcomes *h, const struct open_deals *x, struct line *l,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->n && st == CRM_OK; i++)
		st = add_line(h, &x->open[i], &l[x->open[i].stage], err);
	return st;
}

/* Each stage in the base currency, and behind that in those without a rate. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct outcomes *h = outcomes_of(row->run);
	const struct apart *by = &((const struct sums *)row->sums)->by;
	size_t n = h->stages.n, i, k;
	struct line *l = crm_alloc_n(row->run->arena, by->n * n + 1, sizeof *l);
	enum crm_status st = CRM_OK;

	outcomes_sort(h);
	for (k = 0; k < by->n && st == CRM_OK; k++)
		st = add_lines(h, by->by[k].sums, l + k * n, err);
	for (i = 0; i < n; i++)
		for (k = 0; k < by->n && st == CRM_OK; k++)
			if (l[k * n + i].deals > 0)
				st = put_line(row, &h->stages.all[i], &h->of[i],
				    &l[k * n + i],
				    apart_currency(&by->by[k], row->base), err);
	return st;
}

static enum crm_status
note(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct sums *x = total;

	(void)err;
	chance_note(x->unsaid, r->arena, sink);
	if (x->by.n == 0)
		sink->note(sink->ctx,
		    crm_tr("no deal is open: there is nothing to expect"));
	return CRM_OK;
}

static enum crm_status
begin(struct tally_run *r, struct crm_err *err)
{
	return outcomes_begin(r->s, r->arena, outcomes_of(r), err);
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.more = { .sql = ", t.\"probability\"",
	    .n = 1,
	    .money = true,
	    .closings = true,
	    .visits = true },
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.note = note,
	.unrated = { N_("deal"), "crm-deal", offsetof(struct sums, unrated) },
	.ctx_size = sizeof(struct outcomes),
	.begin = begin,
};

const struct crm_report report_expected = {
	.name = "expected",
	.group = "Deals",
	.help = "what open deals come to by what became of those before, and "
		"when",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "weighted,expected",
	.define =
	    "weighted = sum of amount x the deal's own probability, else its "
	    "stage's. ended = closed deals that were in the stage, won = of "
	    "these the won ones, won_share = won / ended, days = median from "
	    "their first day in the stage to closed_on. expected = sum of "
	    "amount x won / ended of those that ended after more days from "
	    "entering the stage than the open deal has been in it; within_30, "
	    "within_90 = the same of those won within so many days more. Where "
	    "fewer than 20 ended so, expected is the weighted amount, within_30 "
	    "and within_90 say nothing, and the note says low n.\n"
	    "Counted: open deals; those in another currency without a rate have "
	    "rows of their own, in their currency, and are in no other. What became of others is of all that the "
	    "filter lets through, whatever the group. " CLOSINGS_DEFINED
	    "Date: closed_on of what is learned from, within --from and --to; "
	    "open ones as far as known now, or on the day of --on.\n"
	    "Whose: the deal's owner.\n",
	.tally = &tally,
};
