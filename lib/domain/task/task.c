/* Tasks: what is kept of one that is written, its queue, snoozing. */
#include "task.h"

#include "domain/team/people.h"

#include <crm/domain/task.h>

bool
task_is_open(const struct crm_record *task)
{
	struct crm_text status = text_of(task, "status");

	return status.n == 0 || crm_text_is(status, "todo") ||
	    crm_text_is(status, "doing");
}

/* The day follows the time, where there is one; a day that is changed alone has
 * none any more. */
static void
keep_day(const struct crm_saving *w)
{
	const struct crm_entity *e = w->new->entity;
	struct crm_value due = *value_of(w->new, "due");
	struct crm_value at = *value_of(w->new, "due_at");
	int64_t day;

	if (at.kind == CRM_NULL)
		return;
	day = crm_instant_date(at.i);
	if (w->old != NULL && !differs(w->old, w->new, "due_at") &&
	    (due.kind == CRM_NULL || due.i != day))
		crm_record_set(w->new, field_of(e, "due_at"), CRM_VALUE_NULL);
	else
		crm_record_set(w->new, field_of(e, "due"), crm_value_int(day));
}

/* ---- states ---- */

/* From which there is a way on. */
static bool
may_become(struct crm_text from, struct crm_text to)
{
	bool open = from.n == 0 || crm_text_is(from, "todo") ||
	    crm_text_is(from, "doing");

	return open && to.n > 0;
}

static enum crm_status
check_state(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text from;
	enum crm_status st;

	if (w->old == NULL || w->sure || !differs(w->old, w->new, "status"))
		return CRM_OK;
	from = text_of(w->old, "status");
	if (may_become(from, text_of(w->new, "status")))
		return CRM_OK;
	st = crm_fail_record(err, CRM_RULE,
	    "%s is %s, which is final (todo -> doing -> done | cancelled); to "
	    "take that back: crm-admin undo BATCH, or go on with --yes",
	    typed_id(&a, w->new->entity, w->new->id),
	    text_dup(&a, word_of(w->old, "status")));
	crm_arena_free(&a);
	return st;
}

static bool
is_done(const struct crm_record *task)
{
	return crm_text_is(text_of(task, "status"), "done");
}

/* The day it was done is today's unless another is said; what is open again was
 * done on none.  An import records what is. */
static void
keep_done(const struct crm_saving *w)
{
	int done_on = field_of(w->new->entity, "done_on");
	bool was = w->old != NULL && is_done(w->old);

	if (w->import || w->undo || was == is_done(w->new) ||
	    (w->old != NULL && differs(w->old, w->new, "done_on")))
		return;
	if (was)
		crm_record_set(w->new, done_on, CRM_VALUE_NULL);
	else if (w->new->v[done_on].kind == CRM_NULL)
		crm_record_set(w->new, done_on,
		    crm_value_int(crm_store_clock(w->store)->today));
}

/* Work is for whoever does it. */
static enum crm_status
check_owner(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value owner = *value_of(w->new, "owner");
	enum crm_status st;

	if (w->sure || owner.kind == CRM_NULL || !task_is_open(w->new) ||
	    (w->old != NULL && !differs(w->old, w->new, "owner")))
		return CRM_OK;
	if ((st = user_is_active(w->store, owner.i, err)) == CRM_RULE)
		crm_err_in_field(err, "owner");
	return st;
}

enum crm_status
task_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	keep_day(w);
	keep_done(w);
	keep_contact(w);
	if ((st = check_state(w, err)) != CRM_OK ||
	    (st = check_owner(w, err)) != CRM_OK ||
	    (st = after_check(w, err)) != CRM_OK)
		return st;
	return repeat_check(w, err);
}

/* An import records what is: its next task is in the file, or was never made. */
enum crm_status
task_saved(const struct crm_saving *w, struct crm_err *err)
{
	if (w->import || w->undo || w->old == NULL || !task_is_open(w->old) ||
	    !crm_text_is(text_of(w->new, "status"), "done"))
		return CRM_OK;
	return repeat_next(w->store, w->new, err);
}

/* ---- activities ---- */

/* Nothing lasted less than no time. */
enum crm_status
activity_save(const struct crm_saving *w, struct crm_err *err)
{
	keep_contact(w);
	if (w->old != NULL && !differs(w->old, w->new, "minutes"))
		return CRM_OK;
	return check_between(w->new, "minutes", 0, MINUTES_MAX, err);
}

/* ---- queues ---- */

static enum crm_status
check_open(
    const struct crm_record *task, struct crm_arena *a, struct crm_err *err)
{
	return task_is_open(task)
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE, "%s is %s already",
		  typed_id(a, task->entity, task->id),
		  text_dup(a, word_of(task, "status")));
}

static enum crm_status
check_queue(struct crm_store *s, const struct crm_record *task,
    const struct crm_record *user, struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, task->entity, task->id);
	struct crm_value team = *value_of(task, "team");
	struct crm_text role = text_of(task, "role"), login;
	struct people people;
	enum crm_status st;

	if (role.n > 0 && !crm_text_eq(role, text_of(user, "role")))
		return crm_fail_record(err, CRM_RULE,
		    "%s is for a %s, and %s is none", id,
		    text_dup(a, word_of(task, "role")), crm_store_login(s));
	if (team.kind == CRM_NULL)
		return CRM_OK;
	if ((st = people_load(s, a, &people, err)) != CRM_OK ||
	    people_below(&people, people_team(&people, user->id), team.i))
		return st;
	st = crm_display(
	    s, crm_dict_find(crm_store_dict(s), "team"), team.i, &login, err);
	return st != CRM_OK ? st
			    : crm_fail_record(err, CRM_RULE,
				  "%s is for the team %s, and %s is not in it",
				  id, text_dup(a, login), crm_store_login(s));
}

static enum crm_status
check_free(struct crm_store *s, const struct crm_record *task,
    struct crm_arena *a, struct crm_err *err)
{
	struct crm_value owner = *value_of(task, "owner");
	struct crm_text login;
	enum crm_status st;

	if (owner.kind == CRM_NULL)
		return CRM_OK;
	st = crm_display(
	    s, crm_dict_find(crm_store_dict(s), "user"), owner.i, &login, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_record(err, CRM_RULE, "%s is claimed already, by %s",
		  typed_id(a, task->entity, task->id), text_dup(a, login));
}

/* The row is locked first: of two claimants one gets it. */
enum crm_status
crm_task_claim(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, "task");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record task, user, patch;
	enum crm_status st;

	if ((st = crm_lock(s, e, id, err)) == CRM_OK &&
	    (st = crm_load(s, e, id, &a, &task, err)) == CRM_OK &&
	    (st = crm_load(s, crm_dict_find(d, "user"), crm_store_actor(s), &a,
		 &user, err)) == CRM_OK &&
	    (st = check_open(&task, &a, err)) == CRM_OK &&
	    (st = check_free(s, &task, &a, err)) == CRM_OK &&
	    (st = check_queue(s, &task, &user, &a, err)) == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		crm_record_set(
		    &patch, field_of(e, "owner"), crm_value_int(user.id));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&a);
	return st;
}

/* ---- snoozing ---- */

enum crm_status
crm_task_snooze(struct crm_store *s, int64_t id, int64_t until,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record task, patch;
	enum crm_status st = crm_load(s, e, id, &a, &task, err);

	if (st == CRM_OK && (st = check_open(&task, &a, err)) == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		crm_record_set(
		    &patch, field_of(e, "snooze"), crm_value_int(until));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&a);
	return st;
}
