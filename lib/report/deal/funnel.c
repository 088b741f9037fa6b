/* Funnel: how far the deals came that were opened in a period. */
#include "report/kit/kit.h"

struct rung {
	int64_t reached, open;
};

static const struct heading headings[] = {
	{ "pipeline", "Pipeline", "销售流程", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "stage", "Stage", "阶段", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "reached", "Reached", "到达数", CRM_T_INT, .overlaps = true },
	{ "conversion", "To next", "下一阶段转化率", CRM_T_PERCENT,
	    .rate_of = { 8, 3 } },
	{ "of_first", "Of first", "占首阶段", CRM_T_PERCENT,
	    .rate_of = { 3, 9 } },
	{ "open", "Still open", "仍进行中", CRM_T_INT }, NOTE_HEADING,
	HIDDEN_COUNT, /* reached the next */
	HIDDEN_COUNT, /* and the first */
};

/* How far one deal came. */
struct way {
	const struct stage *now;
	bool open, won; /* ever in a stage of the type */
	int64_t seq;    /* the highest open one */
};

static void
was_in(struct way *w, const struct stage *stage)
{
	if (stage == NULL || stage->line != w->now->line)
		return;
	if (stage->type == STAGE_WON)
		w->won = true;
	if (stage->type != STAGE_OPEN)
		return;
	if (!w->open || stage->seq > w->seq)
		w->seq = stage->seq;
	w->open = true;
}

static struct way
follow(const struct deal *d, const struct stages *all)
{
	struct way w = { .now = stages_find(all, d->stage->id) };
	size_t i;

	was_in(&w, w.now);
	for (i = 0; i < d->n_visits; i++) {
		if (d->visit[i].from.kind == CRM_INT)
			was_in(&w, stages_find(all, d->visit[i].from.i));
		was_in(&w, stages_find(all, d->visit[i].stage));
	}
	/* Won once, reopened and lost: it counts as lost. */
	if (w.now->type == STAGE_LOST)
		w.won = false;
	return w;
}

static void
count_way(const struct stages *stages, const struct way *w, struct rung *rungs)
{
	const struct stage *first = stages_first(stages, w->now->line);
	size_t i;

	for (i = 0; i < stages->n; i++) {
		const struct stage *stage = &stages->all[i];

		if (stage->line != w->now->line)
			continue;
		if (stage->type == STAGE_WON ? w->won
					     : stage->type == STAGE_OPEN &&
			    (w->won || stage == first ||
				(w->open && w->seq >= stage->seq)))
			rungs[i].reached++;
		if (stage == w->now && stage->type == STAGE_OPEN)
			rungs[i].open++;
	}
}

static bool
counts(const struct crm_report_opts *o, const struct deal *deal)
{
	return in_period(o, deal->opened);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	const struct way w = follow(d, stages_of(r));

	(void)err;
	count_way(stages_of(r), &w, sums);
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct rung *x = sums;
	const struct rung *y = from;
	size_t i;

	(void)err;
	for (i = 0; i < stages_of(r)->n; i++) {
		x[i].reached += y[i].reached;
		x[i].open += y[i].open;
	}
	return CRM_OK;
}

/* The deals that came in. */
static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct stages *all = stages_of(r);
	const struct stage *first;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < all->lines; i++) {
		first = stages_first(all, i);
		if (first != NULL)
			n += ((const struct rung *)sums)[first - all->all]
				 .reached;
	}
	return n;
}

/* ---- rows ---- */

/* Whether deals are in a pipeline, or in none of them: of one that a filter leaves out
 * there is nothing to say. */
static bool
has_deals(const struct stages *all, const struct rung *rungs, size_t line)
{
	bool any = false;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (rungs[i].reached > 0) {
			any = true;
			if (all->all[i].line == line)
				return true;
		}
	return !any;
}

/* Stages of the funnel: open and won ones, hidden ones where deals were. */
static bool
is_shown(const struct stages *all, const struct rung *rungs, size_t i)
{
	return all->all[i].type != STAGE_LOST &&
	    (all->live[i] || rungs[i].open > 0);
}

/* The row behind this one: the next open stage, then won. */
static size_t
next_rung(const struct stages *all, const struct rung *rungs, size_t i)
{
	size_t j = i + 1;

	while (j < all->n &&
	    !(is_shown(all, rungs, j) && all->all[j].line == all->all[i].line))
		j++;
	return j;
}

static enum crm_status
put_rung(const struct tally_row *row, const struct stages *all,
    const struct rung *rungs, size_t i, int64_t first, struct crm_err *err)
{
	const struct stage *stage = &all->all[i];
	size_t next = next_rung(all, rungs, i);

	return tally_put(row,
	    (struct crm_value[]){ crm_value_text(stage->pipeline),
		crm_value_text(stage->name), crm_value_int(rungs[i].reached),
		next < all->n ? percent(rungs[next].reached, rungs[i].reached)
			      : CRM_VALUE_NULL,
		percent(rungs[i].reached, first),
		stage->type == STAGE_OPEN ? crm_value_int(rungs[i].open)
					  : CRM_VALUE_NULL,
		low_n(rungs[i].reached),
		crm_value_int(next < all->n ? rungs[next].reached : 0),
		crm_value_int(first) },
	    err);
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct stages *all = stages_of(row->run);
	const struct rung *rungs = row->sums;
	enum crm_status st = CRM_OK;
	size_t i, line = (size_t)-1;
	int64_t first = 0;

	for (i = 0; i < all->n && st == CRM_OK; i++) {
		if (!is_shown(all, rungs, i) ||
		    !has_deals(all, rungs, all->all[i].line))
			continue;
		if (all->all[i].line != line) {
			line = all->all[i].line;
			first = rungs[i].reached;
		}
		st = put_rung(row, all, rungs, i, first, err);
	}
	return st;
}

static const struct tally tally = {
	.line = sizeof(struct rung),
	.headings = headings,
	.n_headings = COUNT(headings),
	.more = { .closings = true, .visits = true },
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.date = "opened_on",
};

const struct crm_report report_funnel = {
	.name = "funnel",
	.group = "Deals",
	.help = "how far the deals came that were opened in a period",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.picture = CRM_PICTURE_FUNNEL,
	.drawn = "reached",
	.define =
	    "reached = distinct deals that were ever in an open stage of this "
	    "or a higher sequence of their pipeline; a won deal reached all, a "
	    "lost one counts to the highest open stage it was in, else to the "
	    "first; conversion = reached of the next row / reached; of_first "
	    "= reached / reached of the first row; open = still in this stage. "
	    "Where n (reached) is under 20 the note says low n.\n"
	    "Counted: deals by their visits and the stage they are in now. " CLOSINGS_DEFINED
	    "Date: opened_on, within --from and --to; without either also "
	    "deals that have no opened_on.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
