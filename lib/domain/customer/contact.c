/* Contacts: a person is known by a name or by a way to reach them. */
#include "domain/core/core.h"

enum crm_status
contact_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	static const char *const any[] = { "name", "email", "phone", "mobile",
		NULL };

	(void)s;
	(void)old;
	if (has_any(new, any))
		return CRM_OK;
	return crm_fail(err, CRM_INVALID,
	    "a contact needs a name, an e-mail "
	    "or a phone");
}
