/*
 * The access policy: the one place that is asked, by the command frame before
 * a command runs and by the write path for every record.  In this step every
 * user of the book may do everything, and the analyst only reads.
 */
#include "internal.h"

#include <string.h>

enum crm_status
crm_allow(const struct crm_store *s, enum crm_access what,
    const struct crm_entity_def *entity, struct crm_err *err)
{
	if (what == CRM_READ || strcmp(s->role, "analyst") != 0)
		return CRM_OK;
	return crm_fail(err, CRM_DENIED,
	    "user %s has the role analyst and may "
	    "only read%s%s",
	    s->opts.login, entity == NULL ? "" : crm_tr(", not change a "),
	    entity == NULL ? "" : entity->name);
}
