/* Whom a document is sold through. */
#include "partner.h"

enum crm_status
document_partner(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "customer");
	const struct crm_value *partner = value_of(w->new, "partner");
	struct crm_record r;
	enum crm_status st;

	if (partner->kind != CRM_INT || w->import || w->undo || w->sure ||
	    (w->old != NULL && !differs(w->old, w->new, "partner") &&
		!differs(w->old, w->new, "customer")))
		return CRM_OK;
	if (crm_value_eq(*partner, *value_of(w->new, "customer")))
		return crm_fail_field(err, CRM_RULE, "partner",
		    "is the customer itself: nobody stands between");
	if (w->old != NULL && !differs(w->old, w->new, "partner"))
		return CRM_OK;
	st = crm_load(w->store, e, partner->i, w->arena, &r, err);
	if (st != CRM_OK || crm_text_is(text_of(&r, "kind"), "partner"))
		return st;
	return crm_fail_field(err, CRM_RULE, "partner",
	    "%s is no partner; crm-customer set %s kind=partner makes it one",
	    typed_id(w->arena, e, partner->i),
	    typed_id(w->arena, e, partner->i));
}
