/* Playbooks: what is started, what runs, what is stopped. */
#include "task.h"

#include <crm/domain/calendar.h>
#include <crm/domain/playbook.h>

/* A step, and the task that was made of it. */
struct step {
	struct crm_record r;
	int64_t seq, task;
	struct step *next;
};

struct start {
	struct crm_store *s;
	const struct crm_entity *tasks;
	struct crm_arena *a;
	struct crm_record playbook, about;
	const char *about_id, *name;
	int64_t on;
	struct crm_cal calendar;
	struct step *steps;
	size_t n;
	int64_t run; /* the first task, 0: not yet */
};

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* ---- what is started ---- */

static enum crm_status
load_steps(struct start *t, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->s), "playbook-step");
	struct crm_value v = crm_value_int(t->playbook.id);
	struct step **last = &t->steps;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	st = crm_ids(t->s,
	    "SELECT \"id\" FROM playbook_step WHERE \"playbook\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"seq\", \"id\"",
	    &v, 1, t->a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct step *step = crm_alloc(t->a, sizeof *step);

		st = crm_load(t->s, e, ids[i], t->a, &step->r, err);
		if (st != CRM_OK)
			break;
		step->seq = value_of(&step->r, "seq")->i;
		*last = step;
		last = &step->next;
		t->n++;
	}
	if (st == CRM_OK && t->steps == NULL)
		st = crm_fail_record(err, CRM_RULE,
		    "%s has no steps; add them: crm-task playbook-step add "
		    "playbook=%s seq=1 subject=…",
		    typed_id(t->a, t->playbook.entity, t->playbook.id),
		    typed_id(t->a, t->playbook.entity, t->playbook.id));
	return st;
}

/* Its own calendar, else the book's. */
static enum crm_status
load_calendar(struct start *t, struct crm_err *err)
{
	struct crm_value own = *value_of(&t->playbook, "calendar");

	return crm_calendar_load(
	    t->s, own.kind == CRM_INT ? own.i : 0, t->a, &t->calendar, err);
}

static enum crm_status
check_playbook(const struct start *t, struct crm_err *err)
{
	const struct crm_entity *e = t->playbook.entity;
	struct crm_value active = *value_of(&t->playbook, "active");
	struct crm_text kind = text_of(&t->playbook, "kind");
	const char *id = typed_id(t->a, e, t->playbook.id);

	if (active.kind == CRM_INT && active.i == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s (%s) is not active; turn it on: crm-task playbook set "
		    "%s active=yes",
		    id, t->name, id);
	if (kind.n > 0 && !crm_text_is(kind, t->about.entity->def->name))
		return crm_fail_record(err, CRM_RULE,
		    "%s (%s) is for a %s, and %s is a %s", id, t->name,
		    kind_word(t->a, t->s, kind), t->about_id,
		    crm_entity_word(t->about.entity));
	return CRM_OK;
}

static enum crm_status
check_not_running(const struct start *t, struct crm_err *err)
{
	enum crm_status st;
	bool running;

	st = crm_playbook_is_running(
	    t->s, t->playbook.id, crm_text_of(t->about_id), &running, err);
	if (st != CRM_OK || !running)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s: the playbook %s runs already; stop it first: crm-task "
	    "playbook stop %s %s",
	    t->about_id, t->name,
	    typed_id(t->a, t->playbook.entity, t->playbook.id), t->about_id);
}

/* The record is locked, so that of two who start one playbook there one is
 * refused. */
static enum crm_status
load_start(struct start *t, int64_t playbook, const struct crm_entity *e,
    int64_t about, struct crm_err *err)
{
	const struct crm_entity *books = crm_dict_find(
	    crm_store_dict(t->s), "playbook");
	enum crm_status st;

	if ((st = crm_load(t->s, books, playbook, t->a, &t->playbook, err)) !=
		CRM_OK ||
	    (st = crm_lock(t->s, e, about, err)) != CRM_OK ||
	    (st = crm_load(t->s, e, about, t->a, &t->about, err)) != CRM_OK)
		return st;
	t->about_id = typed_id(t->a, e, about);
	t->name = text_dup(t->a, text_of(&t->playbook, "name"));
	if ((st = check_playbook(t, err)) != CRM_OK ||
	    (st = check_not_running(t, err)) != CRM_OK ||
	    (st = load_steps(t, err)) != CRM_OK)
		return st;
	return load_calendar(t, err);
}

/* ---- a step becomes a task ---- */

/* Whoever owns the record, else who starts it. */
static struct crm_value
owner_of(const struct start *t, const struct step *step)
{
	struct crm_value person = *value_of(&step->r, "person");
	int owner = crm_field_index(t->about.entity, CRM_TEXT("owner"));

	if (person.kind == CRM_INT)
		return person;
	if (value_of(&step->r, "team")->kind == CRM_INT ||
	    text_of(&step->r, "role").n > 0)
		return CRM_VALUE_NULL;
	if (owner >= 0 && t->about.v[owner].kind == CRM_INT)
		return t->about.v[owner];
	return crm_store_actor(t->s) == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(crm_store_actor(t->s));
}

