/*
 * The due list: what the clocks of all areas give, and whom it is for as it goes
 * up.
 */
#include "domain/notice/escalation.h"
#include "domain/team/stand-in.h"

#include <crm/domain/area.h>
#include <crm/domain/notice.h>

#include <stdlib.h>
#include <string.h>

/* ---- the clocks ---- */

/* The next clock behind one, NULL: the first; NULL at the end. */
static const struct crm_alarm *
next_alarm(const struct crm_area *const **area, const struct crm_alarm *alarm)
{
	if (alarm != NULL && (++alarm)->kind != NULL)
		return alarm;
	if (*area == NULL)
		*area = crm_areas;
	else
		++*area;
	for (; **area != NULL; ++*area)
		if ((**area)->alarms != NULL && (**area)->alarms->kind != NULL)
			return (**area)->alarms;
	return NULL;
}

const struct crm_alarm *
crm_alarm_find(const char *kind)
{
	const struct crm_area *const *area = NULL;
	const struct crm_alarm *a = NULL;

	while ((a = next_alarm(&area, a)) != NULL)
		if (strcmp(a->kind, kind) == 0)
			break;
	return a;
}

static int
by_time(const void *a, const void *b)
{
	const struct crm_due *x = *(struct crm_due *const *)a,
			     *y = *(struct crm_due *const *)b;
	int kind;

	if (x->at != y->at)
		return x->at < y->at ? -1 : 1;
	kind = strcmp(x->kind, y->kind);
	if (kind != 0)
		return kind;
	if (x->record != y->record)
		return x->record < y->record ? -1 : 1;
	return (x->owner > y->owner) - (x->owner < y->owner);
}

/* ---- how it goes up ---- */

static bool
is_one_of(const struct users *users, int64_t user)
{
	for (size_t i = 0; i < users->n; i++)
		if (users->id[i] == user)
			return true;
	return false;
}

/* The nearest above whoever has it that is of a role, where nobody answers for it
 * the first of the role; 0: nobody is. */
static int64_t
of_role(const struct people *p, const struct users *role, int64_t from)
{
	enum { STEPS_MAX = 32 }; /* a circle ends here */
	int64_t whom = from;

	if (from == 0)
		return role->n > 0 ? role->id[0] : 0;
	for (int step = 0; step < STEPS_MAX && whom != 0; step++) {
		if (is_one_of(role, whom))
			return whom;
		whom = people_manager(p, whom);
	}
	return 0;
}

/* Who answers for it: the manager of its owner, or whoever leads the queue in which
 * it lies; 0: nobody. */
static int64_t
answers(const struct people *p, const struct crm_due *d)
{
	if (d->owner != 0)
		return people_manager(p, d->owner);
	if (d->team != 0)
		return people_team_manager(p, d->team);
	return d->pool != 0 ? people_pool_manager(p, d->pool)
			    : people_manager(p, d->peer);
}

/* Whom a thing is told at the level that it has reached. */
static void
address(const struct stand_ins *in, const struct reached *up, struct crm_due *d)
{
	int64_t whom[CRM_TO_DIRECTOR + 1] = { d->owner, d->owner };
	int64_t manager = answers(in->people, d), of = 0;
	enum crm_level level = up->level;

	whom[CRM_TO_MANAGER] = manager;
	if (whom[CRM_TO_MANAGER] != 0)
		whom[CRM_TO_DIRECTOR] = people_manager(
		    in->people, whom[CRM_TO_MANAGER]);
	/* What nobody owns is its manager's from the beginning. */
	if (d->owner == 0 && level > CRM_TO_NOBODY && level < CRM_TO_MANAGER)
		level = CRM_TO_MANAGER;
	if (up->role != NULL)
		of = of_role(in->people, up->role, manager);
	while (of == 0 && level > CRM_TO_NOBODY && whom[level] == 0)
		level--;
	d->level = level;
	d->whom = stand_in_but(in,
	    of != 0                ? of
		: whom[level] != 0 ? whom[level]
				   : manager,
	    d->asker);
}

static const char *
key_of(struct crm_arena *a, const struct crm_due *d)
{
	if (d->notice != 0)
		return crm_sprintf(a, "%s:%lld", d->kind, (long long)d->notice);
	return crm_sprintf(a, "%s:%s%lld%s%s", d->kind, d->entity->def->code,
	    (long long)d->record, d->part == NULL ? "" : ":",
	    d->part == NULL ? "" : d->part);
}

/* ---- whose ---- */

/* Whether things of others can be this user's: of those below, or in whose place
 * he stands. */
