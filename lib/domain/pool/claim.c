/* A claim: out of a pool, by one of its members. */
#include "domain/team/hands.h"

#include <crm/domain/own.h>
#include <crm/domain/pool.h>

static enum crm_status
check_lies_in_pool(struct hands *h, struct crm_err *err)
{
	if (h->pool != 0)
		return CRM_OK;
	if (h->owner != 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s is claimed already, by %s", h->id,
		    hands_login(h, h->owner));
	return crm_fail_record(err, CRM_RULE,
	    "%s lies in no pool; put it into one "
	    "with: %s release %s pool=NAME",
	    h->id, crm_entity_command(h->e, &h->arena), h->id);
}

static enum crm_status
check_frozen(struct hands *h, const struct crm_pool *p, struct crm_err *err)
{
	struct crm_value at = h->r.v[h->e->owning.pooled_at];
	int64_t came, from;

	if (p->frozen_days < 0 || at.kind == CRM_NULL)
		return CRM_OK;
	came = crm_instant_date(at.i);
	from = came + p->frozen_days;
	if (crm_store_clock(h->s)->today >= from)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s came into the pool %s on %s and "
	    "can be claimed from %s",
	    h->id, p->name, date_dup(&h->arena, came),
	    date_dup(&h->arena, from));
}

static enum crm_status
check_pool(struct hands *h, const struct crm_pool *p, struct crm_err *err)
{
	if (!p->active)
		return crm_fail_record(err, CRM_RULE,
		    "%s lies in the pool %s, which "
		    "is not active",
		    h->id, p->name);
	if (!p->member)
		return crm_fail_record(err, CRM_RULE,
		    "%s lies in the pool %s and %s "
		    "is not a member of it; see: %s pool list",
		    h->id, p->name, crm_store_login(h->s),
		    crm_entity_command(h->e, &h->arena));
	return check_frozen(h, p, err);
}

/* What was taken from one pool. */
struct crm_taken {
	struct crm_taken *next;
	int64_t pool, n;
};

void
crm_claims_forget(struct crm_claims *c)
{
	crm_arena_free(&c->arena);
	c->of = NULL;
}

/* NULL where the pool has no limit.  Behind crm_may_own, which locks the user:
 * of two commands of one user the second counts what the first took. */
static enum crm_status
find_taken(struct hands *h, const struct crm_pool *p, struct crm_claims *c,
    struct crm_taken **out, struct crm_err *err)
{
	struct crm_taken *t = c->of;
	enum crm_status st;

	while (t != NULL && t->pool != p->id)
		t = t->next;
	*out = t;
	if (t != NULL || p->per_day < 0)
		return CRM_OK;
	t = crm_alloc(&c->arena, sizeof *t);
	t->pool = p->id;
	if ((st = crm_pool_claims(h->s, h->e, p->id, &t->n, err)) != CRM_OK)
		return st;
	t->next = c->of;
	*out = c->of = t;
	return CRM_OK;
}

static enum crm_status
check_today(struct hands *h, const struct crm_pool *p,
    const struct crm_taken *taken, struct crm_err *err)
{
	if (taken == NULL || taken->n < p->per_day)
		return CRM_OK;
	return crm_fail(err, CRM_RULE,
	    "%s has claimed %lld of %lld from the "
	    "pool %s today",
	    crm_store_login(h->s), (long long)taken->n, (long long)p->per_day,
	    p->name);
}

static enum crm_status
claim(struct hands *h, struct crm_claims *claims, enum crm_action *done,
    struct crm_err *err)
{
	int64_t actor = crm_store_actor(h->s);
	struct crm_taken *taken;
	struct crm_pool p;
	enum crm_status st;

	if ((st = hands_loose(h, err)) != CRM_OK || h->owner == actor)
		return st;
	if ((st = check_lies_in_pool(h, err)) != CRM_OK ||
	    (st = crm_pool_load(h->s, h->pool, &h->arena, &p, err)) != CRM_OK ||
	    (st = check_pool(h, &p, err)) != CRM_OK ||
	    (st = crm_may_own(h->s, &h->r, actor, err)) != CRM_OK ||
	    (st = find_taken(h, &p, claims, &taken, err)) != CRM_OK ||
	    (st = check_today(h, &p, taken, err)) != CRM_OK ||
	    (st = hands_give(h, actor, done, err)) != CRM_OK)
		return st;
	if (taken != NULL)
		taken->n++;
	return CRM_OK;
}

enum crm_status
crm_claim(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_claims *claims, enum crm_action *done, struct crm_err *err)
{
	struct hands h;
	enum crm_status st = hands_take(s, e, id, &h, err);

	*done = CRM_ACT_UNCHANGED;
	if (st == CRM_OK)
		st = claim(&h, claims, done, err);
	crm_arena_free(&h.arena);
	return st;
}
