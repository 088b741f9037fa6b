/* Assignment: what decides is locked and loaded once, before the records. */
#include "assign.h"

#include "domain/team/people.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const methods[] = {
	[BY_PERSON] = "person",
	[BY_POOL] = "pool",
	[BY_ROUND_ROBIN] = "round_robin",
	[BY_LEAST_LOAD] = "least_load",
	[BY_WEIGHT] = "weighted",
	[BY_TERRITORY] = "territory",
	[BY_SKILL] = "skill",
	[BY_PREVIOUS] = "previous",
};

const char *
method_code(enum method m)
{
	return methods[m];
}

static struct crm_text
keep(struct run *u, struct crm_text t)
{
	return (struct crm_text){ text_dup(&u->arena, t), t.n };
}

/* ---- locks ---- */

/* Locks what a query finds, in its order. */
static enum crm_status
lock_found(struct run *u, const struct crm_entity *e, const char *sql,
    const struct crm_value *v, size_t n_v, struct crm_err *err)
{
	int64_t *id;
	size_t n, i;
	enum crm_status st = crm_ids(
	    u->s, sql, v, n_v, &u->arena, &id, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++)
		st = crm_lock(u->s, e, id[i], err);
	return st;
}

static enum crm_status
lock_rules(struct run *u, struct crm_err *err)
{
	struct crm_value kind = crm_value_text(crm_text_of(u->e->def->name));

	return lock_found(u, crm_dict_find(crm_store_dict(u->s), "assign-rule"),
	    "SELECT \"id\" FROM assign_rule WHERE "
	    "\"kind\" = ? AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &kind, 1, err);
}

/* Whoever gives a record to a user whose places are limited waits for us. */
static enum crm_status
lock_users(struct run *u, struct crm_err *err)
{
	const char *limit = trade_of(u->e)->limit;

	if (limit == NULL)
		return CRM_OK;
	return lock_found(u, crm_dict_find(crm_store_dict(u->s), "user"),
	    crm_sprintf(&u->arena,
		"SELECT \"id\" FROM app_user WHERE \"%s\" "
		"IS NOT NULL AND \"deleted\" IS NULL ORDER BY \"id\"",
		limit),
	    NULL, 0, err);
}

/* ---- people ---- */

static int
by_login(const void *a, const void *b)
{
	const struct person *x = a, *y = b;

	return crm_text_cmp(x->login, y->login);
}

struct person *
run_person(struct run *u, int64_t id)
{
	size_t i;

	for (i = 0; i < u->n_people; i++)
		if (u->person[i].id == id)
			return &u->person[i];
	return NULL;
}

/* Of a task or a deal nothing is limited; `capacity` says how much somebody can
 * bear all the same. */
static const char *
capacity_field(const struct run *u)
{
	const char *limit = trade_of(u->e)->limit;

	return limit == NULL ? "capacity" : limit;
}

static enum crm_status
load_people(struct run *u, struct crm_err *err)
{
	struct crm_load *load;
	struct crm_stmt *q;
	enum crm_status st;
	size_t n, i = 0;
	bool row;

	if ((st = crm_loads(u->s, u->e, &u->arena, &load, &n, err)) != CRM_OK ||
	    (st = crm_sql(u->s,
		 crm_sprintf(&u->arena,
		     "SELECT \"id\", "
		     "coalesce(\"team\", 0), coalesce(\"role\", 'rep'), \"skills\", "
		     "coalesce(\"%s\", 0), coalesce(\"active\", 1) "
		     "FROM app_user WHERE \"deleted\" IS NULL "
		     "ORDER BY \"id\"",
		     capacity_field(u)),
		 &q, err)) != CRM_OK)
		return st;
	u->person = crm_alloc_n(&u->arena, n + 1, sizeof *u->person);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct person *p = &u->person[u->n_people];

		while (i < n && load[i].user < crm_col_int(q, 0))
			i++;
		if (i == n || load[i].user != crm_col_int(q, 0))
			continue;
		*p = (struct person){ .id = load[i].user,
			.login = load[i].login,
			.team = crm_col_int(q, 1),
			.is_rep = crm_text_is(crm_col_text(q, 2), "rep"),
			.skills = crm_fold_dup(&u->arena, crm_col_text(q, 3)),
			.capacity = crm_col_int(q, 4),
			.active = crm_col_int(q, 5) != 0,
			.load = &load[i] };
		u->n_people++;
	}
	if (u->n_people > 0)
		qsort(u->person, u->n_people, sizeof *u->person, by_login);
	return st;
}

/* ---- whom a rule asks ---- */

static void
find_who(struct run *u, const struct people *t, struct rule *r)
{
	size_t i;

	r->who = crm_alloc_n(&u->arena, u->n_people + 1, sizeof *r->who);
	for (i = 0; i < u->n_people; i++) {
		struct person *p = &u->person[i];

		if (p->active &&
		    (r->team == 0 ? p->is_rep
				  : people_below(t, p->team, r->team)))
			r->who[r->n_who++] = p;
	}
}

/* ---- rules ---- */

