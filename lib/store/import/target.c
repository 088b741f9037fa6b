/*
 * What --map feeds: a field, or, of a reference, a field of the record that it is
 * found by: customer.ext, owner.email; of a reference to any kind the kind, too:
 * about.contact, about.contact.email.
 */
#include "import.h"

#include <string.h>

static enum crm_status
no_field(const struct crm_entity *e, struct crm_text name, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_USAGE,
	    "--map: '%s' is no field that a %s is found by; its ext, its key, "
	    "its name, e-mail addresses and phones are",
	    crm_quote(quoted, name), crm_entity_word(e));
}

/* A field of the record referred to; its id is no field but a way of its own. */
static enum crm_status
find_by_field(const struct crm_entity *e, struct crm_text name,
    struct target *out, struct crm_err *err)
{
	int field = crm_field_index(e, name);

	if (field < 0)
		field = crm_field_match(e, name, NULL);
	if (crm_text_is(name, "id") || field == e->id) {
		out->id = true;
		return CRM_OK;
	}
	if (field < 0 || !crm_type_is_text(e->field[field]->type) ||
	    e->field[field]->type == CRM_T_ANY ||
	    (e->field[field]->flags & (CRM_F_DERIVED | CRM_F_CUSTOM)) != 0)
		return no_field(e, name, err);
	out->by = e->field[field]->name;
	return CRM_OK;
}

static bool
split_at_dot(struct crm_text *head, struct crm_text *tail)
{
	const char *dot = memchr(head->p, '.', head->n);

	if (dot == NULL)
		return false;
	*tail = (struct crm_text){ dot + 1,
		head->n - (size_t)(dot + 1 - head->p) };
	head->n = (size_t)(dot - head->p);
	return tail->n > 0 && head->n > 0;
}

enum crm_status
import_target(struct import *im, struct crm_text text, struct target *out,
    struct crm_err *err)
{
	struct crm_text head = text, tail, rest;
	const struct crm_field *f;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;

	*out = (struct target){ .field = qualifier_named(im, text) };
	if (out->field >= 0)
		return CRM_OK;
	if (!split_at_dot(&head, &tail))
		return field_named(im, text, "--map", &out->field, err);
	if ((st = field_named(im, head, "--map", &out->field, err)) != CRM_OK)
		return st;
	f = im->e->field[out->field];
	if (f->type == CRM_T_REF)
		return find_by_field(
		    crm_dict_find(im->s->dict, f->ref), tail, out, err);
	if (f->type != CRM_T_ANY)
		return crm_fail(err, CRM_USAGE,
		    "--map: %s is no reference to another record", f->name);
	rest = tail;
	if (split_at_dot(&tail, &rest))
		;
	else
		rest.n = 0;
	if ((out->kind = crm_dict_kind(im->s->dict, tail)) == NULL)
		return crm_fail(err, CRM_USAGE,
		    "--map: '%s' is no kind of record; say %s.lead, "
		    "%s.customer or another",
		    crm_quote(quoted, tail), f->name, f->name);
	return rest.n > 0 ? find_by_field(out->kind, rest, out, err) : CRM_OK;
}

/* ---- the first field of a key of two ---- */

/* The reference whose record's key begins with the derived field: a deal's
 * pipeline is that of its stage. */
int
qualified_by(const struct import *im, int field)
{
	const struct crm_field *f = im->e->field[field];
	size_t i;

	for (i = 0; i < im->e->n && (f->flags & CRM_F_DERIVED) != 0; i++) {
		const struct crm_entity *to;

		if (im->e->field[i]->type != CRM_T_REF ||
		    (to = crm_dict_find(im->s->dict, im->e->field[i]->ref)) ==
			NULL ||
		    to->key[1] < 0)
			continue;
		if (strcmp(to->field[to->key[0]]->name, f->name) == 0)
			return (int)i;
	}
	return -1;
}

int
qualifier_named(const struct import *im, struct crm_text name)
{
	int field = crm_field_index(im->e, name);

	if (field < 0)
		field = crm_field_match(im->e, name, NULL);
	return field >= 0 && qualified_by(im, field) >= 0 ? field : -1;
}

/* What the row has of it, blank where it has nothing. */
static enum crm_status
part_of(struct import *im, const struct feed *f, const struct crm_row *row,
    struct crm_text *part, struct crm_err *err)
{
	bool clear = false;
	enum crm_status st = import_cell(
	    im, f, row, f->part_column, &clear, part, err);

	if (im->by_field[f->part_field] >= 0)
		*part = import_mapped(
		    im, &im->feed[im->by_field[f->part_field]], *part);
	*part = crm_text_trim(*part);
	return st;
}

enum crm_status
qualify(struct import *im, const struct feed *f, const struct crm_row *row,
    struct crm_text *t, struct crm_err *err)
{
	struct crm_text part;
	enum crm_status st;

