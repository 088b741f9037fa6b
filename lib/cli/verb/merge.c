/*
 * merge: several records become one.  Operands are one group; a stream is one
 * too, or one a cluster where it has that column; of the pairs that dupes
 * prints, those that are sure.
 */
#include "merge.h"

#include <crm/cli/verbs.h>

#include <stdlib.h>
#include <string.h>

static struct crm_value
typed(struct crm_cmd *c, const struct crm_entity *e, int64_t id)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *s;

	if (id == 0)
		return CRM_VALUE_NULL;
	crm_id_format(&b, e, id);
	s = crm_strdup(c->arena, b.data);
	crm_buf_free(&b);
	return crm_value_text(crm_text_of(s));
}

/* Kept until the group is through: a refused one has done nothing. */
static enum crm_status
on_step(void *ctx, const struct crm_merge_step *step, struct crm_err *err)
{
	struct merging *x = ctx;
	struct crm_cmd *c = x->c;
	struct told *t = crm_alloc(c->arena, sizeof *t);

	(void)err;
	t->v[0] = crm_value_int(step->survivor);
	t->v[1] = typed(c, step->entity, step->record);
	t->v[2] = crm_value_text(crm_text_of(step->field->name));
	t->v[3] = crm_value_text((struct crm_text){
	    crm_strndup(c->arena, step->value.n == 0 ? "" : step->value.p,
		step->value.n),
	    step->value.n });
	t->v[4] = typed(c, c->entity, step->from);
	t->v[5] = crm_value_text(crm_text_of(step->how));
	*x->told_end = t;
	x->told_end = &t->next;
	return CRM_OK;
}

/* The ids of a group as they are now, each once; *from and *to are one that was
 * merged before, if any was. */
static enum crm_status
ids_now(struct merging *x, const struct cluster *k, int64_t *id, size_t *n,
    struct crm_value *from, struct crm_value *to, struct crm_err *err)
{
	struct crm_cmd *c = x->c;
	enum crm_status st;
	size_t i, j, kept = 0;

	for (i = 0; i < k->n; i++)
		id[i] = x->named[k->first + i].id;
	if (x->into != 0)
		id[i++] = x->into;
	*n = i;
	st = crm_follow_aliases(c->store, c->entity, id, *n, err);
	for (i = 0; i < *n; i++) {
		if (i < k->n && id[i] != x->named[k->first + i].id) {
			*from = typed(c, c->entity, x->named[k->first + i].id);
			*to = typed(c, c->entity, id[i]);
			if (crm_has(c, CRM_OPT_VERBOSE))
				crm_note(c, "%s was merged into %s", from->t.p,
				    to->t.p);
		}
		for (j = 0; j < kept && id[j] != id[i]; j++)
			;
		if (j == kept)
			id[kept++] = id[i];
	}
	*n = kept;
	return st;
}

static enum crm_status
merge_cluster(struct merging *x, const struct cluster *k, int64_t *survivor,
    struct crm_err *err)
{
	int64_t *id = crm_alloc_n(x->c->arena, k->n + 1, sizeof *id);
	struct crm_value from = CRM_VALUE_NULL, to = CRM_VALUE_NULL;
	enum crm_status st;
	size_t n;

	x->told = NULL;
	x->told_end = &x->told;
	if ((st = ids_now(x, k, id, &n, &from, &to, err)) != CRM_OK)
		return st;
	if (n < 2 && from.kind == CRM_STR)
		return crm_fail(err, CRM_RULE, "%s was merged into %s already",
		    from.t.p, to.t.p);
	if (n == 1 && k->n > 1) /* names may lead to the same one */
		return crm_fail(err, CRM_USAGE,
		    "merge needs two %ss or more; "
		    "what is given is all %s",
		    crm_entity_word(x->c->entity),
		    typed(x->c, x->c->entity, id[0]).t.p);
	x->m.into = x->into;
	return crm_merge_records(x->c->store, &x->m, id, n, survivor, err);
}

/* A group behind a savepoint, so that a refused one leaves nothing. */
static enum crm_status
try_cluster(struct merging *x, const struct cluster *k, int64_t *survivor,
    struct crm_err *err)
{
	struct crm_cmd *c = x->c;
	struct crm_merge before = x->m;
	const struct crm_text *name = &x->named[k->first].cluster;
	enum crm_status st, end;
	struct crm_err own;

	if ((st = crm_savepoint(c->store, err)) != CRM_OK)
		return st;
	st = merge_cluster(x, k, survivor, err);
	end = crm_savepoint_end(c->store, st == CRM_OK, &own);
	if (end != CRM_OK) {
		*err = own;
		return end;
	}
	if (st == CRM_OK || st == CRM_FAIL || st == CRM_BUSY)
		return st;
	x->m = before;
	x->told = NULL;
	crm_print_err(c,
	    name->n == 0
		? NULL
		: crm_sprintf(c->arena, "cluster %.*s", (int)name->n, name->p),
	    err);
	err->status = CRM_OK; /* it is told already */
	c->refused++;
	c->worst = CRM_RULE;
	*survivor = 0;
	return CRM_OK;
}

