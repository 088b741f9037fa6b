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

bool
hands_lead(const struct hands *h)
{
	return strcmp(h->e->def->name, "lead") == 0;
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
hands_unconverted(struct hands *h, struct crm_err *err)
{
	if (!hands_lead(h) ||
	    !crm_text_is(text_of(&h->r, "status"), "converted"))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is converted and read-only; its "
	    "customer can change hands",
	    h->id);
}

/* ---- what is written ---- */

static void
begin_patch(struct hands *h, struct crm_record *patch)
{
	crm_record_init(patch, h->e, &h->arena);
	patch->id = h->r.id;
	patch->version = h->version;
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
	struct crm_record patch;

	begin_patch(h, &patch);
	crm_record_set(&patch, h->e->owning.owner, crm_value_int(user));
	if (hands_lead(h) && crm_text_is(text_of(&h->r, "status"), "new"))
		set_status(h, &patch, "assigned");
	return crm_update(h->s, &patch, done, err);
}

enum crm_status
hands_pool(
    struct hands *h, int64_t pool, enum crm_action *done, struct crm_err *err)
{
	struct crm_record patch;

	begin_patch(h, &patch);
	crm_record_set(&patch, h->e->owning.pool, crm_value_int(pool));
	if (hands_lead(h)) {
		set_status(h, &patch, "new");
		crm_record_set(
		    &patch, field_of(h->e, "reason"), CRM_VALUE_NULL);
		crm_record_set(
		    &patch, field_of(h->e, "wake_on"), CRM_VALUE_NULL);
	}
	return crm_update(h->s, &patch, done, err);
}