/* The task of an earlier step; 0: there is none. */
static int64_t
task_of_step(const struct start *t, struct crm_text seq)
{
	const struct step *s;
	int64_t n;

	if (crm_number_parse(seq, 0, 0, &n, NULL) != CRM_OK)
		return 0;
	for (s = t->steps; s != NULL && s->seq != n; s = s->next)
		;
	return s == NULL ? 0 : s->task;
}

static enum crm_status
put_after(const struct start *t, const struct step *step,
    struct crm_record *task, struct crm_err *err)
{
	struct crm_text rest = text_of(&step->r, "after"), seq;
	struct crm_buf also = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	int64_t before;

	while (st == CRM_OK && list_item(&rest, &seq)) {
		before = task_of_step(t, seq);
		if (before == 0)
			st = crm_fail_record(err, CRM_RULE,
			    "%s comes after the step %.*s, which its playbook "
			    "has not",
			    typed_id(t->a, step->r.entity, step->r.id),
			    (int)seq.n, seq.p);
		else if (value_of(task, "after")->kind == CRM_NULL)
			put(task, "after", crm_value_int(before));
		else {
			crm_buf_str(&also, also.len > 0 ? ", " : "");
			crm_id_format(&also, t->tasks, before);
		}
	}
	if (also.len > 0)
		put(task, "also_after",
		    crm_value_text(crm_text_of(crm_strdup(t->a, also.data))));
	crm_buf_free(&also);
	return st;
}

static enum crm_status
make_task(struct start *t, struct step *step, struct crm_err *err)
{
	static const char *const same[] = { "subject", "kind", "priority",
		"team", "role", "notes", NULL };
	int64_t days = value_of(&step->r, "days")->i;
	struct crm_record task;
	enum crm_status st;

	crm_record_init(&task, t->tasks, t->a);
	for (const char *const *f = same; *f != NULL; f++)
		put(&task, *f, *value_of(&step->r, *f));
	put(&task, "owner", owner_of(t, step));
	put(&task, "about", crm_value_text(crm_text_of(t->about_id)));
	put(&task, "due",
	    crm_value_int(crm_cal_add_workdays(&t->calendar, t->on, days)));
	put(&task, "playbook", crm_value_int(t->playbook.id));
	if (t->run != 0)
		put(&task, "run", crm_value_int(t->run));
	if ((st = put_after(t, step, &task, err)) != CRM_OK ||
	    (st = crm_insert(t->s, &task, err)) != CRM_OK)
		return st;
	step->task = task.id;
	if (t->run == 0)
		t->run = task.id;
	return CRM_OK;
}

enum crm_status
crm_playbook_start(struct crm_store *s, int64_t playbook,
    const struct crm_entity *e, int64_t about, int64_t on, struct crm_arena *a,
    int64_t **tasks, size_t *n, struct crm_err *err)
{
	struct start t = { .s = s,
		.tasks = crm_dict_find(crm_store_dict(s), "task"),
		.a = a,
		.on = on };
	struct step *step;
	enum crm_status st;

	*n = 0;
	if ((st = load_start(&t, playbook, e, about, err)) != CRM_OK)
		return st;
	*tasks = crm_alloc_n(a, t.n, sizeof **tasks);
	for (step = t.steps; step != NULL && st == CRM_OK; step = step->next) {
		st = make_task(&t, step, err);
		(*tasks)[(*n)++] = step->task;
	}
	return st;
}

/* ---- what runs ---- */

#define OF_PLAYBOOK \
	"FROM task t WHERE t.\"playbook\" IS NOT NULL AND t.\"deleted\" IS NULL"
#define IS_OPEN "coalesce(t.\"status\", 'todo') IN ('todo', 'doing')"

static enum crm_status
open_tasks(struct crm_store *s, int64_t playbook, struct crm_text about,
    struct crm_arena *a, int64_t **ids, size_t *n, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(about),
		crm_value_int(playbook) };

	return crm_ids(s,
	    "SELECT t.\"id\" " OF_PLAYBOOK " AND t.\"about\" = ? "
	    "AND t.\"playbook\" = ? AND " IS_OPEN " ORDER BY 1",
	    v, COUNT(v), a, ids, n, err);
}

enum crm_status
crm_playbook_is_running(struct crm_store *s, int64_t playbook,
    struct crm_text about, bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *ids;
	size_t n = 0;

	st = open_tasks(s, playbook, about, &a, &ids, &n, err);
	*yes = st == CRM_OK && n > 0;
	crm_arena_free(&a);
	return st;
}

