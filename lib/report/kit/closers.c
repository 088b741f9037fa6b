/* Closed deals under the owner who closed them (crm_deal_ending). */
#include "kit.h"

#include <crm/domain/deal.h>

enum crm_status
closers_see(struct crm_store *s, struct crm_err *err)
{
	return crm_see_ended(s, &crm_deal_ending, err);
}

enum crm_status
closers_end(struct crm_store *s, struct crm_err *err)
{
	return crm_see_now(s, &crm_deal_ending, err);
}

bool
closers_asked(const struct dimensions *d, const struct crm_report_opts *o)
{
	size_t i;

	for (i = 0; i < d->n; i++)
		if (crm_path_begins(&d->d[i].path, crm_deal_ending.field))
			return true;
	return o->where != NULL &&
	    crm_filter_asks(o->where, crm_deal_ending.field);
}

bool
closers_count(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_arena *a)
{
	struct dimensions d = { .n = 0 };
	struct crm_err err;

	if (r->of_closers)
		return true;
	if (r->entity != NULL || o->query != NULL)
		return false;
	/* What cannot be read is told by the report. */
	return (!r->takes_by ||
		   dimensions_parse(s, crm_deal_ending.kind, o, a, &d, &err) ==
		       CRM_OK) &&
	    closers_asked(&d, o);
}
