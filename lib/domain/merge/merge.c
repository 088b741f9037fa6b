/* Merging records: who survives, what forbids it, and the order of writing. */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

/* ---- rank ---- */

static int
by_number(int64_t more, int64_t less)
{
	return (more < less) - (more > less);
}

static int
by_rank(const void *a, const void *b)
{
	const struct member *x = a, *y = b;
	int d = by_number(y->last, x->last);

	if (d == 0)
		d = by_number(x->about, y->about);
	if (d == 0)
		d = by_number(x->filled, y->filled);
	return d != 0 ? d : by_number(y->rec.id, x->rec.id);
}

static int64_t
count_filled(const struct crm_record *r)
{
	const struct crm_entity *e = r->entity;
	int64_t n = 0;
	size_t i;

	for (i = 0; i < e->n; i++)
		n += (e->field[i]->flags & CRM_F_READONLY) == 0 &&
		    r->v[i].kind != CRM_NULL;
	return n;
}

static enum crm_status
load_members(struct group *g, const int64_t *id, size_t n, struct crm_err *err)
{
	int64_t *sorted = crm_alloc_n(g->a, n, sizeof *sorted);
	enum crm_status st;
	size_t i;

	/* Locked in one order, so that two merges do not wait for one
	 * another. */
	memcpy(sorted, id, n * sizeof *sorted);
	qsort(sorted, n, sizeof *sorted, crm_by_int64);
	g->member = crm_alloc_n(g->a, n, sizeof *g->member);
	for (i = 0; i < n; i++) {
		struct member *x = &g->member[g->n];

		if (i > 0 && sorted[i] == sorted[i - 1])
			continue;
		if ((st = crm_lock(g->s, g->e, sorted[i], err)) != CRM_OK ||
		    (st = crm_load(g->s, g->e, sorted[i], g->a, &x->rec,
			 err)) != CRM_OK ||
		    (st = count_links(g, sorted[i], &x->about, err)) != CRM_OK)
			return st;
		x->filled = count_filled(&x->rec);
		g->n++;
	}
	return CRM_OK;
}

/* Who was called a duplicate of another one here does not survive it. */
static void
note_duplicates(struct group *g)
{
	int field = crm_field_index(g->e, CRM_TEXT("duplicate_of"));
	size_t i;

	for (i = 0; i < g->n && field >= 0; i++)
		g->member[i].last = refers_inside(
		    g, g->e, g->e->field[field], g->member[i].rec.v[field]);
}

static void
put_first(struct group *g, int64_t id)
{
	struct member x;
	size_t i;

	for (i = 0; i < g->n && g->member[i].rec.id != id; i++)
		;
	if (id == 0 || i == g->n)
		return;
	x = g->member[i];
	memmove(g->member + 1, g->member, i * sizeof x);
	g->member[0] = x;
}

/* ---- what forbids it ---- */

static enum crm_status
check_credit_codes(const struct group *g, struct crm_err *err)
{
	int field = crm_field_index(g->e, CRM_TEXT("credit_code"));
	const struct crm_record *first = NULL;
	size_t i;

	for (i = 0; i < g->n && field >= 0; i++) {
		const struct crm_record *r = &g->member[i].rec;

		if (r->v[field].kind == CRM_NULL)
			continue;
		if (first != NULL &&
		    !crm_value_eq(r->v[field], first->v[field]))
			return crm_fail_field(err, CRM_RULE, "credit_code",
			    "%s has %.*s, %s has %.*s: these are two "
			    "companies; correct the code that is wrong first",
			    typed_id(g->a, g->e, first->id),
			    (int)first->v[field].t.n, first->v[field].t.p,
			    typed_id(g->a, g->e, r->id), (int)r->v[field].t.n,
			    r->v[field].t.p);
		first = r;
	}
	return CRM_OK;
}

/* What was converted is read-only, unless the others became the same. */
static enum crm_status
check_converted(const struct group *g, struct crm_err *err)
{
	const char *const *became = trade_of(g->e)->became;
	const struct crm_record *first = &g->member[0].rec;
	const struct crm_record *converted = NULL;
	bool same = true;
	size_t i, j;

	if (became == NULL)
		return CRM_OK;
	for (i = 0; i < g->n; i++) {
		const struct crm_record *r = &g->member[i].rec;

		if (converted == NULL &&
		    (has_any(r, became) ||
			crm_text_is(text_of(r, "status"), "converted")))
			converted = r;
		for (j = 0; became[j] != NULL; j++)
			same = same && !differs(first, r, became[j]);
		same = same &&
		    crm_text_eq(text_of(r, "status"), text_of(first, "status"));
	}
	if (converted == NULL || (same && has_any(first, became)))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is converted: a converted %s is "
	    "read-only; merge what it became",
	    typed_id(g->a, g->e, converted->id), crm_entity_word(g->e));
}

/* ---- writing ---- */

static bool
gives_any(const struct crm_record *r)
{
	size_t i;

	for (i = 0; i < r->entity->n; i++)
		if (r->given[i])
			return true;
	return false;
}

static enum crm_status
hide_loser(struct group *g, int64_t id, struct crm_err *err)
{
	struct crm_value survivor = crm_value_int(g->member[0].rec.id);
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, g->e, g->a);
	patch.id = id;
	crm_record_set(&patch, g->e->alias, survivor);
	if ((st = crm_update(g->s, &patch, &done, err)) != CRM_OK ||
	    (st = crm_hide(g->s, g->e, id, err)) != CRM_OK)
		return st;
	g->m->merged++;
	return tell_step(g, g->e, id, g->e->alias, survivor, id, "merged", err);
}

/*
 * The survivor goes first, so that nothing of it refers into the group; then
 * what refers to the others; then these are deleted, and their keys are free.
 */
static enum crm_status
write_group(struct group *g, struct crm_err *err)
{
	struct crm_record patch, keys;
	enum crm_action done;
	enum crm_status st;
	size_t i;

	crm_record_init(&patch, g->e, g->a);
	crm_record_init(&keys, g->e, g->a);
	patch.id = keys.id = g->member[0].rec.id;
	if ((st = merge_fields(g, &patch, &keys, err)) != CRM_OK ||
	    (gives_any(&patch) &&
		(st = crm_update(g->s, &patch, &done, err)) != CRM_OK))
		return st;
	for (i = 1; i < g->n && st == CRM_OK; i++)
		st = move_links(g, g->member[i].rec.id, err);
	for (i = 1; i < g->n && st == CRM_OK; i++)
		st = hide_loser(g, g->member[i].rec.id, err);
	if (st == CRM_OK && gives_any(&keys))
		st = crm_update(g->s, &keys, &done, err);
	return st;
}

enum crm_status
crm_merge_records(struct crm_store *s, struct crm_merge *m, const int64_t *id,
    size_t n, int64_t *survivor, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct group g = { .s = s, .m = m, .e = m->entity, .a = &a };
	enum crm_status st;

	st = load_members(&g, id, n, err);
	if (st == CRM_OK && g.n < 2)
		st = crm_fail(err, CRM_USAGE, "merge needs two %ss or more",
		    crm_entity_word(g.e));
	if (st == CRM_OK) {
		note_duplicates(&g);
		qsort(g.member, g.n, sizeof *g.member, by_rank);
		put_first(&g, m->into);
		*survivor = g.member[0].rec.id;
		if ((st = check_converted(&g, err)) == CRM_OK &&
		    (st = check_credit_codes(&g, err)) == CRM_OK)
			st = write_group(&g, err);
	}
	crm_arena_free(&a);
	return st;
}
