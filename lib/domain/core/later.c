/*
 * What of a document may be edited once it is agreed to, sent, signed or booked: fields
 * that the dictionary marks so (CRM_F_LATER), those of users and the external id.  What
 * verbs move and the book keeps is not edited at all.
 */
#include "core.h"

static bool
stays(const struct crm_field *f)
{
	return (f->flags &
		   (CRM_F_LATER | CRM_F_CUSTOM | CRM_F_EXT | CRM_F_VERB |
		       CRM_F_READONLY)) == 0;
}

const char *
edited_later(const struct crm_saving *w)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((int)i != e->id && stays(e->field[i]) &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]))
			return e->field[i]->name;
	return NULL;
}

const char *const *
fields_that_stay(const struct crm_entity *e, struct crm_arena *a)
{
	const char **list = crm_alloc_n(a, e->n + 1, sizeof *list);
	size_t i, n = 0;

	for (i = 0; i < e->n; i++)
		if ((int)i != e->id && stays(e->field[i]))
			list[n++] = e->field[i]->name;
	list[n] = NULL;
	return list;
}
