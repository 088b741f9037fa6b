/*
 * Streams of records.  Their keys are named columns: lead_id, customer_id.  What
 * went through a spreadsheet has labels for these, in its header or as the keys of
 * JSON: they are read as the names, as an import does.
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

/* What tells that a record has moved on since its row was written. */
static const char version[] = "version";

/* The key that a header is the label of, or NULL: of any kind of record, or of
 * a reference of the kind that the verb is about; or that of a row's version. */
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

		if (strcmp(f->name, version) == 0 && is_labelled(header, f, ""))
			return f->name;
		if (f->type == CRM_T_REF && is_labelled(header, f, "id"))
			return crm_sprintf(c->arena, "%s_id", f->name);
	}
	return NULL;
}

/* The column that is called so, before column n; n where there is none. */
static size_t
column_called(const struct crm_reader *r, struct crm_text name, size_t n)
{
	size_t i = 0;

	while (i < n && !crm_text_eq(crm_reader_column(r, i), name))
		i++;
	return i;
}

/* A column that has the name itself goes before one that has the label, on
 * whichever side it stands. */
static void
name_column(void *ctx, struct crm_reader *r, size_t i)
{
	struct crm_cmd *c = ctx;
	struct crm_text header = crm_reader_header_of(r, i);
	const char *name, *ref = c->opt[CRM_OPT_REF];
	struct crm_buf b = CRM_BUF_INIT;
	size_t other = column_called(r, header, i);

	if (other < i) {
		crm_reader_rename(r, other, crm_reader_header_of(r, other));
		return;
	}
	if (ref != NULL && crm_text_is(header, ref))
		return;
	crm_squeeze(&b, header);
	name = b.len == 0 ? NULL
			  : key_name(c, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
	if (name != NULL && column_called(r, crm_text_of(name), i) == i)
		crm_reader_rename(r, i, crm_text_of(name));
}

enum crm_status
open_stream(struct crm_cmd *c, struct crm_reader **r, struct crm_err *err)
{
	enum crm_status st = open_input(c, "-", NULL, r, err);

	if (st == CRM_OK)
		crm_reader_name_by(*r, name_column, c);
	return st;
}
