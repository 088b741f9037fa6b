/* Reclaim rules: what may be saved, and those that hold today. */
#include "pool.h"

#include <crm/domain/calendar.h>

#include "protect.h"

#include <stdio.h>

/* ---- the hook ---- */

static enum crm_status
check_numbers(const struct crm_record *r, struct crm_err *err)
{
	struct crm_value days = *value_of(r, "days");
	enum crm_status st;

	if ((st = check_between(r, "days", 1, DAYS_MAX, err)) != CRM_OK ||
	    (st = check_between(r, "extend_days", 0, DAYS_MAX, err)) !=
		CRM_OK ||
	    (st = check_between(r, "notice_days", 0, DAYS_MAX, err)) != CRM_OK)
		return st;
	return check_between(
	    r, "max_days", days.kind == CRM_NULL ? 0 : days.i, DAYS_MAX, err);
}

/* Deals have customers, not leads. */
static enum crm_status
check_missing(const struct crm_record *r, struct crm_err *err)
{
	static const char *const all[] = { "locked", "open_deal", "won", NULL };
	static const char *const of_leads[] = { "locked", NULL };

	if (!crm_text_is(text_of(r, "kind"), "lead"))
		return check_words(r, "exempt", all, err);
	if (!crm_text_is(text_of(r, "missing"), "activity"))
		return crm_fail_field(err, CRM_INVALID, "missing",
		    "a lead has "
		    "no deals: what it can miss is an activity");
	return check_words(r, "exempt", of_leads, err);
}

static enum crm_status
check_activities(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "activity");
	const struct crm_choice *c = e->field[field_of(e, "kind")]->choices;
	const char *known[32];
	size_t n = 0;

	for (; c->code != NULL && n + 1 < COUNT(known); c++)
		known[n++] = c->code;
	known[n] = NULL;
	return check_words(r, "activities", known, err);
}

static enum crm_status
check_pool(struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *pools = crm_dict_find(
	    crm_store_dict(s), "pool");
	struct crm_value id = *value_of(r, "pool");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	struct crm_record pool;

	if (id.kind == CRM_NULL)
		return CRM_OK;
	st = crm_load(s, pools, id.i, &a, &pool, err);
	if (st == CRM_OK &&
	    !crm_text_eq(text_of(&pool, "kind"), text_of(r, "kind")))
		st = crm_fail_field(err, CRM_INVALID, "pool",
		    "%s is a pool of "
		    "%ss, the rule is for %ss",
		    text_dup(&a, text_of(&pool, "name")),
		    text_dup(&a, word_of(&pool, "kind")),
		    text_dup(&a, word_of(r, "kind")));
	crm_arena_free(&a);
	return st;
}

enum crm_status
reclaim_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_rule(w, err)) != CRM_OK ||
	    (st = check_numbers(w->new, err)) != CRM_OK ||
	    (st = check_missing(w->new, err)) != CRM_OK ||
	    (st = check_activities(w->store, w->new, err)) != CRM_OK)
		return st;
	return check_pool(w->store, w->new, err);
}

/* ---- loading ---- */

/* The columns behind those of every rule. */
enum {
	POOL = RULE_COLUMNS,
	MISSING,
	DAYS,
	EXTEND,
	MOST,
	CALENDAR,
	FROM,
	NOTICE,
	ACTIVITIES,
	EXEMPT
};

static enum reclaim_missing
read_missing(struct crm_text t)
{
	return crm_text_is(t, "deal") ? MISSING_DEAL
	    : crm_text_is(t, "won")   ? MISSING_WON
				      : MISSING_ACTIVITY;
}

static unsigned
read_exempt(struct crm_text t)
{
	struct crm_text word;
	unsigned flags = 0;

	while (list_item(&t, &word))
		flags |= crm_text_is(word, "locked") ? EXEMPT_LOCKED
		    : crm_text_is(word, "open_deal") ? EXEMPT_OPEN_DEAL
						     : EXEMPT_WON;
	return flags;
}

static int64_t
int_or(const struct crm_stmt *q, int col, int64_t otherwise)
{
	return crm_col_null(q, col) ? otherwise : crm_col_int(q, col);
}

/* No follow-up for N days: where a rule does not say how long an activity
 * protects, it is as long as the claim did. */
static void
read_days(const struct crm_stmt *q, struct crm_arena *a, struct reclaim_rule *r)
{
	struct crm_text t = crm_col_text(q, ACTIVITIES);

	r->pool = crm_col_int(q, POOL);
	r->missing = read_missing(crm_col_text(q, MISSING));
	r->protection.days = crm_col_int(q, DAYS);
	r->protection.extend = int_or(q, EXTEND, r->protection.days);
	r->protection.most = int_or(q, MOST, -1);
	r->from = crm_col_null(q, FROM) ? INT64_MIN
					: crm_date_start(crm_col_int(q, FROM));
	r->notice = int_or(q, NOTICE, -1);
	r->activities = (struct crm_text){ text_dup(a, t), t.n };
	r->exempt = read_exempt(crm_col_text(q, EXEMPT));
}

struct loading {
	struct crm_store *s;
	struct crm_arena *arena;
	struct reclaim_rule **end;
};

static enum crm_status
read_rule(void *ctx, const struct rule_ref *rule, struct crm_filter *when,
    const struct crm_stmt *q, struct crm_err *err)
{
	struct loading *l = ctx;
	struct reclaim_rule *r = crm_alloc(l->arena, sizeof *r);

	r->id = rule->id;
	r->when = when;
	read_days(q, l->arena, r);
	*l->end = r;
	l->end = &r->next;
	if (crm_col_null(q, CALENDAR))
		return CRM_OK;
	r->protection.calendar = &r->calendar;
	return crm_calendar_load(
	    l->s, crm_col_int(q, CALENDAR), l->arena, &r->calendar, err);
}

static const struct rule_kind rules = { "reclaim-rule",
	"SELECT r.\"id\", r.\"when\", r.\"pool\", r.\"missing\", "
	"r.\"days\", r.\"extend_days\", r.\"max_days\", r.\"calendar\", "
	"r.\"from_on\", r.\"notice_days\", r.\"activities\", "
	"r.\"exempt\" FROM reclaim_rule r "
	"JOIN pool p ON p.\"id\" = r.\"pool\" "
	"WHERE r.\"kind\" = ? AND r.\"deleted\" IS NULL "
	"AND coalesce(r.\"active\", 1) = 1 AND p.\"deleted\" IS NULL "
	"AND coalesce(p.\"active\", 1) = 1 ORDER BY r.\"seq\", r.\"id\"",
	read_rule };

enum crm_status
reclaim_rules(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct reclaim_rule **out, struct crm_err *err)
{
	struct loading l = { s, a, out };

	*out = NULL;
	return rules_load(&rules, e, s, a, &l, err);
}
