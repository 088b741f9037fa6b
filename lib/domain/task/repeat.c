/* Tasks that come again. */
#include "task.h"

#include <crm/base/recur.h>
#include <crm/domain/task.h>

enum { DAY = 86400 };

/* How a task repeats. */
struct repeat {
	bool by_rule, by_interval;
	struct crm_recur rule;
	struct crm_every every;
	bool from_done;
	bool timed;
	int64_t of_day; /* seconds, where it is timed */
};

static enum crm_status
read_repeat(
    const struct crm_record *task, struct repeat *r, struct crm_err *err)
{
	struct crm_text rule = text_of(task, "rrule");
	struct crm_text every = text_of(task, "every");
	struct crm_value at = *value_of(task, "due_at");
	enum crm_status st = CRM_OK;

	*r = (struct repeat){ .by_rule = rule.n > 0,
		.by_interval = every.n > 0,
		.from_done = crm_text_is(text_of(task, "repeat_from"), "done"),
		.timed = at.kind != CRM_NULL };
	if (r->timed) {
		int64_t local = at.i + crm_instant_offset(NULL, at.i);

		r->of_day = local - crm_instant_date(at.i) * DAY;
	}
	if (r->by_rule && (st = crm_recur_parse(&r->rule, rule, err)) != CRM_OK)
		crm_err_in_field(err, "rrule");
	if (st == CRM_OK && r->by_interval &&
	    (st = crm_every_parse(&r->every, every, err)) != CRM_OK)
		crm_err_in_field(err, "every");
	return st;
}

/* Whether anything that it says of it has changed. */
static bool
is_new(const struct crm_saving *w)
{
	return w->old == NULL || differs(w->old, w->new, "rrule") ||
	    differs(w->old, w->new, "every") ||
	    differs(w->old, w->new, "due") || differs(w->old, w->new, "due_at");
}

/* ---- the next ---- */

/* The first local time of a task's recurrence behind one; false at its end. */
static bool
next_of(const struct repeat *r, int64_t start, int64_t after, int64_t *local)
{
	struct crm_recurring it;

	if (r->by_interval) {
		int64_t day = crm_every_after(
		    &r->every, start, after / DAY - (after % DAY < 0));

		*local = day * DAY + r->of_day;
		return day <= CRM_DATE_MAX;
	}
	return crm_recur_begin(&it, &r->rule, start * DAY + r->of_day, r->timed,
		   NULL) == CRM_OK &&
	    crm_recur_after(&it, after, local);
}

/* Of what somebody says; the last of a series that the program makes has none behind
 * it, nor needs one that was elsewhere. */
static enum crm_status
check_comes_again(
    const struct crm_saving *w, const struct repeat *r, struct crm_err *err)
{
	int64_t due = value_of(w->new, "due")->i, local;
	bool said = w->old == NULL
	    ? value_of(w->new, "series")->kind == CRM_NULL
	    : differs(w->old, w->new, "rrule") ||
		differs(w->old, w->new, "every");
	const char *field = r->by_rule ? "rrule" : "every";
	struct crm_buf on = CRM_BUF_INIT;
	enum crm_status st;

	if (!said || w->import || w->undo ||
	    next_of(r, due, due * DAY + r->of_day, &local))
		return CRM_OK;
	crm_date_format(&on, due);
	st = crm_fail_field(err, CRM_INVALID, field,
	    "it never comes again behind %s; leave it out", on.data);
	crm_buf_free(&on);
	return st;
}

enum crm_status
repeat_check(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value due = *value_of(w->new, "due");
	struct crm_value *start = value_of(w->new, "repeat_start");
	struct crm_recurring it;
	struct repeat r;
	enum crm_status st;

	if (!is_new(w))
		return CRM_OK;
	if ((st = read_repeat(w->new, &r, err)) != CRM_OK)
		return st;
	if (!r.by_rule && !r.by_interval) {
		*start = CRM_VALUE_NULL;
		return CRM_OK;
	}
	if (r.by_rule && r.by_interval)
		return crm_fail_field(err, CRM_INVALID, "every",
		    "a task repeats by a rule or by an interval, not both");
	if (due.kind == CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, "due",
		    "a task that repeats needs its first day");
	/* The day of one may be put off; the series goes on as it began. */
	if (start->kind == CRM_NULL || w->old == NULL ||
	    differs(w->old, w->new, "rrule") ||
	    differs(w->old, w->new, "every"))
		if (start->kind == CRM_NULL || w->old != NULL)
			*start = due;
	if (r.by_rule &&
	    (st = crm_recur_begin(
		 &it, &r.rule, due.i * DAY + r.of_day, r.timed, err)) != CRM_OK)
		crm_err_in_field(err, "rrule");
	return st == CRM_OK ? check_comes_again(w, &r, err) : st;
}

static int64_t
local_now(struct crm_store *s)
{
	int64_t now = crm_store_clock(s)->now;

	return now + crm_instant_offset(NULL, now);
}

/* When the next is due: behind the later of its own day and today, with a time of the
 * day behind the later of that and now; or behind the day it was done. */
static bool
find_next(struct crm_store *s, const struct crm_record *task,
    const struct repeat *r, int64_t *local)
{
	int64_t today = crm_store_clock(s)->today;
	struct crm_value due = *value_of(task, "due");
	struct crm_value start = *value_of(task, "repeat_start");
	struct crm_value done = *value_of(task, "done_on");
	int64_t from = done.kind == CRM_NULL ? today : done.i;
	int64_t own = due.i * DAY + r->of_day;
	int64_t now = r->timed ? local_now(s) : today * DAY;

	if (r->from_done) {
		own = from * DAY + r->of_day;
		return next_of(
		    r, from, from == today && own < now ? now : own, local);
	}
	return next_of(r, start.kind == CRM_NULL ? due.i : start.i,
	    own > now ? own : now, local);
}

