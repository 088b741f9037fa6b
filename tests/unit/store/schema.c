/*
 * The stored columns of every entity, as one number beside CRM_SCHEMA.  When it
 * changes, a migration is due: raise CRM_SCHEMA, so that older books are refused
 * with the command to run, and note both numbers here.
 */
#include <crm/store/store.h>

#include "../tap.h"

enum { SCHEMA = 3 };
static const char columns[] = "456f67a525486817";

static void
mix(uint64_t *h, const char *s)
{
	for (; *s != '\0'; s++)
		*h = (*h ^ (unsigned char)*s) * UINT64_C(1099511628211);
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_dict *d = crm_dict_new(&a);
	uint64_t h = UINT64_C(14695981039346656037);
	char got[20];
	size_t i, j;

	for (i = 0; i < d->n; i++) {
		const struct crm_entity *e = d->entity[i];

		mix(&h, e->def->table);
		mix(&h, e->def->indexes == NULL ? "" : e->def->indexes);
		for (j = 0; j < e->n; j++) {
			const struct crm_field *f = e->field[j];

			if (f->flags & CRM_F_DERIVED)
				continue;
			mix(&h, f->name);
			mix(&h, crm_type_name(f->type));
			mix(&h, f->flags & CRM_F_FOLDED ? "_f" : "");
			mix(&h, f->flags & CRM_F_INDEX ? "_i" : "");
		}
	}
	snprintf(got, sizeof got, "%016llx", (unsigned long long)h);
	is_int(
	    CRM_SCHEMA, SCHEMA, "the migration that these columns belong to");
	is_str(got, columns, "the stored columns");
	crm_arena_free(&a);
	return tap_done();
}
