/* Revenue of a subscription: earned by the day, booked when a month, or its service, is
 * over.  A month takes its share, rounded, and the last one the rest. */
#include "journal.h"

int64_t
month_last(int64_t day)
{
	struct crm_ymd d = crm_date_ymd(day);

	return crm_date_add_months(crm_date_from(d.y, d.m, 1), 1) - 1;
}

/* Of the days from one to another those of a month, by their share. */
static int64_t
share_of(int64_t net, int64_t from, int64_t until, int64_t first, int64_t last)
{
	int64_t out;

	if (first < from)
		first = from;
	return crm_mul_div(net, last - first + 1, until - from + 1, &out) ? out
									  : 0;
}

int64_t
earned_by(int64_t net, int64_t from, int64_t until, int64_t day)
{
	int64_t last = month_last(from), sum = 0;

	if (day >= until)
		return net;
	for (; last <= day; last = month_last(last + 1))
		sum += share_of(
		    net, from, until, last - crm_date_ymd(last).d + 1, last);
	return sum;
}

int64_t
earned_in(int64_t net, int64_t from, int64_t until, int64_t last)
{
	int64_t first = last - crm_date_ymd(last).d + 1;

	if (last < from || first > until)
		return 0;
	return last >= until ? net - earned_by(net, from, until, first - 1)
			     : share_of(net, from, until, first, last);
}
