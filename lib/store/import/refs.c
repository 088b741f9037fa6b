/* References of a row: how they are looked up, and what was found before. */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "store/find.h"

enum { NAMES_MAX = 1 << 16 };

/* A reference resolved before. */
struct name_slot {
	const struct crm_entity *entity; /* NULL: free */
	struct crm_reference ref;
	struct crm_text name; /* beside an id */
	const struct crm_entity *to;
	int64_t id;
	bool labelled;
};

static bool
is_slot_of(const struct name_slot *s, const struct lookup *l)
{
	const struct crm_reference *a = &s->ref, *b = &l->ref;

	return s->entity == l->e && s->labelled == l->labelled &&
	    a->how == b->how && a->by == b->by &&
	    a->within_id == b->within_id && crm_text_eq(a->text, b->text) &&
	    crm_text_eq(s->name, l->name);
}

static struct name_slot *
name_slot(struct import *im, const struct lookup *l)
{
	size_t i;

	if (im->names == NULL) {
		im->cap_names = NAMES_MAX * 2;
		im->names = calloc(im->cap_names, sizeof *im->names);
		if (im->names == NULL)
			crm_oom();
	}
	i = (size_t)(crm_text_hash(l->ref.text) ^ (uintptr_t)l->e >> 4 ^
		(uint64_t)l->ref.within_id << 5) &
	    (im->cap_names - 1);
	while (im->names[i].entity != NULL && !is_slot_of(&im->names[i], l))
		i = (i + 1) & (im->cap_names - 1);
	return &im->names[i];
}

void
import_forget_names(struct import *im)
{
	free(im->names);
	im->names = NULL;
	im->n_names = 0;
}

bool
import_known(struct import *im, const struct lookup *l,
    const struct crm_entity **e, int64_t *id)
{
	const struct name_slot *s = name_slot(im, l);

	*e = s->to;
	*id = s->id;
	return s->entity != NULL;
}

void
import_remember(struct import *im, const struct lookup *l,
    const struct crm_entity *e, int64_t id)
{
	struct name_slot *s;

	if (im->n_names == NAMES_MAX)
		return; /* the table is for repeated names */
	s = name_slot(im, l);
	*s = (struct name_slot){ l->e, l->ref, l->name, e, id, l->labelled };
	s->name.p = crm_strndup(&im->arena, l->name.p, l->name.n);
	s->ref.text.p = crm_strndup(&im->arena, l->ref.text.p, l->ref.text.n);
	im->n_names++;
}

struct lookup
import_lookup(struct import *im, const struct feed *f, struct crm_text name,
    struct crm_text id)
{
	struct lookup l = { .field = f->field,
		.e = f->ref,
		.name = name,
		.labelled = f->labelled };

	if (id.n > 0) {
		l.ref.text = id;
		l.ref.how = f->our_ids ? CRM_REFER_ID
		    : f->id_keyed      ? CRM_REFER_KEY
				       : CRM_REFER_FOREIGN;
	} else {
		l.ref.text = name;
		l.ref.how = f->keyed ? CRM_REFER_KEY : CRM_REFER_NAME;
		l.ref.by = f->by;
		l.name.n = 0;
	}
	if (f->company >= 0 && im->rec.v[f->company].kind == CRM_INT) {
		l.ref.within = im->e->field[f->company]->name;
		l.ref.within_id = im->rec.v[f->company].i;
	}
	return l;
}

enum crm_status
import_row_error(
    enum crm_status st, const struct crm_field *f, struct crm_err *err)
{
	if (st == CRM_OK || st == CRM_FAIL || st == CRM_BUSY)
		return st;
	err->status = CRM_INVALID;
	crm_err_in_field(err, f->name);
	return CRM_INVALID;
}

/* "Customer ID", as lists of ours are headed in a sheet; AccountId is none. */
bool
is_id_label(const struct crm_field *f, struct crm_text header)
{
	const char *const label[] = { f->en, f->zh };

	for (size_t i = 0; i < sizeof label / sizeof *label; i++) {
		size_t n = label[i] == NULL ? 0 : strlen(label[i]);
		struct crm_text rest = { header.p + n, header.n - n };

		if (n > 0 && header.n > n &&
		    memcmp(header.p, label[i], n) == 0 &&
		    (crm_text_is(rest, " ID") ||
			(i == 1 && crm_text_is(rest, "ID"))))
			return true;
	}
	return false;
}

/* Whether a column of another system's ids has what is an id of ours as well. */
static bool
may_be_ours(const struct import *im, const struct lookup *l)
{
	const struct crm_entity *kind;
	int64_t id;

	return l->ref.how == CRM_REFER_FOREIGN &&
	    find_id(im->s->dict, l->ref.text, &kind, &id) && kind == l->e;
}

