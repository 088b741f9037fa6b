/* Who may own a record: the rules that hold however somebody gets it. */
#include "team.h"

#include <crm/domain/own.h>

/* One question while it is answered. */
struct question {
	struct crm_store *s;
	const struct crm_record *r;
	struct crm_record user;
	struct crm_arena arena;
	const char *login;
};

static bool
owns_already(const struct question *k)
{
	struct crm_value owner = *value_of(k->r, "owner");

	return k->r->id != 0 && owner.kind == CRM_INT && owner.i == k->user.id;
}

static enum crm_status
check_active(struct question *k, struct crm_err *err)
{
	struct crm_value active = *value_of(&k->user, "active");

	if (active.kind == CRM_NULL || active.i != 0)
		return CRM_OK;
	return crm_fail(err, CRM_RULE,
	    "%s is not active; choose somebody "
	    "else, or: crm-team set %s active=yes",
	    k->login, k->login);
}

static enum crm_status
check_leave(struct question *k, struct crm_err *err)
{
	struct crm_value from = *value_of(&k->user, "leave_from");
	struct crm_value until = *value_of(&k->user, "leave_until");

	if (!on_leave(from, until, crm_store_clock(k->s)->today))
		return CRM_OK;
	return crm_fail(err, CRM_RULE, "%s is on leave%s%s%s%s", k->login,
	    from.kind == CRM_NULL ? "" : crm_tr(" from "),
	    from.kind == CRM_NULL ? "" : date_dup(&k->arena, from.i),
	    until.kind == CRM_NULL ? "" : crm_tr(" until "),
	    until.kind == CRM_NULL ? "" : date_dup(&k->arena, until.i));
}

/* Whoever lost a record to a pool leaves it to others for a while. */
static enum crm_status
check_last_owner(struct question *k, struct crm_err *err)
{
	const struct crm_owning *o = &k->r->entity->owning;
	const struct crm_value *v = k->r->v;
	struct crm_record pool;
	struct crm_value days;
	enum crm_status st;
	int64_t until;

	if (o->pool < 0 || v[o->pool].kind == CRM_NULL ||
	    v[o->last_owner].kind == CRM_NULL ||
	    v[o->pooled_at].kind == CRM_NULL ||
	    v[o->last_owner].i != k->user.id)
		return CRM_OK;
	st = crm_load(k->s, crm_dict_find(crm_store_dict(k->s), "pool"),
	    v[o->pool].i, &k->arena, &pool, err);
	if (st != CRM_OK)
		return st;
	if ((days = *value_of(&pool, "last_owner_days")).kind == CRM_NULL)
		return CRM_OK;
	until = crm_instant_date(v[o->pooled_at].i) + days.i;
	if (crm_store_clock(k->s)->today >= until)
		return CRM_OK;
	return crm_fail(err, CRM_RULE,
	    "%s was the last owner of %s and must "
	    "wait until %s",
	    k->login, typed_id(&k->arena, k->r->entity, k->r->id),
	    date_dup(&k->arena, until));
}

static enum crm_status
check_capacity(struct question *k, struct crm_err *err)
{
	const char *field = trade_of(k->r->entity)->limit;
	struct crm_value limit = field == NULL ? CRM_VALUE_NULL
					       : *value_of(&k->user, field);
	enum crm_status st;
	int64_t load;
	bool counts;

	if (limit.kind == CRM_NULL)
		return CRM_OK;
	if ((st = load_counts(k->s, k->r, &counts, err)) != CRM_OK || !counts ||
	    (st = load_of(k->s, k->r->entity, k->user.id, &load, err)) !=
		CRM_OK ||
	    load < limit.i)
		return st;
	return crm_fail(err, CRM_RULE, "%s is at capacity: %lld of %lld %s",
	    k->login, (long long)load, (long long)limit.i,
	    crm_load_words(k->r->entity));
}

static enum crm_status
ask(struct crm_store *s, const struct crm_record *r, int64_t user, bool lock,
    struct crm_err *err)
{
	const struct crm_entity *users = crm_dict_find(
	    crm_store_dict(s), "user");
	struct question k = { .s = s, .r = r, .arena = CRM_ARENA_INIT };
	enum crm_status st = CRM_OK;

	if (lock)
		st = crm_lock(s, users, user, err);
	if (st != CRM_OK ||
	    (st = crm_load(s, users, user, &k.arena, &k.user, err)) != CRM_OK)
		goto out;
	k.login = text_dup(&k.arena, text_of(&k.user, "login"));
	if (!owns_already(&k) && (st = check_active(&k, err)) == CRM_OK &&
	    (st = check_leave(&k, err)) == CRM_OK &&
	    (st = check_last_owner(&k, err)) == CRM_OK)
		st = check_capacity(&k, err);
out:
	crm_arena_free(&k.arena);
	return st;
}

enum crm_status
user_is_active(struct crm_store *s, int64_t user, struct crm_err *err)
{
	const struct crm_entity *users = crm_dict_find(
	    crm_store_dict(s), "user");
	struct question k = { .s = s, .arena = CRM_ARENA_INIT };
	enum crm_status st = crm_load(s, users, user, &k.arena, &k.user, err);

	if (st == CRM_OK) {
		k.login = text_dup(&k.arena, text_of(&k.user, "login"));
		st = check_active(&k, err);
	}
	crm_arena_free(&k.arena);
	return st;
}

/* A batch gives thousands of records to one user: the last who was found active, till
 * a user is written. */
static int64_t *
last_active(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(int64_t), &a);
}

void
forget_active(struct crm_store *s)
{
	*last_active(s) = 0;
}

static enum crm_status
still_active(struct crm_store *s, int64_t user, struct crm_err *err)
{
	int64_t *last = last_active(s);
	enum crm_status st;

	if (*last == user)
		return CRM_OK;
	st = user_is_active(s, user, err);
	*last = st == CRM_OK ? user : 0;
	return st;
}

enum crm_status
check_active_owner(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value owner;
	enum crm_status st;

	if (w->sure || w->import || w->undo)
		return CRM_OK;
	owner = *value_of(w->new, "owner");
	if (owner.kind == CRM_NULL ||
	    (w->old != NULL && !differs(w->old, w->new, "owner")))
		return CRM_OK;
	if ((st = still_active(w->store, owner.i, err)) == CRM_RULE)
		crm_err_in_field(err, "owner");
	return st;
}

enum crm_status
crm_may_own(struct crm_store *s, const struct crm_record *r, int64_t user,
    struct crm_err *err)
{
	return ask(s, r, user, true, err);
}

enum crm_status
crm_could_own(struct crm_store *s, const struct crm_record *r, int64_t user,
    struct crm_err *err)
{
	return ask(s, r, user, false, err);
}
