/* Projects: their states, who takes part, what is said about them. */
#include "task.h"

#include <crm/domain/project.h>

/* From which states a step is allowed, and where it leads. */
static const struct step {
	const char *verb; /* as a user types it */
	const char *from, *to;
} steps[] = {
	[CRM_PROJECT_START] = { "start", "planned,on_hold", "active" },
	[CRM_PROJECT_HOLD] = { "hold", "active", "on_hold" },
	[CRM_PROJECT_CLOSE] = { "close", "active,on_hold", "done" },
	[CRM_PROJECT_CANCEL] = { "cancel", "planned,active,on_hold",
	    "cancelled" },
	[CRM_PROJECT_REOPEN] = { "reopen", "done,cancelled", "active" },
};

/* So many open tasks are named; more are counted. */
enum { NAMED_MAX = 5 };

struct change {
	struct crm_store *s;
	struct crm_arena arena;
	struct crm_record project;
	const char *id; /* for messages */
};

static enum crm_status
take(struct change *c, struct crm_store *s, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "project");
	enum crm_status st;

	*c = (struct change){ .s = s, .arena = CRM_ARENA_INIT };
	c->id = typed_id(&c->arena, e, id);
	if ((st = crm_lock(s, e, id, err)) == CRM_OK)
		st = crm_load(s, e, id, &c->arena, &c->project, err);
	return st;
}

static struct crm_record
patch_of(struct change *c)
{
	struct crm_record patch;

	crm_record_init(&patch, c->project.entity, &c->arena);
	patch.id = c->project.id;
	patch.held = CRM_HELD_REFUSED;
	return patch;
}

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* ---- states ---- */

static struct crm_text
state_of(const struct change *c)
{
	struct crm_text status = text_of(&c->project, "status");

	return status.n > 0 ? status : CRM_TEXT("planned");
}

static bool
leads_from(const struct step *step, struct crm_text state)
{
	struct crm_text rest = crm_text_of(step->from), item;

	while (list_item(&rest, &item))
		if (crm_text_eq(item, state))
			return true;
	return false;
}

/* "start (active)": what is typed, and what comes of it. */
static void
put_way(struct crm_buf *b, const struct crm_entity *e, const struct step *step)
{
	struct crm_text to = word_for(e, "status", crm_text_of(step->to));

	crm_buf_printf(b, "%s%s (%.*s)", b->len > 0 ? ", " : "", step->verb,
	    (int)to.n, to.p);
}

static enum crm_status
refuse(const struct change *c, const struct step *step, struct crm_err *err)
{
	const struct crm_entity *e = c->project.entity;
	struct crm_text state = state_of(c);
	struct crm_text word = word_for(e, "status", state);
	struct crm_buf ways = CRM_BUF_INIT;
	enum crm_status st;

	for (size_t i = 0; i < COUNT(steps); i++)
		if (leads_from(&steps[i], state))
			put_way(&ways, e, &steps[i]);
	st = crm_fail_record(err, CRM_RULE,
	    "%s is %.*s; %s is not possible from there, but: %s", c->id,
	    (int)word.n, word.p, step->verb, ways.data);
	crm_buf_free(&ways);
	return st;
}

static enum crm_status
open_tasks(struct change *c, int64_t **ids, size_t *n, struct crm_err *err)
{
	struct crm_value v = crm_value_int(c->project.id);

	return crm_ids(c->s,
	    "SELECT \"id\" FROM task WHERE \"project\" = ? "
	    "AND coalesce(\"status\", 'todo') IN ('todo', 'doing') "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &v, 1, &c->arena, ids, n, err);
}

static enum crm_status
check_no_tasks(struct change *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "task");
	struct crm_buf list = CRM_BUF_INIT;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	if ((st = open_tasks(c, &ids, &n, err)) != CRM_OK || n == 0)
		return st;
	for (i = 0; i < n && i < NAMED_MAX; i++) {
		crm_buf_str(&list, i > 0 ? ", " : "");
		crm_id_format(&list, e, ids[i]);
	}
	st = crm_fail_record(err, CRM_RULE,
	    "%s has open tasks: %s%s; finish or cancel them first, or cancel "
	    "the project",
	    c->id, list.data, n > NAMED_MAX ? " and more" : "");
	crm_buf_free(&list);
	return st;
}

static enum crm_status
cancel_tasks(struct change *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(c->s), "task");
	enum crm_action done;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	st = open_tasks(c, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = task_cancel(c->s, e, ids[i], &done, err);
	return st;
}