/* Then the name beside it decides; `st` where that is of neither. */
static enum crm_status
by_name_beside(struct import *im, const struct lookup *l, enum crm_status st,
    int64_t *id, struct crm_err *err)
{
	static const enum crm_refer ways[] = { CRM_REFER_ID, CRM_REFER_EXT };
	struct crm_reference ref = l->ref;
	struct crm_err other;
	size_t i;

	for (i = 0; i < sizeof ways / sizeof *ways; i++) {
		enum crm_status tried;
		int64_t found;
		bool agrees;

		ref.how = ways[i];
		if ((tried = crm_refer(im->s, l->e, &ref, &found, &other)) ==
			CRM_OK &&
		    (tried = crm_is_name(im->s, l->e, found, l->name, &agrees,
			 &other)) == CRM_OK &&
		    agrees) {
			*id = found;
			return CRM_OK;
		}
		if (tried == CRM_FAIL || tried == CRM_BUSY) {
			*err = other;
			return tried;
		}
	}
	return st;
}

/* Whether an id of ours, of another book perhaps, is nobody's in this one: never
 * given, or given to what the file itself brings. */
static enum crm_status
is_free(
    struct import *im, const struct lookup *l, bool *yes, struct crm_err *err)
{
	const struct crm_entity *kind;
	enum crm_status st = CRM_OK;
	int64_t id;

	*yes = find_id(im->s->dict, l->ref.text, &kind, &id) && kind == l->e;
	if (*yes && !plan_is_new(im->s, kind, id)) {
		st = find_exists(im->s, kind, id, true, yes, err);
		*yes = !*yes;
	}
	return st;
}

/* An id or a key that nobody has, beside a name: the record of that name, unless it
 * has another one already. */
static enum crm_status
without_id(
    struct import *im, const struct lookup *l, int64_t *id, struct crm_err *err)
{
	struct crm_reference ref = { .text = l->name,
		.within = l->ref.within,
		.within_id = l->ref.within_id };
	bool ours = l->ref.how == CRM_REFER_ID, yes = true;
	int own = l->ref.how == CRM_REFER_KEY ? l->e->key[0] : l->e->ext;
	enum crm_status st = CRM_OK;
	struct crm_record r;
	struct crm_err other;

	if (ours)
		st = is_free(im, l, &yes, err);
	if (st != CRM_OK || !yes || (!ours && own < 0))
		return st == CRM_OK ? CRM_NOTFOUND : st;
	if ((st = crm_refer(im->s, l->e, &ref, id, &other)) == CRM_OK && !ours)
		st = crm_load(im->s, l->e, *id, &im->row, &r, &other);
	if (st == CRM_OK && !ours)
		return r.v[own].kind == CRM_NULL ? CRM_OK : CRM_NOTFOUND;
	if (st == CRM_OK || st == CRM_NOTFOUND)
		return st;
	*err = other;
	return st;
}

enum crm_status
import_look_up(struct import *im, const struct lookup *l, bool make,
    int64_t *id, struct crm_err *err)
{
	const struct crm_field *f = im->e->field[l->field];
	enum crm_status st = crm_refer(im->s, l->e, &l->ref, id, err);
	struct crm_err gone;

	if (l->name.n > 0 &&
	    (st == CRM_RULE || (st == CRM_NOTFOUND && may_be_ours(im, l))))
		st = by_name_beside(im, l, st, id, err);
	if (st == CRM_NOTFOUND && l->labelled && may_be_ours(im, l)) {
		struct crm_reference ours = l->ref;

		ours.how = CRM_REFER_ID;
		st = crm_refer(im->s, l->e, &ours, id, err);
	}
	if (st == CRM_NOTFOUND && l->name.n > 0)
		st = without_id(im, l, id, err);
	if (st == CRM_NOTFOUND && make) {
		st = gone_reference(im, l, id, &gone);
		if (st != CRM_OK)
			*err = gone;
		if (st != CRM_OK || *id != 0)
			return import_row_error(st, f, err);
		st = CRM_NOTFOUND;
	}
	if (st != CRM_NOTFOUND && st != CRM_USAGE)
		return import_row_error(st, f, err);
	if (make && missing_may(im, l))
		st = missing_make(im, l, id, err);
	else
		missing_way_out(im, l, err);
	return import_row_error(st, f, err);
}

enum crm_status
was_nobody(const struct import *im, const struct lookup *l, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail_field(err, CRM_INVALID, im->e->field[l->field]->name,
	    "'%s' was nobody's when this row was refused; its name, or id:%s, "
	    "says who is meant",
	    crm_quote(quoted, l->ref.text), quoted);
}

enum crm_status
import_reference(struct import *im, const struct lookup *l,
    struct crm_value *out, bool *later, struct crm_err *err)
{
	const struct crm_entity *e;
	enum crm_status st;
	int64_t id;

	*later = false;
	if (refused_id(im, l->field, l->ref.text))
		return was_nobody(im, l, err);
	if (l->e == im->e) {
		/* It may stand further down in the same file. */
		st = import_look_up(im, l, im->must_find, &id, err);
		*later = st == CRM_INVALID && !im->must_find;
		*out = crm_value_int(id);
		return *later ? CRM_OK : st;
	}
	if (!import_known(im, l, &e, &id)) {
		st = import_look_up(im, l, true, &id, err);
		if (st != CRM_OK)
			return st;
		import_remember(im, l, l->e, id);
	}
	*out = crm_value_int(id);
	return CRM_OK;
}
