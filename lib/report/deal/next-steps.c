/* Next steps: which open deal is worth moving on first, by what it would gain. */
#include "outcomes.h"

#include <crm/domain/document.h>

#include <stdlib.h>

static const struct heading headings[] = {
	{ "deal", "Deal", "商机", CRM_T_TEXT },
	{ "stage", "Stage", "阶段", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "next", "Next stage", "下一阶段", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "days", "Days in stage", "所处天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "chance", "Chance", "概率", CRM_T_PERCENT },
	{ "then", "Chance then", "届时概率", CRM_T_PERCENT },
	{ "gain", "Gain", "增益", CRM_T_MONEY },
	{ "because", "Because", "原因", CRM_T_TEXT },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* An open deal. */
struct candidate {
	int64_t id;
	struct crm_text name;
	size_t stage;
	int64_t days, amount, probability;
	int64_t unsaid; /* 1: nobody has said a probability */
};

/* A chance in millionths, and what it rests on; nothing where it is the stage's
 * or the deal's own. */
struct chance {
	int64_t of_whole;
	struct outcome from;
};

struct step {
	const struct candidate *deal;
	size_t to;
	struct chance now, then;
	int64_t gain;
};

/* Less than the days of any. */
enum { EVER = -1 };

struct work {
	struct crm_store *s;
	struct crm_arena *arena;
	struct outcomes outcomes;
	struct candidate *open;
	size_t n, cap;
	struct unrated unrated;
	int64_t unsaid; /* of those judged by it */
	struct closings wrong;
};

/* ---- what is read ---- */

/* Further columns of the scan. */
enum { PROBABILITY, NAME };

static enum crm_status
take(struct work *w, const struct crm_report_opts *o, const struct deal *d,
    struct crm_err *err)
{
	struct crm_text name = d->more[NAME].kind == CRM_STR ? d->more[NAME].t
							     : CRM_TEXT("");
	bool open = d->stage->type == STAGE_OPEN;
	struct candidate *c;

	if ((!open &&
		(d->closed.kind != CRM_INT || !in_period(o, d->closed))) ||
	    !closing_can_be(&w->wrong, d))
		return CRM_OK;
	if (!open) {
		outcomes_learn(&w->outcomes, w->arena, d);
		return CRM_OK;
	}
	if (d->amount.kind != CRM_INT)
		return d->own.kind == CRM_INT
		    ? unrated_add(
			  &w->unrated, w->arena, d->currency, d->own.i, err)
		    : CRM_OK;
	w->open = crm_grow(w->arena, w->open, w->n, &w->cap, sizeof *w->open);
	c = &w->open[w->n++];
	*c = (struct candidate){ .id = d->id,
		.name = { crm_strndup(w->arena, name.p, name.n), name.n },
		.stage = stage_place(&w->outcomes, d),
		.days = days_in_stage(d),
		.amount = d->amount.i };
	c->probability = deal_chance(d, d->more[PROBABILITY], &c->unsaid);
	return CRM_OK;
}

static enum crm_status
read_deals(struct work *w, const struct crm_report_opts *o, struct crm_err *err)
{
	static const struct more_columns more = {
		.sql = ", t.\"probability\", t.\"name\"",
		.text = { [NAME] = true },
		.n = 2,
		.money = true,
		.visits = true,
	};
	const struct dimensions none = { .n = 0 };
	struct deals x;
	struct deal d;
	enum crm_status st;
	bool found;

	st = deals_open(w->s, o, &more, &none, w->arena, &x, err);
	while (st == CRM_OK &&
	    (st = deals_next(&x, &d, &found, err)) == CRM_OK && found)
		st = take(w, o, &d, err);
	deals_close(&x);
	return st;
}

/* ---- what a step would gain ---- */

/* The stage behind one in its pipeline that deals can be in. */
static bool
next_stage(const struct stages *all, size_t stage, size_t *next)
{
	size_t i;

	for (i = stage + 1; i < all->n; i++)
		if (all->live[i] && all->all[i].type == STAGE_OPEN &&
		    all->all[i].line == all->all[stage].line) {
			*next = i;
			return true;
		}
	return false;
}

/* Both chances rest on what became of others, or neither does: a mixture would
 * compare a guess with a count. */
static void
judge(struct work *w, struct step *s)
{
	const struct outcomes *o = &w->outcomes;
	const struct candidate *d = s->deal;
	struct crm_value then = o->stages.all[s->to].probability;

	s->now.from = outcomes_after(o, d->stage, d->days);
	s->then.from = outcomes_after(o, s->to, EVER);
	if (s->now.from.ended < OUTCOMES_ENOUGH ||
	    s->then.from.ended < OUTCOMES_ENOUGH) {
		s->now = (struct chance){ .of_whole = d->probability };
		s->then = (struct chance){
			.of_whole = then.kind == CRM_INT ? then.i : 0
		};
		w->unsaid += d->unsaid;
	} else {
		s->now.of_whole = percent(s->now.from.won, s->now.from.ended).i;
		s->then.of_whole =
		    percent(s->then.from.won, s->then.from.ended).i;
	}
	s->gain = crm_share_of(d->amount, s->then.of_whole - s->now.of_whole);
}

static int
by_gain(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	if (x->gain != y->gain)
		return x->gain > y->gain ? -1 : 1;
	return x->deal->id < y->deal->id ? -1 : x->deal->id > y->deal->id;
}

static struct step *
steps_of(struct work *w, size_t *n)
{
	struct step *all = crm_alloc_n(w->arena, w->n + 1, sizeof *all);
	size_t i;

	*n = 0;
	for (i = 0; i < w->n; i++) {
		struct step s = { .deal = &w->open[i] };

		if (!next_stage(&w->outcomes.stages, s.deal->stage, &s.to))
			continue;
		judge(w, &s);
		if (s.gain > 0)
			all[(*n)++] = s;
	}
	qsort(all, *n, sizeof *all, by_gain);
	return all;
}

/* ---- rows ---- */

static const char *
reason(const struct step *s, struct crm_arena *a)
{
	if (s->now.from.ended == 0)
		return crm_tr("by the chances of the stages: too few ended");
	return crm_sprintf(a,
	    crm_tr("of those as long there %lld of %lld were won, of those in "
		   "the next stage %lld of %lld"),
	    (long long)s->now.from.won, (long long)s->now.from.ended,
	    (long long)s->then.from.won, (long long)s->then.from.ended);
}

static enum crm_status
put_step(struct lines *l, const struct work *w, const struct step *s,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(s->deal->id);
	const struct stage *all = w->outcomes.stages.all;

	return lines_put(l, &id,
	    (struct crm_value[]){ crm_value_text(s->deal->name),
		crm_value_text(all[s->deal->stage].name),
		crm_value_text(all[s->to].name), crm_value_int(s->deal->days),
		crm_value_int(s->deal->amount), crm_value_int(s->now.of_whole),
		crm_value_int(s->then.of_whole), crm_value_int(s->gain),
		crm_value_text(crm_text_of(reason(s, w->arena))),
		crm_value_text(crm_text_of(crm_store_currency(w->s))) },
	    NULL, err);
}

static enum crm_status
put_steps(struct work *w, const struct crm_report_opts *o,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct crm_report_opts by_deal = *o;
	struct dimensions d;
	struct lines l;
	struct step *all;
	enum crm_status st;
	size_t i, n;

	by_deal.by = "deal_id";
	if ((st = dimensions_parse(
		 w->s, "deal", &by_deal, w->arena, &d, err)) != CRM_OK ||
	    (st = lines_begin(&l, w->s, o, &d, headings, COUNT(headings),
		 w->arena, sink, err)) != CRM_OK)
		return st;
	all = steps_of(w, &n);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = put_step(&l, w, &all[i], err);
	if (st == CRM_OK && n == 0)
		sink->note(sink->ctx,
		    crm_tr("no open deal with an amount would gain by its next "
			   "stage"));
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct work w = { .s = s, .arena = a };
	enum crm_status st = outcomes_begin(s, a, &w.outcomes, err);

	if (st != CRM_OK || (st = read_deals(&w, o, err)) != CRM_OK)
		return st;
	outcomes_sort(&w.outcomes);
	st = put_steps(&w, o, sink, err);
	if (st == CRM_OK) {
		closings_note(&w.wrong, a, sink);
		unrated_note(&w.unrated, "deal", "crm-deal", a, sink);
		chance_note(w.unsaid, a, sink);
	}
	return st;
}

const struct crm_report report_next_steps = {
	.name = "next-steps",
	.group = "Deals",
	.help = "which open deals to move on first, by what the next stage "
		"gains; other records: next-actions",
	.takes_on = true,
	.drawn = "gain",
	.define =
	    "gain = amount x (then - chance): what the deal is worth more in "
	    "its next stage; the most first, and only what gains. chance = of "
	    "the deals that ended after more days from entering the stage than "
	    "it has been in it, the won ones; then = of those that ended after "
	    "they came to the next stage. Where fewer than 20 ended so, of "
	    "either, both are the deal's own probability, else its stage's, and "
	    "that of the next stage. What went on was not drawn by lot: the "
	    "gain is what such deals were worth, not what a push does. What is at "
	    "stake with quotes, contracts, receivables and orders, which no "
	    "stage says, is in next-actions: the two are never added.\n"
	    "Counted: open deals with an amount in the base currency. " CLOSINGS_DEFINED
	    "Date: closed_on of what is learned from, within --from and --to; "
	    "open ones as far as known now, or on the day of --on.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