static int64_t
series_of(const struct crm_record *task)
{
	struct crm_value series = *value_of(task, "series");

	return series.kind == CRM_NULL ? task->id : series.i;
}

static enum crm_status
open_of(struct crm_store *s, int64_t series, int64_t but, int64_t *id,
    struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(series), crm_value_int(series),
		crm_value_int(but) };
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(\"id\") FROM task WHERE (\"series\" = ? OR \"id\" = ?) "
	    "AND \"id\" <> ? AND \"repeat_start\" IS NOT NULL "
	    "AND coalesce(\"status\", 'todo') IN ('todo', 'doing') "
	    "AND \"deleted\" IS NULL",
	    v, COUNT(v), &found, err);

	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

/* A copy for another day, of all that a task says but what became of it. */
static enum crm_status
make_copy(struct crm_store *s, const struct crm_record *task, int64_t local,
    const struct repeat *r, bool repeats, int64_t *id, struct crm_err *err)
{
	static const char *const kept[] = { "subject", "kind", "priority",
		"owner", "team", "about", "contact", "notes", "tags", "role",
		"project", NULL };
	static const char *const further[] = { "rrule", "every", "repeat_from",
		"repeat_start", NULL };
	const struct crm_entity *e = task->entity;
	int64_t day = local / DAY - (local % DAY < 0);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record next;
	enum crm_status st;

	crm_record_init(&next, e, &a);
	for (const char *const *f = kept; *f != NULL; f++)
		crm_record_set(&next, field_of(e, *f), *value_of(task, *f));
	for (const char *const *f = further; repeats && *f != NULL; f++)
		crm_record_set(&next, field_of(e, *f), *value_of(task, *f));
	crm_record_set(&next, field_of(e, "due"), crm_value_int(day));
	if (r->timed)
		crm_record_set(&next, field_of(e, "due_at"),
		    crm_value_int(
			crm_instant_at(day, (int)(local - day * DAY))));
	crm_record_set(
	    &next, field_of(e, "series"), crm_value_int(series_of(task)));
	st = crm_insert(s, &next, err);
	*id = next.id;
	crm_arena_free(&a);
	return st;
}

/* Nobody would do the next one of somebody who left. */
static enum crm_status
check_next_owner(
    struct crm_store *s, const struct crm_record *task, struct crm_err *err)
{
	struct crm_value owner = *value_of(task, "owner");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, task->entity, task->id);
	struct crm_text login;
	enum crm_status st = CRM_OK;

	if (owner.kind != CRM_NULL &&
	    (st = user_is_active(s, owner.i, err)) == CRM_RULE &&
	    crm_display(s, crm_dict_find(crm_store_dict(s), "user"), owner.i,
		&login, err) == CRM_OK)
		st = crm_fail_record(err, CRM_RULE,
		    "the next one of %s would be for %.*s, who is not active; give "
		    "it to somebody first: crm-task set %s owner=LOGIN",
		    id, (int)login.n, login.p, id);
	crm_arena_free(&a);
	return st;
}

enum crm_status
repeat_next(
    struct crm_store *s, const struct crm_record *task, struct crm_err *err)
{
	struct repeat r;
	int64_t local, open;
	enum crm_status st = read_repeat(task, &r, err);

	if (st != CRM_OK || (!r.by_rule && !r.by_interval))
		return st;
	if ((st = open_of(s, series_of(task), task->id, &open, err)) !=
		CRM_OK ||
	    open != 0 || !find_next(s, task, &r, &local) ||
	    (st = check_next_owner(s, task, err)) != CRM_OK)
		return st;
	return make_copy(s, task, local, &r, true, &open, err);
}

enum crm_status
crm_task_open_of_series(
    struct crm_store *s, int64_t id, int64_t *next, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record task;
	enum crm_status st = crm_load(s, e, id, &a, &task, err);

	*next = 0;
	if (st == CRM_OK)
		st = open_of(s, series_of(&task), id, next, err);
	crm_arena_free(&a);
	return st;
}

/* ---- what was missed ---- */

enum crm_status
crm_task_catch_up(struct crm_store *s, int64_t id, struct crm_arena *a,
    int64_t **made, size_t *n, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	int64_t end = (crm_store_clock(s)->today + 1) * DAY, local, start;
	struct crm_record task;
	struct repeat r;
	size_t cap = 0;
	enum crm_status st;

	*made = NULL;
	*n = 0;
	if ((st = crm_load(s, e, id, a, &task, err)) != CRM_OK ||
	    (st = read_repeat(&task, &r, err)) != CRM_OK ||
	    (!r.by_rule && !r.by_interval) || r.from_done)
		return st;
	start = value_of(&task, "repeat_start")->i;
	local = value_of(&task, "due")->i * DAY + r.of_day;
	while (
	    st == CRM_OK && next_of(&r, start, local, &local) && local < end) {
		if (*n == CRM_CATCH_UP_MOST)
			return crm_fail_record(err, CRM_RULE,
			    "%s was missed more than %d times; do it without "
			    "catching up",
			    typed_id(a, e, id), CRM_CATCH_UP_MOST);
		*made = crm_grow(a, *made, *n, &cap, sizeof **made);
		st = make_copy(s, &task, local, &r, false, &(*made)[*n], err);
		++*n;
	}
	return st;
}
