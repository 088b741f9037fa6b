/* Leads whose first response is overdue, and whom to tell. */
#include "response.h"

#include "domain/team/people.h"
#include "lead.h"

#include <stdlib.h>

/* Workdays behind the day on which it was due. */
enum { MANAGER_DAYS = 3, DIRECTOR_DAYS = 7 };

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
	    ? people_manager(p, o->of.owner)
	    : people_pool_manager(p, o->of.pool);
	if (whom[CRM_TO_MANAGER] != 0)
		whom[CRM_TO_DIRECTOR] = people_manager(p, whom[CRM_TO_MANAGER]);
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
		*list = crm_grow(a, *list, *n, &cap, sizeof **list);
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
	struct people people;
	struct crm_responses *r = NULL;
	enum crm_status st;
	size_t i;

	*out = NULL;
	*n = 0;
	if ((st = people_load(s, arena, &people, err)) == CRM_OK &&
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

/* One that waits and is due by the end of the day. */
static enum crm_status
tell(const struct crm_response *r, int64_t now, struct crm_due *d,
    struct crm_arena *a, crm_due_each *each, void *ctx, struct crm_err *err)
{
	bool late = r->due < now;

	d->record = r->lead;
	d->at = r->due;
	d->owner = r->owner;
	d->spent = r->promised == 0
	    ? 0
	    : (r->promised - r->remaining) * CRM_WHOLE / r->promised;
	d->pool = r->pool;
	d->why = crm_sprintf(a,
	    late ? crm_tr("no response; %s priority, %lld min overdue")
		 : crm_tr("no response; %s priority, %lld min left"),
	    say_priority(a, r->priority),
	    (long long)(late ? -r->remaining : r->remaining));
	return each(ctx, d, err);
}

enum crm_status
lead_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	int64_t end = crm_date_start(ask->until + 1);
	struct crm_arena a = CRM_ARENA_INIT, row_arena = CRM_ARENA_INIT;
	struct crm_due d = { .kind = "response",
		.entity = crm_dict_find(crm_store_dict(s), "lead") };
	struct crm_responses *r = NULL;
	struct crm_response one;
	struct crm_filter *where = NULL;
	enum crm_status st;
	bool row;

	if ((st = of_owner(s, d.entity, ask->owner, &a, &where, err)) == CRM_OK)
		st = responses_open(
		    s, where, NULL, 0, ask->now, true, &a, &r, err);
	while (st == CRM_OK &&
	    (st = crm_responses_next(r, &one, &row, err)) == CRM_OK && row) {
		if (!one.waits || one.due >= end)
			continue;
		crm_arena_reset(&row_arena);
		st = tell(&one, ask->now, &d, &row_arena, each, ctx, err);
	}
	crm_responses_close(r);
	crm_arena_free(&row_arena);
	crm_arena_free(&a);
	return st;
}
