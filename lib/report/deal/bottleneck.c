/* Bottleneck: how long deals stay in each stage, and how many drop out there. */
#include "report/kit/kit.h"

/* What happened in a stage. */
struct stay {
	struct numbers days; /* of deals that left it */
	int64_t dropped;     /* of these the ones that were lost */
	int64_t still;       /* are in it */
};

static const struct heading headings[] = {
	{ "pipeline", "Pipeline", "销售流程", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "stage", "Stage", "阶段", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "n", "n", "样本数", CRM_T_INT, .overlaps = true },
	{ "median", "Median days", "中位天数", CRM_T_DECIMAL },
	{ "p75", "75 % within", "75% 天数内", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "dropped", "Dropped", "流失数", CRM_T_INT },
	{ "drop_rate", "Drop rate", "流失率", CRM_T_PERCENT,
	    .rate_of = { 6, 3 } },
	{ "still", "Still in it", "仍在阶段", CRM_T_INT },
	NOTE_HEADING,
};

/* ---- the way of one deal ---- */

/* Its days in each stage, summed over visits: the arrays are by stage. */
struct way {
	int64_t *days;
	bool *left, *met;
};

static struct way
make_way(const struct stages *all, struct crm_arena *a)
{
	return (struct way){ crm_alloc_n(a, all->n + 1, sizeof(int64_t)),
		crm_alloc_n(a, all->n + 1, sizeof(bool)),
		crm_alloc_n(a, all->n + 1, sizeof(bool)) };
}

static void
pass(struct way *w, const struct stages *all, const struct stage *in,
    struct crm_value from, struct crm_value to)
{
	size_t i;

	if (in == NULL || in->type != STAGE_OPEN || from.kind != CRM_INT ||
	    to.kind != CRM_INT || to.i < from.i)
		return;
	i = (size_t)(in - all->all);
	w->met[i] = true;
	w->days[i] += to.i - from.i;
}

/* From the day it was opened, through its visits, to the day it was closed.
 * Gives the stage that it was in last before the one it is in. */
static const struct stage *
follow(const struct deal *d, const struct stages *all, struct way *w)
{
	const struct stage *in = NULL, *last = NULL;
	struct crm_value since = d->opened;
	size_t i;

	for (i = 0; i < d->n_visits; i++) {
		const struct visit *v = &d->visit[i];

		if (v->from.kind == CRM_INT)
			in = stages_find(all, v->from.i);
		pass(w, all, in, since, v->on);
		if (in != NULL && in->type == STAGE_OPEN) {
			w->left[in - all->all] = true;
			last = in;
		}
		in = stages_find(all, v->stage);
		since = v->on;
	}
	return last;
}

/* It is in its stage still: what it spent there before is not over. */
static bool
counts(const struct crm_report_opts *o, const struct deal *d)
{
	struct crm_value day = d->closed;

	if (d->stage->type == STAGE_OPEN || day.kind != CRM_INT)
		day = d->n_visits > 0 ? d->visit[d->n_visits - 1].on
				      : d->opened;
	return in_period(o, day);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	const struct stages *all = stages_of(r);
	struct stay *stay = sums;
	struct way w;
	const struct stage *last;
	size_t i, now = (size_t)(stages_find(all, d->stage->id) - all->all);

	(void)err;
	w = make_way(all, r->arena);
	last = follow(d, all, &w);
	for (i = 0; i < all->n; i++)
		if (w.left[i] && w.met[i] && i != now)
			numbers_add(&stay[i].days, r->arena, w.days[i]);
	if (d->stage->type == STAGE_OPEN)
		stay[now].still++;
	else if (d->stage->type == STAGE_LOST && last != NULL)
		stay[last - all->all].dropped++;
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct stay *x = sums;
	const struct stay *y = from;
	size_t i;

	(void)err;
	for (i = 0; i < stages_of(r)->n; i++) {
		numbers_merge(&x[i].days, r->arena, &y[i].days);
		x[i].dropped += y[i].dropped;
		x[i].still += y[i].still;
	}
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct stay *x = sums;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < stages_of(r)->n; i++)
		n += x[i].still + (int64_t)x[i].days.n;
	return n;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct stages *all = stages_of(row->run);
	struct stay *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < all->n && st == CRM_OK; i++) {
		int64_t n = (int64_t)x[i].days.n;

		if (all->all[i].type != STAGE_OPEN ||
		    (!all->live[i] && n == 0 && x[i].still == 0))
			continue;
		numbers_sort(&x[i].days);
		st = tally_put(row,
		    (struct crm_value[]){ crm_value_text(all->all[i].pipeline),
			crm_value_text(all->all[i].name), crm_value_int(n),
			numbers_median(&x[i].days),
			numbers_rank(&x[i].days, THREE_QUARTERS),
			crm_value_int(x[i].dropped), percent(x[i].dropped, n),
			crm_value_int(x[i].still), low_n(n) },
		    err);
	}
	return st;
}

static const struct tally tally = {
	.line = sizeof(struct stay),
	.headings = headings,
	.n_headings = COUNT(headings),
	.more = { .closings = true, .visits = true },
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.date = "closed_on",
};

const struct crm_report report_bottleneck = {
	.name = "bottleneck",
	.group = "Deals",
	.help = "how long deals stay in each stage, and how many are lost from "
		"there",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "median",
	.define =
	    "n = deals that left the stage for good; median and p75 of the days "
	    "that each was in it, all its visits added (p75 = the smallest that "
	    "three quarters do not exceed); dropped = deals now lost that were "
	    "in this stage last; drop_rate = dropped / n; still = deals in it. "
	    "Where n is under 20 the note says low n.\n"
	    "Counted: deals by their visits; the first stage counts from "
	    "opened_on. What has no visits tells of no stage but the one it is "
	    "in. " CLOSINGS_DEFINED
	    "Date: closed_on of what is decided, else the day of the last "
	    "visit, within --from and --to.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
