/* What became of the deals that were in a stage, and when: of those that have
 * ended, from their first day in it. */
#include "outcomes.h"

enum crm_status
outcomes_begin(struct crm_store *s, struct crm_arena *a, struct outcomes *out,
    struct crm_err *err)
{
	enum crm_status st;

	*out = (struct outcomes){ .sorted = false };
	st = stages_load(s, a, &out->stages, err);
	out->of = crm_alloc_n(a, out->stages.n + 1, sizeof *out->of);
	return st;
}

static void
note_stay(struct outcomes *o, struct crm_arena *a, const struct deal *d,
    const struct stage *in, struct crm_value since, bool *met)
{
	struct past_stage *p;
	size_t i;

	if (in == NULL || in->type != STAGE_OPEN || since.kind != CRM_INT ||
	    d->closed.i < since.i)
		return;
	i = (size_t)(in - o->stages.all);
	if (met[i])
		return;
	met[i] = true;
	p = &o->of[i];
	numbers_add(&p->ended, a, d->closed.i - since.i);
	if (d->stage->type == STAGE_WON)
		numbers_add(&p->won, a, d->closed.i - since.i);
}

void
outcomes_learn(struct outcomes *o, struct crm_arena *a, const struct deal *d)
{
	const struct stages *all = &o->stages;
	struct crm_arena scratch = CRM_ARENA_INIT;
	bool *met = crm_alloc_n(&scratch, all->n + 1, sizeof *met);
	const struct stage *in = NULL;
	size_t i;

	if (d->n_visits > 0 && d->visit[0].from.kind == CRM_INT)
		in = stages_find(all, d->visit[0].from.i);
	note_stay(o, a, d, in, d->opened, met);
	for (i = 0; i < d->n_visits; i++)
		note_stay(o, a, d, stages_find(all, d->visit[i].stage),
		    d->visit[i].on, met);
	crm_arena_free(&scratch);
}

void
outcomes_sort(struct outcomes *o)
{
	size_t i;

	if (o->sorted)
		return;
	for (i = 0; i < o->stages.n; i++) {
		numbers_sort(&o->of[i].won);
		numbers_sort(&o->of[i].ended);
	}
	o->sorted = true;
}

/* How many of sorted numbers are larger. */
static int64_t
beyond(const struct numbers *v, int64_t days)
{
	size_t low = 0, high = v->n, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (v->v[middle] <= days)
			low = middle + 1;
		else
			high = middle;
	}
	return (int64_t)(v->n - low);
}

struct outcome
outcomes_after(const struct outcomes *o, size_t stage, int64_t days)
{
	return (struct outcome){ beyond(&o->of[stage].won, days),
		beyond(&o->of[stage].ended, days) };
}

int64_t
outcomes_won_within(
    const struct outcomes *o, size_t stage, int64_t days, int64_t within)
{
	return beyond(&o->of[stage].won, days) -
	    beyond(&o->of[stage].won, days + within);
}

size_t
stage_place(const struct outcomes *o, const struct deal *d)
{
	return (size_t)(stages_find(&o->stages, d->stage->id) - o->stages.all);
}

int64_t
days_in_stage(const struct deal *d)
{
	struct crm_value since = d->n_visits > 0 ? d->visit[d->n_visits - 1].on
						 : d->opened;

	return since.kind == CRM_INT && d->today > since.i ? d->today - since.i
							   : 0;
}
