/* The stages of all pipelines, in order. */
#include "kit.h"

#include <string.h>

static struct crm_text
keep_text(struct crm_arena *a, const struct crm_stmt *q, int col)
{
	struct crm_text t = crm_col_text(q, col);

	t.p = crm_strndup(a, t.n == 0 ? "" : t.p, t.n);
	return t;
}

static void
read_stage(struct crm_arena *a, const struct crm_stmt *q, struct stage *s)
{
	s->id = crm_col_int(q, 0);
	s->seq = crm_col_int(q, 1);
	s->code = keep_text(a, q, 2);
	s->type = crm_text_is(s->code, "won") ? STAGE_WON
	    : crm_text_is(s->code, "lost")    ? STAGE_LOST
					      : STAGE_OPEN;
	s->probability = crm_col(q, 3, false);
	s->pipeline = keep_text(a, q, 4);
	s->name = keep_text(a, q, 5);
	s->forecast = keep_text(a, q, 7);
}

static void
number_lines(struct stages *all, struct crm_arena *a)
{
	struct crm_text *folded = crm_alloc_n(a, all->n + 1, sizeof *folded);
	size_t i;

	for (i = 0; i < all->n; i++) {
		folded[i] = crm_fold_dup(a, all->all[i].pipeline);
		if (i > 0 && !crm_text_eq(folded[i], folded[i - 1]))
			all->lines++;
		all->all[i].line = all->lines;
	}
	all->lines += all->n > 0;
}

enum crm_status
stages_load(struct crm_store *s, struct crm_arena *a, struct stages *out,
    struct crm_err *err)
{
	struct crm_value n;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct stages){ .all = NULL };
	st = crm_get_int(s, "SELECT count(*) FROM stage", NULL, 0, &n, err);
	if (st != CRM_OK)
		return st;
	out->all = crm_alloc_n(a, (size_t)n.i + 1, sizeof *out->all);
	out->live = crm_alloc_n(a, (size_t)n.i + 1, sizeof *out->live);
	st = crm_sql(s,
	    "SELECT \"id\", \"seq\", \"type\", \"probability\", "
	    "\"pipeline\", \"name\", \"deleted\", \"category\" FROM stage "
	    "ORDER BY \"pipeline_f\", \"seq\", \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		out->live[out->n] = crm_col_null(q, 6);
		read_stage(a, q, &out->all[out->n++]);
	}
	number_lines(out, a);
	return st;
}

const struct stage *
stages_find(const struct stages *all, int64_t id)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->all[i].id == id)
			return &all->all[i];
	return NULL;
}

const struct stage *
stages_first(const struct stages *all, size_t line)
{
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->all[i].line == line && all->live[i] &&
		    all->all[i].type == STAGE_OPEN)
			return &all->all[i];
	return NULL;
}
