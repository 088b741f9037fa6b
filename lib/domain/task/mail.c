/* Messages as activities. */
#include "intake.h"

#include <crm/domain/attach.h>

#include <string.h>
#include <unistd.h>

/* One message while it is taken. */
struct taking {
	struct crm_intake *in;
	struct crm_mailbox *box;
	const struct crm_mail *m;
	struct crm_arena arena;
	const struct crm_entity *entity;
	struct crm_text ext;
	int64_t id;
	struct crm_person from, about, owner;   /* entity NULL: nobody */
	const struct crm_mail_person *stranger; /* who could become a lead */
	bool others; /* somebody is in it who is no user */
	int64_t thread;
	struct crm_text about_thread; /* what that is about */
};

/* ---- people ---- */

static bool
is_known(const struct crm_person *p)
{
	return p->entity != NULL;
}

/* The first recipients who are of ours, and who are known and are not. */
static enum crm_status
look_at_recipients(struct taking *t, bool outgoing, struct crm_err *err)
{
	struct crm_person p;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < t->m->n_to && st == CRM_OK; i++) {
		const struct crm_mail_person *to = &t->m->to[i];

		st = crm_person_of(t->in->store, to->address, &p, err);
		if (crm_person_is_user(&p)) {
			if (!is_known(&t->owner))
				t->owner = p;
			continue;
		}
		t->others = true;
		if (!outgoing)
			continue;
		if (!is_known(&p) && t->stranger == NULL)
			t->stranger = to;
		if (is_known(&p) && !is_known(&t->about))
			t->about = p;
	}
	return st;
}

static enum crm_status
find_people(struct taking *t, struct crm_err *err)
{
	enum crm_status st = crm_person_of(
	    t->in->store, t->m->from.address, &t->from, err);
	bool outgoing = crm_person_is_user(&t->from);

	if (st != CRM_OK)
		return st;
	if (outgoing)
		t->owner = t->from;
	else {
		t->others = true;
		t->about = t->from;
		if (!is_known(&t->from))
			t->stranger = &t->m->from;
	}
	return look_at_recipients(t, outgoing, err);
}

/* ---- threads ---- */

/* The nearest message that it answers and the book has. */
static enum crm_status
find_thread(struct taking *t, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st = CRM_OK;
	int64_t id = 0;
	size_t i;
	bool ignored;

	for (i = t->m->references; i > 0 && id == 0 && st == CRM_OK; i--)
		st = activity_of(t->in,
		    ext_of(t->m->reference[i - 1], &t->arena), &id, &ignored,
		    err);
	if (st != CRM_OK || id == 0)
		return st;
	st = crm_load(t->in->store, t->entity, id, &t->arena, &r, err);
	if (st != CRM_OK)
		return st;
	t->thread = value_of(&r, "thread")->kind == CRM_INT
	    ? value_of(&r, "thread")->i
	    : id;
	t->about_thread = text_of(&r, "about");
	return CRM_OK;
}

/* ---- a new lead ---- */

static enum crm_status
make_lead(struct taking *t, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->in->store), "lead");
	const struct crm_mail_person *x = t->stranger;
	struct crm_value email = address_value(x->address, &t->arena);
	struct crm_value name = line_value(x->name, SUBJECT_MOST, &t->arena);
	struct crm_record r;
	enum crm_status st;

	if (email.kind == CRM_NULL)
		return CRM_OK;
	crm_record_init(&r, e, &t->arena);
	set_value(&r, "email", email);
	set_value(&r, "name", name.kind == CRM_NULL ? email : name);
	set_value(&r, "source", crm_value_text(CRM_TEXT("email")));
	set_value(&r, "entered_on",
	    crm_value_int(crm_store_clock(t->in->store)->today));
	if ((st = crm_insert(t->in->store, &r, err)) != CRM_OK)
		return st;
	t->in->made++;
	t->about = (struct crm_person){ e, r.id };
	return CRM_OK;
}

/* ---- writing ---- */

static enum crm_status
insert(struct taking *t, struct crm_err *err)
{
	const struct crm_mail *m = t->m;
	struct crm_store *s = t->in->store;
	struct crm_arena *a = &t->arena;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, t->entity, a);
	set_value(&r, "kind", crm_value_text(CRM_TEXT("email")));
	set_value(&r, "direction",
	    crm_value_text(crm_person_is_user(&t->from) ? CRM_TEXT("out")
							: CRM_TEXT("in")));
	set_value(&r, "at",
	    crm_value_int(m->dated ? m->at : crm_store_clock(s)->now));
	set_value(&r, "owner",
	    crm_value_int(
		is_known(&t->owner) ? t->owner.id : crm_store_actor(s)));
	set_value(&r, "subject", line_value(m->subject, SUBJECT_MOST, a));
	set_value(&r, "notes", note_value(m->body, NOTES_MOST, a));
	set_value(&r, "ext", crm_value_text(t->ext));
	set_value(&r, "about",
	    is_known(&t->about) ? typed_value(&t->about, a)
				: crm_value_text(t->about_thread));
	if (t->thread != 0)
		set_value(&r, "thread", crm_value_int(t->thread));
	if ((st = crm_insert(s, &r, err)) == CRM_OK)
		t->id = r.id;
	return st;
}

