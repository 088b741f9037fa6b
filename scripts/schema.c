/*
 * schema: one line about the stored columns of every kind of record: a hash of
 * them and of their indexes, and how many kinds there are.  scripts/gen-docs
 * counts the schemas by it.
 */
#include <crm/model/model.h>

#include <stdio.h>

/* What the store keeps beside the fields of the dictionary, in tables that older
 * books have: named here when it comes. */
#define STORE_COLUMNS "seal"
/* How folded copies are made, which older books have otherwise. */
#define FOLDING "runs of blanks are one"

static void
mix(uint64_t *h, const char *s)
{
	for (; *s != '\0'; s++)
		*h = (*h ^ (unsigned char)*s) * UINT64_C(1099511628211);
}

static void
mix_field(uint64_t *h, const struct crm_field *f)
{
	if (f->flags & CRM_F_DERIVED)
		return;
	mix(h, f->name);
	mix(h, crm_type_name(f->type));
	mix(h, f->flags & CRM_F_FOLDED ? "_f" : "");
	mix(h, f->flags & CRM_F_INDEX ? "_i" : "");
}

int
main(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_dict *d = crm_dict_new(&a);
	uint64_t h = UINT64_C(14695981039346656037);
	size_t i, j;

	mix(&h, STORE_COLUMNS);
	mix(&h, FOLDING);
	for (i = 0; i < d->n; i++) {
		const struct crm_entity *e = d->entity[i];

		mix(&h, e->def->table);
		mix(&h, e->def->indexes == NULL ? "" : e->def->indexes);
		for (j = 0; j < e->n; j++)
			mix_field(&h, e->field[j]);
	}
	printf("%016llx %zu\n", (unsigned long long)h, d->n);
	crm_arena_free(&a);
	return 0;
}
