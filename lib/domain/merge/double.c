/*
 * What is said once of a record, and was said of two that are merged: the same
 * relation, a member of the same campaign.
 */
#include "merge.h"

#include <string.h>

static int
place_of(const struct crm_field *f, struct crm_value v)
{
	int i;

	for (i = 0; f->choices[i].code != NULL; i++)
		if (v.kind == CRM_STR && crm_text_is(v.t, f->choices[i].code))
			return i;
	return -1;
}

/* What stands is kept, but what is blank; a status is the further one: who
 * opted out once has opted out. */
static bool
is_better(
    const struct crm_field *f, struct crm_value now, struct crm_value other)
{
	if ((f->flags & (CRM_F_READONLY | CRM_F_ALIAS)) != 0 ||
	    f->type == CRM_T_ID || other.kind == CRM_NULL)
		return false;
	if (strcmp(f->name, "status") == 0 && f->type == CRM_T_ENUM)
		return place_of(f, other) > place_of(f, now);
	return now.kind == CRM_NULL;
}

static enum crm_status
fill(struct group *g, int64_t id, const struct crm_record *other,
    struct crm_err *err)
{
	const struct crm_entity *e = other->entity;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;
	size_t i;

	if ((st = crm_load(g->s, e, id, g->a, &now, err)) != CRM_OK)
		return st;
	crm_record_init(&patch, e, g->a);
	patch.id = id;
	for (i = 0; i < e->n; i++)
		if (is_better(e->field[i], now.v[i], other->v[i]))
			crm_record_set(&patch, (int)i, other->v[i]);
	return crm_update(g->s, &patch, &done, err);
}

enum crm_status
fold_double(struct group *g, const struct crm_entity *from, int field,
    int64_t id, bool *done, struct crm_err *err)
{
	const struct crm_field *f = from->field[field];
	int64_t survivor = g->member[0].rec.id;
	struct crm_value same;
	struct crm_record r;
	enum crm_status st;

	*done = false;
	if (trade_of(from)->same == NULL)
		return CRM_OK;
	if ((st = crm_load(g->s, from, id, g->a, &r, err)) != CRM_OK)
		return st;
	r.v[field] = f->type != CRM_T_ANY
	    ? crm_value_int(survivor)
	    : crm_value_text(crm_text_of(typed_id(g->a, g->e, survivor)));
	st = trade_of(from)->same(g->s, &r, &same, err);
	if (st != CRM_OK || same.kind != CRM_INT)
		return st;
	*done = true;
	/* First, so that its keys are free. */
	if ((st = crm_hide(g->s, from, id, err)) != CRM_OK)
		return st;
	return fill(g, same.i, &r, err);
}
