/* In which stage a deal was on a day, by the business dates that are known now. */
#include "kit.h"

/* What a deal's visits say about a day. */
struct past {
	struct crm_value first_on; /* day of the first visit */
	struct crm_value before;   /* the stage the first one left */
	struct crm_value last;     /* the stage entered last by that day */
	bool moved_later;
};

static struct past
read_past(const struct past_deal *deal, int64_t day)
{
	struct past p = { CRM_VALUE_NULL, CRM_VALUE_NULL, CRM_VALUE_NULL,
		false };
	size_t i;

	for (i = 0; i < deal->n; i++) {
		const struct visit *v = &deal->visit[i];

		if (v->on.kind != CRM_INT)
			continue;
		if (p.first_on.kind == CRM_NULL) {
			p.first_on = v->on;
			p.before = v->from;
		}
		if (v->on.i <= day)
			p.last = crm_value_int(v->stage);
		else
			p.moved_later = true;
	}
	return p;
}

/* The day that it was opened, else first moved, else entered.  A business date
 * in the past outranks the day of an import. */
static int64_t
opened_on(const struct past_deal *deal, const struct past *p)
{
	int64_t day = deal->opened.kind == CRM_INT ? deal->opened.i
	    : p->first_on.kind == CRM_INT          ? p->first_on.i
					  : crm_instant_date(deal->created);

	return deal->closed.kind == CRM_INT && deal->closed.i < day
	    ? deal->closed.i
	    : day;
}

/*
 * A deal is there from the day it was opened.  Closed by that day, or not moved
 * since: the stage it has now.  Else the stage its last visit by that day says,
 * else the one its first visit left, else the first of its pipeline, for it was
 * open then.
 */
void
past_stage(const struct past_deal *deal, const struct stages *stages,
    int64_t day, const struct stage **at, int64_t *since)
{
	struct past p = read_past(deal, day);
	bool closed_later;

	*at = NULL;
	*since = opened_on(deal, &p);
	if (*since > day)
		return;
	closed_later = deal->now->type != STAGE_OPEN &&
	    deal->closed.kind == CRM_INT && deal->closed.i > day;
	if (!p.moved_later && !closed_later)
		*at = deal->now;
	else if (p.last.kind == CRM_INT)
		*at = stages_find(stages, p.last.i);
	else if (p.before.kind == CRM_INT)
		*at = stages_find(stages, p.before.i);
	else
		*at = stages_first(stages, deal->now->line);
}
