/* References of a row: by name, cached; to the same entity, behind the last
 * row; to records that do not exist, made on request. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 1 << 16 };

/* A name resolved before, per entity. */
struct name_slot {
	const struct crm_entity *entity; /* NULL: free */
	struct crm_text text;
	int64_t id;
};

static uint64_t
hash_text(struct crm_text t, uint64_t h)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		h = (h ^ (unsigned char)t.p[i]) * UINT64_C(1099511628211);
	return h ^ (h >> 29);
}

static struct name_slot *
name_slot(struct import *im, const struct crm_entity *e, struct crm_text t)
{
	size_t i;

	if (im->names == NULL) {
		im->cap_names = NAMES_MAX * 2;
		im->names = calloc(im->cap_names, sizeof *im->names);
		if (im->names == NULL)
			crm_oom();
	}
	i = (size_t)hash_text(t, (uintptr_t)e) & (im->cap_names - 1);
	while (im->names[i].entity != NULL &&
	    (im->names[i].entity != e || !crm_text_eq(im->names[i].text, t)))
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

static void
remember(struct import *im, const struct crm_entity *e, struct crm_text t,
    int64_t id)
{
	struct name_slot *s;

	if (im->n_names == NAMES_MAX)
		return; /* the table is for repeated names */
	s = name_slot(im, e, t);
	*s = (struct name_slot){ e, { crm_strndup(&im->arena, t.p, t.n), t.n },
		id };
	im->n_names++;
}

/* A record that is referred to and missing, with its name alone. */
static enum crm_status
make_missing(struct import *im, const struct crm_entity *e, struct crm_text t,
    int64_t *id, struct crm_err *err)
{
	struct crm_record r;
	int last = e->key[1] >= 0 ? e->key[1] : e->key[0];
	enum crm_status st;

	crm_record_init(&r, e, &im->row);
	if (last >= 0 &&
	    (e->name < 0 || (e->field[e->name]->flags & CRM_F_REQUIRED) == 0 ||
		last == e->name))
		crm_record_set(&r, last, crm_value_text(t));
	if (e->name >= 0)
		crm_record_set(&r, e->name, crm_value_text(t));
	if ((st = crm_insert(im->s, &r, err)) != CRM_OK)
		return st;
	*id = r.id;
	im->count->made++;
	return CRM_OK;
}

/* Whether its name is all that a record of this kind has to have. */
static bool
can_make(const struct crm_entity *e)
{
	int last = e->key[1] >= 0 ? e->key[1] : e->key[0];
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_REQUIRED) != 0 &&
		    e->field[i]->def == NULL && (int)i != e->name &&
		    (int)i != last)
			return false;
	return true;
}

/* The reference as a row error. */
static enum crm_status
as_row_error(enum crm_status st, const struct crm_field *f, struct crm_err *err)
{
	if (st == CRM_OK || st == CRM_FAIL || st == CRM_BUSY)
		return st;
	err->status = CRM_INVALID;
	crm_err_in_field(err, f->name);
	return CRM_INVALID;
}

static void
say_way_out(const struct crm_entity *e, struct crm_err *err)
{
	size_t n = strlen(err->text);

	if (can_make(e))
		snprintf(err->text + n, sizeof err->text - n,
		    "; --create-missing makes it");
	else
		snprintf(err->text + n, sizeof err->text - n,
		    "; %s %s add makes it", e->def->program, e->def->name);
}

