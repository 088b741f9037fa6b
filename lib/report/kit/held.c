/* Activities that are still to come: planned, and done by nobody yet.  They are in no
 * figure, and said. */
#include "kit.h"

#include <crm/model/activity.h>

int64_t
held_until(struct crm_store *s, const struct crm_report_opts *o)
{
	const struct crm_clock *clock = crm_store_clock(s);

	return o->on == CRM_DATE_MAX || o->on == clock->today
	    ? clock->now
	    : crm_date_start(o->on + 1) - 1;
}

/* Of what was so on an earlier day nothing behind that is known. */
static bool
are_known(struct crm_store *s, const struct crm_report_opts *o)
{
	return o->on >= crm_store_clock(s)->today;
}

bool
was_held(struct tally_run *r, struct crm_value at)
{
	if (at.kind != CRM_INT || at.i <= held_until(r->s, r->o))
		return true;
	r->ahead += are_known(r->s, r->o);
	return false;
}

enum crm_status
held_left_out(
    struct tally_run *r, int64_t from, int64_t to, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(held_until(r->s, r->o)),
		crm_value_int(
		    from == CRM_DATE_MIN ? INT64_MIN : crm_date_start(from)),
		crm_value_int(to == CRM_DATE_MAX
			? INT64_MAX
			: crm_date_start(to + 1) - 1) };
	struct crm_value n;
	enum crm_status st;

	if (!are_known(r->s, r->o))
		return CRM_OK;
	st = crm_get_int(r->s,
	    "SELECT count(*) FROM activity t WHERE "
	    "t.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		"t") " AND t.\"at\" > ? "
		     "AND t.\"at\" BETWEEN ? AND ?",
	    v, COUNT(v), &n, err);
	if (st == CRM_OK)
		r->ahead += n.i;
	return st;
}

void
held_note(int64_t ahead, struct crm_arena *a, const struct crm_sink *sink)
{
	if (ahead > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("left out: %lld still to come; see: "
			       "crm-task activity list -w 'at > now'"),
			(long long)ahead));
}
