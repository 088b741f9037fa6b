/*
 * Whose a record is: it has an owner or lies in one pool, never both.  Who gives
 * it to somebody takes it out of the pool; who puts it into a pool takes it from
 * its owner.
 */
#include "team.h"

static bool
is_set(const struct crm_record *r, int field)
{
	return r->v[field].kind != CRM_NULL;
}

static bool
changed(const struct crm_record *old, const struct crm_record *new, int field)
{
	return old == NULL ? is_set(new, field)
			   : !crm_value_eq(old->v[field], new->v[field]);
}

static void
put(struct crm_record *r, int field, struct crm_value v)
{
	r->v[field] = v;
	r->given[field] = true;
}

static enum crm_status
choose_one(const struct crm_record *old, struct crm_record *new,
    const struct crm_owning *o, struct crm_err *err)
{
	bool owner = changed(old, new, o->owner);
	bool pool = changed(old, new, o->pool);

	if (!is_set(new, o->owner) || !is_set(new, o->pool))
		return CRM_OK;
	if (owner == pool)
		return crm_fail_field(err, CRM_INVALID, "pool",
		    "a %s has an "
		    "owner or lies in a pool, not both",
		    crm_entity_word(new->entity));
	put(new, owner ? o->pool : o->owner, CRM_VALUE_NULL);
	return CRM_OK;
}

enum crm_status
keep_owning(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_owning *o = &w->new->entity->owning;
	struct crm_value now = crm_value_int(crm_store_clock(w->store)->now);
	enum crm_status st;

	if ((st = choose_one(w->old, w->new, o, err)) != CRM_OK)
		return st;
	if (w->old == NULL) /* rows of an import have the same columns */
		w->new->given[o->since] = true;
	if (changed(w->old, w->new, o->owner)) {
		if (!is_set(w->new, o->owner))
			put(w->new, o->since, CRM_VALUE_NULL);
		else if (!changed(w->old, w->new, o->since))
			put(w->new, o->since, now);
		if (w->old != NULL && is_set(w->old, o->owner))
			put(w->new, o->last_owner, w->old->v[o->owner]);
	}
	if (changed(w->old, w->new, o->pool))
		put(w->new, o->pooled_at,
		    is_set(w->new, o->pool) ? now : CRM_VALUE_NULL);
	return CRM_OK;
}
