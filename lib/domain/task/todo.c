/* To-dos of calendars as tasks. */
#include "intake.h"

#include <string.h>

/* One to-do while it is taken. */
struct taking {
	struct crm_intake *in;
	const struct crm_todo *x;
	struct crm_arena arena;
	const struct crm_entity *entity;
	struct crm_text ext;
	int64_t id; /* of the task that it is; 0: it is new */
	bool own;   /* this book's, from its due list */
	bool deleted;
	struct crm_record old;
};

/* ---- which task it is ---- */

struct crm_text
own_key(const struct crm_intake *in, struct crm_text uid)
{
	struct crm_text book = in->book;
	const char *at = uid.n > 0 ? memchr(uid.p, '@', uid.n) : NULL;
	size_t n = at == NULL ? 0 : (size_t)(at - uid.p);

	if (n == 0 || book.n == 0 ||
	    !crm_text_eq((struct crm_text){ at + 1, uid.n - n - 1 }, book))
		return (struct crm_text){ "", 0 };
	return (struct crm_text){ uid.p, n };
}

/* "task:T12@BOOK": the T12; empty where it is another's. */
static struct crm_text
own_id(const struct taking *t)
{
	static const char begin[] = "task:";
	enum { BEGIN = sizeof begin - 1 };
	struct crm_text key = own_key(t->in, t->x->e.uid);

	if (key.n <= BEGIN || memcmp(key.p, begin, BEGIN) != 0)
		return (struct crm_text){ "", 0 };
	return (struct crm_text){ key.p + BEGIN, key.n - BEGIN };
}

static enum crm_status
find_task(struct taking *t, struct crm_err *err)
{
	struct crm_text own = own_id(t), code;
	enum crm_status st;

	t->own = own.n > 0 && crm_id_split(own, &code, &t->id) &&
	    crm_text_is(code, t->entity->def->code);
	if (!t->own) {
		t->ext = ext_of(t->x->e.uid, &t->arena);
		st = known_as(
		    t->in, t->entity, t->ext, &t->id, &t->deleted, err);
		if (st != CRM_OK || t->id == 0)
			return st;
	}
	st = crm_load(t->in->store, t->entity, t->id, &t->arena, &t->old, err);
	if (st == CRM_NOTFOUND && t->own)
		st = CRM_OK, t->deleted = true;
	else if (st == CRM_OK)
		t->deleted = t->old.v[t->entity->deleted].kind != CRM_NULL;
	return st;
}

/* ---- people ---- */

/* The first user there who still works here, and the first who is none. */
static enum crm_status
find_people(struct taking *t, struct crm_person *owner,
    struct crm_person *about, struct crm_err *err)
{
	const struct crm_event *e = &t->x->e;
	struct crm_err gone;
	enum crm_status st = CRM_OK;

	*owner = *about = (struct crm_person){ .entity = NULL };
	for (size_t i = 0; i < e->guests && i < GUESTS_MOST; i++) {
		struct crm_person who;

		if ((st = crm_person_of(
			 t->in->store, e->guest[i].email, &who, err)) != CRM_OK)
			return st;
		if (who.entity == NULL)
			continue;
		if (!crm_person_is_user(&who)) {
			*about = about->entity == NULL ? who : *about;
			continue;
		}
		if (owner->entity != NULL)
			continue;
		st = user_is_active(t->in->store, who.id, &gone);
		if (st == CRM_OK)
			*owner = who;
		else if (st != CRM_RULE) {
			*err = gone;
			return st;
		}
	}
	return CRM_OK;
}

/* ---- writing ---- */

/* When it is due; a rule begins with a day. */
static void
fill_due(const struct crm_todo *x, struct crm_record *r)
{
	bool timed = x->has_due && !x->e.all_day;

	set_value(r, "due",
	    x->has_due ? crm_value_int(crm_instant_date(x->e.at))
		       : CRM_VALUE_NULL);
	set_value(r, "due_at", timed ? crm_value_int(x->e.at) : CRM_VALUE_NULL);
	set_value(r, "rrule",
	    x->has_due && x->rule.n > 0 ? crm_value_text(x->rule)
					: CRM_VALUE_NULL);
}

static void
fill_state(const struct taking *t, struct crm_record *r)
{
	const struct crm_todo *x = t->x;

	set_value(r, "status", crm_value_text(crm_text_of(x->status)));
	if (strcmp(x->status, "done") == 0)
		set_value(r, "done_on",
		    crm_value_int(x->has_done
			    ? crm_instant_date(x->done_at)
			    : crm_store_clock(t->in->store)->today));
}

