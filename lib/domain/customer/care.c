/* Care: when a customer is to be contacted next. */
#include "grading.h"

#include <crm/model/activity.h>

/* Notes are written without the customer. */
static const char care_sql[] =
    "SELECT t.\"name\", t.\"grade\", t.\"owner\", "
    "t.\"created\", g.\"care_days\", (SELECT max(" CRM_ACTIVITY_AT(
	"a") ") FROM activity a "
	     "WHERE a.\"about\" = 'C' || t.\"id\" AND a.\"kind\" <> 'note' "
	     "AND a.\"at\" < ? AND a.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		 "a") ") FROM customer t "
		      "JOIN grade g ON g.\"kind\" = 'customer' AND g.\"grade\" = t.\"grade\" "
		      "AND g.\"deleted\" IS NULL AND g.\"care_days\" IS NOT NULL "
		      "WHERE t.\"id\" = ? AND t.\"deleted\" IS NULL";

enum crm_status
crm_care_of(struct crm_store *s, int64_t customer, int64_t on,
    struct crm_arena *a, bool *due, struct crm_care *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;

	if ((st = crm_sql(s, care_sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(crm_date_start(on + 1)));
	crm_bind(q, 2, crm_value_int(customer));
	if ((st = crm_step(q, due, err)) != CRM_OK || !*due)
		return st;
	*out = (struct crm_care){ .customer = customer,
		.name = crm_text_of(text_dup(a, crm_col_text(q, 0))),
		.grade = crm_text_of(text_dup(a, crm_col_text(q, 1))),
		.owner = crm_col(q, 2, false),
		.last = crm_col(q, 5, false) };
	out->due = crm_instant_date(out->last.kind == CRM_NULL
			   ? crm_col_int(q, 3)
			   : out->last.i) +
	    crm_col_int(q, 4);
	*due = out->due <= on;
	crm_reset(q);
	return CRM_OK;
}
