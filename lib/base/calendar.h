/* Sums of days and seconds on both sides of 1970. */
#ifndef CRM_BASE_CALENDAR_H
#define CRM_BASE_CALENDAR_H

#include <crm/base/date.h>

static inline int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static inline int64_t
clamp(int64_t v, int64_t least, int64_t most)
{
	return v < least ? least : v > most ? most : v;
}

#endif