/* What the calendar says of it, whoever had it before.  What has no name is called as
 * its text, or by its UID. */
static void
fill(struct taking *t, struct crm_record *r)
{
	const struct crm_event *e = &t->x->e;
	struct crm_arena *a = &t->arena;
	struct crm_text name = e->subject.n > 0 ? e->subject
	    : e->notes.n > 0                    ? e->notes
						: t->ext;

	fill_state(t, r);
	fill_due(t->x, r);
	set_value(r, "subject", line_value(name, SUBJECT_MOST, a));
	if (e->notes.n > 0)
		set_value(r, "notes", note_value(e->notes, NOTES_MOST, a));
	if (t->x->priority != NULL)
		set_value(
		    r, "priority", crm_value_text(crm_text_of(t->x->priority)));
	set_value(r, "revision", crm_value_int(e->revision));
	set_value(r, "revised_at",
	    e->revised ? crm_value_int(e->revised_at) : CRM_VALUE_NULL);
	set_value(r, "ext", crm_value_text(t->ext));
}

static enum crm_status
insert(struct taking *t, struct crm_err *err)
{
	struct crm_person owner, about;
	struct crm_record r;
	enum crm_status st;

	if ((st = find_people(t, &owner, &about, err)) != CRM_OK)
		return st;
	crm_record_init(&r, t->entity, &t->arena);
	fill(t, &r);
	if (t->x->priority == NULL)
		set_value(&r, "priority", crm_value_text(CRM_TEXT("normal")));
	if (t->in->kind.n > 0)
		set_value(&r, "kind", crm_value_text(t->in->kind));
	set_value(&r, "owner",
	    crm_value_int(owner.entity != NULL
		    ? owner.id
		    : crm_store_actor(t->in->store)));
	put_contact(&r, &about);
	if (t->in->about.n > 0)
		set_value(&r, "about", crm_value_text(t->in->about));
	else if (about.entity != NULL)
		set_value(&r, "about", typed_value(&about, &t->arena));
	st = crm_insert(t->in->store, &r, err);
	t->id = r.id;
	return st;
}

static bool
is_over(const struct crm_todo *x)
{
	return strcmp(x->status, "done") == 0 ||
	    strcmp(x->status, "cancelled") == 0;
}

/* What is closed here stays so, whatever a calendar still says. */
static enum crm_status
update(struct taking *t, enum crm_action *done, struct crm_err *err)
{
	bool over = is_over(t->x);
	struct crm_record r;

	*done = CRM_ACT_UNCHANGED;
	if (!task_is_open(&t->old)) {
		t->in->closed += !over;
		*done = over ? CRM_ACT_UNCHANGED : CRM_ACT_SKIPPED;
		return CRM_OK;
	}
	crm_record_init(&r, t->entity, &t->arena);
	r.id = t->id;
	if (t->own) {
		if (!over)
			return CRM_OK;
		fill_state(t, &r);
	} else {
		enum age age = age_of(&t->old, &t->x->e);

		if (age != NEWER) {
			t->in->stale += age == OLDER;
			*done = age == OLDER ? CRM_ACT_SKIPPED
					     : CRM_ACT_UNCHANGED;
			return CRM_OK;
		}
		fill(t, &r);
	}
	return crm_update(t->in->store, &r, done, err);
}

static enum crm_status
take(struct taking *t, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st;

	*done = CRM_ACT_SKIPPED;
	if ((st = find_task(t, err)) != CRM_OK)
		return st;
	if (t->deleted) {
		t->in->gone++;
		return CRM_OK;
	}
	if (t->id != 0)
		return update(t, done, err);
	if (strcmp(t->x->status, "cancelled") == 0)
		return CRM_OK;
	*done = CRM_ACT_INSERTED;
	return insert(t, err);
}

enum crm_status
crm_todo_take(struct crm_intake *in, const struct crm_todo *x, int64_t *id,
    enum crm_action *done, struct crm_err *err)
{
	struct taking t = { .in = in,
		.x = x,
		.entity = crm_dict_find(crm_store_dict(in->store), "task") };
	enum crm_status st = take(&t, done, err);

	if (st == CRM_INVALID)
		crm_err_in_line(err, x->e.line);
	*id = t.id;
	crm_arena_free(&t.arena);
	return st;
}
