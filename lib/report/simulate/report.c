/*
 * What-if: the open deals drawn again and again, as they are and with levers
 * moved.  A deal is won with its probability; when, is by how long deals took
 * that were won after at least as many days as it is old.
 */
#include "report.h"

#include <stdlib.h>

/* Further columns of the scan. */
enum { PROBABILITY, EXPECTED };

/* Fewer deals that took as long say nothing about when. */
enum { FEW_CYCLES = 20 };

struct open_deal {
	int64_t id, amount, probability;
	struct crm_value opened, expected;
	const char *stage;
};

/* Deals of a currency. */
struct pool {
	int64_t closed; /* won within the days so far */
	int64_t amount; /* of the open ones: that all fit into one sum */
	struct open_deal *open;
	size_t n, cap;
};

struct sums {
	struct apart by; /* struct pool */
	struct unrated unrated;
	int64_t unsaid, blank; /* open deals without a probability, an amount */
};

struct simulation {
	const struct crm_what_if *ask;
	int64_t from, to, today;
	struct numbers cycles; /* days from opened to won, sorted */
	simulate_put *put;     /* the rows of a group */
};

static struct simulation *
simulation_of(const struct tally_run *r)
{
	return r->ctx;
}

/* ---- what is read ---- */

/* How long deals took is of all that were won: what is drawn of a deal does not depend
 * on what else the filter lets through. */
static enum crm_status
learn_cycles(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, struct numbers *out, struct crm_err *err)
{
	static const struct more_columns more = { .unnamed = true,
		.types = 1 << STAGE_WON };
	static const struct dimensions none = { .n = 0 };
	struct crm_report_opts all = *o;
	struct deals x;
	struct deal d;
	enum crm_status st;
	bool found;

	all.where = NULL;
	st = deals_open(s, &all, &more, &none, a, &x, err);
	while (st == CRM_OK &&
	    (st = deals_next(&x, &d, &found, err)) == CRM_OK && found)
		if (d.stage->type == STAGE_WON && d.wrong == CLOSED_WELL &&
		    d.opened.kind == CRM_INT && d.closed.kind == CRM_INT)
			numbers_add(out, a, d.closed.i - d.opened.i);
	deals_close(&x);
	numbers_sort(out);
	return st;
}

static enum crm_status
add_open(struct tally_run *r, struct sums *all, struct pool *x,
    const struct deal *d, int64_t amount, struct crm_err *err)
{
	x->open = crm_grow(r->arena, x->open, x->n, &x->cap, sizeof *x->open);
	x->open[x->n++] = (struct open_deal){ d->id, amount,
		deal_chance(d, d->more[PROBABILITY], &all->unsaid), d->opened,
		d->more[EXPECTED],
		crm_strndup(r->arena, d->stage->name.p, d->stage->name.n) };
	return add_money(&x->amount, llabs(amount), err);
}

/* What is open, and what was won within the days. */
static bool
counts(const struct crm_report_opts *o, const struct deal *d)
{
	return d->stage->type == STAGE_OPEN ||
	    (d->stage->type == STAGE_WON && d->closed.kind == CRM_INT &&
		in_period(o, d->closed));
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	bool open = d->stage->type == STAGE_OPEN;
	struct sums *x = sums;
	enum crm_status st = CRM_OK;
	struct crm_value amount;
	struct pool *pool;

	pool = apart_of(&x->by, r->arena, d, sizeof *pool, &amount);
	if (amount.kind != CRM_INT) {
		x->blank += open;
		return CRM_OK;
	}
	if (deal_unrated(d))
		st = unrated_add(
		    &x->unrated, r->arena, d->currency, amount.i, err);
	if (st != CRM_OK)
		return st;
	return open ? add_open(r, x, pool, d, amount.i, err)
		    : add_money(&pool->closed, amount.i, err);
}

