/*
 * Records that are referred to and missing, and made by the way where that was
 * asked for: with the name, and the id of another system, where the row has one.
 *
 * What reads like an id of ours is no name, unless it is written =O2: nobody wants
 * a customer called O2 for an order O2 in the wrong column.  In a column of keys it
 * is a key, and beside a name it is another system's id.  A user is made only
 * where users are asked for: the person may be there under another name, and would
 * not see what the new one owns.
 */
#include "import.h"

#include <stdio.h>
#include <string.h>

#include "store/find.h"

/* ---- whether it may be made ---- */

static bool
is_user(const struct crm_entity *e)
{
	return strcmp(e->def->name, "user") == 0;
}

static int
last_of_key(const struct crm_entity *e)
{
	return e->key[1] >= 0 ? e->key[1] : e->key[0];
}

/* Whether its name, and what the row has that it is within, is all that a record of
 * this kind has to have. */
static bool
can_make(const struct lookup *l)
{
	const struct crm_entity *e = l->e;
	int within = l->ref.within == NULL
	    ? -1
	    : crm_field_index(e, crm_text_of(l->ref.within));
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_REQUIRED) != 0 &&
		    e->field[i]->def == NULL && (int)i != e->name &&
		    (int)i != last_of_key(e) && (int)i != within)
			return false;
	return true;
}

static bool
begins_with(struct crm_text t, const char *prefix)
{
	size_t n = strlen(prefix);

	return t.n > n && memcmp(t.p, prefix, n) == 0;
}

/* Whether the text is an id of another system, not what people call it. */
static bool
is_foreign(const struct lookup *l)
{
	return l->ref.how == CRM_REFER_FOREIGN || l->ref.how == CRM_REFER_ID ||
	    begins_with(l->ref.text, "ext:") ||
	    (l->ref.by != NULL && l->e->ext >= 0 &&
		strcmp(l->ref.by, l->e->field[l->e->ext]->name) == 0);
}

/* Whether a column of keys has it, beside what people call it. */
static bool
is_key(const struct lookup *l)
{
	return l->ref.how == CRM_REFER_KEY ||
	    (l->ref.by != NULL && last_of_key(l->e) >= 0 &&
		strcmp(l->ref.by, l->e->field[last_of_key(l->e)]->name) == 0);
}

/* Whether the row has no more of it than an id or a code: nobody wants a customer
 * that is called 001xx03. */
static bool
is_nameless(const struct lookup *l)
{
	int name = l->e->name;

	if (l->name.n > 0 || (l->ref.text.n > 0 && l->ref.text.p[0] == '='))
		return false;
	return is_foreign(l) ||
	    (is_key(l) && name >= 0 && name != last_of_key(l->e) &&
		(l->e->field[name]->flags & CRM_F_REQUIRED) != 0);
}

static int
email_field(const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if (e->field[i]->type == CRM_T_EMAIL)
			return (int)i;
	return -1;
}

/* What it would be called, without an address that stands behind that. */
static struct crm_text
new_name(const struct lookup *l)
{
	struct crm_text t = l->name.n > 0 ? l->name : l->ref.text;
	struct crm_text name, address;

	if (email_field(l->e) >= 0 && crm_email_of_name(t, &name, &address))
		t = name;
	if (t.n > 1 && t.p[0] == '=')
		t.p++, t.n--;
	else if (begins_with(t, "ext:"))
		t.p += 4, t.n -= 4;
	return t;
}

static bool
reads_like_id(const struct import *im, const struct lookup *l)
{
	const struct crm_entity *kind;
	int64_t number;

	return begins_with(l->ref.text, "id:") ||
	    find_id(im->s->dict, l->ref.text, &kind, &number);
}

/* Whether the column says that it holds no ids of ours. */
static bool
is_of_others(const struct lookup *l)
{
	return l->ref.how == CRM_REFER_KEY || l->ref.by != NULL ||
	    (l->ref.how == CRM_REFER_FOREIGN && l->name.n > 0);
}

