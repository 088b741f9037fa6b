/* The probability of open deals: what nobody has said would be a silent zero. */
#include "kit.h"

int64_t
deal_chance(const struct deal *d, struct crm_value own, int64_t *unsaid)
{
	if (own.kind != CRM_INT)
		own = d->stage->probability;
	*unsaid += own.kind != CRM_INT && d->stage->type == STAGE_OPEN &&
	    (d->amount.kind == CRM_INT || d->own.kind == CRM_INT);
	return own.kind == CRM_INT ? own.i : 0;
}

void
chance_note(int64_t unsaid, struct crm_arena *a, const struct crm_sink *sink)
{
	if (unsaid > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr(
			    "%lld open deal%s without a probability (own or of the "
			    "stage), counted as never won; a stage is given one by: "
			    "crm-admin stage set ID probability=40%%"),
			(long long)unsaid, unsaid == 1 ? "" : "s"));
}
