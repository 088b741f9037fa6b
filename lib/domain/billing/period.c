/*
 * The periods of a subscription.  They begin on the billing day of every so many
 * months, which is cut to the end of a short month and comes back; a part of a period
 * costs the price by its days, both ends counted, of the days of the whole period.
 */
#include <crm/domain/billing.h>

#include <crm/base/number.h>

/* Where period k of those that the first belongs to begins. */
static int64_t
begins(const struct crm_subscription *s, int64_t month, int day, int64_t k)
{
	int64_t first = crm_date_add_months(month, (int)(k * s->months));
	int64_t last = crm_date_add_months(first, 1) - 1;

	return first + day - 1 < last ? first + day - 1 : last;
}

static int64_t
month_of(int64_t date)
{
	const struct crm_ymd d = crm_date_ymd(date);

	return crm_date_from(d.y, d.m, 1);
}

void
crm_subscription_periods(const struct crm_subscription *s, struct crm_arena *a,
    struct crm_served **out, size_t *n)
{
	int day = s->anchor > 0 ? s->anchor : crm_date_ymd(s->from).d;
	int64_t month = month_of(s->from), at, next, k;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	if (begins(s, month, day, 0) > s->from)
		month = crm_date_add_months(month, -1);
	for (k = 0; (at = begins(s, month, day, k)) <= s->to; k++) {
		struct crm_served *p;

		next = begins(s, month, day, k + 1);
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		p = &(*out)[(*n)++];
		p->from = at > s->from ? at : s->from;
		p->to = next - 1 < s->to ? next - 1 : s->to;
		p->amount = crm_div_round(
		    (__int128)s->price * (p->to - p->from + 1), next - at);
	}
	/* Served for no day at all. */
	if (s->to < s->from)
		*n = 0;
}