static enum crm_status
read_rule(void *ctx, const struct rule_ref *rule, struct crm_filter *when,
    const struct crm_stmt *q, struct crm_err *err)
{
	struct run *u = ctx;
	struct crm_text method = crm_col_text(q, 3);
	struct crm_err why;
	struct rule *r;

	u->rule = crm_grow(
	    &u->arena, u->rule, u->n_rules, &u->cap_rules, sizeof *u->rule);
	r = &u->rule[u->n_rules++];
	*r = (struct rule){ .id = rule->id,
		.when = when,
		.name = keep(u, crm_col_text(q, 2)),
		.person = crm_col_int(q, 4),
		.team = crm_col_int(q, 5),
		.pool = crm_col_int(q, 6),
		.penalty = crm_col_int(q, 8),
		.was = keep(u, crm_col_text(q, 9)),
		.pool_name = keep(u, crm_col_text(q, 10)) };
	while (
	    r->method < BY_PREVIOUS && !crm_text_is(method, methods[r->method]))
		r->method++;
	if (skills_parse(keep(u, crm_col_text(q, 7)), &u->arena, &r->skill,
		&r->n_skills, &why) == CRM_OK)
		return CRM_OK;
	return rule_unusable(u->s, rule, &why, err);
}

static const struct rule_kind rules = { "assign-rule",
	"SELECT r.\"id\", r.\"when\", r.\"name\", "
	"r.\"method\", coalesce(r.\"person\", 0), coalesce(r.\"team\", 0), "
	"coalesce(r.\"pool\", 0), r.\"skills\", "
	"coalesce(r.\"load_penalty\", 0), r.\"turn\", p.\"name\" "
	"FROM assign_rule r LEFT JOIN pool p ON "
	"p.\"id\" = r.\"pool\" AND p.\"deleted\" IS NULL AND "
	"coalesce(p.\"active\", 1) = 1 WHERE r.\"kind\" = ? AND "
	"coalesce(r.\"active\", 1) = 1 AND r.\"deleted\" IS NULL "
	"ORDER BY r.\"seq\", r.\"id\"",
	read_rule };

static enum crm_status
no_rules(struct run *u, struct crm_err *err)
{
	const char *kind = u->e->def->name;

	return crm_fail(err, CRM_RULE,
	    "there is no active rule that assigns "
	    "%ss; add one: crm-admin assign-rule add kind=%s seq=1 "
	    "method=round_robin",
	    crm_entity_word(u->e), kind);
}

static enum crm_status
load_rules(struct run *u, struct crm_err *err)
{
	struct people people;
	enum crm_status st;
	size_t i;

	if ((st = people_load(u->s, &u->arena, &people, err)) != CRM_OK ||
	    (st = rules_load(&rules, u->e, u->s, &u->arena, u, err)) != CRM_OK)
		return st;
	for (i = 0; i < u->n_rules; i++) {
		find_who(u, &people, &u->rule[i]);
		turn_read(u, &u->rule[i]);
	}
	return u->n_rules > 0 ? CRM_OK : no_rules(u, err);
}

/* ---- territories ---- */

static bool
uses(const struct run *u, enum method m)
{
	size_t i;

	for (i = 0; i < u->n_rules; i++)
		if (u->rule[i].method == m)
			return true;
	return false;
}

static enum crm_status
load_territories(struct run *u, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;
	int i;

	if (!uses(u, BY_TERRITORY))
		return CRM_OK;
	st = crm_sql(u->s,
	    "SELECT \"id\", \"owner\", \"country_f\", "
	    "\"region_f\", \"city_f\", \"industry_f\", \"size_f\" FROM "
	    "territory WHERE \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct territory *t;

		u->territory = crm_grow(
		    &u->arena, u->territory, u->n_territories, &cap, sizeof *t);
		t = &u->territory[u->n_territories++];
		t->id = crm_col_int(q, 0);
		t->owner = crm_col_int(q, 1);
		for (i = 0; i < PLACE_FIELDS; i++)
			t->is[i] = keep(u, crm_col_text(q, i + 2));
	}
	return st;
}

static enum crm_status
lock_records(struct run *u, struct crm_err *err)
{
	bool all = u->ids == NULL;
	enum crm_status st = all ? find_waiting(u, err) : CRM_OK;
	int64_t *sorted;

	if (st != CRM_OK || u->n == 0)
		return st;
	sorted = crm_alloc_n(&u->arena, u->n, sizeof *sorted);
	memcpy(sorted, u->ids, u->n * sizeof *sorted);
	qsort(sorted, u->n, sizeof *sorted, crm_by_int64);
	if ((st = crm_lock_all(u->s, u->e, sorted, u->n, false, err)) !=
		CRM_OK ||
	    (all && (st = drop_given(u, err)) != CRM_OK))
		return st;
	crm_read_ahead(u->s, u->e, u->ids, u->n);
	return CRM_OK;
}

enum crm_status
run_load(struct run *u, struct crm_err *err)
{
	enum crm_status st;

	if ((st = lock_rules(u, err)) != CRM_OK ||
	    (st = lock_records(u, err)) != CRM_OK ||
	    (st = lock_users(u, err)) != CRM_OK ||
	    (st = load_people(u, err)) != CRM_OK ||
	    (st = load_rules(u, err)) != CRM_OK ||
	    (st = load_territories(u, err)) != CRM_OK)
		return st;
	return load_exclusions(u->s, u->e, &u->arena, &u->exclude, err);
}
