/*
 * Escalation rules: from when on a level hears of a thing.  For each level the rule
 * that says most decides: one with a condition before one of a kind of record, that
 * before one of a clock, that before one of all; of several the soonest.  One that
 * says no time means never.
 */
#include "escalation.h"

#include "notice.h"

#include <stdlib.h>
#include <string.h>

/* How much a rule says. */
enum { OF_CLOCK = 1, OF_KIND = 2, OF_CONDITION = 4 };

struct rung {
	const char *what;                /* a clock, or NULL */
	const struct crm_entity *entity; /* a kind of record, or NULL */
	struct crm_filter *when;         /* or NULL */
	enum crm_level level;
	struct crm_value days, share; /* null: not by that */
	struct users *role;           /* or NULL */
	int says;
};

static const char *const levels[] = {
	[CRM_TO_OWNER] = "owner",
	[CRM_TO_MANAGER] = "manager",
	[CRM_TO_DIRECTOR] = "director",
};

/* ---- saving ---- */

enum crm_status
check_clock(const struct crm_record *r, const char *field, struct crm_err *err)
{
	struct crm_text name = text_of(r, field);
	struct crm_arena a = CRM_ARENA_INIT;
	char quoted[CRM_QUOTE_SIZE];
	bool good = name.n == 0 || crm_alarm_find(text_dup(&a, name)) != NULL;

	crm_arena_free(&a);
	return good ? CRM_OK
		    : crm_fail_field(err, CRM_INVALID, field,
			  "'%s' is nothing that falls due; see crm-task due",
			  crm_quote(quoted, name));
}

/* They are for everybody. */
enum crm_status
escalation_hide(const struct crm_saving *w, struct crm_err *err)
{
	return w->undo ? CRM_OK : may_hush(w->store, 0, err);
}

enum crm_status
escalation_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_text kind = text_of(w->new, "kind");
	struct crm_arena a = CRM_ARENA_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	bool known = kind.n == 0 ||
	    crm_dict_find(d, text_dup(&a, kind)) != NULL;

	crm_arena_free(&a);
	if (!known)
		return crm_fail_field(err, CRM_INVALID, "kind",
		    "'%s' is no kind of record", crm_quote(quoted, kind));
	if (kind.n == 0 && text_of(w->new, "when").n > 0)
		return crm_fail_field(err, CRM_INVALID, "kind",
		    "a condition needs it: kind=deal when='amount >= 100000'");
	if ((st = check_clock(w->new, "what", err)) != CRM_OK ||
	    (st = check_between(w->new, "days", 0, DAYS_MAX, err)) != CRM_OK ||
	    (st = check_at_least(w->new, "share", 0, err)) != CRM_OK)
		return st;
	if ((st = check_rule(w, err)) != CRM_OK)
		return st;
	return escalation_hide(w, err);
}

/* ---- loading ---- */

static enum crm_level
level_of(struct crm_text t)
{
	enum crm_level level = CRM_TO_DIRECTOR;

	while (level > CRM_TO_OWNER && !crm_text_is(t, levels[level]))
		level--;
	return level;
}

enum { WHAT = RULE_COLUMNS, KIND, LEVEL, DAYS, SHARE, ROLE };

static enum crm_status
read_role(struct crm_store *s, struct crm_text role, struct crm_arena *a,
    struct users **out, struct crm_err *err)
{
	struct crm_value v = crm_value_text(role);

	*out = crm_alloc(a, sizeof **out);
	return crm_ids(s,
	    "SELECT \"id\" FROM app_user WHERE \"role\" = ? "
	    "AND \"deleted\" IS NULL AND coalesce(\"active\", 1) <> 0 "
	    "ORDER BY \"id\"",
	    &v, 1, a, &(*out)->id, &(*out)->n, err);
}

static enum crm_status
read_rung(struct crm_store *s, const struct crm_stmt *q, struct crm_arena *a,
    struct rung *out, struct crm_err *err)
{
	const struct rule_ref rule = { "escalation", crm_col_int(q, RULE_ID),
		"when" };
	enum crm_status st;