enum crm_status
task_cancel(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_status st;

	crm_record_init(&patch, e, &a);
	patch.id = id;
	put(&patch, "status", crm_value_text(CRM_TEXT("cancelled")));
	st = crm_update(s, &patch, done, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_playbook_stop(struct crm_store *s, int64_t playbook,
    const struct crm_entity *e, int64_t about, struct crm_arena *a,
    int64_t **tasks, size_t *n, struct crm_err *err)
{
	const struct crm_entity *task = crm_dict_find(
	    crm_store_dict(s), "task");
	const char *id = typed_id(a, e, about);
	enum crm_action done;
	enum crm_status st;

	*n = 0;
	if ((st = crm_lock(s, e, about, err)) != CRM_OK ||
	    (st = open_tasks(s, playbook, crm_text_of(id), a, tasks, n, err)) !=
		CRM_OK)
		return st;
	if (*n == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s: that playbook does not run; see: crm-task playbook "
		    "runs",
		    id);
	for (size_t i = 0; i < *n && st == CRM_OK; i++)
		st = task_cancel(s, task, (*tasks)[i], &done, err);
	return st;
}

/* The columns of a run. */
enum { RUN, PLAYBOOK, ABOUT, STARTED, STEPS, DONE, OPEN, OVERDUE, NEXT, DUE };

/* One line a run; the open task that comes first is the least of due and id, as
 * one number. */
static const char runs[] =
    "SELECT r.run, r.playbook, r.about, r.started, r.steps, r.done, r.opened, "
    "r.overdue, n.\"id\", n.\"due\" FROM (SELECT "
    "coalesce(t.\"run\", t.\"id\") AS run, min(t.\"playbook\") AS playbook, "
    "min(t.\"about\") AS about, min(t.\"created\") AS started, "
    "count(*) AS steps, "
    "count(CASE WHEN t.\"status\" = 'done' THEN 1 END) AS done, "
    "count(CASE WHEN " IS_OPEN " THEN 1 END) AS opened, "
    "count(CASE WHEN " IS_OPEN " AND t.\"due\" < {today} THEN 1 END) "
    "AS overdue " OF_PLAYBOOK " GROUP BY 1) r "
    "LEFT JOIN task n ON n.\"id\" = (SELECT t.\"id\" FROM task t "
    "WHERE (t.\"run\" = r.run OR t.\"id\" = r.run) AND " IS_OPEN
    " AND t.\"deleted\" IS NULL ORDER BY t.\"due\", t.\"id\" LIMIT 1) "
    "WHERE (? = 0 OR r.playbook = ?) AND (? = 1 OR r.opened > 0) "
    "ORDER BY r.run";

static struct crm_playbook_run
read_run(const struct crm_stmt *q)
{
	struct crm_playbook_run r = { .run = crm_col_int(q, RUN),
		.playbook = crm_col_int(q, PLAYBOOK),
		.about = crm_col_text(q, ABOUT),
		.started = crm_col_int(q, STARTED),
		.steps = crm_col_int(q, STEPS),
		.done = crm_col_int(q, DONE),
		.open = crm_col_int(q, OPEN),
		.overdue = crm_col_int(q, OVERDUE),
		.next = crm_col(q, NEXT, false),
		.due = crm_col(q, DUE, false) };

	r.state = r.open > 0    ? "running"
	    : r.done == r.steps ? "done"
				: "stopped";
	return r;
}

enum crm_status
crm_playbook_runs(struct crm_store *s, int64_t playbook, bool all,
    enum crm_status (*each)(
	void *ctx, const struct crm_playbook_run *r, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(playbook),
		crm_value_int(playbook), crm_value_int(all) };
	struct crm_playbook_run r;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(s, runs, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		r = read_run(q);
		if ((st = each(ctx, &r, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

/* ---- as they are saved ---- */

enum crm_status
playbook_save(const struct crm_saving *w, struct crm_err *err)
{
	return check_kind(w, "kind", err);
}

/* Only steps with smaller numbers come before one: so there is no circle. */
static enum crm_status
check_steps_before(const struct crm_record *step, struct crm_err *err)
{
	struct crm_text rest = text_of(step, "after"), item;
	int64_t seq = value_of(step, "seq")->i, before;
	char quoted[CRM_QUOTE_SIZE];

	while (list_item(&rest, &item))
		if (crm_number_parse(item, 0, 0, &before, NULL) != CRM_OK ||
		    before >= seq)
			return crm_fail_field(err, CRM_INVALID, "after",
			    "'%s' is not the number of an earlier step; this "
			    "is step %lld",
			    crm_quote(quoted, item), (long long)seq);
	return CRM_OK;
}

static enum crm_status
check_alone(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_record *r = w->new;
	struct crm_value v[] = { *value_of(r, "playbook"), *value_of(r, "seq"),
		crm_value_int(r->id) };
	struct crm_value other;
	enum crm_status st;

	if (w->old != NULL && !differs(w->old, r, "seq") &&
	    !differs(w->old, r, "playbook"))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT \"id\" FROM playbook_step WHERE \"playbook\" = ? "
	    "AND \"seq\" = ? AND \"id\" <> ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &other, err);
	if (st != CRM_OK || other.kind == CRM_NULL)
		return st;
	return crm_fail_field(err, CRM_INVALID, "seq",
	    "%s is step %lld of that playbook already",
	    typed_id(w->arena, r->entity, other.i), (long long)v[1].i);
}

enum crm_status
playbook_step_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (value_of(w->new, "seq")->kind == CRM_NULL)
		return CRM_OK; /* is required, which the book says */
	if ((st = check_between(w->new, "days", 0, DAYS_MAX, err)) != CRM_OK ||
	    (st = check_steps_before(w->new, err)) != CRM_OK)
		return st;
	return check_alone(w, err);
}
