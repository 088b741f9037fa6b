/* A record: the values of an entity's fields and which of them are set. */
#include <crm/model/model.h>

#include <string.h>

void
crm_record_init(
    struct crm_record *r, const struct crm_entity *e, struct crm_arena *arena)
{
	*r = (struct crm_record){ .entity = e };
	r->v = crm_alloc_n(arena, e->n, sizeof *r->v);
	r->given = crm_alloc_n(arena, e->n, sizeof *r->given);
	_Static_assert(CRM_NULL == 0, "what was just made is blank");
}

void
crm_record_clear(struct crm_record *r)
{
	r->id = 0;
	r->version = 0;
	for (size_t i = 0; i < r->entity->n; i++)
		r->v[i] = CRM_VALUE_NULL;
	memset(r->given, 0, r->entity->n * sizeof *r->given);
}

void
crm_record_set(struct crm_record *r, int field, struct crm_value v)
{
	r->v[field] = v;
	r->given[field] = true;
}
