/* The arithmetic of planning. */
#include "plan.h"

#include <crm/base/date.h>

int64_t
plan_promise(int64_t today, int64_t free, const struct plan_incoming *in,
    size_t n, int64_t quantity)
{
	size_t i;

	if (free >= quantity)
		return today;
	for (i = 0; i < n; i++)
		if ((free += in[i].quantity) >= quantity)
			return in[i].day > today ? in[i].day : today;
	return CRM_DATE_MIN;
}