/* Whether records of a kind go by a code: a SKU may be O2, a company hardly. */
static bool
go_by_code(const struct crm_entity *e)
{
	int key = last_of_key(e);

	return key >= 0 && (e->field[key]->flags & CRM_F_CODE) != 0 &&
	    (key == e->name || (e->field[key]->flags & CRM_F_REQUIRED) != 0);
}

/* Whether the text is an id of ours; of another kind it is one if such a record
 * is there, or was, and not by this file. */
static bool
is_id_of_ours(struct import *im, const struct lookup *l)
{
	const struct crm_entity *kind;
	bool there = true;
	int64_t number;

	if (!reads_like_id(im, l) || is_of_others(l))
		return false;
	if (!find_id(im->s->dict, l->ref.text, &kind, &number) || kind == l->e)
		return true;
	if (go_by_code(l->e) || plan_is_new(im->s, kind, number))
		return false;
	if (find_exists(im->s, kind, number, true, &there, NULL) != CRM_OK)
		there = true;
	return there;
}

bool
missing_may(struct import *im, const struct lookup *l)
{
	bool asked = is_user(l->e) ? im->o->create_users
				   : im->o->create_missing;

	return asked && can_make(l) && !is_nameless(l) && !is_id_of_ours(im, l);
}

/* ---- the way out ---- */

/* "default/won": of a key of two fields the first, or empty. */
static struct crm_text
part_of(const struct lookup *l)
{
	struct crm_text t = l->ref.text;
	const char *slash = l->e->key[1] < 0 ? NULL : memchr(t.p, '/', t.n);

	t.n = slash == NULL ? 0 : (size_t)(slash - t.p);
	return t;
}

void
missing_way_out(struct import *im, const struct lookup *l, struct crm_err *err)
{
	const struct crm_entity *e = l->e;
	size_t n = strlen(err->text);
	char *to = err->text + n;
	size_t room = sizeof err->text - n;
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text part;

	crm_quote(quoted, l->ref.text);
	if (im->must_find && l->e == im->e) {
		snprintf(to, room, crm_tr("; its own row is refused"));
	} else if (reads_like_id(im, l) && !is_of_others(l) &&
	    l->ref.how != CRM_REFER_FOREIGN) {
		if (!is_foreign(l) &&
		    (err->status == CRM_USAGE ||
			(im->o->create_missing && can_make(l))))
			snprintf(to, room,
			    crm_tr("; write =%s where that is its name"),
			    quoted);
	} else if (is_user(e) && is_foreign(l)) {
		snprintf(to, room,
		    crm_tr(
			"; import the users first, with that id as ext, or say "
			"--value '%s:%s=LOGIN'"),
		    im->e->field[l->field]->name, quoted);
	} else if (is_user(e)) {
		snprintf(to, room,
		    crm_tr("; --value '%s:%s=LOGIN' says who it is, "
			   "--create-missing=user makes users"),
		    im->e->field[l->field]->name, quoted);
	} else if (is_nameless(l)) {
		snprintf(to, room,
		    crm_tr("; import each %s first, with that %s%s"),
		    e->def->name, is_key(l) ? "" : crm_tr("id as "),
		    e->field[is_key(l) ? last_of_key(e) : e->ext]->name);
	} else if ((part = part_of(l)).n > 0) {
		snprintf(to, room,
		    crm_tr("; --value '%s:%s=…' says which %s is meant"),
		    e->field[e->key[0]]->name, crm_quote(quoted, part),
		    e->field[e->key[0]]->name);
	} else if (can_make(l)) {
		snprintf(to, room, crm_tr("; --create-missing makes it"));
	} else {
		snprintf(to, room, crm_tr("; %s %s add makes it"),
		    e->def->program, e->def->name);
	}
}

/* ---- making ---- */

