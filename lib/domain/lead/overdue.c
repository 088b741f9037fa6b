/* Leads whose first response is overdue, and whom to tell. */
#include "response.h"

#include "lead.h"

#include <stdlib.h>
#include <string.h>

/* Workdays behind the day on which it was due. */
enum { MANAGER_DAYS = 3, DIRECTOR_DAYS = 7, DEPTH_MAX = 1000 };

/* A user or a team: who leads it, and what it is part of. */
struct node {
	int64_t id, manager, above;
};

struct tree {
	struct node *node;
	size_t n;
};

struct people {
	struct tree users; /* above: the team */
	struct tree teams; /* above: the parent */
	struct tree pools; /* above: the team of its members */
};

static enum crm_status
load_tree(struct crm_store *s, const char *sql, struct crm_arena *a,
    struct tree *t, struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (t->n == cap) {
			struct node *more = crm_alloc_n(
			    a, cap == 0 ? 32 : 2 * cap, sizeof *more);

			if (t->n > 0)
				memcpy(more, t->node, t->n * sizeof *more);
			cap = cap == 0 ? 32 : 2 * cap;
			t->node = more;
		}
		t->node[t->n++] = (struct node){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2) };
	}
	return st;
}

static enum crm_status
load_people(struct crm_store *s, struct crm_arena *a, struct people *p,
    struct crm_err *err)
{
	enum crm_status st;

	st = load_tree(s,
	    "SELECT \"id\", coalesce(\"manager\", 0), "
	    "coalesce(\"team\", 0) FROM app_user WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    a, &p->users, err);
	if (st == CRM_OK)
		st = load_tree(s,
		    "SELECT \"id\", coalesce(\"manager\", 0), "
		    "coalesce(\"parent\", 0) FROM team WHERE \"deleted\" IS "
		    "NULL ORDER BY \"id\"",
		    a, &p->teams, err);
	if (st == CRM_OK)
		st = load_tree(s,
		    "SELECT \"id\", 0, coalesce(\"team\", 0) "
		    "FROM pool WHERE \"deleted\" IS NULL ORDER BY \"id\"",
		    a, &p->pools, err);
	return st;
}

static const struct node *
find(const struct tree *t, int64_t id)
{
	static const struct node none;
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->node[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->n && t->node[low].id == id ? &t->node[low] : &none;
}

/* The manager of a team or of the nearest above it who is not `but`; 0: there
 * is none. */
static int64_t
team_manager(const struct people *p, int64_t team, int64_t but)
{
	int depth;

	for (depth = 0; team != 0 && depth < DEPTH_MAX; depth++) {
		const struct node *t = find(&p->teams, team);

		if (t->manager != 0 && t->manager != but)
			return t->manager;
		team = t->above;
	}
	return 0;
}

static int64_t
manager_of(const struct people *p, int64_t user)
{
	const struct node *u = find(&p->users, user);

	return u->manager != 0 ? u->manager : team_manager(p, u->above, user);
}

/* ---- whom ---- */

static void
escalate(const struct people *p, int64_t today, struct crm_overdue *o)
{
	int64_t days = crm_cal_workdays(
	    o->of.cal, crm_instant_date(o->of.due), today);
	int64_t whom[CRM_TO_DIRECTOR + 1] = { 0 };
	enum crm_level level = days >= DIRECTOR_DAYS   ? CRM_TO_DIRECTOR
	    : days >= MANAGER_DAYS || o->of.owner == 0 ? CRM_TO_MANAGER
						       : CRM_TO_OWNER;

	whom[CRM_TO_OWNER] = o->of.owner;
	whom[CRM_TO_MANAGER] = o->of.owner != 0
	    ? manager_of(p, o->of.owner)
	    : team_manager(p, find(&p->pools, o->of.pool)->above, 0);
	if (whom[CRM_TO_MANAGER] != 0)
		whom[CRM_TO_DIRECTOR] = manager_of(p, whom[CRM_TO_MANAGER]);
	while (level > CRM_TO_NOBODY && whom[level] == 0)
		level--;
	o->level = level;
	o->whom = whom[level];
}

static int
by_due(const void *a, const void *b)
{
	const struct crm_overdue *x = a, *y = b;

	if (x->of.due != y->of.due)
		return x->of.due < y->of.due ? -1 : 1;
	return (x->of.lead > y->of.lead) - (x->of.lead < y->of.lead);
}

static enum crm_status
collect(struct crm_responses *r, struct crm_arena *a, struct crm_overdue **list,
    size_t *n, struct crm_err *err)
{
	struct crm_response one;
	size_t cap = 0;
	enum crm_status st;
	bool row;

	while ((st = crm_responses_next(r, &one, &row, err)) == CRM_OK && row) {
		if (!one.waits || !one.late)
			continue;
		if (*n == cap) {
			struct crm_overdue *more;

			cap = cap == 0 ? 64 : 2 * cap;
			more = crm_alloc_n(a, cap, sizeof *more);
			if (*n > 0)
				memcpy(more, *list, *n * sizeof *more);
			*list = more;
		}
		one.company.p = text_dup(a, one.company);
		one.name.p = text_dup(a, one.name);
		one.priority.p = text_dup(a, one.priority);
		(*list)[(*n)++].of = one;
	}
	return st;
}

enum crm_status
crm_overdue_list(struct crm_store *s, const struct crm_filter *where,
    int64_t now, struct crm_arena *arena, struct crm_overdue **out, size_t *n,
    struct crm_err *err)
{
	struct people people = { { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	struct crm_responses *r = NULL;
	enum crm_status st;
	size_t i;

	*out = NULL;
	*n = 0;
	if ((st = load_people(s, arena, &people, err)) == CRM_OK &&
	    (st = responses_open(
		 s, where, NULL, 0, now, true, arena, &r, err)) == CRM_OK)
		st = collect(r, arena, out, n, err);
	crm_responses_close(r);
	for (i = 0; i < *n && st == CRM_OK; i++)
		escalate(&people, crm_instant_date(now), &(*out)[i]);
	if (*n > 0)
		qsort(*out, *n, sizeof **out, by_due);
	return st;
}

/* ---- the clock ---- */

enum crm_status
lead_alarm(struct crm_store *s, int64_t now, int64_t until, crm_due_each *each,
    void *ctx, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_due d = { .kind = "response",
		.entity = crm_dict_find(crm_store_dict(s), "lead") };
	struct crm_overdue *list;
	enum crm_status st;
	size_t i, n;

	(void)until; /* what is not overdue yet is not told */
	st = crm_overdue_list(s, NULL, now, &a, &list, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct crm_response *r = &list[i].of;

		d.record = r->lead;
		d.at = r->due;
		d.whom = list[i].whom;
		d.level = list[i].level;
		d.why = crm_sprintf(&a,
		    "no response; %s priority, %lld min "
		    "overdue",
		    text_dup(&a, r->priority), (long long)-r->remaining);
		st = each(ctx, &d, err);
	}
	crm_arena_free(&a);
	return st;
}
