/* Funnel: how far the deals came that were opened in a period. */
#include "report/kit/kit.h"

struct rung {
	int64_t reached, open;
};

static const struct heading headings[] = {
	{ "pipeline", "Pipeline", "销售流程", CRM_T_TEXT },
	{ "stage", "Stage", "阶段", CRM_T_TEXT },
	{ "reached", "Reached", "到达数", CRM_T_INT },
	{ "conversion", "To next", "下一阶段转化率", CRM_T_PERCENT },
	{ "of_first", "Of first", "占首阶段", CRM_T_PERCENT },
	{ "open", "Still open", "仍进行中", CRM_T_INT },
	{ "note", "Note", "备注", CRM_T_TEXT },
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

static enum crm_status
follow(struct visits *v, int64_t deal, const struct stages *stages,
    struct way *w, struct crm_err *err)
{
	enum crm_status st;
	bool found;

	was_in(w, w->now);
	st = visits_seek(v, deal, &found, err);
	for (; st == CRM_OK && v->more && v->deal == deal;
	     st = visits_next(v, err)) {
		if (v->from.kind == CRM_INT)
			was_in(w, stages_find(stages, v->from.i));
		was_in(w, stages_find(stages, v->stage));
	}
	/* Won once, reopened and lost: it counts as lost. */
	if (w->now->type == STAGE_LOST)
		w->won = false;
	return st;
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

static enum crm_status
scan(struct crm_store *s, const struct crm_report_opts *o,
    const struct stages *stages, struct rung *rungs, struct crm_arena *a,
    struct crm_err *err)
{
	const struct dimension none = { .given = false };
	struct crm_stmt *q;
	struct visits v;
	enum crm_status st;
	bool row;

	if ((st = visits_open(s, &v, err)) != CRM_OK)
		return st;
	st = deals_open(
	    s, o, "t.\"id\", t.\"stage\", t.\"opened_on\"", &none, a, &q, err);
	if (st != CRM_OK)
		goto out;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct way w = { .now = stages_find(
				     stages, crm_col_int(q, 1)) };

		if (w.now == NULL || !in_period(o, crm_col(q, 2, false)))
			continue;
		st = follow(&v, crm_col_int(q, 0), stages, &w, err);
		if (st != CRM_OK)
			break;
		count_way(stages, &w, rungs);
	}
	crm_reset(q);
out:
	visits_close(&v);
	return st;
}

/* The row behind this one: the next open stage, then won. */
static size_t
next_rung(const struct stages *stages, const bool *shown, size_t i)
{
	size_t j = i + 1;

	while (j < stages->n &&
	    !(shown[j] && stages->all[j].line == stages->all[i].line))
		j++;
	return j;
}

static enum crm_status
print(const struct stages *stages, const struct rung *rungs, const bool *shown,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimension none = { .given = false };
	enum crm_status st = CRM_OK;
	int64_t first = 0;
	size_t i, next, line = (size_t)-1;

	for (i = 0; i < stages->n && st == CRM_OK; i++) {
		const struct stage *stage = &stages->all[i];
		bool open = stage->type == STAGE_OPEN;
		struct crm_value conversion = CRM_VALUE_NULL;

		if (!shown[i])
			continue;
		if (stage->line != line) {
			line = stage->line;
			first = rungs[i].reached;
		}
		next = next_rung(stages, shown, i);
		if (next < stages->n)
			conversion = percent(
			    rungs[next].reached, rungs[i].reached);
		st = put_row(&none,
		    (struct crm_value[]){ CRM_VALUE_NULL,
			crm_value_text(stage->pipeline),
			crm_value_text(stage->name),
			crm_value_int(rungs[i].reached), conversion,
			percent(rungs[i].reached, first),
			open ? crm_value_int(rungs[i].open) : CRM_VALUE_NULL,
			low_n(rungs[i].reached) },
		    sink, err);
	}
	return st;
}

/* Stages of the funnel: open and won ones, hidden ones where deals were. */
static bool *
choose_rungs(
    const struct stages *stages, const struct rung *rungs, struct crm_arena *a)
{
	bool *shown = crm_alloc_n(a, stages->n + 1, sizeof *shown);
	size_t i;

	for (i = 0; i < stages->n; i++)
		shown[i] = stages->all[i].type != STAGE_LOST &&
		    (stages->live[i] || rungs[i].open > 0);
	return shown;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimension none = { .given = false };
	struct stages stages;
	struct rung *rungs;
	enum crm_status st;

	if ((st = stages_load(s, a, &stages, err)) != CRM_OK)
		return st;
	rungs = crm_alloc_n(a, stages.n + 1, sizeof *rungs);
	if ((st = scan(s, o, &stages, rungs, a, err)) != CRM_OK)
		return st;
	st = begin_rows(s, o, &none, headings, COUNT(headings), a, sink, err);
	if (st != CRM_OK)
		return st;
	return print(
	    &stages, rungs, choose_rungs(&stages, rungs, a), sink, err);
}

const struct crm_report report_funnel = {
	.name = "funnel",
	.group = "Deals",
	.help = "how far the deals came that were opened in a period",
	.define =
	    "reached = distinct deals that were ever in an open stage of this "
	    "or a higher sequence of their pipeline; a won deal reached all, a "
	    "lost one counts to the highest open stage it was in, else to the "
	    "first; conversion = reached of the next row / reached; of_first "
	    "= reached / reached of the first row; open = still in this stage. "
	    "Where n (reached) is under 20 the note says low n.\n"
	    "Counted: deals by their visits and the stage they are in now.\n"
	    "Date: opened_on, within --from and --to; without either also "
	    "deals that have no opened_on.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
