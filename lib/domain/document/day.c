/* The day that a document is of. */
#include "day.h"

enum crm_status
document_day_past(
    const struct crm_saving *w, const char *field, struct crm_err *err)
{
	const struct crm_value *day = value_of(w->new, field);

	if (w->undo || day->kind != CRM_INT ||
	    day->i <= crm_store_clock(w->store)->today ||
	    (w->old != NULL && !differs(w->old, w->new, field)))
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, field,
	    "%s has not come yet: it is today or before",
	    date_dup(w->arena, day->i));
}
