/* Closings that cannot be: before the deal was opened, or on a day that is yet to
 * come; and deals opened on such a day.  They are in no figure, and said. */
#include "kit.h"

bool
closing_can_be(struct closings *c, const struct deal *d)
{
	if (d->wrong == CLOSED_WELL ||
	    (d->stage->type == STAGE_OPEN && d->wrong != OPENED_AHEAD))
		return true;
	c->ahead += d->wrong == OPENED_AHEAD;
	c->backwards += d->wrong == CLOSED_BACKWARDS;
	c->future += d->wrong == CLOSED_AHEAD;
	return false;
}

void
closings_note(
    const struct closings *c, struct crm_arena *a, const struct crm_sink *sink)
{
	const struct {
		int64_t n;
		const char *text;
	} said[] = {
		{ c->backwards,
		    N_("left out: %lld closed before opened; see: crm-deal "
		       "list -w 'cycle < 0'") },
		{ c->ahead,
		    N_("left out: %lld opened in the future; see: crm-deal "
		       "list -w 'opened_on > today'") },
		{ c->future,
		    N_("left out: %lld closed in the future; see: crm-deal "
		       "list -w 'closed_on > today'") },
		{ c->as_open,
		    N_("counted as open: %lld closed in the future; see: "
		       "crm-deal list -w 'closed_on > today'") },
	};
	size_t i;

	for (i = 0; i < COUNT(said); i++)
		if (said[i].n > 0)
			sink->note(sink->ctx,
			    crm_sprintf(
				a, crm_tr(said[i].text), (long long)said[i].n));
}
