/* The days that a report is of. */
#include "base.h"

int64_t
report_day(struct crm_store *s, const struct crm_report_opts *o)
{
	return o->on == CRM_DATE_MAX ? crm_store_clock(s)->today : o->on;
}

void
report_quarter(struct crm_store *s, const struct crm_report_opts *o,
    int64_t *from, int64_t *to)
{
	struct crm_clock then = *crm_store_clock(s);

	*from = o->from;
	*to = o->to;
	then.today = report_day(s, o);
	if (o->from == CRM_DATE_MIN && o->to == CRM_DATE_MAX)
		crm_period_read(CRM_TEXT("this quarter"), &then, from, to);
}
