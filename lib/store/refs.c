/*
 * What a transaction refers to must live when it is committed.
 *
 * A name is often resolved before the transaction begins, and on a server
 * others hide records beside us.  So every reference that is written is noted,
 * each record once, and at the end all are locked and looked at, some hundred a
 * statement: a million rows of a few parents cost one trip.  Whoever hides a
 * record holds a stronger lock while he looks who refers to it: he waits for
 * us and sees our rows, or we wait for him and see what he did.
 *
 * Locks taken with each row would say so earlier and cost a trip a row.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { HELD_FEW = 16, HELD_MOST = 256 };

static uint64_t
slot_hash(const struct crm_entity *e, int64_t id)
{
	uint64_t h = ((uint64_t)id ^ (uint64_t)(uintptr_t)e) *
	    UINT64_C(0x9e3779b97f4a7c15);

	return h ^ (h >> 32);
}

static struct ref *
find(const struct refs *r, const struct crm_entity *e, int64_t id)
{
	size_t i = (size_t)slot_hash(e, id) & (r->cap - 1);

	while (r->slot[i].entity != NULL &&
	    (r->slot[i].entity != e || r->slot[i].id != id))
		i = (i + 1) & (r->cap - 1);
	return &r->slot[i];
}

static void
grow(struct refs *r)
{
	struct refs more = { .n = r->n, .cap = r->cap == 0 ? 16 : r->cap * 2 };
	size_t i;

	more.slot = calloc(more.cap, sizeof *more.slot);
	if (more.slot == NULL)
		crm_oom();
	for (i = 0; i < r->cap; i++)
		if (r->slot[i].entity != NULL)
			*find(&more, r->slot[i].entity,
			    r->slot[i].id) = r->slot[i];
	free(r->slot);
	*r = more;
}

/* The names of an import are resolved under the lock of the book. */
static bool
are_noted(const struct crm_store *s)
{
	return !s->tx.import || s->engine->to_refer != NULL;
}

void
refs_note(struct crm_store *s, const struct crm_field *f, struct crm_value v)
{
	const struct crm_entity *e;
	struct ref *slot;
	int64_t id;

	if (!are_noted(s) || !keys_target(s, f, v, &e, &id))
		return;
	ahead_doubt(s, e, id, DOUBT_REFERRED | DOUBT_PARTS | DOUBT_ABOUT);
	if (s->refs.n * 2 >= s->refs.cap)
		grow(&s->refs);
	slot = find(&s->refs, e, id);
	/* What this batch made nobody else has seen. */
	if (slot->entity != NULL || plan_is_new(s, e, id))
		return;
	*slot = (struct ref){ e, id, f };
	s->refs.n++;
}

void
refs_note_all(struct crm_store *s, const struct crm_record *r, const bool *only)
{
	size_t i;

	for (i = 0; i < r->entity->n && are_noted(s); i++)
		if (only == NULL || only[i])
			refs_note(s, r->entity->field[i], r->v[i]);
}

void
refs_forget(struct crm_store *s)
{
	free(s->refs.slot);
	s->refs = (struct refs){ NULL, 0, 0 };
}

/* ---- at the commit ---- */

static int
by_entity_and_id(const void *x, const void *y)
{
	const struct ref *a = x, *b = y;
	int code = strcmp(a->entity->def->code, b->entity->def->code);

	return code != 0 ? code : (a->id > b->id) - (a->id < b->id);
}

/* Locks the first records of a sorted list that are of one kind; how many of
 * them live. */
static enum crm_status
hold_some(struct crm_store *s, const struct ref *r, size_t n, int64_t *live,
    struct crm_err *err)
{
	size_t i, marks = n == 1 ? 1 : n <= HELD_FEW ? HELD_FEW : HELD_MOST;
	struct crm_value v[HELD_MOST], count = CRM_VALUE_NULL;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_printf(&b,
	    "SELECT count(*) FROM (SELECT \"id\" FROM \"%s\" "
	    "WHERE \"deleted\" IS NULL AND \"id\" IN (",
	    r->entity->def->table);
	/* Few texts, so that they stay prepared: the last one fills it up. */
	for (i = 0; i < marks; i++) {
		crm_buf_str(&b, i == 0 ? "?" : ", ?");
		v[i] = crm_value_int(r[i < n ? i : n - 1].id);
	}
	crm_buf_printf(&b, ") ORDER BY \"id\"%s) held",
	    s->engine->to_refer == NULL ? "" : s->engine->to_refer);
	st = crm_get_int(s, b.data, v, marks, &count, err);
	crm_buf_free(&b);
	*live = count.i;
	return st;
}

/* One of these is hidden.  That is a failure where we refer to it still: the
 * reference may have been taken back, or its record hidden too. */
static enum crm_status
find_vanished(
    struct crm_store *s, const struct ref *r, size_t n, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_buf list = CRM_BUF_INIT;
		int64_t live;

		st = hold_some(s, &r[i], 1, &live, err);
		if (st == CRM_OK && live == 0)
			st = keys_referrers(
			    s, r[i].entity, r[i].id, true, &list, err);
		if (st == CRM_OK && list.len > 0) {
			/* Run again, a body says better whose fault it is. */
			s->again = !s->vanished_before;
			s->vanished_before = true;
			st = load_deleted(s, r[i].entity, r[i].id, err);
			crm_err_in_field(err, r[i].field->name);
		}
		crm_buf_free(&list);
	}
	return st;
}

enum crm_status
refs_hold(struct crm_store *s, struct crm_err *err)
{
	struct ref *list;
	enum crm_status st = CRM_OK;
	size_t i, from, n = 0;
	int64_t live;

	if (s->refs.n == 0)
		return CRM_OK;
	/* In one order, so that two of us do not wait for each other. */
	list = calloc(s->refs.n, sizeof *list);
	if (list == NULL)
		crm_oom();
	for (i = 0; i < s->refs.cap; i++)
		if (s->refs.slot[i].entity != NULL)
			list[n++] = s->refs.slot[i];
	qsort(list, n, sizeof *list, by_entity_and_id);
	for (from = 0; from < n && st == CRM_OK; from = i) {
		for (i = from; i < n && i - from < HELD_MOST &&
		     list[i].entity == list[from].entity;
		     i++)
			;
		st = hold_some(s, list + from, i - from, &live, err);
		if (st == CRM_OK && live != (int64_t)(i - from))
			st = find_vanished(s, list + from, i - from, err);
	}
	free(list);
	return st;
}
