/* How long one record is protected (DOMAIN §1), for itself. */
#include <crm/domain/protect.h>

static int64_t
later(const struct crm_protection *p, int64_t date, int64_t days)
{
	return p->calendar == NULL
	    ? date + days
	    : crm_cal_add_workdays(p->calendar, date, days);
}

static int64_t
at_most(const struct crm_protection *p, int64_t claim, int64_t until)
{
	int64_t most;

	if (p->most < 0)
		return until;
	most = later(p, claim, p->most);
	return until < most ? until : most;
}

int64_t
crm_protect_begin(const struct crm_protection *p, int64_t claim)
{
	return at_most(p, claim, later(p, claim, p->days));
}

int64_t
crm_protect_event(
    const struct crm_protection *p, int64_t claim, int64_t until, int64_t t)
{
	int64_t longer;

	if (t < claim || t > until)
		return until;
	longer = at_most(p, claim, later(p, t, p->extend));
	return longer > until ? longer : until;
}
