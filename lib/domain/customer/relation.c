/* Relations: what one customer is to another, said once. */
#include "customer.h"

static bool
is_changed(const struct crm_record *old, const struct crm_record *new)
{
	return old == NULL || comes_back(old, new) ||
	    differs(old, new, "customer") || differs(old, new, "kind") ||
	    differs(old, new, "other");
}

enum crm_status
relation_same(struct crm_store *s, const struct crm_record *r,
    struct crm_value *same, struct crm_err *err)
{
	struct crm_value v[4] = { *value_of(r, "customer"),
		*value_of(r, "kind"), *value_of(r, "other"),
		crm_value_int(r->id) };

	return crm_get_int(s,
	    "SELECT min(\"id\") FROM relation "
	    "WHERE \"customer\" = ? AND \"kind\" = ? AND \"other\" = ? "
	    "AND \"id\" <> ? AND \"deleted\" IS NULL",
	    v, 4, same, err);
}

enum crm_status
relation_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value customer = *value_of(w->new, "customer"), same;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (customer.kind != CRM_INT || !is_changed(w->old, w->new))
		return CRM_OK;
	if (crm_value_eq(customer, *value_of(w->new, "other")))
		return crm_fail_field(err, CRM_INVALID, "other",
		    "a customer "
		    "is not related to itself");
	/* Two who say the same at once: one of them waits here. */
	if ((st = crm_lock(w->store,
		 crm_dict_find(crm_store_dict(w->store), "customer"),
		 customer.i, err)) != CRM_OK ||
	    (st = relation_same(w->store, w->new, &same, err)) != CRM_OK ||
	    same.kind != CRM_INT)
		return st;
	st = crm_fail_field(err, CRM_RULE, "kind", "%s says the same already",
	    typed_id(&a, w->new->entity, same.i));
	crm_arena_free(&a);
	return st;
}