	*out = (struct rung){ .level = level_of(crm_col_text(q, LEVEL)),
		.days = crm_col(q, DAYS, false),
		.share = crm_col(q, SHARE, false) };
	if (!crm_col_null(q, WHAT)) {
		out->what = text_dup(a, crm_col_text(q, WHAT));
		out->says |= OF_CLOCK;
	}
	if (!crm_col_null(q, KIND)) {
		out->entity = crm_dict_find(
		    crm_store_dict(s), text_dup(a, crm_col_text(q, KIND)));
		out->says |= OF_KIND;
	}
	if (!crm_col_null(q, ROLE) &&
	    (st = read_role(s, crm_col_text(q, ROLE), a, &out->role, err)) !=
		CRM_OK)
		return st;
	if (out->entity == NULL || crm_col_null(q, RULE_WHEN))
		return CRM_OK;
	out->says |= OF_CONDITION;
	return rule_filter(s, &rule, out->entity, crm_col_text(q, RULE_WHEN), a,
	    &out->when, err);
}

/* The ones that say most first, of the same the soonest. */
static int
by_weight(const void *a, const void *b)
{
	const struct rung *x = a, *y = b;

	if (x->says != y->says)
		return y->says - x->says;
	if ((x->days.kind == CRM_NULL) != (y->days.kind == CRM_NULL))
		return x->days.kind == CRM_NULL ? 1 : -1;
	return (x->days.i > y->days.i) - (x->days.i < y->days.i);
}

enum crm_status
ladder_load(struct crm_store *s, struct crm_arena *a, struct ladder *out,
    struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"id\", \"when\", \"what\", \"kind\", \"level\", \"days\", "
	    "\"share\", \"role\" FROM escalation WHERE \"deleted\" IS NULL "
	    "AND coalesce(\"active\", 1) <> 0 ORDER BY \"id\"",
	    &q, err);
	bool row;

	*out = (struct ladder){ NULL, 0 };
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		out->rung = crm_grow(
		    a, out->rung, out->n, &cap, sizeof *out->rung);
		if ((st = read_rung(s, q, a, &out->rung[out->n++], err)) !=
		    CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	if (out->n > 0)
		qsort(out->rung, out->n, sizeof *out->rung, by_weight);
	return st;
}

/* ---- using ---- */

/* A record that is gone fulfils no condition. */
static enum crm_status
applies(struct crm_store *s, const struct rung *r, const struct crm_due *d,
    bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	enum crm_status st = CRM_OK;

	*yes = (r->what == NULL || strcmp(r->what, d->kind) == 0) &&
	    ((r->says & OF_KIND) == 0 || r->entity == d->entity);
	if (*yes && r->when != NULL) {
		st = crm_load(s, d->entity, d->record, &a, &now, err);
		if (st == CRM_OK)
			st = record_holds(s, r->when, &now, yes, err);
		else if (st == CRM_NOTFOUND) {
			*yes = false;
			st = CRM_OK;
		}
	}
	crm_arena_free(&a);
	return st;
}

static bool
is_reached(struct crm_store *s, const struct rung *r, const struct crm_due *d)
{
	int64_t days = crm_store_clock(s)->today - crm_instant_date(d->at);

	return (r->days.kind == CRM_INT && days >= r->days.i) ||
	    (r->share.kind == CRM_INT && d->spent >= r->share.i);
}

/* The rules that say as much as the first that applies decide together; *by is the
 * one by which the level is reached, or NULL. */
static enum crm_status
reaches(struct crm_store *s, const struct ladder *l, enum crm_level level,
    const struct crm_due *d, const struct rung **by, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int says = -1;
	bool applying;

	*by = NULL;
	for (size_t i = 0; i < l->n && *by == NULL; i++) {
		const struct rung *r = &l->rung[i];

		if (r->level != level)
			continue;
		if (says >= 0 && r->says != says)
			break;
		if ((st = applies(s, r, d, &applying, err)) != CRM_OK)
			return st;
		if (!applying)
			continue;
		says = r->says;
		if (is_reached(s, r, d))
			*by = r;
	}
	return st;
}

enum crm_status
ladder_level(struct crm_store *s, const struct ladder *l,
    const struct crm_due *d, struct reached *out, struct crm_err *err)
{
	const struct rung *by = NULL;
	enum crm_status st = CRM_OK;

	*out = (struct reached){ CRM_TO_NOBODY, NULL };
	for (enum crm_level level = CRM_TO_DIRECTOR;
	     level > CRM_TO_NOBODY && by == NULL && st == CRM_OK; level--)
		if ((st = reaches(s, l, level, d, &by, err)) == CRM_OK &&
		    by != NULL)
			*out = (struct reached){ level, by->role };
	return st;
}