static enum crm_status
open_rows(struct merging *x, struct crm_err *err)
{
	const struct crm_entity *e = x->c->entity;
	struct crm_column *col = crm_alloc_n(x->c->arena, 6, sizeof *col);
	static const char *const name[] = { NULL, "record", "field", "value",
		"from", "policy" };
	size_t i;

	for (i = 0; i < 6; i++)
		col[i] = (struct crm_column){ .name = name[i],
			.label = name[i],
			.type = CRM_T_TEXT,
			.currency = -1 };
	col[0].name = col[0].label = e->field[e->id]->name;
	col[0].type = CRM_T_ID;
	col[0].code = e->def->code;
	return crm_rows_open(x->c, col, 6, &x->rows, err);
}

/* Clusters of a stream may share records: whoever survived one is merged by
 * another one, or survives both.  Those that stand at the end, each once. */
static enum crm_status
keep_survivors(struct merging *x, struct crm_err *err)
{
	struct crm_cmd *c = x->c;
	struct crm_id_list *l = &c->changed;
	size_t i, n = 0, kept = 0, all = l->n;
	int64_t *sorted, *place;
	enum crm_status st;
	bool *seen;

	st = crm_follow_aliases(c->store, c->entity, l->id, all, err);
	if (st != CRM_OK)
		return st;
	sorted = crm_alloc_n(c->arena, all + 1, sizeof *sorted);
	seen = crm_alloc_n(c->arena, all + 1, sizeof *seen);
	if (all > 0)
		memcpy(sorted, l->id, all * sizeof *sorted);
	qsort(sorted, all, sizeof *sorted, crm_by_int64);
	for (i = 0; i < all; i++)
		if (n == 0 || sorted[i] != sorted[n - 1])
			sorted[n++] = sorted[i];
	for (i = 0; i < all; i++) {
		place = bsearch(
		    &l->id[i], sorted, n, sizeof *sorted, crm_by_int64);
		if (seen[place - sorted])
			continue;
		seen[place - sorted] = true;
		l->id[kept++] = l->id[i];
	}
	l->n = kept;
	x->survivors = (int64_t)kept;
	return CRM_OK;
}

static enum crm_status
merge_all(struct merging *x, struct crm_err *err)
{
	struct crm_cmd *c = x->c;
	enum crm_status st = CRM_OK;
	const struct told *t;
	int64_t survivor;
	size_t i;

	for (i = 0; i < x->n_clusters && st == CRM_OK; i++) {
		survivor = 0;
		st = crm_has(c, CRM_OPT_KEEP_GOING)
		    ? try_cluster(x, &x->cluster[i], &survivor, err)
		    : merge_cluster(x, &x->cluster[i], &survivor, err);
		if (st != CRM_OK || survivor == 0)
			continue;
		crm_id_list_add(&c->changed, c->arena, survivor);
		for (t = x->told; t != NULL && st == CRM_OK; t = t->next)
			st = crm_rows_put(x->rows, t->v, err);
		crm_progress(c, "merged", (int64_t)i + 1, (int64_t)i + 1,
		    (int64_t)x->n_clusters);
	}
	crm_progress_end(c);
	return st == CRM_OK ? keep_survivors(x, err) : st;
}

static enum crm_status
merge_body(struct crm_cmd *c, struct crm_err *err)
{
	struct merging *x = c->state;
	enum crm_status st;

	x->m.merged = x->m.moved = x->survivors = 0;
	x->rows = NULL;
	if (!crm_has(c, CRM_OPT_EXPLAIN)) {
		st = merge_all(x, err);
		return st != CRM_OK ? st
				    : crm_cmd_print_changed(c, c->entity, err);
	}
	x->m.step = on_step;
	x->m.ctx = x;
	if ((st = open_rows(x, err)) == CRM_OK)
		st = merge_all(x, err);
	return crm_rows_end(x->rows, st, err);
}

static void
summarise(const struct merging *x)
{
	const struct crm_cmd *c = x->c;
	int64_t all = x->m.merged + x->survivors;

	if (crm_has(c, CRM_OPT_QUIET))
		return;
	if (x->survivors > 0)
		crm_buf_printf(&c->notes->summary,
		    crm_tr("merged %lld %ss into %lld, moved %lld "
			   "reference%s"),
		    (long long)all, c->entity->def->name,
		    (long long)x->survivors, (long long)x->m.moved,
		    x->m.moved == 1 ? "" : "s");
	end_summary(c);
}

enum crm_status
crm_verb_merge(struct crm_cmd *c, struct crm_err *err)
{
	struct merging x = { .c = c };
	enum crm_status st;

	c->state = &x;
	st = crm_merge_open(
	    c->entity, c->opt_all[CRM_OPT_POLICY], c->arena, &x.m, err);
	if (st != CRM_OK || (st = merge_input(&x, err)) != CRM_OK)
		return st;
	if (x.n_clusters == 0 && !c->from_stdin)
		return crm_fail(err, CRM_USAGE, "merge needs two %ss or more",
		    crm_entity_word(c->entity));
	c->quiet_summary = true;
	st = crm_cmd_write(c, merge_body, err);
	if (st == CRM_OK || (st == CRM_RULE && c->refused > 0))
		summarise(&x);
	return st;
}
