/* Clocks of cases: the first response, the resolution, the next reply, as half,
 * three quarters and all of what is promised are used up. */
#include "service.h"

#include <crm/base/sla.h>
#include <crm/base/worktime.h>

enum { MINUTE = 60 };

/* One of the three, and how to find it in a case. */
struct promise_clock {
	const char *kind, *words;
	const struct crm_case_clock *(*of)(const struct crm_case *k);
};

static const struct crm_case_clock *
response_of(const struct crm_case *k)
{
	return &k->response;
}

static const struct crm_case_clock *
resolution_of(const struct crm_case *k)
{
	return &k->resolution;
}

static const struct crm_case_clock *
reply_of(const struct crm_case *k)
{
	return &k->reply;
}

/* How many percent are used up, as far as somebody is told; 0: not so far. */
static int
level_of(const struct crm_case_clock *c, int64_t now)
{
	int level = 0;

	for (int i = 0; i < CRM_CASE_LEVELS; i++)
		if (c->at[i] != CRM_CAL_NEVER && c->at[i] <= now)
			level = crm_case_levels[i];
	return level;
}

/* One line a case: what a level is has a key of its own, so that each is said
 * though the one before was today. */
static enum crm_status
tell(const struct promise_clock *p, const struct crm_case *k,
    const struct crm_due_ask *ask, struct crm_due *d, struct crm_arena *a,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	const struct crm_case_clock *c = p->of(k);
	int level = level_of(c, ask->now);

	d->record = k->id;
	d->at = c->due;
	d->from = level == 0 ? 0 : crm_instant_date(ask->now);
	d->spent = c->elapsed * CRM_WHOLE / c->target;
	d->owner = k->owner;
	d->team = k->team;
	d->part = level == 0 ? "ahead" : crm_sprintf(a, "%d", level);
	d->why = crm_sprintf(a,
	    crm_tr("%s: %lld of %lld min used%s, %s priority"),
	    crm_tr(p->words), (long long)(c->elapsed / MINUTE),
	    (long long)(c->target / MINUTE),
	    c->late          ? crm_tr(", late")
		: level == 0 ? ""
			     : crm_sprintf(a, ", %d %%", level),
	    say_priority(a, k->priority));
	return each(ctx, d, err);
}

static bool
is_told(const struct crm_case_clock *c, const struct crm_due_ask *ask)
{
	if (c->target == 0 || c->stopped || c->due == CRM_CAL_NEVER)
		return false;
	return level_of(c, ask->now) > 0 ||
	    c->due < crm_date_start(ask->until + 1);
}

static enum crm_status
list(const struct promise_clock *p, struct crm_store *s,
    const struct crm_due_ask *ask, crm_due_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT, one = CRM_ARENA_INIT;
	struct crm_case_ask cases = { .open = true, .now = ask->now };
	struct crm_due d = { .kind = p->kind,
		.entity = crm_dict_find(crm_store_dict(s), "case") };
	struct crm_cases *open = NULL;
	struct crm_filter *where = NULL;
	struct crm_case k;
	enum crm_status st;
	bool row;

	if ((st = of_owner(s, d.entity, ask->owner, &a, &where, err)) ==
	    CRM_OK) {
		cases.where = where;
		st = crm_cases_open(s, &cases, &a, &open, err);
	}
	while (st == CRM_OK &&
	    (st = crm_cases_next(open, &k, &row, err)) == CRM_OK && row) {
		if (!is_told(p->of(&k), ask))
			continue;
		crm_arena_reset(&one);
		st = tell(p, &k, ask, &d, &one, each, ctx, err);
	}
	crm_cases_close(open);
	crm_arena_free(&one);
	crm_arena_free(&a);
	return st;
}

enum crm_status
response_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct promise_clock clock = { "case-response",
		N_("first response"), response_of };

	return list(&clock, s, ask, each, ctx, err);
}

enum crm_status
resolution_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct promise_clock clock = { "case-resolution",
		N_("resolution"), resolution_of };

	return list(&clock, s, ask, each, ctx, err);
}

enum crm_status
reply_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct promise_clock clock = { "case-reply",
		N_("next reply"), reply_of };

	return list(&clock, s, ask, each, ctx, err);
}
