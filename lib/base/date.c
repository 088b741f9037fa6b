/* The zone of TZ, and how dates and instants are written. */
#include "calendar.h"

#include <assert.h>
#include <string.h>
#include <time.h>

enum {
	DAY = 86400,
	HOUR = 3600,
	MINUTE = 60,
	SKIP_MAX = 25 * HOUR, /* more than clocks ever skipped: Samoa, a day */
};

/* ---- the zone of TZ ---- */

/* Whether the C library holds UTC, without asking it for a conversion.  Before
 * its first conversion it does not say so, and the long way is taken. */
static bool
zone_is_utc(void)
{
	return timezone == 0 && daylight == 0 && tzname[0] != NULL &&
	    strcmp(tzname[0], "UTC") == 0;
}

/* Whole minutes, so that what is written with an offset is read back as it was. */
int
crm_instant_offset(const struct crm_zone *z, int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;

	if (z != NULL)
		return crm_zone_offset(z, instant, NULL) / MINUTE * MINUTE;
	if (zone_is_utc() || localtime_r(&t, &tm) == NULL)
		return 0;
	return (int)(tm.tm_gmtoff / MINUTE * MINUTE);
}

static int
offset_at(int64_t instant)
{
	return crm_instant_offset(NULL, instant);
}

static bool
out_of_range(int64_t instant)
{
	return instant < (CRM_DATE_MIN - 1) * DAY ||
	    instant >= (CRM_DATE_MAX + 2) * DAY;
}

int64_t
crm_instant_date_in(const struct crm_zone *z, int64_t instant)
{
	int offset = out_of_range(instant) ? 0 : crm_instant_offset(z, instant);

	return instant / DAY + floor_div(instant % DAY + offset, DAY);
}

int64_t
crm_instant_date(int64_t instant)
{
	return crm_instant_date_in(NULL, instant);
}

static int64_t
instant_at(const struct crm_zone *z, int64_t date, int seconds)
{
	int64_t local, early, late;
	int before, after;

	date = clamp(date, CRM_DATE_MIN - 1, CRM_DATE_MAX + 1);
	local = date * DAY + seconds;
	if (z == NULL && zone_is_utc())
		return local;
	before = crm_instant_offset(z, local - DAY);
	after = crm_instant_offset(z, local + DAY);
	early = local - before;
	late = local - after;
	if (before == after && crm_instant_offset(z, early) == before)
		return early;
	/* The clock changes about then.  Of two such times the first. */
	if (early > late && crm_instant_offset(z, late) == after)
		return late;
	if (crm_instant_offset(z, early) == before ||
	    crm_instant_offset(z, late) != after)
		return early; /* or skipped: as far behind the change */
	return late;
}

int64_t
crm_instant_at(int64_t date, int seconds)
{
	return instant_at(NULL, date, seconds);
}

int64_t
crm_instant_reached_in(const struct crm_zone *z, int64_t date, int seconds)
{
	int64_t first = instant_at(z, date, seconds), before = first - SKIP_MAX;
	int64_t wanted;

	date = clamp(date, CRM_DATE_MIN - 1, CRM_DATE_MAX + 1);
	wanted = date * DAY + seconds;
	if ((z == NULL && zone_is_utc()) ||
	    first - 1 + crm_instant_offset(z, first - 1) < wanted)
		return first;
	/* Clocks skip it: it is reached at the change. */
	while (before + 1 < first) {
		int64_t mid = before + (first - before) / 2;

		if (mid + crm_instant_offset(z, mid) < wanted)
			before = mid;
		else
			first = mid;
	}
	return first;
}

int64_t
crm_instant_reached(int64_t date, int seconds)
{
	return crm_instant_reached_in(NULL, date, seconds);
}

bool
crm_instant_exists(int64_t date, int seconds)
{
	int64_t instant = crm_instant_at(date, seconds);

	return zone_is_utc() ||
	    instant + offset_at(instant) == date * DAY + seconds;
}

int64_t
crm_date_start(int64_t date)
{
	return crm_instant_reached(date, 0);
}

/* ---- writing ---- */

enum {
	DATE_LEN = 10,
	SHORT_LEN = DATE_LEN + 6,
	INSTANT_LEN = DATE_LEN + 9,
	OFFSET_LEN = 6,
};

static void
put2(char *to, int v)
{
	to[0] = (char)('0' + v / 10);
	to[1] = (char)('0' + v % 10);
}

static void
put_date(char *to, int64_t date)
{
	struct crm_ymd ymd = crm_date_ymd(date);

	put2(to, ymd.y / 100);
	put2(to + 2, ymd.y % 100);
	to[4] = '-';
	put2(to + 5, ymd.m);
	to[7] = '-';
	put2(to + 8, ymd.d);
}

static bool
has_date(int64_t date)
{
	return date >= CRM_DATE_MIN && date <= CRM_DATE_MAX;
}

void
crm_date_format(struct crm_buf *out, int64_t date)
{
	char *to;

	if (!has_date(date)) {
		crm_buf_int(out, date); /* no date has this form */
		return;
	}
	to = crm_buf_room(out, DATE_LEN);
	put_date(to, date);
	to[DATE_LEN] = '\0';
	out->len += DATE_LEN;
}

/* Date, `between`, hours and minutes of an instant; false where it has no
 * date.  Gives the seconds and the offset. */
static bool
put_minutes(char *to, int64_t instant, char between, int *second, int *offset)
{
	int64_t local, date;
	int of_day;

	if (out_of_range(instant))
		return false;
	*offset = offset_at(instant);
	local = instant + *offset;
	date = floor_div(local, DAY);
	if (!has_date(date))
		return false;
	of_day = (int)(local - date * DAY);
	put_date(to, date);
	to[DATE_LEN] = between;
	put2(to + DATE_LEN + 1, of_day / HOUR);
	to[DATE_LEN + 3] = ':';
	put2(to + DATE_LEN + 4, of_day % HOUR / MINUTE);
	*second = of_day % MINUTE;
	return true;
}

void
crm_instant_format(struct crm_buf *out, int64_t instant)
{
	char s[INSTANT_LEN + OFFSET_LEN], *to = s + INSTANT_LEN;
	int second, offset;

	if (!put_minutes(s, instant, 'T', &second, &offset)) {
		crm_buf_int(out, instant);
		return;
	}
	s[SHORT_LEN] = ':';
	put2(s + SHORT_LEN + 1, second);
	if (offset == 0) {
		*to++ = 'Z';
	} else {
		int size = offset < 0 ? -offset : offset;

		to[0] = offset < 0 ? '-' : '+';
		put2(to + 1, size / HOUR);
		to[3] = ':';
		put2(to + 4, size % HOUR / MINUTE);
		to += OFFSET_LEN;
	}
	crm_buf_add(out, s, (size_t)(to - s));
}

void
crm_instant_short(struct crm_buf *out, int64_t instant)
{
	char s[SHORT_LEN];
	int second, offset;

	if (put_minutes(s, instant, ' ', &second, &offset))
		crm_buf_add(out, s, sizeof s);
	else
		crm_buf_int(out, instant);
}
