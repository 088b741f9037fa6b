/* Into a pool: by its owner, or because the protection is over. */
#include "domain/team/hands.h"

#include <crm/domain/pool.h>
#include <crm/domain/protect.h>

/* ---- release ---- */

static enum crm_status
only_pool(struct hands *h, int64_t *pool, struct crm_err *err)
{
	struct crm_buf names = CRM_BUF_INIT;
	struct crm_pool *list;
	enum crm_status st;
	size_t i, n, active = 0;

	if ((st = crm_pools(h->s, h->e, &h->arena, &list, &n, err)) != CRM_OK)
		return st;
	for (i = 0; i < n; i++)
		if (list[i].active) {
			*pool = list[i].id;
			crm_buf_printf(&names, "%s%s",
			    active++ == 0 ? "" : ", ", list[i].name);
		}
	if (active == 0)
		st = crm_fail(err, CRM_RULE,
		    "there is no active pool of %ss; "
		    "add one with: crm-admin pool add kind=%s name=…",
		    crm_entity_word(h->e), h->e->def->name);
	else if (active > 1)
		st = crm_fail_field(err, CRM_USAGE, "pool",
		    "there are several "
		    "pools of %ss; say which: %s",
		    crm_entity_word(h->e), names.data);
	crm_buf_free(&names);
	return st;
}

static enum crm_status
check_released(struct hands *h, int64_t pool, struct crm_err *err)
{
	const struct crm_trade *kind = trade_of(h->e);
	struct crm_pool p;
	enum crm_status st;
	bool open;

	if ((st = crm_pool_load(h->s, pool, &h->arena, &p, err)) != CRM_OK)
		return st;
	if (!p.active)
		return crm_fail_field(
		    err, CRM_RULE, "pool", "%s is not active", p.name);
	if (kind->state == NULL ||
	    (st = record_is(h->s, kind->open, &h->r, &open, err)) != CRM_OK ||
	    open)
		return st;
	return crm_fail_record(err, CRM_RULE, "%s is %s; only %s lie in pools",
	    h->id, text_dup(&h->arena, word_of(&h->r, kind->state)),
	    crm_tr(kind->words));
}

enum crm_status
crm_release(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t pool, enum crm_action *done, struct crm_err *err)
{
	struct hands h;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = hands_take(s, e, id, &h, err)) != CRM_OK ||
	    (st = hands_loose(&h, err)) != CRM_OK || (pool == 0 && h.pool != 0))
		goto out;
	if (pool == 0)
		st = only_pool(&h, &pool, err);
	if (st == CRM_OK && pool != h.pool &&
	    (st = check_released(&h, pool, err)) == CRM_OK)
		st = hands_pool(&h, pool, done, err);
out:
	crm_arena_free(&h.arena);
	return st;
}

/* ---- reclaim ---- */

static bool
is_among(int64_t pool, const int64_t *pools, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (pools[i] == pool)
			return true;
	return n == 0;
}

/* Whoever changed it while the list was made keeps it until the next run; so
 * does a record that is gone. */
static enum crm_status
reclaim_one(struct crm_store *s, const struct crm_entity *e,
    const struct crm_protected *p, bool *gone, struct crm_err *err)
{
	struct hands h = {
		.s = s, .e = e, .r = { .id = p->record }, .version = p->version
	};
	enum crm_action done = CRM_ACT_UNCHANGED;
	enum crm_status st = hands_pool(&h, p->pool, &done, err);

	*gone = done == CRM_ACT_UPDATED;
	if (st == CRM_NOTFOUND ||
	    (st == CRM_RULE && err->why == CRM_WHY_STALE)) {
		err->status = CRM_OK;
		st = CRM_OK;
	}
	crm_arena_free(&h.arena);
	return st;
}

enum crm_status
crm_reclaim(struct crm_store *s, const struct crm_entity *e,
    const int64_t *pools, size_t n_pools, struct crm_arena *a, int64_t **ids,
    size_t *n, struct crm_err *err)
{
	int64_t today = crm_store_clock(s)->today;
	struct crm_protected *list;
	enum crm_status st;
	size_t i, all;
	bool gone;

	*n = 0;
	/* Who is to be told later than today is protected today. */
	st = crm_protected_list(s, e, NULL, today, a, &list, &all, err);
	*ids = crm_alloc_n(a, all + 1, sizeof **ids);
	for (i = 0; i < all && st == CRM_OK && list[i].until < today; i++) {
		if (!is_among(list[i].pool, pools, n_pools))
			continue;
		st = reclaim_one(s, e, &list[i], &gone, err);
		if (st == CRM_OK && gone)
			(*ids)[(*n)++] = list[i].record;
	}
	return st;
}
