/* Pools as a user meets them: membership, masks, claims of the day. */
#include "pool.h"

#include "domain/team/people.h"

#include <crm/domain/pool.h>
#include <crm/store/log.h>

/* ---- membership ---- */

static bool
lists(struct crm_arena *a, struct crm_text list, struct crm_text login)
{
	struct crm_text word, want = crm_fold_dup(a, login);

	while (list_item(&list, &word))
		if (crm_text_eq(crm_fold_dup(a, word), want))
			return true;
	return false;
}

static enum crm_status
find_member(struct crm_store *s, const struct crm_record *r,
    const struct crm_record *user, struct crm_arena *a, struct crm_pool *p,
    struct crm_err *err)
{
	struct crm_value team = *value_of(r, "team");
	struct crm_text members = text_of(r, "members");
	struct crm_text login = text_of(user, "login");
	struct people people;
	enum crm_status st;

	p->member = p->admin || lists(a, members, login) ||
	    (team.kind == CRM_NULL && members.n == 0);
	if (p->member || team.kind == CRM_NULL)
		return CRM_OK;
	if ((st = people_load(s, a, &people, err)) == CRM_OK)
		p->member = people_below(
		    &people, people_team(&people, user->id), team.i);
	return st;
}

static int64_t
limit_of(const struct crm_record *r, const char *field)
{
	struct crm_value v = *value_of(r, field);

	return v.kind == CRM_NULL ? -1 : v.i;
}

static bool
is_yes(const struct crm_record *r, const char *field)
{
	struct crm_value v = *value_of(r, field);

	return v.kind == CRM_NULL || v.i != 0;
}

enum crm_status
crm_pool_load(struct crm_store *s, int64_t id, struct crm_arena *a,
    struct crm_pool *out, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_record r, user;
	enum crm_status st;

	if ((st = crm_load(s, crm_dict_find(d, "pool"), id, a, &r, err)) !=
		CRM_OK ||
	    (st = crm_load(s, crm_dict_find(d, "user"), crm_store_actor(s), a,
		 &user, err)) != CRM_OK)
		return st;
	*out = (struct crm_pool){ .id = id,
		.name = text_dup(a, text_of(&r, "name")),
		.active = is_yes(&r, "active"),
		.per_day = limit_of(&r, "claims_per_day"),
		.frozen_days = limit_of(&r, "frozen_days"),
		.admin = crm_text_is(text_of(&user, "role"), "admin") ||
		    lists(a, text_of(&r, "admins"), text_of(&user, "login")) };
	out->masked = is_yes(&r, "mask") && !out->admin;
	return find_member(s, &r, &user, a, out, err);
}

/* ---- which pools there are ---- */

static enum crm_status
pool_ids(struct crm_store *s, const struct crm_entity *e, struct crm_arena *a,
    int64_t **out, size_t *n, struct crm_err *err)
{
	struct crm_value kind = crm_value_text(crm_text_of(e->def->name));

	return crm_ids(s,
	    "SELECT \"id\" FROM pool WHERE \"kind\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &kind, 1, a, out, n, err);
}

enum crm_status
crm_pools(struct crm_store *s, const struct crm_entity *e, struct crm_arena *a,
    struct crm_pool **out, size_t *n, struct crm_err *err)
{
	int64_t *ids;
	enum crm_status st;
	size_t i;

	if ((st = pool_ids(s, e, a, &ids, n, err)) != CRM_OK)
		return st;
	*out = crm_alloc_n(a, *n + 1, sizeof **out);
	for (i = 0; i < *n && st == CRM_OK; i++)
		st = crm_pool_load(s, ids[i], a, &(*out)[i], err);
	return st;
}

enum crm_status
crm_pool_find(struct crm_store *s, const struct crm_entity *e,
    struct crm_text name, int64_t *id, struct crm_err *err)
{
	const struct crm_entity *pools = crm_dict_find(
	    crm_store_dict(s), "pool");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	if ((st = crm_resolve(s, pools, crm_text_trim(name), false, id, err)) !=
		CRM_OK ||
	    (st = crm_load(s, pools, *id, &a, &r, err)) != CRM_OK)
		goto out;
	if (!crm_text_is(text_of(&r, "kind"), e->def->name))
		st = crm_fail_field(err, CRM_RULE, "pool",
		    "%s is a pool of "
		    "%ss, not of %ss",
		    text_dup(&a, text_of(&r, "name")),
		    text_dup(&a, word_of(&r, "kind")), crm_entity_word(e));
out:
	crm_arena_free(&a);
	return st;
}

/* ---- claims of the day ---- */

enum crm_status
crm_pool_claims(struct crm_store *s, const struct crm_entity *e, int64_t pool,
    int64_t *n, struct crm_err *err)
{
	return crm_log_taken(s, e, pool, crm_store_actor(s),
	    crm_date_start(crm_store_clock(s)->today), n, err);
}

/* ---- as it is saved ---- */

enum crm_status
pool_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const days[] = { "last_owner_days", "frozen_days" };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = check_at_least(w->new, "claims_per_day", 0, err);
	size_t i;

	for (i = 0; i < COUNT(days) && st == CRM_OK; i++)
		st = check_between(w->new, days[i], 0, DAYS_MAX, err);
	if (st != CRM_OK ||
	    (st = check_logins(w->store, w->old, w->new, "members", err)) !=
		CRM_OK ||
	    (st = check_logins(w->store, w->old, w->new, "admins", err)) !=
		CRM_OK)
		return st;
	if (w->old != NULL && differs(w->old, w->new, "kind"))
		return crm_fail_field(err, CRM_RULE, "kind",
		    "a pool keeps "
		    "what it is for; add another");
	st = check_expression(w->store, w->old, w->new, "exclude",
	    text_dup(&a, text_of(w->new, "kind")), err);
	crm_arena_free(&a);
	return st;
}
