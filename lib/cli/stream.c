/*
 * Streams of records.  Their keys are named columns: lead_id, customer_id.  What
 * went through a spreadsheet has labels in its header, so those of keys are read
 * as their names, as an import does.
 */
#include "internal.h"

#include <string.h>

/* Whether a squeezed header is a label, with a word behind it. */
static bool
is_label(struct crm_text header, const char *label, const char *behind)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool is;

	if (label == NULL)
		return false;
	crm_squeeze(&b, crm_text_of(label));
	crm_buf_str(&b, behind);
	is = crm_text_eq(header, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
	return is;
}

static bool
is_labelled(
    struct crm_text header, const struct crm_field *f, const char *behind)
{
	return is_label(header, f->en, behind) ||
	    is_label(header, f->zh, behind);
}

/* The key that a header is the label of, or NULL: of any kind of record, or of
 * a reference of the kind that the verb is about. */
static const char *
key_name(const struct crm_cmd *c, struct crm_text header)
{
	size_t i;

	for (i = 0; i < c->dict->n; i++) {
		const struct crm_entity *e = c->dict->entity[i];

		if (is_labelled(header, e->field[e->id], ""))
			return e->field[e->id]->name;
	}
	for (i = 0; c->entity != NULL && i < c->entity->n; i++) {
		const struct crm_field *f = c->entity->field[i];

		if (f->type == CRM_T_REF && is_labelled(header, f, "id"))
			return crm_sprintf(c->arena, "%s_id", f->name);
	}
	return NULL;
}

static bool
has_column(const struct crm_reader *r, const char *name)
{
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++)
		if (crm_text_is(crm_reader_column(r, i), name))
			return true;
	return false;
}

/* A column that has the name itself goes before one that has the label. */
static void
name_keys(struct crm_cmd *c, struct crm_reader *r)
{
	const char *name, *ref = c->opt[CRM_OPT_REF];
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++) {
		struct crm_text header = crm_reader_column(r, i);

		if (ref != NULL && crm_text_is(header, ref))
			continue;
		crm_buf_clear(&b);
		crm_squeeze(&b, header);
		name = b.len == 0
		    ? NULL
		    : key_name(c, (struct crm_text){ b.data, b.len });
		if (name != NULL && !has_column(r, name))
			crm_reader_rename(r, i, crm_text_of(name));
	}
	crm_buf_free(&b);
}

enum crm_status
open_stream(struct crm_cmd *c, struct crm_reader **r, struct crm_err *err)
{
	enum crm_status st = open_input(c, "-", NULL, r, err);

	if (st == CRM_OK)
		name_keys(c, *r);
	return st;
}
