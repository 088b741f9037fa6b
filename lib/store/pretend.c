/* The book as if something were not there: what would not hold then? */
#include "internal.h"

/* A users' field as the pretence has it: NULL where it is not there. */
static const struct crm_field *
as_pretended(
    const struct crm_without *w, const struct crm_field *f, struct crm_arena *a)
{
	struct crm_field *other;

	if (w->field == 0 || f->custom_id != w->field)
		return f;
	if (w->choices == NULL)
		return NULL;
	other = crm_alloc(a, sizeof *other);
	*other = *f;
	other->choices = w->choices;
	return other;
}

void
crm_store_pretend(
    struct crm_store *s, const struct crm_without *w, struct crm_arena *a)
{
	struct crm_dict *d;
	size_t i, j;

	if (s->without == NULL)
		s->real = s->dict;
	s->without = w;
	s->dict = s->real;
	if (w == NULL)
		return;
	d = crm_dict_new(a);
	for (i = 0; i < s->real->n; i++) {
		const struct crm_entity *e = s->real->entity[i];

		for (j = 0; j < e->n; j++) {
			const struct crm_field *f = e->field[j];

			if ((f->flags & CRM_F_CUSTOM) != 0 &&
			    (f = as_pretended(w, f, a)) != NULL)
				crm_dict_add(d, e->def->name, f, NULL);
		}
	}
	s->dict = d;
}

bool
pretend_lacks(const struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	const struct crm_without *w = s->without;

	return w != NULL && w->entity != NULL && w->record == id &&
	    w->entity->def == e->def;
}
