/* Days of quotes, leads, cases and orders that cannot be: before what they are behind, or
 * yet to come.  They are in no figure, and said. */
#include "kit.h"

bool
is_ahead(struct crm_store *s, struct crm_value day)
{
	return day.kind == CRM_INT && day.i > crm_store_clock(s)->today;
}

void
cannot_be(struct crm_store *s, const struct crm_report_opts *o,
    int64_t cannot[CANNOTS], enum cannot which)
{
	cannot[which] += o->on >= crm_store_clock(s)->today;
}

void
cannot_note(const int64_t cannot[CANNOTS], struct crm_arena *a,
    const struct crm_sink *sink)
{
	static const char *const texts[CANNOTS] = {
		[QUOTE_ANSWERED_BEFORE] = N_(
		    "left out: %lld answered before it was sent; see: "
		    "crm-deal quote list -c id,quoted_on,sent_on,decided_on"),
		[QUOTE_ANSWERED_AHEAD] = N_(
		    "left out: %lld answered in the future; see: crm-deal "
		    "quote list -w 'decided_on > today'"),
		[LEAD_AHEAD] = N_("left out: %lld that came in in the future; "
				  "see: crm-lead list -w 'entered_on > today'"),
		[CASE_AHEAD] = N_(
		    "left out: %lld opened in the future; see: crm-customer "
		    "case list -w 'opened_at > now'"),
		[ORDER_LEFT_BEFORE] = N_(
		    "left out: %lld done before the day of the order; see: "
		    "crm-order list -c id,ordered_on,shipped_on,closed_on"),
		[ORDER_LEFT_AHEAD] = N_(
		    "left out: %lld done in the future; see: crm-order "
		    "list -w 'shipped_on > today or closed_on > today'"),
	};
	size_t i;

	for (i = 0; i < CANNOTS; i++)
		if (cannot[i] > 0)
			sink->note(sink->ctx,
			    crm_sprintf(
				a, crm_tr(texts[i]), (long long)cannot[i]));
}