enum crm_status
crm_project_move(struct crm_store *s, int64_t project,
    enum crm_project_step step, enum crm_action *done, struct crm_err *err)
{
	const struct step *to = &steps[step];
	bool closes = step == CRM_PROJECT_CLOSE || step == CRM_PROJECT_CANCEL;
	struct crm_record patch;
	struct change c;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = take(&c, s, project, err)) != CRM_OK ||
	    (step != CRM_PROJECT_REOPEN && crm_text_is(state_of(&c), to->to)))
		goto out;
	if (!leads_from(to, state_of(&c))) {
		st = refuse(&c, to, err);
		goto out;
	}
	if (step == CRM_PROJECT_CLOSE)
		st = check_no_tasks(&c, err);
	else if (step == CRM_PROJECT_CANCEL)
		st = cancel_tasks(&c, err);
	if (st != CRM_OK)
		goto out;
	patch = patch_of(&c);
	put(&patch, "status", crm_value_text(crm_text_of(to->to)));
	put(&patch, "closed_on",
	    closes ? crm_value_int(crm_store_clock(s)->today) : CRM_VALUE_NULL);
	st = crm_update(s, &patch, done, err);
out:
	crm_arena_free(&c.arena);
	return st;
}

/* ---- members ---- */

/* The list with a login, or without it. */
static struct crm_value
with_login(struct change *c, struct crm_text login, bool member)
{
	struct crm_text rest = text_of(&c->project, "members"), item;
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_value v;
	bool placed = !member;

	while (list_item(&rest, &item)) {
		int order = crm_text_cmp(item, login);

		if (!placed && order >= 0) {
			crm_buf_printf(&list, "%s%.*s",
			    list.len > 0 ? ", " : "", (int)login.n, login.p);
			placed = true;
		}
		if (order != 0)
			crm_buf_printf(&list, "%s%.*s",
			    list.len > 0 ? ", " : "", (int)item.n, item.p);
	}
	if (!placed)
		crm_buf_printf(&list, "%s%.*s", list.len > 0 ? ", " : "",
		    (int)login.n, login.p);
	v = crm_value_text(crm_text_of(
	    crm_strdup(&c->arena, list.data == NULL ? "" : list.data)));
	crm_buf_free(&list);
	return v;
}

enum crm_status
crm_project_member(struct crm_store *s, int64_t project, int64_t user,
    bool member, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *users = crm_dict_find(
	    crm_store_dict(s), "user");
	struct crm_record person, patch;
	struct change c;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = take(&c, s, project, err)) == CRM_OK &&
	    (!member || (st = user_is_active(s, user, err)) == CRM_OK) &&
	    (st = crm_load(s, users, user, &c.arena, &person, err)) == CRM_OK) {
		patch = patch_of(&c);
		put(&patch, "members",
		    with_login(&c, text_of(&person, "login"), member));
		st = crm_update(s, &patch, done, err);
	}
	crm_arena_free(&c.arena);
	return st;
}

/* ---- comments ---- */

enum crm_status
crm_comment(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text text, int64_t *activity, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r, about;
	enum crm_status st;

	*activity = 0;
	if ((st = crm_load(s, e, id, &a, &about, err)) != CRM_OK)
		goto out;
	crm_record_init(&r, crm_dict_find(crm_store_dict(s), "activity"), &a);
	put(&r, "kind", crm_value_text(CRM_TEXT("note")));
	put(&r, "about", crm_value_text(crm_text_of(typed_id(&a, e, id))));
	put(&r, "notes", crm_value_text(text));
	if (crm_store_actor(s) != 0)
		put(&r, "owner", crm_value_int(crm_store_actor(s)));
	st = crm_insert(s, &r, err);
	*activity = r.id;
out:
	crm_arena_free(&a);
	return st;
}

/* ---- as it is saved ---- */

enum crm_status
project_save(const struct crm_saving *w, struct crm_err *err)
{
	static const struct reached_by reached[] = {
		{ "done", "crm-task project close" },
		{ "cancelled", "crm-task project cancel" }, { NULL, NULL }
	};
	struct crm_value start = *value_of(w->new, "start");
	struct crm_value due = *value_of(w->new, "due");
	enum crm_status st;

	if ((st = check_reached(w, reached, err)) != CRM_OK)
		return st;
	if (start.kind == CRM_INT && due.kind == CRM_INT && due.i < start.i)
		return crm_fail_field(
		    err, CRM_INVALID, "due", "the end is before the start");
	st = check_logins(w->store, w->old, w->new, "members", err);
	return st != CRM_OK ? st : check_active_owner(w, err);
}
