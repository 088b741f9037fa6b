/* The calendar. */
#include "calendar.h"

#include <assert.h>

enum {
	MONTHS = 12,
	WEEK = 7,
	EPOCH_WEEKDAY = 4, /* 1970-01-01 was a Thursday */
	ERA_YEARS = 400,   /* after which the calendar repeats */
	ERA_DAYS = 146097,
	EPOCH_DAYS = 719468, /* from 0000-03-01 to 1970-01-01 */
	YEAR_MAX = 9999,
};

static bool
is_leap(int y)
{
	return y % 4 == 0 && (y % 100 != 0 || y % ERA_YEARS == 0);
}

static int
month_days(int y, int m)
{
	static const signed char days[MONTHS + 1] = {
		0,
		31,
		28,
		31,
		30,
		31,
		30,
		31,
		31,
		30,
		31,
		30,
		31,
	};

	assert(m >= 1 && m <= MONTHS);
	return days[m] + (m == 2 && is_leap(y));
}

bool
crm_date_exists(int y, int m, int d)
{
	return y >= 1 && y <= YEAR_MAX && m >= 1 && m <= MONTHS && d >= 1 &&
	    d <= month_days(y, m);
}

/* The year is taken to begin in March, so that the leap day ends it
 * (H. Hinnant, "chrono-compatible low-level date algorithms"). */
int64_t
crm_date_from(int y, int m, int d)
{
	int64_t year = (int64_t)y - (m <= 2);
	int64_t era = floor_div(year, ERA_YEARS);
	int64_t of_era = year - era * ERA_YEARS;
	int64_t of_year = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	int64_t days = of_era * 365 + of_era / 4 - of_era / 100 + of_year;

	return era * ERA_DAYS + days - EPOCH_DAYS;
}

struct crm_ymd
crm_date_ymd(int64_t date)
{
	int days = (int)clamp(date, CRM_DATE_MIN, CRM_DATE_MAX) + EPOCH_DAYS;
	int era = days / ERA_DAYS;
	int of_era = days - era * ERA_DAYS;
	int year = (of_era - of_era / 1460 + of_era / 36524 -
		       of_era / (ERA_DAYS - 1)) /
	    365;
	int of_year = of_era - (365 * year + year / 4 - year / 100);
	int month = (5 * of_year + 2) / 153; /* 0 is March */
	struct crm_ymd ymd;

	ymd.d = of_year - (153 * month + 2) / 5 + 1;
	ymd.m = month < 10 ? month + 3 : month - 9;
	ymd.y = year + era * ERA_YEARS + (ymd.m <= 2);
	return ymd;
}

int
crm_weekday(int64_t date)
{
	int64_t d = (date % WEEK + EPOCH_WEEKDAY - 1 + WEEK) % WEEK;

	return (int)d + 1;
}

int64_t
crm_date_add_months(int64_t date, int months)
{
	struct crm_ymd ymd = crm_date_ymd(date);
	int64_t sum = (int64_t)ymd.y * MONTHS + ymd.m - 1 + months;
	int y = (int)floor_div(sum, MONTHS);
	int m = (int)(sum - (int64_t)y * MONTHS) + 1;
	int last = month_days(y, m);

	return crm_date_from(y, m, ymd.d < last ? ymd.d : last);
}
