/* Revenue of a subscription: earned by the day, booked when a month is over. */
#include "journal.h"

int64_t
month_last(int64_t day)
{
	struct crm_ymd d = crm_date_ymd(day);

	return crm_date_add_months(crm_date_from(d.y, d.m, 1), 1) - 1;
}

int64_t
earned_by(int64_t net, int64_t from, int64_t until, int64_t day)
{
	int64_t over, out;

	if (until < from)
		return net;
	/* The end of the last month that is over. */
	over = day == month_last(day) ? day : day - crm_date_ymd(day).d;
	if (over >= until)
		return net;
	return over >= from &&
		crm_mul_div(net, over - from + 1, until - from + 1, &out)
	    ? out
	    : 0;
}