/* Whether a reference tells records of one name apart: of persons that to their
 * company, else the first field of a natural key of two. */
static bool
tells_apart(const struct import *im, const struct crm_entity *e, size_t i)
{
	const struct crm_field *f = e->field[i];
	const struct crm_entity *to;

	if (f->type != CRM_T_REF || (f->flags & CRM_F_READONLY) != 0)
		return false;
	if (e->person < 0)
		return e->key[1] >= 0 && e->key[0] == (int)i;
	to = crm_dict_find(im->s->dict, f->ref);
	return to != NULL && to->company >= 0;
}

int
missing_apart(const struct import *im, const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if (tells_apart(im, e, i))
			return (int)i;
	return -1;
}

int
missing_company(const struct import *im, const struct crm_entity *e)
{
	size_t i;

	if (e == im->e)
		return -1;
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		int own;

		if (!tells_apart(im, e, i))
			continue;
		own = crm_field_index(im->e, crm_text_of(f->name));
		if (own >= 0 && im->e->field[own]->type == CRM_T_REF &&
		    strcmp(im->e->field[own]->ref, f->ref) == 0)
			return own;
	}
	return -1;
}

static void
set_text(struct crm_record *r, int field, struct crm_text t)
{
	if (field >= 0)
		crm_record_set(r, field, crm_value_text(t));
}

/* Its name and its key are one where the row has no more; another system's id is
 * the key of a code, too. */
static void
fill(struct import *im, const struct lookup *l, struct crm_record *r)
{
	const struct crm_entity *e = l->e;
	struct crm_text name = new_name(l), reach = name, bare;
	bool foreign = is_foreign(l);
	int key = last_of_key(e), email = email_field(e);
	struct crm_buf address = CRM_BUF_INIT;

	set_text(r, e->name >= 0 ? e->name : e->person, name);
	if ((foreign || is_key(l)) && l->name.n > 0 && key != e->shown)
		set_text(r, key, l->ref.text);
	else if (key >= 0 &&
	    (e->name < 0 || key == e->name ||
		(e->field[e->name]->flags & CRM_F_REQUIRED) == 0))
		set_text(r, key, name);
	if (foreign)
		set_text(r, e->ext, l->name.n > 0 ? l->ref.text : name);
	crm_email_of_name(l->name.n > 0 ? l->name : l->ref.text, &bare, &reach);
	if (email >= 0 && crm_email_norm(&address, reach))
		set_text(r, email,
		    (struct crm_text){
			crm_strndup(&im->row, address.data, address.len),
			address.len });
	crm_buf_free(&address);
	if (l->ref.by != NULL)
		set_text(r, crm_field_index(e, crm_text_of(l->ref.by)), name);
	if (l->ref.within != NULL)
		crm_record_set(r,
		    crm_field_index(e, crm_text_of(l->ref.within)),
		    crm_value_int(l->ref.within_id));
}

/* What the summary says of it. */
static void
count(struct import *im, const struct crm_entity *e, struct crm_text name)
{
	struct crm_import_count *c = im->count;
	struct crm_import_made *m = c->made, *end = m + c->n_made;

	while (m < end && m->kind != e)
		m++;
	if (m == end && c->n_made == CRM_MADE_KINDS)
		m--;
	else if (m == end)
		c->made[c->n_made++].kind = e;
	if (m->n < CRM_MADE_SHOWN)
		crm_quote(m->first[m->n], name);
	m->n++;
}

enum crm_status
missing_make(
    struct import *im, const struct lookup *l, int64_t *id, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;

	if ((st = way_back_made(im, err)) != CRM_OK)
		return st;
	crm_record_init(&r, l->e, &im->row);
	fill(im, l, &r);
	if ((st = crm_insert(im->s, &r, err)) != CRM_OK)
		return st;
	*id = r.id;
	count(im, l->e, new_name(l));
	return CRM_OK;
}
