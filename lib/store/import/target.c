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

enum crm_status
qualify(struct import *im, const struct feed *f, const struct crm_row *row,
    struct crm_text *t, struct crm_err *err)
{
	struct crm_text part;
	enum crm_status st;
	bool clear = false;

	if (t->n == 0)
		return CRM_OK;
	st = import_cell(im, f, row, f->part_column, &clear, &part, err);
	if (im->by_field[f->part_field] >= 0)
		part = import_mapped(
		    im, &im->feed[im->by_field[f->part_field]], part);
	part = crm_text_trim(part);
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
