/* A record that changes hands: taken, given to a user, put into a pool. */
#include "hands.h"

#include <string.h>

static int64_t
reference(const struct crm_record *r, int field)
{
	return r->v[field].kind == CRM_NULL ? 0 : r->v[field].i;
}

enum crm_status
hands_take(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct hands *h, struct crm_err *err)
{
	enum crm_status st;

	*h = (struct hands){ .s = s, .e = e };
	h->id = typed_id(&h->arena, e, id);
	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, &h->arena, &h->r, err)) != CRM_OK)
		return st;
	h->owner = reference(&h->r, e->owning.owner);
	h->pool = reference(&h->r, e->owning.pool);
	return CRM_OK;
}

const char *
hands_login(struct hands *h, int64_t user)
{
	struct crm_text t;
	struct crm_err e;

	if (crm_display(h->s, crm_dict_find(crm_store_dict(h->s), "user"), user,
		&t, &e) != CRM_OK)
		return "somebody";
	return text_dup(&h->arena, t);
}

enum crm_status
hands_loose(struct hands *h, struct crm_err *err)
{
	const struct crm_hands *rule = trade_of(h->e)->hands;

	if (rule == NULL || rule->fixed == NULL ||
	    !crm_text_is(text_of(&h->r, "status"), rule->fixed))
		return CRM_OK;
	return crm_fail_record(
	    err, CRM_RULE, "%s %s", h->id, crm_tr(rule->fixed_words));
}

/* ---- what is written ---- */

static void
begin_patch(struct hands *h, struct crm_record *patch)
{
	crm_record_init(patch, h->e, &h->arena);
	patch->id = h->r.id;
	patch->version = h->version;
	patch->held = CRM_HELD_TOGETHER;
}

static void
set_status(struct hands *h, struct crm_record *patch, const char *status)
{
	crm_record_set(patch, field_of(h->e, "status"),
	    crm_value_text(crm_text_of(status)));
}

enum crm_status
hands_give(
    struct hands *h, int64_t user, enum crm_action *done, struct crm_err *err)
{
	const struct crm_hands *rule = trade_of(h->e)->hands;
	struct crm_record patch;

	begin_patch(h, &patch);
	crm_record_set(&patch, h->e->owning.owner, crm_value_int(user));
	if (rule != NULL && rule->given != NULL &&
	    crm_text_is(text_of(&h->r, "status"), rule->pooled))
		set_status(h, &patch, rule->given);
	return crm_update(h->s, &patch, done, err);
}

enum crm_status
hands_pool(
    struct hands *h, int64_t pool, enum crm_action *done, struct crm_err *err)
{
	const struct crm_hands *rule = trade_of(h->e)->hands;
	struct crm_record patch;
	const char *const *f;

	begin_patch(h, &patch);
	crm_record_set(&patch, h->e->owning.pool, crm_value_int(pool));
	if (rule != NULL && rule->pooled != NULL) {
		set_status(h, &patch, rule->pooled);
		for (f = rule->cleared; *f != NULL; f++)
			crm_record_set(
			    &patch, field_of(h->e, *f), CRM_VALUE_NULL);
	}
	return crm_update(h->s, &patch, done, err);
}
