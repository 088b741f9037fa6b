/*
 * Columns that a saved mapping names, and the file at hand has not.  A job of every
 * night goes on without one that it can do without, and says so; without what a
 * record must have, or is known by, it would make half records, or each of them
 * twice.  What the command line itself names has to be there.
 */
#include "import.h"

#include <string.h>

void
absent_add(struct import *im, struct crm_text header, int field)
{
	struct absent *a = crm_alloc(&im->arena, sizeof *a);

	*a = (struct absent){ header, field, im->absent };
	im->absent = a;
}

static bool
has_default(const struct import *im, int field)
{
	const char **d = im->o->def, *name = im->e->field[field]->name;
	size_t n = strlen(name);

	for (; d != NULL && *d != NULL; d++)
		if (strncmp(*d, name, n) == 0 && (*d)[n] == '=')
			return true;
	return im->e->field[field]->def != NULL;
}

/* Whether rows are nothing without the field. */
static bool
is_needed(const struct import *im, int field)
{
	const struct crm_entity *e = im->e;
	int i;

	for (i = 0; i < CRM_KEY_FIELDS; i++)
		if (e->key[i] == field)
			return true;
	return field == e->id || field == e->ext || field == im->key ||
	    ((e->field[field]->flags & CRM_F_REQUIRED) != 0 &&
		!has_default(im, field));
}

enum crm_status
absent_tell(struct import *im, struct crm_err *err)
{
	const struct absent *a;
	char quoted[CRM_QUOTE_SIZE];

	for (a = im->absent; a != NULL; a = a->next) {
		const char *name = im->e->field[a->field]->name;
		int at = im->by_field[a->field];
		bool fed = at >= 0 &&
		    (im->feed[at].n > 0 || im->feed[at].id_column >= 0);

		crm_quote(quoted, a->header);
		if (!fed && is_needed(im, a->field))
			return crm_fail(err, CRM_USAGE,
			    "--mapping: %s has no column '%s', which %s is "
			    "read from; --map 'HEADER=%s' says which has it now",
			    crm_reader_name(im->r), quoted, name, name);
		if (!fed && im->o->note != NULL)
			im->o->note(im->o->ctx,
			    crm_sprintf(&im->arena,
				crm_tr(
				    "there is no column '%s' of the mapping; "
				    "%s is left alone"),
				quoted, name));
	}
	return CRM_OK;
}
