/* Forecast by category: what is closed, committed, hoped for; what slipped and was
 * pushed; what was submitted; and how far the open deals cover what is left of the
 * target. */
#include "aims.h"
#include "pushes.h"

static const struct crm_choice lines[] = {
	{ "closed", "Closed", "已成交", NULL },
	{ "commit", "Commit", "承诺", NULL },
	{ "best_case", "Best case", "乐观", NULL },
	{ "pipeline", "Pipeline", "漏斗", NULL },
	{ "slipped", "Slipped", "已逾期", NULL },
	{ "total_commit", "Commit + closed", "承诺+已成交", NULL },
	{ "total_best", "Best case + commit + closed", "乐观+承诺+已成交",
	    NULL },
	{ "total_open", "All open", "全部进行中", NULL },
	{ "submitted_commit", "Submitted: commit", "提交：承诺", NULL },
	{ "submitted_best", "Submitted: best case", "提交：乐观", NULL },
	{ "submitted_open", "Submitted: open", "提交：进行中", NULL },
	{ "adjustment", "Adjustment", "调整", NULL },
	{ "target", "Target", "目标", NULL },
	{ NULL, NULL, NULL, NULL },
};

enum {
	CLOSED,
	COMMIT,
	BEST,
	PIPELINE,
	SLIPPED,
	SUMMED, /* of these sums are kept; the others follow from them */
	TOTAL_COMMIT = SUMMED,
	TOTAL_BEST,
	TOTAL_OPEN,
	SUBMITTED, /* four, in the order of submitted[] */
	TARGET = SUBMITTED + 4,
};

static const char *const submitted[] = { "commit", "best_case", "open",
	"adjustment" };

struct line {
	int64_t deals, amount, pushes;
};

/* Of a currency. */
struct categories {
	struct line of[SUMMED];
};

struct sums {
	struct apart by; /* struct categories */
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "line", "Line", "类别", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = lines },
	{ "deals", "Deals", "商机数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "amount", "Amount", "金额", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "pushes", "Pushes", "推迟次数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "coverage", "Coverage", "覆盖倍数", CRM_T_DECIMAL },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

struct forecast {
	int64_t from, to, today;
	bool above;  /* some target is of a team and those below it */
	bool partly; /* some target is of more deals than are let through */
	struct groups pushes; /* by deal: how often */
	struct aims target, submitted[COUNT(submitted)];
};

/* Further columns of the scan. */
enum { EXPECTED, CATEGORY };

static struct forecast *
forecast_of(const struct tally_run *r)
{
	return r->ctx;
}

/* ---- deals ---- */

static bool
within(const struct crm_report_opts *o, struct crm_value day)
{
	return day.kind == CRM_INT && in_period(o, day);
}

/* Its own category, else its stage's; less than nothing where it is omitted. */
static int
category_of(const struct deal *d)
{
	struct crm_text own = d->more[CATEGORY].kind == CRM_STR
	    ? d->more[CATEGORY].t
	    : d->stage->forecast;

	return crm_text_is(own, "commit")   ? COMMIT
	    : crm_text_is(own, "best_case") ? BEST
	    : crm_text_is(own, "pipeline")  ? PIPELINE
					    : -1;
}

static enum crm_status
count(struct tally_run *r, struct line *l, const struct deal *d,
    struct crm_value amount, struct crm_err *err)
{
	l->deals++;
	l->pushes += pushes_of(&forecast_of(r)->pushes, d->id);
	return amount.kind == CRM_INT ? add_money(&l->amount, amount.i, err)
				      : CRM_OK;
}

/* The categories of the deal's currency, and its amount there. */
static struct line *
lines_of(struct tally_run *r, struct sums *x, const struct deal *d,
    struct crm_value *amount)
{
	struct categories *c = apart_of(&x->by, r->arena, d, sizeof *c, amount);

	return c->of;
}

/* In its category; and whether it is shown again, from whatever days it slipped. */
static bool
is_expected(const struct crm_report_opts *o, const struct deal *d)
{
	return category_of(d) >= 0 && within(o, d->more[EXPECTED]);
}

static bool
has_slipped(const struct crm_report_opts *o, const struct deal *d)
{
	int category = category_of(d);

	return (category == COMMIT || category == BEST) &&
	    d->more[EXPECTED].kind == CRM_INT &&
	    d->more[EXPECTED].i < d->today && d->more[EXPECTED].i <= o->to;
}

static bool
counts(const struct crm_report_opts *o, const struct deal *d)
{
	return d->stage->type == STAGE_OPEN
	    ? is_expected(o, d) || has_slipped(o, d)
	    : d->stage->type == STAGE_WON && within(o, d->closed);
}

/* Who has a target or submitted something and has no deal is there, too. */
static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	const struct forecast *f = forecast_of(r);
	size_t i;

	aims_groups(r, &f->target);
	for (i = 0; i < COUNT(submitted); i++)
		aims_groups(r, &f->submitted[i]);
	return tally_scan_deals(r, err);
}