/* Whether the same address was there before. */
static bool
is_again(const struct guest *g, size_t n, struct crm_text address,
    struct crm_arena *a)
{
	struct crm_text folded = crm_fold_dup(a, address);

	for (size_t i = 0; i < n; i++)
		if (crm_text_eq(crm_fold_dup(a, g[i].email), folded))
			return true;
	return false;
}

/* Its sender and whom it went to, each address once. */
static enum crm_status
write_people(struct taking *t, struct crm_err *err)
{
	const struct crm_mail *m = t->m;
	struct guest *g = crm_alloc_n(&t->arena, m->n_to + 1, sizeof *g);
	enum crm_status st = CRM_OK;
	size_t i, n = 0;

	for (i = 0; i <= m->n_to && n < GUESTS_MOST && st == CRM_OK; i++) {
		const struct crm_mail_person *p = i == 0 ? &m->from
							 : &m->to[i - 1];

		if (p->address.n == 0 || is_again(g, n, p->address, &t->arena))
			continue;
		g[n] = (struct guest){ .name = p->name,
			.email = p->address,
			.role = i == 0 ? "organizer" : "required",
			.answer = "none" };
		st = crm_person_of(t->in->store, p->address, &g[n++].who, err);
	}
	return st == CRM_OK ? guests_write(t->in->store, t->id, g, n, err) : st;
}

/* One file of it, with a name that is none of a path. */
static enum crm_status
keep_file(struct taking *t, size_t i, struct crm_err *err)
{
	struct crm_store *s = t->in->store;
	struct crm_value name = line_value(
	    t->m->file[i], SUBJECT_MOST, &t->arena);
	struct crm_text about = crm_text_of(
	    typed_id(&t->arena, t->entity, t->id));
	struct crm_incoming *in = NULL;
	struct crm_file file;
	enum crm_action done;
	enum crm_status st;
	int64_t id;
	int fd;

	if ((st = crm_mailbox_file(t->box, i, &fd, err)) != CRM_OK)
		return st;
	if ((st = crm_incoming_open(
		 s, crm_attachment_max(s), t->in->dry, &in, err)) == CRM_OK)
		st = crm_incoming_read(in, fd, "a file of a message", err);
	if (st == CRM_OK && (st = crm_incoming_end(in, &file, err)) == CRM_OK)
		st = crm_attach(s, about,
		    name.kind == CRM_STR ? name.t : CRM_TEXT("file"), in, &file,
		    &id, &done, err);
	else if (st == CRM_RULE) {
		t->in->large++;
		st = CRM_OK;
	}
	crm_incoming_close(in);
	close(fd);
	return st;
}

static enum crm_status
keep_files(struct taking *t, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; t->in->keep_files && i < t->m->files && st == CRM_OK; i++)
		st = keep_file(t, i, err);
	return st;
}

/* Who it is about is known, or can be made known. */
static enum crm_status
settle_about(struct taking *t, bool *whom, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	*whom = is_known(&t->about) || t->about_thread.n > 0;
	if (!*whom && t->in->make_leads && t->stranger != NULL &&
	    !t->m->automatic) {
		st = make_lead(t, err);
		*whom = is_known(&t->about);
	}
	return st;
}

static enum crm_status
take(struct taking *t, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st;
	bool deleted, whom;

	t->ext = ext_of(t->m->id.n > 0
		? t->m->id
		: crm_text_of(crm_sprintf(&t->arena, "sha256:%s", t->m->hash)),
	    &t->arena);
	st = activity_of(t->in, t->ext, &t->id, &deleted, err);
	*done = CRM_ACT_UNCHANGED;
	if (st != CRM_OK || t->id != 0)
		return st == CRM_OK ? keep_files(t, err) : st;
	*done = CRM_ACT_SKIPPED;
	t->in->gone += deleted;
	if (deleted)
		return CRM_OK;
	if ((st = find_people(t, err)) != CRM_OK)
		return st;
	t->in->inside += !t->others;
	if (!t->others)
		return CRM_OK;
	if ((st = find_thread(t, err)) != CRM_OK ||
	    (st = settle_about(t, &whom, err)) != CRM_OK)
		return st;
	t->in->unknown += !whom;
	if (!whom)
		return CRM_OK;
	*done = CRM_ACT_INSERTED;
	if ((st = insert(t, err)) == CRM_OK)
		st = write_people(t, err);
	return st == CRM_OK ? keep_files(t, err) : st;
}

enum crm_status
crm_mail_take(struct crm_intake *in, struct crm_mailbox *box,
    const struct crm_mail *m, int64_t *id, enum crm_action *done,
    struct crm_err *err)
{
	struct taking t = { .in = in,
		.box = box,
		.m = m,
		.entity = crm_dict_find(
		    crm_store_dict(in->store), "activity") };
	enum crm_status st = take(&t, done, err);

	*id = t.id;
	crm_arena_free(&t.arena);
	return st;
}
