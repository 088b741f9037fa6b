/* How long leads waited for their first response.  A record that was made later than
 * the lead came in, as imported ones are, says nothing of how long that was. */
#include "kit.h"

int64_t
lead_entry(struct crm_value entered_on, int64_t created)
{
	return entered_on.kind != CRM_INT ||
		entered_on.i == crm_instant_date(created)
	    ? created
	    : crm_date_start(entered_on.i);
}

enum wait
lead_wait(struct crm_store *s, const struct crm_report_opts *o, int64_t entry,
    struct crm_value answered, int64_t *seconds, int64_t *cannot)
{
	if (answered.kind != CRM_INT ||
	    crm_instant_date(answered.i) > report_day(s, o))
		return WAIT_ON;
	if (crm_instant_date(answered.i) < crm_instant_date(entry)) {
		++*cannot;
		return WAIT_CANNOT;
	}
	/* What was answered on the way to its record did not wait. */
	*seconds = answered.i < entry ? 0 : answered.i - entry;
	return WAIT_OVER;
}

void
waits_note(int64_t cannot, struct crm_arena *a, const struct crm_sink *sink)
{
	if (cannot > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("left out: %lld responses before the lead came "
			       "in; see: crm-lead list -c "
			       "id,entered_on,first_response"),
			(long long)cannot));
}

bool
lead_converted(const struct crm_report_opts *o, struct crm_text status,
    struct crm_value converted_on)
{
	return crm_text_is(status, "converted") &&
	    (converted_on.kind != CRM_INT || converted_on.i <= o->on);
}

bool
lead_qualified(struct crm_text status)
{
	return crm_text_is(status, "converted") ||
	    crm_text_is(status, "qualified");
}