static enum crm_status
look_up(struct import *im, const struct crm_field *f,
    const struct crm_entity *e, struct crm_text t, bool typed, bool make,
    int64_t *id, struct crm_err *err)
{
	struct crm_text code;
	int64_t number;
	enum crm_status st = crm_resolve(im->s, e, t, false, id, err);

	/* What reads like an id of ours names nothing else. */
	if (st != CRM_NOTFOUND ||
	    (crm_id_split(t, &code, &number) &&
		crm_dict_code(im->s->dict, code) != NULL))
		return as_row_error(st, f, err);
	/* Another system's id in a column that reads like ours. */
	if (typed && e->ext >= 0) {
		struct crm_text ext = crm_text_of(
		    crm_sprintf(&im->row, "ext:%.*s", (int)t.n, t.p));
		struct crm_err e2;

		/* The message is about the text as it stands in the file. */
		st = crm_resolve(im->s, e, ext, false, id, &e2);
		if (st != CRM_OK && st != CRM_NOTFOUND)
			*err = e2;
	}
	if (st == CRM_NOTFOUND && make && im->o->create_missing && can_make(e))
		st = make_missing(im, e, t, id, err);
	else if (st == CRM_NOTFOUND)
		say_way_out(e, err);
	return as_row_error(st, f, err);
}

enum crm_status
import_reference(struct import *im, const struct feed *feed,
    struct crm_text text, bool typed, struct crm_value *out, bool *later,
    struct crm_err *err)
{
	const struct crm_field *f = im->e->field[feed->field];
	const struct crm_entity *e = feed->ref;
	struct name_slot *slot;
	enum crm_status st;
	int64_t id;

	*later = false;
	if (e == im->e) {
		/* It may stand further down in the same file. */
		st = look_up(im, f, e, text, typed, false, &id, err);
		*later = st == CRM_INVALID;
		*out = crm_value_int(id);
		return *later ? CRM_OK : st;
	}
	slot = name_slot(im, e, text);
	if (slot->entity != NULL) {
		*out = crm_value_int(slot->id);
		return CRM_OK;
	}
	st = look_up(im, f, e, text, typed, true, &id, err);
	if (st != CRM_OK)
		return st;
	remember(im, e, text, id);
	*out = crm_value_int(id);
	return CRM_OK;
}

void
import_defer(struct import *im, int field, struct crm_text text, int64_t line)
{
	struct deferred *d = crm_alloc(&im->arena, sizeof *d);

	d->field = field;
	d->text = (struct crm_text){ crm_strndup(&im->arena, text.p, text.n),
		text.n };
	d->line = line;
	if (im->deferred_end == NULL)
		im->deferred_end = &im->deferred;
	*im->deferred_end = d;
	im->deferred_end = &d->next;
}

void
import_defer_id(struct import *im, int64_t line, int64_t id)
{
	struct deferred *d;

	/* The row's own are at the end of the list; there are few of them. */
	for (d = im->deferred_row == NULL ? im->deferred : *im->deferred_row;
	     d != NULL; d = d->next)
		if (d->line == line && d->id == 0)
			d->id = id;
	im->deferred_row = im->deferred_end;
}

static enum crm_status
resolve_one(struct import *im, const struct deferred *d, struct crm_err *err)
{
	const struct crm_field *f = im->e->field[d->field];
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	int64_t id;

	crm_arena_reset(&im->row);
	st = look_up(im, f, im->e, d->text, true, true, &id, err);
	if (st != CRM_OK)
		return st;
	crm_record_init(&patch, im->e, &im->row);
	patch.id = d->id;
	crm_record_set(&patch, d->field, crm_value_int(id));
	st = crm_update(im->s, &patch, &done, err);
	return as_row_error(st, f, err);
}

enum crm_status
import_resolve_deferred(struct import *im, struct crm_err *err)
{
	const struct deferred *d;
	enum crm_status st;
	struct crm_err e;

	for (d = im->deferred; d != NULL; d = d->next) {
		if (d->id == 0)
			continue; /* its row was refused or skipped */
		st = resolve_one(im, d, &e);
		if (st == CRM_FAIL || st == CRM_BUSY) {
			*err = e;
			return st;
		}
		if (st == CRM_OK)
			continue;
		im->count->too_late++;
		im->o->too_late(im->o->ctx, d->line, &e);
	}
	return CRM_OK;
}
