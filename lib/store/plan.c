/* What a command keeps for each entity it works with: statements, ids. */
#include "internal.h"

enum { ID_BLOCK_MAX = 4096 };

struct plan *
plan_of(struct crm_store *s, const struct crm_entity *e)
{
	if (s->plan == NULL)
		s->plan = crm_alloc_n(&s->plans, s->dict->n, sizeof *s->plan);
	/* It may be of another dictionary, see fields_load: all have the same
	 * kinds, in one order. */
	return &s->plan[e->place];
}

void
plan_forget(struct crm_store *s)
{
	size_t i;

	for (i = 0; s->plan != NULL && i < s->dict->n; i++)
		crm_buf_free(&s->plan[i].queue_text);
	s->plan = NULL;
	crm_arena_reset(&s->plans);
}

static void
note_taken(struct crm_store *s, struct plan *p)
{
	struct id_range *r = p->taken;

	if (r == NULL || r->last + 1 != p->next_id) {
		r = crm_alloc(&s->plans, sizeof *r);
		*r = (struct id_range){ .first = p->next_id, .next = p->taken };
		p->taken = r;
	}
	r->last = p->last_id - 1;
}

enum crm_status
plan_next_id(struct crm_store *s, const struct crm_entity *e, int64_t *id,
    struct crm_err *err)
{
	struct plan *p = plan_of(s, e);
	enum crm_status st;

	p->born++;
	if (s->tx.dry_run) {
		*id = --p->next_id;
		return CRM_OK;
	}
	if (p->next_id == p->last_id) {
		p->block = p->block == 0 ? 1 : p->block * 2;
		if (p->block > ID_BLOCK_MAX)
			p->block = ID_BLOCK_MAX;
		st = s->engine->take_ids(
		    s, e->def->name, p->block, &p->next_id, err);
		if (st != CRM_OK)
			return st;
		p->last_id = p->next_id + p->block;
		note_taken(s, p);
	}
	*id = p->next_id++;
	if (p->born_first == 0)
		p->born_first = *id;
	p->born_last = *id;
	return CRM_OK;
}

void
plan_mark(struct crm_store *s)
{
	size_t i;

	for (i = 0; i < s->dict->n; i++) {
		struct plan *p = plan_of(s, s->dict->entity[i]);

		p->mark.next_id = p->next_id;
		p->mark.last_id = p->last_id;
		p->mark.block = p->block;
		p->mark.born_first = p->born_first;
		p->mark.born_last = p->born_last;
		p->mark.born = p->born;
	}
}

void
plan_go_back(struct crm_store *s)
{
	size_t i;

	for (i = 0; i < s->dict->n; i++) {
		struct plan *p = plan_of(s, s->dict->entity[i]);

		p->next_id = p->mark.next_id;
		p->last_id = p->mark.last_id;
		p->block = p->mark.block;
		p->born_first = p->mark.born_first;
		p->born_last = p->mark.born_last;
		p->born = p->mark.born;
	}
}

bool
plan_is_new(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	const struct id_range *r = plan_of(s, e)->taken;

	while (r != NULL && (id < r->first || id > r->last))
		r = r->next;
	return id < 0 || r != NULL;
}

bool
crm_is_new(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	return plan_is_new(s, e, id);
}

/* Notes the range of ids that a batch gave, so that undo and the feed find
 * what it inserted without an index on every table. */
static enum crm_status
note_birth(struct crm_store *s, const struct crm_entity *e, struct plan *p,
    struct crm_err *err)
{
	struct crm_value v[5] = { crm_value_int(s->tx.id),
		crm_value_text(crm_text_of(e->def->name)),
		crm_value_int(p->born_first), crm_value_int(p->born_last),
		crm_value_int(p->born) };

	p->born_first = p->born_last = p->born = 0;
	seal_note(s, "birth", v + 1, 4);
	return crm_run(s,
	    "INSERT INTO birth (\"batch\", \"entity\", "
	    "\"first\", \"last\", \"n\") VALUES (?, ?, ?, ?, ?)",
	    v, 5, err);
}

enum crm_status
plan_settle(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	for (i = 0; s->plan != NULL && i < s->dict->n; i++) {
		struct plan *p = &s->plan[i];

		if (p->born > 0 &&
		    (st = note_birth(s, s->dict->entity[i], p, err)) != CRM_OK)
			return st;
		p->taken = NULL;
		if (p->next_id == p->last_id)
			continue;
		st = s->engine->give_ids(s, s->dict->entity[i]->def->name,
		    p->next_id, p->last_id - 1, err);
		if (st != CRM_OK)
			return st;
		p->last_id = p->next_id;
	}
	return CRM_OK;
}

void
plan_return(struct crm_store *s)
{
	const struct id_range *r;
	size_t i;

	for (i = 0; s->plan != NULL && i < s->dict->n; i++)
		for (r = s->plan[i].taken; r != NULL; r = r->next)
			s->engine->give_ids(s, s->dict->entity[i]->def->name,
			    r->first, r->last, NULL);
}