static enum crm_status
add_open(struct tally_run *r, struct sums *x, const struct deal *d,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_value amount;

	if (is_expected(r->o, d))
		st = count(r, &lines_of(r, x, d, &amount)[category_of(d)], d,
		    amount, err);
	if (st == CRM_OK && has_slipped(r->o, d))
		st = count(
		    r, &lines_of(r, x, d, &amount)[SLIPPED], d, amount, err);
	return st;
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	struct sums *x = sums;
	enum crm_status st = CRM_OK;
	struct crm_value amount;

	if (d->stage->type == STAGE_OPEN)
		st = add_open(r, x, d, err);
	else
		st = count(
		    r, &lines_of(r, x, d, &amount)[CLOSED], d, amount, err);
	if (st == CRM_OK && deal_unrated(d))
		st = unrated_add(
		    &x->unrated, r->arena, d->currency, d->own.i, err);
	return st;
}

static enum crm_status
merge_categories(
    struct categories *x, const struct categories *y, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < SUMMED && st == CRM_OK; i++) {
		x->of[i].deals += y->of[i].deals;
		x->of[i].pushes += y->of[i].pushes;
		st = add_money(&x->of[i].amount, y->of[i].amount, err);
	}
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < y->by.n && st == CRM_OK; i++)
		st = merge_categories(apart_at(&x->by, r->arena,
					  crm_text_of(y->by.by[i].currency),
					  sizeof(struct categories)),
		    y->by.by[i].sums, err);
	return st == CRM_OK
	    ? unrated_merge(&x->unrated, r->arena, &y->unrated, err)
	    : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;
	const struct line *of;

	(void)r;
	if (x->by.n == 0)
		return 0;
	of = ((const struct categories *)x->by.by[0].sums)->of;
	return of[CLOSED].amount + of[COMMIT].amount + of[BEST].amount +
	    of[PIPELINE].amount;
}

/* ---- rows ---- */

static enum crm_status
put_line(const struct tally_row *row, size_t line, const struct line *l,
    struct crm_value currency, struct crm_err *err)
{
	return tally_put(row,
	    (struct crm_value[]){ crm_value_text(crm_text_of(lines[line].code)),
		crm_value_int(l->deals), crm_value_int(l->amount),
		crm_value_int(l->pushes), CRM_VALUE_NULL, CRM_VALUE_NULL,
		currency },
	    err);
}

static struct line
plus(const struct line *a, const struct line *b)
{
	return (struct line){ a->deals + b->deals, a->amount + b->amount,
		a->pushes + b->pushes };
}

/* An amount that is not of deals; for the target how far the open ones cover what
 * is left of it, to two decimals, or `met'. */
static enum crm_status
put_amount(const struct tally_row *row, size_t line, struct crm_value amount,
    struct crm_value coverage, const char *note, struct crm_err *err)
{
	return tally_put(row,
	    (struct crm_value[]){ crm_value_text(crm_text_of(lines[line].code)),
		CRM_VALUE_NULL, amount, CRM_VALUE_NULL, coverage,
		crm_value_text(crm_text_of(note)),
		crm_value_text(crm_text_of(row->base)) },
	    err);
}

static enum crm_status
put_target(const struct tally_row *row, int64_t target, bool whole,
    int64_t open, int64_t closed, struct crm_err *err)
{
	enum { HUNDRED = 100 };
	struct crm_value coverage = CRM_VALUE_NULL;

	if (!whole) {
		return put_amount(
		    row, TARGET, crm_value_int(target), coverage, "", err);
	}
	if (target > closed)
		coverage = crm_value_int(CRM_WHOLE / HUNDRED *
		    crm_div_round((__int128)open * HUNDRED, target - closed));
	return put_amount(row, TARGET, crm_value_int(target), coverage,
	    target > closed ? "" : "met", err);
}

static enum crm_status
print_plan(const struct tally_row *row, int64_t open, int64_t closed,
    struct crm_err *err)
{
	struct forecast *f = forecast_of(row->run);
	bool partly = !aims_whole(row->run), above;
	enum crm_status st = CRM_OK;
	struct crm_value v;
	enum whose whose;
	int64_t id;
	size_t i;

	if (!aims_whose(row, &whose, &id))
		return CRM_OK;
	for (i = 0; i < COUNT(submitted) && st == CRM_OK; i++) {
		v = aims_sum(&f->submitted[i], whose, id);
		if (v.kind == CRM_INT)
			st = put_amount(
			    row, SUBMITTED + i, v, CRM_VALUE_NULL, "", err);
	}
	v = aims_sum(&f->target, whose, id);
	if (st != CRM_OK || v.kind != CRM_INT)
		return st;
	above = aims_above(&f->target, whose, id);
	f->partly |= partly;
	f->above |= above;
	return put_target(row, v.i, !partly && !above, open, closed, err);
}

/* All lines of a currency, those that are summed up of others too. */
static void
complete(const struct categories *x, struct line l[SUBMITTED])
{
	size_t i;

	for (i = 0; i < SUMMED; i++)
		l[i] = x->of[i];
	l[TOTAL_COMMIT] = plus(&l[COMMIT], &l[CLOSED]);
	l[TOTAL_BEST] = plus(&l[BEST], &l[TOTAL_COMMIT]);
	l[TOTAL_OPEN] = plus(&l[COMMIT], &l[BEST]);
	l[TOTAL_OPEN] = plus(&l[TOTAL_OPEN], &l[PIPELINE]);
}

