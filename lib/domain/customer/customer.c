/* Customers and contacts as they are saved: no customer above itself; a contact
 * is known by a name or by a way to reach it. */
#include "customer.h"

#include "domain/team/team.h"

enum crm_status
customer_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_above(w, "parent", err);

	/* 0 is prepayment, none is no limit. */
	if (st == CRM_OK && !w->undo &&
	    (w->old == NULL || differs(w->old, w->new, "credit_limit")))
		st = check_at_least(w->new, "credit_limit", 0, err);
	if (st == CRM_OK)
		st = check_active_owner(w, err);
	return st != CRM_OK ? st : keep_owning(w, err);
}

enum crm_status
contact_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const any[] = { "name", "email", "phone", "mobile",
		NULL };

	if (has_any(w->new, any))
		return CRM_OK;
	return crm_fail(err, CRM_INVALID,
	    "a contact needs a name, an e-mail "
	    "or a phone");
}

enum crm_status
customer_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	return tree_audit(s, "customer", "parent", each, ctx, err);
}