static enum crm_status
merge_pool(struct crm_arena *a, struct pool *x, const struct pool *y,
    struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	for (i = 0; i < y->n; i++) {
		x->open = crm_grow(a, x->open, x->n, &x->cap, sizeof *x->open);
		x->open[x->n++] = y->open[i];
	}
	st = add_money(&x->closed, y->closed, err);
	return st == CRM_OK ? add_money(&x->amount, y->amount, err) : st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	x->unsaid += y->unsaid;
	x->blank += y->blank;
	for (i = 0; i < y->by.n && st == CRM_OK; i++)
		st = merge_pool(r->arena,
		    apart_at(&x->by, r->arena,
			crm_text_of(y->by.by[i].currency), sizeof(struct pool)),
		    y->by.by[i].sums, err);
	return st == CRM_OK
	    ? unrated_merge(&x->unrated, r->arena, &y->unrated, err)
	    : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return x->by.n == 0 ? 0
			    : ((const struct pool *)x->by.by[0].sums)->amount;
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

/* A scenario, drawn; its sums live in the arena. */
static void
draw(const struct tally_row *row, const struct pool *x,
    const struct crm_what_if *w, const char *scenario, struct crm_arena *a,
    struct drawn *out)
{
	struct crm_chance *c = crm_alloc_n(a, x->n, sizeof *c);
	size_t draws = (size_t)w->draws, i;
	int64_t *sum = crm_room(a, draws * sizeof *sum);

	*out = (struct drawn){ .scenario = scenario,
		.what_if = w,
		.deals = (int64_t)x->n,
		.closed = x->closed,
		.sum = sum };
	for (i = 0; i < x->n; i++)
		c[i] = chance(simulation_of(row->run), w, &x->open[i]);
	crm_expect(c, x->n, &out->mean, &out->variance);
	crm_simulate(c, x->n, (uint64_t)w->seed, draws, sum);
	qsort(sum, draws, sizeof *sum, crm_by_int64);
}

/* Sums of squares of doubles are the same in the same order alone. */
static int
by_id(const void *a, const void *b)
{
	const struct open_deal *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* The deals of a currency; the target is in the base currency. */
static enum crm_status
print_pool(const struct tally_row *row, const struct apart_sum *of,
    struct crm_err *err)
{
	struct simulation *s = simulation_of(row->run);
	struct crm_what_if w = *s->ask, plain;
	bool levers = w.win_rate.given || w.amount.given || w.cycle != 0 ||
	    w.n_stages > 0;
	struct crm_arena a = CRM_ARENA_INIT;
	struct pool *x = of->sums;
	struct drawn drawn[2];
	enum crm_status st;
	size_t n = 0, i;

	if (x->n == 0)
		return CRM_OK;
	if (of->currency != NULL)
		w.target = CRM_VALUE_NULL;
	plain = (struct crm_what_if){
		.target = w.target, .draws = w.draws, .seed = w.seed
	};
	qsort(x->open, x->n, sizeof *x->open, by_id);
	draw(row, x, &plain, "as_is", &a, &drawn[n++]);
	if (levers)
		draw(row, x, &w, "what_if", &a, &drawn[n++]);
	for (i = 0; i < n; i++)
		drawn[i].currency = apart_currency(of, row->base);
	st = s->put(row, drawn, n, err);
	crm_arena_free(&a);
	return st;
}

/* What has no rate: drawn by itself, in its currency. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct apart *by = &((const struct sums *)row->sums)->by;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < by->n && st == CRM_OK; i++)
		st = print_pool(row, &by->by[i], err);
	return st;
}

/* Whether deals of any currency are open. */
static bool
any_open(const struct apart *by)
{
	size_t i;

	for (i = 0; i < by->n; i++)
		if (((const struct pool *)by->by[i].sums)->n > 0)
			return true;
	return false;
}

/* Open deals of which nothing says when they would close. */
static int64_t
count_dateless(const struct simulation *s, const struct apart *by)
{
	int64_t n = 0, in, of;
	size_t i, k;

	for (i = 0; i < by->n; i++) {
		const struct pool *x = by->by[i].sums;

		for (k = 0; k < x->n; k++) {
			ending(s, &x->open[k], 0, &in, &of);
			n += of < FEW_CYCLES &&
			    x->open[k].expected.kind != CRM_INT;
		}
	}
	return n;
}

static enum crm_status
note(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct sums *x = total;
	int64_t dateless = count_dateless(simulation_of(r), &x->by);

	(void)err;
	chance_note(x->unsaid, r->arena, sink);
	if (x->blank > 0)
		sink->note(sink->ctx,
		    crm_sprintf(r->arena,
			crm_tr("%lld open deal%s without an amount, not drawn; "
			       "they are listed by: crm-deal list -w "
			       "'stage.type = open and amount is null'"),
			(long long)x->blank, x->blank == 1 ? "" : "s"));
	if (dateless > 0)
		sink->note(sink->ctx,
		    crm_sprintf(r->arena,
			crm_tr("%lld open deal%s without an expected close, "
			       "and too few won ones took as long to say when: "
			       "counted as not closing in the period"),
			(long long)dateless, dateless == 1 ? "" : "s"));
	if (!any_open(&x->by))
		sink->note(sink->ctx,
		    crm_tr("no deal with an amount is open: there is nothing "
			   "to simulate"));
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

enum crm_status
simulate_run(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h, size_t n, simulate_put *put, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct simulation sim = { .ask = o->what_if,
		.put = put,
		.from = o->from,
		.to = o->to,
		.today = report_day(s, o) };
	struct crm_report_opts mine = *o;
	const struct tally tally = { .headings = h,
		.n_headings = n,
		.size = sizeof(struct sums),
		.more = { .sql = ", t.\"probability\", t.\"expected_close\"",
		    .n = 2,
		    .money = true,
		    .closings = true,
		    .days = true,
		    .types = 1 << STAGE_OPEN | 1 << STAGE_WON },
		.counts = counts,
		.add = add,
		.merge = merge,
		.print = print,
		.weight = weight,
		.heavy_first = true,
		.note = note,
		.unrated = { N_("deal"), "crm-deal",
		    offsetof(struct sums, unrated) },
		.ctx = &sim };
	enum crm_status st;

	report_quarter(s, o, &sim.from, &sim.to);
	if (sim.to < sim.today)
		return crm_fail_field(err, CRM_USAGE, "--to",
		    "is past: a simulation looks ahead from today, or from the "
		    "day of --on");
	if ((st = check_stages(s, o->what_if, a, err)) != CRM_OK ||
	    (st = learn_cycles(s, o, a, &sim.cycles, err)) != CRM_OK)
		return st;
	mine.from = sim.from;
	mine.to = sim.to;
	return tally_run(&tally, s, &mine, a, sink, err);
}
