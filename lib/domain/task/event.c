/* Events of calendars as activities. */
#include "intake.h"

#include <stdlib.h>
#include <string.h>

/* One event while it is taken. */
struct taking {
	struct crm_intake *in;
	const struct crm_event *e;
	struct crm_arena arena;
	const struct crm_entity *entity;
	struct crm_text ext, uid;
	int64_t id; /* of the activity that it is; 0: it is new */
	bool deleted;
	struct crm_record old;
	struct guest *guest;
	size_t guests;
};

/* ---- which activity it is ---- */

/* "uid/1795397400" of an instance, by its seconds. */
static struct crm_text
instance_ext(struct taking *t)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text ext;

	crm_buf_printf(&b, "%.*s/", (int)t->uid.n, t->uid.p);
	crm_buf_int(&b, t->e->instance);
	ext = (struct crm_text){ crm_strndup(&t->arena, b.data, b.len), b.len };
	crm_buf_free(&b);
	return ext;
}

static enum crm_status
find_activity(struct taking *t, struct crm_err *err)
{
	enum crm_status st;
	bool ignored;

	t->uid = ext_of(t->e->uid, &t->arena);
	t->ext = t->e->again ? instance_ext(t) : t->uid;
	st = activity_of(t->in, t->ext, &t->id, &t->deleted, err);
	if (st != CRM_OK || t->id != 0 || t->deleted || !t->e->again)
		return st;
	/* It came once, and has become a series: that one is its first. */
	st = activity_of(t->in, t->uid, &t->id, &ignored, err);
	if (st != CRM_OK || t->id == 0)
		return st;
	st = crm_load(t->in->store, t->entity, t->id, &t->arena, &t->old, err);
	if (st == CRM_OK && value_of(&t->old, "at")->i != t->e->instance)
		t->id = 0;
	return st;
}

/* ---- people ---- */

static enum crm_status
find_guests(struct taking *t, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	t->guests = t->e->guests < GUESTS_MOST ? t->e->guests : GUESTS_MOST;
	t->guest = crm_alloc_n(&t->arena, t->guests + 1, sizeof *t->guest);
	for (i = 0; i < t->guests && st == CRM_OK; i++) {
		const struct crm_guest *g = &t->e->guest[i];

		t->guest[i] = (struct guest){ .name = g->name,
			.email = g->email,
			.role = g->role,
			.answer = g->answer };
		st = crm_person_of(
		    t->in->store, g->email, &t->guest[i].who, err);
	}
	return st;
}

/* The first who is one of ours, or who is none; NULL: nobody. */
static const struct crm_person *
first_of(const struct taking *t, bool user)
{
	for (size_t i = 0; i < t->guests; i++)
		if (t->guest[i].who.entity != NULL &&
		    crm_person_is_user(&t->guest[i].who) == user)
			return &t->guest[i].who;
	return NULL;
}

/* ---- writing ---- */

/* What the calendar says of it, whoever had it before. */
static void
fill(struct taking *t, struct crm_record *r)
{
	const struct crm_event *e = t->e;
	struct crm_arena *a = &t->arena;

	set_value(r, "at", crm_value_int(e->at));
	set_value(r, "subject", line_value(e->subject, SUBJECT_MOST, a));
	set_value(r, "minutes",
	    e->minutes > 0 ? crm_value_int(e->minutes) : CRM_VALUE_NULL);
	set_value(r, "place", line_value(e->place, SUBJECT_MOST, a));
	set_value(r, "all_day", e->all_day ? crm_value_int(1) : CRM_VALUE_NULL);
	set_value(
	    r, "cancelled", e->cancelled ? crm_value_int(1) : CRM_VALUE_NULL);
	set_value(r, "revision", crm_value_int(e->revision));
	set_value(r, "revised_at",
	    e->revised ? crm_value_int(e->revised_at) : CRM_VALUE_NULL);
	set_value(r, "ext", crm_value_text(t->ext));
	if (e->notes.n > 0)
		set_value(r, "notes", note_value(e->notes, NOTES_MOST, a));
}

/* The first of its series that the book has. */
static enum crm_status
set_thread(struct taking *t, struct crm_record *r, struct crm_err *err)
{
	struct crm_value v[] = {
		crm_value_text(crm_text_of(
		    crm_sprintf(&t->arena, "%.*s/", (int)t->uid.n, t->uid.p))),
		crm_value_text(crm_text_of(
		    crm_sprintf(&t->arena, "%.*s0", (int)t->uid.n, t->uid.p))),
	};
	struct crm_value first;
	enum crm_status st;

	if (!t->e->again)
		return CRM_OK;
	st = crm_get_int(t->in->store,
	    "SELECT min(\"id\") FROM activity WHERE \"ext\" > ? "
	    "AND \"ext\" < ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &first, err);
	if (st == CRM_OK && first.kind == CRM_INT)
		set_value(r, "thread", first);
	return st;
}

static enum crm_status
insert(struct taking *t, struct crm_err *err)
{
	const struct crm_person *about = first_of(t, false);
	const struct crm_person *owner = first_of(t, true);
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, t->entity, &t->arena);
	fill(t, &r);
	set_value(&r, "kind",
	    crm_value_text(
		t->in->kind.n > 0 ? t->in->kind : CRM_TEXT("meeting")));
	set_value(&r, "owner",
	    crm_value_int(
		owner != NULL ? owner->id : crm_store_actor(t->in->store)));
	if (about != NULL)
		put_contact(&r, about);
	if (t->in->about.n > 0)
		set_value(&r, "about", crm_value_text(t->in->about));
	else if (about != NULL)
		set_value(&r, "about", typed_value(about, &t->arena));
	else
		t->in->unknown++;
	if ((st = set_thread(t, &r, err)) != CRM_OK ||
	    (st = crm_insert(t->in->store, &r, err)) != CRM_OK)
		return st;
	t->id = r.id;
	return CRM_OK;
}

