/* Taking a step of a table of steps. */
#include "steps.h"

#include <crm/store/log.h>

void
step_set(struct stepping *v, const char *field, struct crm_value x)
{
	crm_record_set(&v->patch, field_of(v->e, field), x);
}

static bool
is_from(const struct step *step, struct crm_text state)
{
	size_t i;

	for (i = 0; step->from[i] != NULL; i++)
		if (crm_text_is(state, step->from[i]))
			return true;
	return false;
}

static enum crm_status
refuse(const struct steps *k, struct stepping *v, struct crm_err *err)
{
	struct crm_text state = word_of(&v->now, "status");
	enum crm_status st;

	if (k->refuse != NULL && (st = k->refuse(v, err)) != CRM_OK)
		return st;
	return crm_fail_record(err, CRM_RULE, "%s is %.*s; %s", v->id,
	    (int)state.n, state.p, crm_tr(v->step->words));
}

static enum crm_status
load(const struct steps *k, struct stepping *v, int64_t id, struct crm_err *err)
{
	enum crm_status st;

	v->e = crm_dict_find(crm_store_dict(v->s), k->entity);
	v->id = typed_id(&v->a, v->e, id);
	if ((st = crm_lock(v->s, v->e, id, err)) != CRM_OK ||
	    (st = crm_load(v->s, v->e, id, &v->a, &v->now, err)) != CRM_OK)
		return st;
	if (!is_from(v->step, text_of(&v->now, "status")))
		return refuse(k, v, err);
	crm_record_init(&v->patch, v->e, &v->a);
	v->patch.id = id;
	/* What somebody would have to agree to first is no part of a step. */
	v->patch.held = CRM_HELD_REFUSED;
	if (v->step->to != NULL)
		step_set(v, "status", crm_value_text(crm_text_of(v->step->to)));
	return CRM_OK;
}

static enum crm_status
write(const struct steps *k, struct stepping *v, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (k->say != NULL)
		st = k->say(v, err);
	if (st == CRM_OK && v->step->prepare != NULL)
		st = v->step->prepare(v, err);
	return st == CRM_OK ? crm_update(v->s, &v->patch, v->done, err) : st;
}

static enum crm_status
follow(struct stepping *v, struct crm_err *err)
{
	enum crm_status st;

	if (v->step->follow == NULL)
		return CRM_OK;
	st = crm_load(v->s, v->e, v->patch.id, &v->a, &v->now, err);
	return st == CRM_OK ? v->step->follow(v, err) : st;
}

enum crm_status
step_take(struct crm_store *s, const struct steps *k, size_t step, int64_t id,
    const void *how, enum crm_action *done, struct crm_err *err)
{
	struct stepping v = { .s = s,
		.step = &k->step[step],
		.how = how,
		.a = CRM_ARENA_INIT,
		.done = done };
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = load(k, &v, id, err)) == CRM_OK &&
	    (st = write(k, &v, err)) == CRM_OK)
		st = follow(&v, err);
	crm_arena_free(&v.a);
	return st;
}

/* "submit, confirm, hold" */
static const char *
verbs(const struct steps *k, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *out;
	size_t i;

	for (i = 0; i < k->n; i++)
		crm_buf_printf(&b, "%s%s", i > 0 ? ", " : "", k->step[i].verb);
	out = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return out;
}

/* A row of an import meets one: what came as it was may be put right, what a step moved
 * goes on by steps. */
static enum crm_status
check_met(
    const struct steps *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	struct crm_text state = word_of(w->old, "status");
	enum crm_status st;
	bool moved;

	if (!differs(w->old, w->new, "status"))
		return CRM_OK;
	st = crm_log_ever(w->store, e, w->new->id, "status", &moved, err);
	return st != CRM_OK || !moved
	    ? st
	    : crm_fail_field(err, CRM_RULE, "status",
		  "%s is %.*s, and is moved from there: %s %s",
		  typed_id(w->arena, e, w->new->id), (int)state.n, state.p,
		  crm_entity_command(e, w->arena), verbs(k, w->arena));
}

enum crm_status
step_check_first(
    const struct steps *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	const char *first = e->field[field_of(e, "status")]->def;
	struct crm_text state = text_of(w->new, "status"), word;

	if (w->met)
		return check_met(k, w, err);
	if (w->old != NULL || w->import || w->undo || crm_text_is(state, first))
		return CRM_OK;
	word = word_for(e, "status", crm_text_of(first));
	return crm_fail_field(err, CRM_RULE, "status",
	    "begins as %.*s and is moved from there: %s %s", (int)word.n,
	    word.p, crm_entity_command(e, w->arena), verbs(k, w->arena));
}
