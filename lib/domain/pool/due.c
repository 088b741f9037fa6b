/* Owned records whose owner is to be told that they fall into a pool. */
#include "pool.h"

#include <crm/domain/protect.h>

static enum crm_status
tell(struct crm_store *s, const struct crm_entity *e,
    const struct crm_due_ask *ask, struct crm_arena *a, crm_due_each *each,
    void *ctx, struct crm_err *err)
{
	struct crm_due d = { .kind = "reclaim", .entity = e, .all_day = true };
	struct crm_protected *list;
	struct crm_filter *owned;
	enum crm_status st;
	size_t i, n;

	if ((st = of_owner(s, e, ask->owner, a, &owned, err)) != CRM_OK ||
	    (st = crm_protected_list(
		 s, e, owned, ask->until, a, &list, &n, err)) != CRM_OK)
		return st;
	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct crm_protected *p = &list[i];

		d.record = p->record;
		d.at = crm_date_start(p->until + 1);
		d.from = p->notice_on;
		d.owner = p->owner;
		d.why = crm_sprintf(a, crm_tr("protected until %s: %s"),
		    date_dup(a, p->until), p->why);
		st = each(ctx, &d, err);
	}
	return st;
}

enum crm_status
pool_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < d->n && st == CRM_OK; i++)
		if (d->entity[i]->owning.pool >= 0)
			st = tell(s, d->entity[i], ask, &a, each, ctx, err);
	crm_arena_free(&a);
	return st;
}