/* Each line in the base currency, and behind that what has no rate, in its own. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct apart *by = &((struct sums *)row->sums)->by;
	struct line(*l)[SUBMITTED];
	enum crm_status st = CRM_OK;
	size_t i, k;

	apart_at(by, row->run->arena, CRM_TEXT(""), sizeof(struct categories));
	l = crm_alloc_n(row->run->arena, by->n, sizeof *l);
	for (k = 0; k < by->n; k++)
		complete(by->by[k].sums, l[k]);
	for (i = 0; i < SUBMITTED; i++)
		for (k = 0; k < by->n && st == CRM_OK; k++)
			if (k == 0 || l[k][i].deals > 0)
				st = put_line(row, i, &l[k][i],
				    apart_currency(&by->by[k], row->base), err);
	return st != CRM_OK ? st
			    : print_plan(row, l[0][TOTAL_OPEN].amount,
				  l[0][CLOSED].amount, err);
}

/* ---- the report ---- */

static enum crm_status
note_partly(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	(void)total, (void)err;
	if (forecast_of(r)->partly)
		sink->note(sink->ctx,
		    crm_tr(
			"coverage is blank: -w lets through only some of the "
			"deals that a target is of"));
	if (forecast_of(r)->above)
		sink->note(sink->ctx,
		    crm_tr("coverage is blank where a team has others below "
			   "it: its target is of them, too, its deals here are "
			   "its own members'; crm-report targets has both"));
	return CRM_OK;
}

static enum crm_status
read_plan(struct crm_store *s, struct forecast *f, int64_t on,
    struct crm_arena *a, struct crm_err *err)
{
	enum crm_status st = pushes_read(s, f->today, a, &f->pushes, err);
	size_t i;

	if (st == CRM_OK)
		st = aims_targets(
		    s, "signed", f->from, f->to, a, &f->target, err);
	for (i = 0; i < COUNT(submitted) && st == CRM_OK; i++)
		st = aims_submitted(s, submitted[i], f->from, f->to, on, a,
		    &f->submitted[i], err);
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct forecast f = {
		.from = o->from, .to = o->to, .today = report_day(s, o)
	};
	struct crm_report_opts mine = *o;
	const struct tally tally = {
		.headings = headings,
		.n_headings = COUNT(headings),
		.size = sizeof(struct sums),
		.more = { .sql = ", t.\"expected_close\", t.\"category\"",
		    .text = { [CATEGORY] = true },
		    .n = 2,
		    .money = true,
		    .closings = true,
		    .days = true,
		    .types = 1 << STAGE_OPEN | 1 << STAGE_WON },
		.scan = scan,
		.counts = counts,
		.add = add,
		.merge = merge,
		.print = print,
		.weight = weight,
		.heavy_first = true,
		.note = note_partly,
		.unrated = { N_("deal"), "crm-deal",
		    offsetof(struct sums, unrated) },
		.ctx = &f,
	};
	enum crm_status st;

	report_quarter(s, o, &f.from, &f.to);
	mine.from = f.from;
	mine.to = f.to;
	if ((st = read_plan(s, &f, o->on, a, err)) != CRM_OK)
		return st;
	return tally_run(&tally, s, &mine, a, sink, err);
}

const struct crm_report report_forecast = {
	.name = "forecast",
	.group = "Deals",
	.help = "this quarter by forecast category, with slipped, pushes and "
		"coverage",
	.takes_on = true,
	.this_quarter = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "amount",
	.define =
	    "closed = won deals closed within the period; commit, best_case, "
	    "pipeline = open deals expected to close within it, by their own "
	    "forecast category, else their stage's; omitted ones count nowhere. "
	    "total_commit = commit + closed; total_best = best_case + commit + "
	    "closed; total_open = the three open ones. slipped = of commit and "
	    "best_case, from any days up to --to, those whose expected close "
	    "is past: they stay where they are and are shown again. pushes = "
	    "how often their expected close went to a later month, however far "
	    "(the change log, without what was undone). submitted_…, adjustment = the last record of "
	    "each person or team for exactly the period, submitted by --on. target = the targets "
	    "of `signed' within the period, in the base currency, not those "
	    "within another; of the company, else the sum of the persons', else "
	    "of the teams', where a team's is of those below it, too, the first of "
	    "these that has one for all days of the period before those that have "
	    "some. With -w only "
	    "persons and teams (--by owner, --by owner.team) have these lines, of all "
	    "that is theirs, without -w also where they have no deal; where -w tests more than the owner, coverage is blank. "
	    "coverage = total_open / (target - closed), `met' where nothing is "
	    "left.\n"
	    "Counted: deals; amounts are amount_base; those in another currency "
	    "without a rate have rows of their own, in their currency, and are "
	    "in no other. " CLOSINGS_DEFINED
	    "Date: closed_on of won, expected_close of open deals, within "
	    "--from and --to; without both the quarter of the day it looks from.\n" CLOSERS_DEFINED,
	.run = run,
};