/* ---- what a book begins with ---- */

/* With which they came; and days behind its day, where no setting says so. */
enum { SCHEMA = 7 };

static const int usual_days[] = {
	[CRM_TO_OWNER] = 1,
	[CRM_TO_MANAGER] = 3,
	[CRM_TO_DIRECTOR] = 7,
};

/* A number of days, or never; `what` is empty for all. */
struct rule {
	enum crm_level level;
	struct crm_text what;
	struct crm_value days;
};

static enum crm_status
add_rule(struct crm_store *s, const struct rule *x, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "escalation");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	crm_record_set(&r, field_of(e, "level"),
	    crm_value_text(crm_text_of(levels[x->level])));
	crm_record_set(&r, field_of(e, "what"), crm_value_text(x->what));
	crm_record_set(&r, field_of(e, "days"), x->days);
	st = crm_insert(s, &r, err);
	crm_arena_free(&a);
	return st;
}

/* Parts escalate_manager_task; false for other settings. */
static bool
read_setting(struct crm_text name, struct crm_text value, struct rule *out)
{
	static const char begin[] = "escalate_";
	enum { BEGIN = sizeof begin - 1 };
	char *end;

	*out = (struct rule){ .level = CRM_TO_OWNER };
	if (name.n < BEGIN || memcmp(name.p, begin, BEGIN) != 0)
		return false;
	name = (struct crm_text){ name.p + BEGIN, name.n - BEGIN };
	for (; out->level <= CRM_TO_DIRECTOR; out->level++) {
		const char *word = levels[out->level];
		size_t n = strlen(word);

		if (name.n < n || memcmp(name.p, word, n) != 0)
			continue;
		if (name.n == n)
			break;
		if (name.p[n] == '_') {
			out->what = (struct crm_text){ name.p + n + 1,
				name.n - n - 1 };
			break;
		}
	}
	if (out->level > CRM_TO_DIRECTOR)
		return false;
	if (!crm_text_is(value, "never"))
		out->days = crm_value_int(strtol(value.p, &end, 10));
	return true;
}

/* Its setting becomes a rule, and goes. */
static enum crm_status
move_setting(struct crm_store *s, int64_t id, bool *said, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "setting");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	struct rule rule;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);

	if (st == CRM_OK &&
	    read_setting(text_of(&r, "name"),
		crm_text_of(text_dup(&a, text_of(&r, "value"))), &rule)) {
		const char *what = text_dup(&a, rule.what);

		/* One of no clock has never meant anything. */
		if (rule.what.n > 0 && crm_alarm_find(what) == NULL) {
			crm_arena_free(&a);
			return CRM_OK;
		}
		if (rule.what.n == 0)
			said[rule.level] = true;
		if ((st = add_rule(s, &rule, err)) == CRM_OK)
			st = crm_hide(s, e, id, err);
	}
	crm_arena_free(&a);
	return st;
}

/* Levels of which a rule of all says something already. */
static enum crm_status
find_said(struct crm_store *s, bool *said, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"level\" FROM escalation WHERE \"what\" IS NULL "
	    "AND \"kind\" IS NULL AND \"deleted\" IS NULL",
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		said[level_of(crm_col_text(q, 0))] = true;
	return st;
}

enum crm_status
escalation_begin(struct crm_store *s, int64_t schema, struct crm_err *err)
{
	bool said[CRM_TO_DIRECTOR + 1] = { false };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	int64_t *ids = NULL;
	size_t n = 0;

	if (schema >= SCHEMA)
		return CRM_OK;
	if ((st = find_said(s, said, err)) == CRM_OK)
		st = crm_ids(s,
		    "SELECT \"id\" FROM setting WHERE \"deleted\" IS NULL "
		    "AND \"name\" >= 'escalate_' AND \"name\" < 'escalate`' "
		    "ORDER BY \"id\"",
		    NULL, 0, &a, &ids, &n, err);
	for (size_t i = 0; i < n && st == CRM_OK; i++)
		st = move_setting(s, ids[i], said, err);
	for (enum crm_level level = CRM_TO_OWNER;
	     level <= CRM_TO_DIRECTOR && st == CRM_OK; level++) {
		struct rule rule = { .level = level,
			.days = crm_value_int(usual_days[level]) };

		if (!said[level])
			st = add_rule(s, &rule, err);
	}
	crm_arena_free(&a);
	return st;
}