static bool
is_told_of_others(const struct stand_ins *in, int64_t user)
{
	const struct people *p = in->people;
	size_t i;

	for (i = 0; i < p->teams.n; i++)
		if (p->teams.node[i].manager == user)
			return true;
	for (i = 0; i < p->pools.n; i++)
		if (p->pools.node[i].manager == user)
			return true;
	for (i = 0; i < p->users.n; i++)
		if (p->users.node[i].manager == user)
			return true;
	for (i = 0; i < in->n; i++)
		if (stand_in(in, in->away[i].user) == user)
			return true;
	return false;
}

static bool
is_asked_for(const struct people *p, const struct crm_due_ask *ask,
    const struct crm_due *d)
{
	if (ask->user != 0)
		return d->whom == ask->user || d->owner == ask->user;
	return ask->team == 0 ||
	    people_below(p, people_team(p, d->whom), ask->team) ||
	    people_below(p, people_team(p, d->owner), ask->team);
}

/* ---- the list ---- */

/* One list while it is made. */
struct due_list {
	struct crm_store *s;
	const struct crm_due_ask *ask;
	struct crm_arena *arena;
	struct people people;
	struct stand_ins in;
	struct ladder ladder;
	struct crm_prefs *prefs;
	int64_t most; /* days ahead that anybody wants to hear of anything */
	struct crm_due **due;
	size_t n, cap;
};

/* Whether it is told already, and on this channel now, as who is told wants it. */
static bool
is_wanted(const struct due_list *l, const struct crm_due *d)
{
	int64_t from = d->from != 0 ? d->from : crm_instant_date(d->at);

	if (l->most > 0 &&
	    from > l->ask->until +
		    crm_prefs_ahead(
			l->prefs, d->whom, d->kind, l->ask->channel))
		return false;
	return crm_prefs_told(
	    l->prefs, d->whom, d->kind, l->ask->channel, l->ask->now);
}

/* Memory and texts are for what is asked for alone: there may be very many
 * things of others. */
static enum crm_status
collect(void *ctx, const struct crm_due *d, struct crm_err *err)
{
	struct due_list *l = ctx;
	struct crm_due one = *d, *kept;
	struct reached up = { CRM_TO_NOBODY, NULL };
	enum crm_status st = CRM_OK;

	if (d->notice == 0)
		st = ladder_level(l->s, &l->ladder, d, &up, err);
	if (st != CRM_OK)
		return st;
	address(&l->in, &up, &one);
	if (!is_asked_for(&l->people, l->ask, &one) || !is_wanted(l, &one))
		return CRM_OK;
	if (l->ask->user != 0)
		one.whom = l->ask->user;
	one.why = crm_strdup(l->arena, d->why);
	one.key = key_of(l->arena, &one);
	one.part = NULL; /* is in the key */
	kept = crm_alloc(l->arena, sizeof *kept);
	*kept = one;
	l->due = crm_grow(
	    l->arena, l->due, l->n, &l->cap, sizeof(struct crm_due *));
	l->due[l->n++] = kept;
	return CRM_OK;
}

/* What several answer for goes up to one person once. */
static size_t
once_each(struct crm_due **due, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		bool again = false;

		for (size_t j = kept;
		     j > 0 && !again && due[j - 1]->record == due[i]->record &&
		     strcmp(due[j - 1]->key, due[i]->key) == 0;
		     j--)
			again = due[j - 1]->whom == due[i]->whom;
		if (!again)
			due[kept++] = due[i];
	}
	return kept;
}

enum crm_status
crm_due_list(struct crm_store *s, const struct crm_due_ask *ask,
    struct crm_arena *arena, struct crm_due ***out, size_t *n,
    struct crm_err *err)
{
	const struct crm_area *const *area = NULL;
	const struct crm_alarm *alarm = NULL;
	struct crm_due_ask own = *ask;
	struct due_list l = { .s = s, .ask = ask, .arena = arena };
	enum crm_status st = people_load(s, arena, &l.people, err);

	if (st == CRM_OK)
		st = stand_ins_load(s, &l.people, arena, &l.in, err);
	if (st == CRM_OK)
		st = ladder_load(s, arena, &l.ladder, err);
	if (st == CRM_OK)
		st = crm_prefs_load(s, arena, &l.prefs, err);
	if (st == CRM_OK && ask->ahead)
		l.most = crm_prefs_most_ahead(l.prefs);
	own.until += l.most;
	if (st == CRM_OK)
		own.owner = is_told_of_others(&l.in, ask->user) ? 0 : ask->user;
	while (st == CRM_OK && (alarm = next_alarm(&area, alarm)) != NULL)
		if (ask->kind == NULL || strcmp(ask->kind, alarm->kind) == 0)
			st = alarm->list(s, &own, collect, &l, err);
	if (l.n > 0)
		qsort(l.due, l.n, sizeof(struct crm_due *), by_time);
	*out = l.due;
	*n = once_each(l.due, l.n);
	return st;
}
