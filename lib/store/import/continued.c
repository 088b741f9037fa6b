/*
 * Files of documents and their lines at once: the first row has the document and a
 * line, those below only further lines, and what would name the document is blank.
 * Such a row is no document of its own; and as one of lines, none can say whose it
 * is, so that it is to name its document again.
 */
#include "import.h"

#include <stdio.h>
#include <string.h>

static bool
is_line_of(const struct crm_entity *e, const struct crm_entity *document)
{
	size_t i;

	for (i = 0; e->def->item != NULL && i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_OWNER) != 0 &&
		    strcmp(e->field[i]->ref, document->def->name) == 0)
			return true;
	return false;
}

void
continued_start(struct import *im)
{
	const struct crm_dict *d = im->s->dict;
	size_t i;

	for (i = 0; i < d->n && im->held.parts == NULL; i++)
		if (is_line_of(d->entity[i], im->e))
			im->held.parts = d->entity[i];
}

static bool
says_nothing(const struct crm_row *row, int column)
{
	return column < 0 || (size_t)column >= row->n ||
	    (row->cell[column].kind != CRM_CELL_NULL &&
		crm_text_trim(row->cell[column].text).n == 0);
}

bool
continued_is(struct import *im, const struct crm_row *row)
{
	size_t i;
	int k;

	if (im->held.parts == NULL || im->o->blank_clears)
		return false;
	for (i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];

		if (!says_nothing(row, f->id_column) ||
		    !says_nothing(row, f->part_column))
			return false;
		for (k = 0; k < f->n; k++)
			if (!says_nothing(row, f->column[k]))
				return false;
	}
	im->held.continued++;
	return true;
}

void
continued_tell(struct import *im)
{
	const struct crm_entity *line = im->held.parts;

	if (im->held.continued == 0 || im->o->note == NULL)
		return;
	im->o->note(im->o->ctx,
	    crm_sprintf(&im->arena,
		crm_tr(
		    "rows that say nothing of the %s itself: %lld; further lines "
		    "of the one above are for %s %s import, where each row "
		    "names its %s"),
		crm_entity_word(im->e), (long long)im->held.continued,
		line->def->program, line->def->name, crm_entity_word(im->e)));
}

enum crm_status
continued_refuse(
    const struct import *im, enum crm_status st, struct crm_err *err)
{
	const char *owner;
	size_t n = strlen(err->text), i;

	if (im->parts.owner < 0 || st != CRM_INVALID ||
	    im->rec.v[im->parts.owner].kind != CRM_NULL)
		return st;
	owner = im->e->field[im->parts.owner]->name;
	if (strcmp(err->field, owner) != 0)
		return st;
	for (i = 0; i < im->n_feeds && im->feed[i].field != im->parts.owner;
	     i++)
		;
	if (i < im->n_feeds)
		snprintf(err->text + n, sizeof err->text - n,
		    crm_tr("; a further line of the %s in the row above names "
			   "it again"),
		    owner);
	return st;
}
