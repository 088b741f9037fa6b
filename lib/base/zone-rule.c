/* Zones by a rule: how POSIX writes them in TZ, and what a zone's file ends with
 * for the years behind its table. */
#include "zone-rule.h"

#include <crm/base/date.h>

#include <string.h>

enum {
	DAY = 86400,
	HOUR = 3600,
	MINUTE = 60,
	WEEK = 7,
	HOURS_MAX = 167,
	NAME_MIN = 3,
	CHANGE_AT = 2 * HOUR, /* where a rule does not say when */
	LAST_WEEK = 5,
	FEBRUARY_29 = 60,
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
take_number(const char **p, int most, int *out)
{
	int n = 0;

	if (!is_digit(**p))
		return false;
	for (; is_digit(**p); ++*p) {
		n = n * 10 + (**p - '0');
		if (n > most)
			return false;
	}
	*out = n;
	return true;
}

/* [+-]hh[:mm[:ss]] */
static bool
take_time(const char **p, int *seconds)
{
	int sign = **p == '-' ? -1 : 1, h, m = 0, s = 0;

	if (**p == '-' || **p == '+')
		++*p;
	if (!take_number(p, HOURS_MAX, &h))
		return false;
	if (**p == ':') {
		++*p;
		if (!take_number(p, 59, &m))
			return false;
		if (**p == ':') {
			++*p;
			if (!take_number(p, 59, &s))
				return false;
		}
	}
	*seconds = sign * (h * HOUR + m * MINUTE + s);
	return true;
}

/* Three letters or more, or <+08>. */
static bool
take_name(const char **p)
{
	const char *from = *p;

	if (*from == '<') {
		*p = strchr(from, '>');
		if (*p == NULL)
			return false;
		++*p;
		return true;
	}
	while ((unsigned)((**p | 0x20) - 'a') < 26)
		++*p;
	return *p - from >= NAME_MIN;
}

/* M3.2.0/2, J60, 59 */
static bool
take_change(const char **p, struct zone_change *c)
{
	*c = (struct zone_change){ .seconds = CHANGE_AT };
	if (**p == 'M') {
		c->form = *(*p)++;
		if (!take_number(p, 12, &c->month) || c->month == 0 ||
		    *(*p)++ != '.' || !take_number(p, LAST_WEEK, &c->week) ||
		    c->week == 0 || *(*p)++ != '.' ||
		    !take_number(p, WEEK - 1, &c->day))
			return false;
	} else {
		if (**p == 'J')
			c->form = *(*p)++;
		if (!take_number(p, 365, &c->day) ||
		    (c->form == 'J' && c->day == 0))
			return false;
	}
	if (**p != '/')
		return true;
	++*p;
	return take_time(p, &c->seconds);
}

bool
zone_rule_parse(const char *text, struct zone_rule *out)
{
	static const char usual[] = ",M3.2.0,M11.1.0";
	const char *p = text;
	int west;

	*out = (struct zone_rule){ 0 };
	if (!take_name(&p) || !take_time(&p, &west))
		return false;
	out->standard = -west;
	if (*p == '\0')
		return true;
	out->has_summer = true;
	out->summer = out->standard + HOUR;
	if (!take_name(&p))
		return false;
	if (*p != ',' && *p != '\0') {
		if (!take_time(&p, &west))
			return false;
		out->summer = -west;
	}
	if (*p == '\0')
		p = usual;
	return *p++ == ',' && take_change(&p, &out->begin) && *p++ == ',' &&
	    take_change(&p, &out->end) && *p == '\0';
}

/* The day of a change in a year. */
static int64_t
change_day(const struct zone_change *c, int year)
{
	int64_t new_year = crm_date_from(year, 1, 1), first, day;

	if (c->form == 'J')
		return new_year + c->day - 1 +
		    (c->day >= FEBRUARY_29 && crm_date_exists(year, 2, 29));
	if (c->form == 0)
		return new_year + c->day;
	first = crm_date_from(year, c->month, 1);
	day = first + (c->day + WEEK - crm_weekday(first) % WEEK) % WEEK +
	    (int64_t)(c->week - 1) * WEEK;
	return day < crm_date_add_months(first, 1) ? day : day - WEEK;
}

int
zone_rule_offset(const struct zone_rule *r, int64_t instant, bool *summer)
{
	int64_t local = instant + r->standard, begin, end;
	int year;

	*summer = false;
	if (!r->has_summer)
		return r->standard;
	year = crm_date_ymd(local / DAY - (local % DAY < 0)).y;
	begin = change_day(&r->begin, year) * DAY + r->begin.seconds -
	    r->standard;
	end = change_day(&r->end, year) * DAY + r->end.seconds - r->summer;
	*summer = begin < end ? instant >= begin && instant < end
			      : instant >= begin || instant < end;
	return *summer ? r->summer : r->standard;
}
