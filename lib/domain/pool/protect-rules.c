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
		    text_dup(&a, text_of(&pool, "kind")),
		    text_dup(&a, text_of(r, "kind")));
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

/* In the order of the columns of `sql`. */
enum {
	ID,
	POOL,
	MISSING,
	DAYS,
	EXTEND,
	MOST,
	CALENDAR,
	WHEN,
	FROM,
	NOTICE,
	ACTIVITIES,
	EXEMPT
};

static const char sql[] =
    "SELECT r.\"id\", r.\"pool\", r.\"missing\", "
    "r.\"days\", r.\"extend_days\", r.\"max_days\", r.\"calendar\", "
    "r.\"when\", r.\"from_on\", r.\"notice_days\", r.\"activities\", "
    "r.\"exempt\" FROM reclaim_rule r JOIN pool p ON p.\"id\" = r.\"pool\" "
    "WHERE r.\"kind\" = ? AND r.\"deleted\" IS NULL "
    "AND coalesce(r.\"active\", 1) = 1 AND p.\"deleted\" IS NULL "
    "AND coalesce(p.\"active\", 1) = 1 ORDER BY r.\"seq\", r.\"id\"";

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
read_rule(const struct crm_stmt *q, struct crm_arena *a, struct reclaim_rule *r)
{
	struct crm_text t = crm_col_text(q, ACTIVITIES);

	r->id = crm_col_int(q, ID);
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

/* An error in an expression that could be read when it was saved: a field of
 * its own has been deleted since. */
static enum crm_status
name_rule(struct crm_err *err, enum crm_status st, int64_t id)
{
	char text[sizeof err->text];

	if (err == NULL || st == CRM_FAIL || st == CRM_BUSY)
		return st;
	snprintf(text, sizeof text, "%s", err->text);
	snprintf(err->text, sizeof err->text, "reclaim rule RR%lld: %.900s",
	    (long long)id, text);
	return st;
}

static enum crm_status
read_when(struct crm_store *s, const struct crm_entity *e,
    const struct crm_stmt *q, struct crm_arena *a, struct reclaim_rule *r,
    struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct crm_text when = crm_col_text(q, WHEN);

	if (crm_col_null(q, WHEN) || when.n == 0)
		return CRM_OK;
	return name_rule(err,
	    crm_filter_parse(crm_store_dict(s), e, text_dup(a, when), &env, a,
		&r->when, err),
	    r->id);
}

enum crm_status
reclaim_rules(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct reclaim_rule **out, struct crm_err *err)
{
	struct reclaim_rule *r, **end = out;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = NULL;
	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		r = crm_alloc(a, sizeof *r);
		read_rule(q, a, r);
		if ((st = read_when(s, e, q, a, r, err)) != CRM_OK)
			break;
		if (!crm_col_null(q, CALENDAR)) {
			r->protection.calendar = &r->calendar;
			st = crm_calendar_load(
			    s, crm_col_int(q, CALENDAR), a, &r->calendar, err);
			if (st != CRM_OK)
				break;
		}
		*end = r;
		end = &r->next;
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}