	if (t->n == 0)
		return CRM_OK;
	st = part_of(im, f, row, &part, err);
	if (st != CRM_OK || part.n == 0 ||
	    (t->n > 3 && memcmp(t->p, "id:", 3) == 0))
		return st;
	*t = crm_text_trim(*t);
	if (t->n > 1 && t->p[0] == '=')
		t->p++, t->n--;
	*t = crm_text_of(crm_sprintf(
	    &im->row, "%.*s/%.*s", (int)part.n, part.p, (int)t->n, t->p));
	return CRM_OK;
}

/* Its first record of a state, 0: none. */
static enum crm_status
first_with(struct import *im, const struct feed *f, struct crm_text part,
    int64_t *first, struct crm_err *err)
{
	const struct crm_either *e = im->e->def->either;
	struct crm_value v[2] = { crm_value_text(crm_fold_dup(&im->row, part)),
		crm_value_text(crm_text_of(e->is_open)) },
			 found;
	enum crm_status st;

	st = crm_get_int(im->s,
	    crm_sprintf(&im->row,
		"SELECT \"id\" FROM \"%s\" WHERE \"%s_f\" = ? AND \"%s\" = ? "
		"AND \"deleted\" IS NULL ORDER BY \"%s\", \"id\" LIMIT 1",
		f->ref->def->table, im->e->field[f->part_field]->name, e->state,
		e->order),
	    v, 2, &found, err);
	*first = found.kind == CRM_INT ? found.i : 0;
	return st;
}

/* Where a new record begins whose row says no more than the pipeline. */
static enum crm_status
begin_with(struct import *im, const struct feed *f, struct crm_text part,
    struct crm_err *err)
{
	const char *name = im->e->field[f->part_field]->name;
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text ours = our_pipeline(part);
	enum crm_status st;
	int64_t first;

	if ((st = first_with(im, f, part, &first, err)) == CRM_OK &&
	    first == 0 && ours.p != part.p)
		st = first_with(im, f, ours, &first, err);
	if (st != CRM_OK)
		return st;
	if (first == 0)
		return crm_fail_field(err, CRM_INVALID, name,
		    "there is no %s '%s' with an open %s; crm-admin %s add makes "
		    "it, --value '%s:%s=…' says which one is meant",
		    name, crm_quote(quoted, part), crm_entity_word(f->ref),
		    f->ref->def->name, name, quoted);
	crm_record_set(&im->rec, f->field, crm_value_int(first));
	return CRM_OK;
}

/* A record that is there stays in its pipeline: nobody guesses its next stage. */
static enum crm_status
stays_with(struct import *im, const struct feed *f, struct crm_text part,
    int64_t id, struct crm_err *err)
{
	const char *name = im->e->field[f->part_field]->name;
	const char *by = im->e->field[f->field]->name;
	char quoted[CRM_QUOTE_SIZE];
	struct crm_record rec;
	struct crm_value v[3], same;
	enum crm_status st;

	if ((st = met_load(im, id, &rec, err)) != CRM_OK)
		return st;
	v[0] = rec.v[f->field];
	v[1] = crm_value_text(crm_fold_dup(&im->row, part));
	v[2] = crm_value_text(our_pipeline(part));
	st = crm_get_int(im->s,
	    crm_sprintf(&im->row,
		"SELECT \"id\" FROM \"%s\" WHERE \"id\" = ? AND "
		"\"%s_f\" IN (?, ?)",
		f->ref->def->table, name),
	    v, 3, &same, err);
	if (st != CRM_OK || same.kind == CRM_INT)
		return st;
	return crm_fail_field(err, CRM_INVALID, name,
	    "'%s' alone moves nothing: the %s in which it goes on there must "
	    "stand beside it, in '%s'",
	    crm_quote(quoted, part), f->ref->def->name, by);
}

enum crm_status
qualified_alone(struct import *im, const struct crm_row *row, int64_t id,
    struct crm_err *err)
{
	const struct feed *f = im->either_by < 0 ||
		im->by_field[im->either_by] < 0
	    ? NULL
	    : &im->feed[im->by_field[im->either_by]];
	int dup = (int)im->o->on_duplicate;
	struct crm_text part;
	enum crm_status st;

	if (f == NULL || f->part_column < 0 || im->cleared[f->field] ||
	    im->rec.v[f->field].kind != CRM_NULL ||
	    (id == 0 && f->def.p != NULL))
		return CRM_OK;
	if ((st = part_of(im, f, row, &part, err)) != CRM_OK || part.n == 0)
		return st;
	if (id == 0)
		return begin_with(im, f, part, err);
	return dup == CRM_DUP_UPDATE || dup == CRM_DUP_UPDATE_ONLY
	    ? stays_with(im, f, part, id, err)
	    : CRM_OK;
}
