/*
 * What-if: the open deals drawn again and again, as they are and with levers
 * moved.  A deal is won with its probability; when, is by how long deals took
 * that were won after at least as many days as it is old.
 */
#include "report/kit/kit.h"

#include <crm/report/simulate.h>

#include <math.h>
#include <stdlib.h>

static const struct crm_choice scenarios[] = {
	{ "as_is", "As it is", "现状", NULL },
	{ "what_if", "What if", "假设", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct heading headings[] = {
	{ "scenario", "Scenario", "情景", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = scenarios },
	{ "deals", "Open deals", "进行中商机数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "closed", "Closed", "已成交", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "mean", "Mean", "均值", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "deviation", "Deviation", "标准差", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "drawn_mean", "Mean of the draws", "模拟均值", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "p10", "P10", "P10", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "p50", "P50", "P50", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "p90", "P90", "P90", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "target", "Target", "目标", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "chance", "Chance of the target", "达标概率", CRM_T_PERCENT },
	{ "draws", "Draws", "模拟次数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "seed", "Seed", "种子", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

enum {
	SCENARIO,
	DEALS,
	CLOSED,
	MEAN,
	DEVIATION,
	DRAWN,
	P10,
	P50,
	P90,
	TARGET,
	CHANCE,
	DRAWS,
	SEED,
	CURRENCY,
};

/* Further columns of the scan. */
enum { PROBABILITY, EXPECTED };

/* Fewer deals that took as long say nothing about when. */
enum { FEW_CYCLES = 20 };

struct open_deal {
	int64_t id, amount, probability;
	struct crm_value opened, expected;
	const char *stage;
};

struct sums {
	int64_t closed; /* won within the days so far */
	int64_t amount; /* of the open ones: that all fit into one sum */
	struct open_deal *open;
	size_t n, cap;
	struct unrated unrated;
};

struct simulation {
	const struct crm_what_if *ask;
	int64_t from, to, today;
	struct numbers cycles; /* days from opened to won, sorted when read */
	bool sorted;
};

static struct simulation *
simulation_of(const struct tally_run *r)
{
	return r->t->ctx;
}

/* ---- what is read ---- */

static int64_t
probability_of(const struct deal *d)
{
	struct crm_value p = d->more[PROBABILITY];

	if (p.kind != CRM_INT)
		p = d->stage->probability;
	return p.kind == CRM_INT ? p.i : 0;
}

static enum crm_status
add_open(struct tally_run *r, struct sums *x, const struct deal *d,
    struct crm_err *err)
{
	x->open = crm_grow(r->arena, x->open, x->n, &x->cap, sizeof *x->open);
	x->open[x->n++] = (struct open_deal){ d->id, d->amount.i,
		probability_of(d), d->opened, d->more[EXPECTED],
		crm_strndup(r->arena, d->stage->name.p, d->stage->name.n) };
	return add_money(&x->amount, llabs(d->amount.i), err);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	struct simulation *s = simulation_of(r);
	bool open = d->stage->type == STAGE_OPEN;
	struct sums *x = sums;

	if (!open && (d->stage->type != STAGE_WON || d->closed.kind != CRM_INT))
		return CRM_OK;
	if (!open && d->opened.kind == CRM_INT && d->closed.i >= d->opened.i)
		numbers_add(&s->cycles, r->arena, d->closed.i - d->opened.i);
	if (!open && (d->closed.i < s->from || d->closed.i > s->today))
		return CRM_OK;
	if (d->amount.kind != CRM_INT)
		return d->own.kind == CRM_INT
		    ? unrated_add(
			  &x->unrated, r->arena, d->currency, d->own.i, err)
		    : CRM_OK;
	return open ? add_open(r, x, d, err)
		    : add_money(&x->closed, d->amount.i, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;
	size_t i;

	for (i = 0; i < y->n; i++) {
		x->open = crm_grow(
		    r->arena, x->open, x->n, &x->cap, sizeof *x->open);
		x->open[x->n++] = y->open[i];
	}
	if ((st = add_money(&x->closed, y->closed, err)) != CRM_OK ||
	    (st = add_money(&x->amount, y->amount, err)) != CRM_OK)
		return st;
	return unrated_merge(&x->unrated, r->arena, &y->unrated, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->amount;
}

/* ---- chances ---- */

/* The first of sorted cycles that is at least so long. */
static size_t
first_cycle(const struct numbers *c, int64_t days)
{
	size_t low = 0, high = c->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (c->v[middle] < days)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* How many of the cycles that are left to a deal end within the days, `later`
 * days later than they did; what would have ended ends today. */
static void
ending(const struct simulation *s, const struct open_deal *d, int64_t later,
    int64_t *in, int64_t *of)
{
	size_t from, first, behind;

	*of = 0;
	if (d->opened.kind != CRM_INT)
		return;
	from = first_cycle(&s->cycles, s->today - d->opened.i);
	*of = (int64_t)(s->cycles.n - from);
	first = s->from <= s->today
	    ? from
	    : first_cycle(&s->cycles, s->from - d->opened.i - later);
	behind = s->to < s->today
	    ? from
	    : first_cycle(&s->cycles, s->to - d->opened.i - later + 1);
	first = first < from ? from : first;
	*in = behind > first ? (int64_t)(behind - first) : 0;
}

/* Without enough of them the day that it is expected to close. */
static bool
expected_within(
    const struct simulation *s, const struct open_deal *d, int64_t later)
{
	int64_t day;

	if (d->expected.kind != CRM_INT)
		return false;
	day = d->expected.i + later;
	if (day < s->today)
		day = s->today;
	return day >= s->from && day <= s->to;
}

static int64_t
between(int64_t low, int64_t v, int64_t high)
{
	return v < low ? low : v > high ? high : v;
}

static int64_t
moved(const struct crm_lever *l, int64_t v)
{
	if (!l->given)
		return v;
	return l->points
	    ? v + l->by
	    : v + (int64_t)crm_div_round((__int128)v * l->by, CRM_WHOLE);
}

static int64_t
chance_of(const struct crm_what_if *w, const struct open_deal *d)
{
	int64_t p = d->probability;
	size_t i;

	for (i = 0; i < w->n_stages; i++)
		if (crm_text_eq(
			crm_text_of(d->stage), crm_text_of(w->stage[i].stage)))
			p = w->stage[i].chance;
	return between(0, moved(&w->win_rate, p), CRM_WHOLE);
}

/* The chance that a deal is won within the days. */
static struct crm_chance
chance(const struct simulation *s, const struct crm_what_if *w,
    const struct open_deal *d)
{
	struct crm_chance c = { .id = d->id,
		.amount = moved(&w->amount, d->amount) };
	int64_t in = 0, of;

	ending(s, d, w->cycle, &in, &of);
	if (of < FEW_CYCLES) {
		of = 1;
		in = expected_within(s, d, w->cycle);
	}
	crm_chance_set(
	    &c, (__int128)chance_of(w, d) * in, (__int128)of * CRM_WHOLE);
	return c;
}

/* ---- rows ---- */

static struct crm_value
target_chance(const struct crm_what_if *w, const int64_t *sum, int64_t closed)
{
	int64_t met = 0;
	size_t i;

	if (w->target.kind != CRM_INT)
		return CRM_VALUE_NULL;
	for (i = 0; i < (size_t)w->draws; i++)
		met += closed + sum[i] >= w->target.i;
	return percent(met, w->draws);
}

static int64_t
mean_of(const int64_t *sum, int64_t n)
{
	__int128 all = 0;
	int64_t i;

	for (i = 0; i < n; i++)
		all += sum[i];
	return crm_div_round(all, n);
}

static enum crm_status
put_scenario(const struct tally_row *row, const struct crm_what_if *w,
    const char *scenario, struct crm_err *err)
{
	const struct sums *x = row->sums;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_chance *c = crm_alloc_n(&a, x->n, sizeof *c);
	size_t draws = (size_t)w->draws, i;
	int64_t *sum = crm_room(&a, draws * sizeof *sum);
	double mean, variance;
	enum crm_status st;

	for (i = 0; i < x->n; i++)
		c[i] = chance(simulation_of(row->run), w, &x->open[i]);
	crm_expect(c, x->n, &mean, &variance);
	crm_simulate(c, x->n, (uint64_t)w->seed, draws, sum);
	qsort(sum, draws, sizeof *sum, crm_by_int64);
	st = tally_put(row,
	    (struct crm_value[COUNT(headings)]){
		[SCENARIO] = crm_value_text(crm_text_of(scenario)),
		[DEALS] = crm_value_int((int64_t)x->n),
		[CLOSED] = crm_value_int(x->closed),
		[MEAN] = crm_value_int(x->closed + llround(mean)),
		[DEVIATION] = crm_value_int(llround(sqrt(variance))),
		[DRAWN] = crm_value_int(x->closed + mean_of(sum, w->draws)),
		[P10] = crm_value_int(x->closed + crm_quantile(sum, draws, 10)),
		[P50] = crm_value_int(x->closed + crm_quantile(sum, draws, 50)),
		[P90] = crm_value_int(x->closed + crm_quantile(sum, draws, 90)),
		[TARGET] = w->target,
		[CHANCE] = target_chance(w, sum, x->closed),
		[DRAWS] = crm_value_int(w->draws),
		[SEED] = crm_value_int(w->seed),
		[CURRENCY] = crm_value_text(crm_text_of(row->base)) },
	    err);
	crm_arena_free(&a);
	return st;
}

/* Sums of squares of doubles are the same in the same order alone. */
static int
by_id(const void *a, const void *b)
{
	const struct open_deal *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct simulation *s = simulation_of(row->run);
	const struct crm_what_if *w = s->ask;
	const struct crm_what_if plain = {
		.target = w->target, .draws = w->draws, .seed = w->seed
	};
	bool levers = w->win_rate.given || w->amount.given || w->cycle != 0 ||
	    w->n_stages > 0;
	struct sums *x = row->sums;
	enum crm_status st;

	if (x->n == 0)
		return CRM_OK;
	if (!s->sorted)
		numbers_sort(&s->cycles);
	s->sorted = true;
	qsort(x->open, x->n, sizeof *x->open, by_id);
	st = put_scenario(row, &plain, "as_is", err);
	return st == CRM_OK && levers ? put_scenario(row, w, "what_if", err)
				      : st;
}

static enum crm_status
note(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct sums *x = total;

	(void)err;
	if (x->n == 0)
		sink->note(sink->ctx,
		    crm_tr("no deal with an amount is open: there is nothing "
			   "to simulate"));
	unrated_note(&x->unrated, "deal", "crm-deal", r->arena, sink);
	return CRM_OK;
}

/* ---- the report ---- */

/* A stage that no book has would move nothing. */
static enum crm_status
check_stages(struct crm_store *s, const struct crm_what_if *w,
    struct crm_arena *a, struct crm_err *err)
{
	struct stages all;
	enum crm_status st = stages_load(s, a, &all, err);
	size_t i, k;

	for (i = 0; i < w->n_stages && st == CRM_OK; i++) {
		for (k = 0; k < all.n; k++)
			if (crm_text_is(all.all[k].name, w->stage[i].stage) &&
			    all.all[k].type == STAGE_OPEN)
				break;
		if (k == all.n)
			return crm_fail_field(err, CRM_USAGE, "--stage",
			    "no open stage is called '%.40s'; they are listed "
			    "by: crm-admin stage list",
			    w->stage[i].stage);
	}
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct simulation sim = { .ask = o->what_if,
		.from = o->from,
		.to = o->to,
		.today = report_day(s, o) };
	struct crm_report_opts mine = *o;
	const struct tally tally = { .headings = headings,
		.n_headings = COUNT(headings),
		.size = sizeof(struct sums),
		.more = { .sql = ", t.\"probability\", t.\"expected_close\"",
		    .n = 2,
		    .money = true,
		    .types = 1 << STAGE_OPEN | 1 << STAGE_WON },
		.add = add,
		.merge = merge,
		.print = print,
		.weight = weight,
		.heavy_first = true,
		.many_rows = true,
		.note = note,
		.ctx = &sim };
	enum crm_status st;

	if (sim.from == CRM_DATE_MIN && sim.to == CRM_DATE_MAX)
		crm_period_read(CRM_TEXT("this quarter"), crm_store_clock(s),
		    &sim.from, &sim.to);
	if (sim.to < sim.today)
		return crm_fail_field(err, CRM_USAGE, "--to",
		    "is past: a simulation looks ahead from today, or from the "
		    "day of --on");
	if ((st = check_stages(s, o->what_if, a, err)) != CRM_OK)
		return st;
	mine.from = sim.from;
	mine.to = sim.to;
	return tally_run(&tally, s, &mine, a, sink, err);
}

const struct crm_report report_simulate = {
	.name = "simulate",
	.group = "Deals",
	.help = "what the open deals may bring: a seeded Monte Carlo, with "
		"levers",
	.takes_on = true,
	.takes_by = true,
	.takes_what_if = true,
	.tallies = true,
	.define =
	    "Each draw decides of each open deal whether it is won within the "
	    "days, with the chance p x q. p = its own probability, else its "
	    "stage's; q = of the won deals that took at least as long, from "
	    "opened_on to closed_on, as it is old, the share that would close "
	    "it within the days; where they are fewer than 20, 1 where its "
	    "expected_close (today where that is past) is within them, else "
	    "0. Deals are drawn independently of each other.\n"
	    "closed = won deals closed within the days up to today, which the "
	    "figures behind it include; mean and deviation are by closed form "
	    "(sum of p q amount; root of the sum of p q (1 - p q) amount^2), "
	    "drawn_mean, p10, p50, p90 and chance of the draws: a quantile is "
	    "the smallest sum that so many of a hundred draws do not exceed, "
	    "chance the share of draws that reach --target.\n"
	    "what_if: --stage gives the chance of its deals, then --win-rate "
	    "changes each (%, relative; pp, points), --amount the amounts, "
	    "--cycle the days that deals take.\n"
	    "Numbers: xoshiro256**, seeded by splitmix64 of the seed and of "
	    "the deal's id, so that a deal has the same luck whatever else is "
	    "open; integers alone in a draw, the same on every machine.\n"
	    "Counted: open deals with an amount in the base currency.\n"
	    "Date: within --from and --to; without both this quarter.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