static enum crm_status
update(struct taking *t, enum crm_action *done, struct crm_err *err)
{
	const struct crm_person *about = first_of(t, false);
	enum age age = age_of(&t->old, t->e);
	struct crm_record r;

	if (age != NEWER) {
		t->in->stale += age == OLDER;
		*done = age == OLDER ? CRM_ACT_SKIPPED : CRM_ACT_UNCHANGED;
		return CRM_OK;
	}
	crm_record_init(&r, t->entity, &t->arena);
	r.id = t->id;
	fill(t, &r);
	if (about != NULL && value_of(&t->old, "about")->kind == CRM_NULL)
		set_value(&r, "about", typed_value(about, &t->arena));
	return crm_update(t->in->store, &r, done, err);
}

static enum crm_status
take(struct taking *t, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st;

	*done = CRM_ACT_SKIPPED;
	/* A subscribed calendar brings back what it had from here. */
	if (own_key(t->in, t->e->uid).n > 0) {
		t->in->own++;
		return CRM_OK;
	}
	if ((st = find_activity(t, err)) != CRM_OK)
		return st;
	if (t->deleted) {
		t->in->gone++;
		return CRM_OK;
	}
	if (t->id == 0 && t->e->cancelled)
		return CRM_OK;
	if ((st = find_guests(t, err)) != CRM_OK)
		return st;
	if (t->id == 0) {
		*done = CRM_ACT_INSERTED;
		st = insert(t, err);
	} else if ((st = crm_load(t->in->store, t->entity, t->id, &t->arena,
			&t->old, err)) == CRM_OK)
		st = update(t, done, err);
	if (st != CRM_OK)
		return st;
	intake_met(t->in, t->id);
	return *done == CRM_ACT_INSERTED || *done == CRM_ACT_UPDATED
	    ? guests_write(t->in->store, t->id, t->guest, t->guests, err)
	    : CRM_OK;
}

enum crm_status
crm_event_take(struct crm_intake *in, const struct crm_event *e, int64_t *id,
    enum crm_action *done, struct crm_err *err)
{
	struct taking t = { .in = in,
		.e = e,
		.entity = crm_dict_find(
		    crm_store_dict(in->store), "activity") };
	enum crm_status st = take(&t, done, err);

	*id = t.id;
	crm_arena_free(&t.arena);
	return st;
}

/* ---- what a calendar does not have any more ---- */

static int
by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static enum crm_status
cancel(struct crm_store *s, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "activity");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_action done;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	r.id = id;
	set_value(&r, "cancelled", crm_value_int(1));
	st = crm_update(s, &r, &done, err);
	crm_arena_free(&a);
	return st;
}

/* The instances of a UID to come that were not met. */
static enum crm_status
cancel_rest(struct crm_intake *in, struct crm_text uid, int64_t until,
    void (*each)(void *ctx, int64_t id), void *ctx, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text ext = ext_of(uid, &a);
	struct crm_value v[] = {
		crm_value_text(
		    crm_text_of(crm_sprintf(&a, "%.*s/", (int)ext.n, ext.p))),
		crm_value_text(
		    crm_text_of(crm_sprintf(&a, "%.*s0", (int)ext.n, ext.p))),
		crm_value_int(crm_store_clock(in->store)->now),
		crm_value_int(until),
	};
	enum crm_status st;
	int64_t *id;
	size_t i, n;

	st = crm_ids(in->store,
	    "SELECT \"id\" FROM activity WHERE \"ext\" > ? AND \"ext\" < ? "
	    "AND \"at\" >= ? AND \"at\" <= ? AND \"deleted\" IS NULL "
	    "AND coalesce(\"cancelled\", 0) = 0 ORDER BY \"id\"",
	    v, COUNT(v), &a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (in->n_met > 0 &&
		    bsearch(&id[i], in->met, in->n_met, sizeof *in->met,
			by_id) != NULL)
			continue;
		if ((st = cancel(in->store, id[i], err)) == CRM_OK)
			each(ctx, id[i]);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_events_end(struct crm_intake *in, const struct crm_calendar *c,
    int64_t until, void (*each)(void *ctx, int64_t id), void *ctx,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (in->n_met > 0)
		qsort(in->met, in->n_met, sizeof *in->met, by_id);
	for (i = 0; i < c->n_series && st == CRM_OK; i++)
		st = cancel_rest(in, c->series[i], until, each, ctx, err);
	/* A series is also cancelled by a single event. */
	for (i = 0; i < c->n && st == CRM_OK; i++)
		if (c->event[i].cancelled && !c->event[i].again)
			st = cancel_rest(
			    in, c->event[i].uid, until, each, ctx, err);
	return st;
}
