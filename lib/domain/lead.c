/* Leads: somebody must be meant, or there must be a way to reach them. */
#include "internal.h"

enum crm_status
lead_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	static const char *const any[] = { "company", "name", "email", "phone",
		"mobile", NULL };

	if (!has_any(new, any))
		return crm_fail(err, CRM_INVALID, "a lead needs a company, a "
		    "name, an e-mail or a phone");
	return owning_hook(s, old, new, err);
}
