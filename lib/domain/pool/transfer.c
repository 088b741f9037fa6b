/* From one owner to another; what is past stays with whom it was. */
#include "domain/team/hands.h"

#include <crm/domain/own.h>
#include <crm/domain/pool.h>

/* Around the limits of a claim only those go who set them. */
static enum crm_status
check_giver(struct hands *h, struct crm_err *err)
{
	struct crm_pool p;
	enum crm_status st;

	if (h->pool == 0)
		return CRM_OK;
	st = crm_pool_load(h->s, h->pool, &h->arena, &p, err);
	if (st != CRM_OK || p.admin)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s lies in the pool %s, and only its "
	    "admins give it to somebody; take it with: %s claim %s",
	    h->id, p.name, crm_entity_command(h->e, &h->arena), h->id);
}

static enum crm_status
give_task(struct hands *h, int64_t task, int64_t user, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(h->s), "task");
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, e, &h->arena);
	patch.id = task;
	crm_record_set(&patch, field_of(e, "owner"), crm_value_int(user));
	return crm_update(h->s, &patch, &done, err);
}

static enum crm_status
give_tasks(struct hands *h, int64_t user, struct crm_err *err)
{
	struct crm_value b[] = { crm_value_text(crm_text_of(h->id)),
		crm_value_int(h->owner) };
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	st = crm_ids(h->s,
	    "SELECT \"id\" FROM task WHERE \"about\" = ? AND \"owner\" = ? "
	    "AND coalesce(\"status\", 'todo') IN ('todo', 'doing') "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    b, COUNT(b), &h->arena, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = give_task(h, ids[i], user, err);
	return st;
}

enum crm_status
crm_transfer(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t user, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *tasks = crm_dict_find(
	    crm_store_dict(s), "task");
	bool has_tasks = false;
	struct hands h;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = hands_take(s, e, id, &h, err)) != CRM_OK ||
	    (st = hands_loose(&h, err)) != CRM_OK || h.owner == user ||
	    (st = check_giver(&h, err)) != CRM_OK ||
	    (st = crm_may_own(s, &h.r, user, err)) != CRM_OK ||
	    (h.owner != 0 &&
		(st = crm_may_have(s, e, id, tasks, &has_tasks, err)) !=
		    CRM_OK) ||
	    (st = hands_give(&h, user, done, err)) != CRM_OK)
		goto out;
	if (has_tasks && *done == CRM_ACT_UPDATED)
		st = give_tasks(&h, user, err);
out:
	crm_arena_free(&h.arena);
	return st;
}
