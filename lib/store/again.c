/*
 * Records that a batch writes again and again: how much there is of a product, behind
 * each of its moves.  What such a record comes to waits here, and is written, with its
 * lines of the log, once somebody reads its table, or at the commit.  A batch with
 * savepoints writes each at once, for it may go back.
 */
#include "internal.h"

#include <crm/base/hash.h>

#include <string.h>

/* So many, and all are written and forgotten. */
enum { SLOTS = 1 << 12, MOST = 20000 };

struct again {
	int64_t id;
	struct crm_record old, new; /* as it is in its table, and as it is */
	bool waits;
	struct again *next, *behind; /* in its slot; of those that wait */
};

static struct again *
find(const struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	struct again *x = NULL;

	if (s->again_all.n > 0)
		x = s->again_all.slot[crm_mix(0, (uint64_t)id) % SLOTS];
	while (x != NULL && (x->id != id || x->new.entity != e))
		x = x->next;
	return x;
}

bool
again_has(const struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	return e->def->rewritten && find(s, e, id) != NULL;
}

static void
copy(struct crm_arena *a, const struct crm_record *from, struct crm_record *to)
{
	size_t i;

	crm_record_init(to, from->entity, a);
	to->id = from->id;
	for (i = 0; i < from->entity->n; i++)
		to->v[i] = from->v[i].kind == CRM_STR
		    ? crm_value_dup(a, from->v[i])
		    : from->v[i];
}

bool
again_load(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out)
{
	const struct again *x;

	if (!e->def->rewritten || (x = find(s, e, id)) == NULL)
		return false;
	copy(a, &x->new, out);
	out->version = tx_number_yet(s);
	return true;
}

/* Texts that stay are not copied anew. */
static void
take(struct crm_arena *a, const struct crm_record *from, struct crm_record *to)
{
	size_t i;

	for (i = 0; i < from->entity->n; i++)
		if (!looks_same(&to->v[i], &from->v[i]) &&
		    !crm_value_eq(to->v[i], from->v[i]))
			to->v[i] = crm_value_dup(a, from->v[i]);
}

static struct again *
note(struct crm_store *s, const struct crm_record *old)
{
	struct again_all *all = &s->again_all;
	struct again *x, **slot;

	if (all->slot == NULL)
		all->slot = crm_alloc_n(&all->arena, SLOTS, sizeof *all->slot);
	slot = &all->slot[crm_mix(0, (uint64_t)old->id) % SLOTS];
	x = crm_alloc(&all->arena, sizeof *x);
	x->id = old->id;
	copy(&all->arena, old, &x->old);
	copy(&all->arena, old, &x->new);
	x->next = *slot;
	*slot = x;
	all->n++;
	return x;
}

/* Behind those that wait already: who looks has them all written, and there may be a
 * look for each of many records. */
static void
queue(struct again_all *all, struct again *x)
{
	x->waits = true;
	x->behind = NULL;
	*(all->first == NULL ? &all->first : &all->last->behind) = x;
	all->last = x;
}

enum crm_status
again_write(struct crm_store *s, struct crm_err *err)
{
	struct again_all *all = &s->again_all;
	enum crm_status st = CRM_OK;
	struct again *x;

	if (all->writing)
		return CRM_OK;
	all->writing = true;
	while ((x = all->first) != NULL && st == CRM_OK) {
		st = update_write(s, &x->old, &x->new, err);
		take(&all->arena, &x->new, &x->old);
		x->waits = false;
		all->first = x->behind;
	}
	all->writing = false;
	return st;
}

void
again_forget(struct crm_store *s)
{
	crm_arena_free(&s->again_all.arena);
	memset(&s->again_all, 0, sizeof s->again_all);
}

enum crm_status
again_update(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, bool *waits, bool *first, struct crm_err *err)
{
	struct again_all *all = &s->again_all;
	enum crm_status st;
	struct again *x;

	*first = true;
	*waits = new->entity->def->rewritten && !s->tx.marked;
	if (!*waits)
		return CRM_OK;
	x = find(s, new->entity, new->id);
	if (x == NULL && all->n >= MOST) {
		if ((st = again_write(s, err)) != CRM_OK)
			return st;
		again_forget(s);
	}
	if (x == NULL)
		x = note(s, old);
	take(&all->arena, new, &x->new);
	*first = !x->waits;
	if (*first)
		queue(all, x);
	return CRM_OK;
}

/* ---- changed once more ---- */

/* One whose first change went the long way, and of which nobody has to hear. */
static struct again *
find_kept(const struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	struct again *x = s->tx.import && !s->tx.notify && !s->tx.automate &&
		!s->tx.marked
	    ? find(s, e, id)
	    : NULL;

	return x != NULL && x->waits && x->new.v[e->deleted].kind == CRM_NULL
	    ? x
	    : NULL;
}

const struct crm_record *
crm_kept(const struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	const struct again *x = find_kept(s, e, id);

	return x != NULL ? &x->new : NULL;
}

void
crm_keep(struct crm_store *s, const struct crm_record *patch)
{
	struct again *x = find_kept(s, patch->entity, patch->id);
	size_t i;

	for (i = 0; i < patch->entity->n; i++)
		if (patch->given[i] && !crm_value_eq(x->new.v[i], patch->v[i]))
			x->new.v[i] = crm_value_dup(
			    &s->again_all.arena, patch->v[i]);
}

/* ---- who reads ---- */

enum crm_status
again_step(struct crm_stmt *st, struct crm_err *err)
{
	struct crm_store *s = st->store;
	enum crm_status status;

	if (s->again_all.n == 0 || s->again_all.writing)
		return CRM_OK;
	status = again_write(s, err);
	/* What is written past us is another than we keep. */
	if (strncmp(st->sql, "SELECT", strlen("SELECT")) != 0 &&
	    strncmp(st->sql, "WITH", strlen("WITH")) != 0)
		again_forget(s);
	return status;
}
