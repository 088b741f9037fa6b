/* The pools that a command names, and what lies in them. */
#include "pool.h"

const struct crm_entity *
pool_entity(const struct crm_cmd *c)
{
	return crm_dict_find(c->dict, c->program->nouns[0].entity);
}

enum crm_status
pool_operands(struct crm_cmd *c, struct crm_id_list *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;

	for (i = 0; i < c->n_operands && st == CRM_OK; i++) {
		st = crm_pool_find(c->store, pool_entity(c),
		    crm_text_of(c->operand[i]), &id, err);
		if (st == CRM_OK)
			crm_id_list_add(out, c->arena, id);
	}
	return st;
}
