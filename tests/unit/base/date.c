/* The calendar, instants and zones, and how they are written. */
#include <crm/base/date.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

static struct crm_buf out;

static const char *
date_text(int64_t date)
{
	crm_buf_clear(&out);
	crm_date_format(&out, date);
	return out.data;
}

static const char *
instant_text(int64_t instant)
{
	crm_buf_clear(&out);
	crm_instant_format(&out, instant);
	return out.data;
}

static const char *
short_text(int64_t instant)
{
	crm_buf_clear(&out);
	crm_instant_short(&out, instant);
	return out.data;
}

static void
zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

/* Every day there is, against a walk through the calendar. */
static void
whole_range(void)
{
	struct crm_ymd at = { 1, 1, 1 };
	int wrong = 0, weekday = 1; /* 0001-01-01 was a Monday */

	for (int64_t date = CRM_DATE_MIN; date <= CRM_DATE_MAX; date++) {
		struct crm_ymd ymd = crm_date_ymd(date);
		int64_t parsed;

		wrong += ymd.y != at.y || ymd.m != at.m || ymd.d != at.d ||
		    crm_date_from(at.y, at.m, at.d) != date ||
		    crm_weekday(date) != weekday ||
		    !crm_date_exists(at.y, at.m, at.d) ||
		    crm_date_parse(crm_text_of(date_text(date)), CRM_YMD,
			&parsed, NULL) != CRM_OK ||
		    parsed != date;
		weekday = weekday % 7 + 1;
		if (!crm_date_exists(at.y, at.m, ++at.d)) {
			at.d = 1;
			if (++at.m > 12) {
				at.m = 1;
				at.y++;
			}
		}
	}
	is_int(wrong, 0, "every day from 0001-01-01 to 9999-12-31");
	is_int(at.y, 10000, "to the last");
}

static void
calendar(void)
{
	is_int(crm_date_from(1970, 1, 1), 0, "the epoch");
	is_int(crm_weekday(0), 4, "was a Thursday");
	ok(crm_date_exists(2024, 2, 29), "leap");
	ok(!crm_date_exists(1900, 2, 29), "not leap");
	ok(crm_date_exists(2000, 2, 29), "leap again");
	ok(!crm_date_exists(2026, 2, 29), "no such day");
	ok(!crm_date_exists(2026, 13, 1) && !crm_date_exists(2026, 0, 1),
	    "no such month");
	ok(!crm_date_exists(0, 1, 1) && !crm_date_exists(10000, 1, 1),
	    "no such year");
	ok(!crm_date_exists(2026, 1, 0) && !crm_date_exists(2026, -1, -1),
	    "nothing below 1");
	is_str(date_text(crm_date_add_months(crm_date_from(2026, 1, 31), 1)),
	    "2026-02-28", "31st + 1m");
	is_str(date_text(crm_date_add_months(crm_date_from(2024, 3, 31), -1)),
	    "2024-02-29", "31st - 1m in a leap year");
	is_str(date_text(crm_date_add_months(crm_date_from(2026, 11, 15), 14)),
	    "2028-01-15", "over years");
	is_str(date_text(crm_date_add_months(crm_date_from(2026, 1, 15), -1)),
	    "2025-12-15", "back over a year");
	ok(crm_date_add_months(CRM_DATE_MAX, 1) > CRM_DATE_MAX,
	    "beyond the range is seen");
	ok(crm_date_add_months(CRM_DATE_MIN, -1) < CRM_DATE_MIN, "before too");
	ok(crm_date_add_months(0, 2147483647) > CRM_DATE_MAX, "far beyond");
	is_str(date_text(CRM_DATE_MIN), "0001-01-01", "the first");
	is_str(date_text(CRM_DATE_MAX), "9999-12-31", "the last");
	is_str(date_text(INT64_MAX), "9223372036854775807", "no date");
	is_int(crm_date_ymd(INT64_MAX).y, 9999, "clamped");
	is_int(crm_date_ymd(INT64_MIN).y, 1, "clamped below");
}

static void
utc(void)
{
	zone("UTC");
	for (int i = 0; i < 2; i++) { /* the long way, then the fast one */
		is_str(instant_text(0), "1970-01-01T00:00:00Z", "epoch");
		is_str(instant_text(-1), "1969-12-31T23:59:59Z", "before it");
		is_str(short_text(1795249800), "2026-11-21 08:30", "short");
		is_int(crm_instant_date(-1), -1, "the day before");
		is_int(crm_date_start(1), 86400, "start");
	}
	is_str(instant_text(INT64_MAX), "9223372036854775807", "no instant");
	is_str(instant_text(INT64_MIN), "-9223372036854775808", "nor this");
	is_str(short_text(INT64_MIN), "-9223372036854775808", "short");
	ok(crm_instant_date(INT64_MIN) < CRM_DATE_MIN, "no date either");
	crm_date_start(INT64_MIN);
	crm_weekday(INT64_MIN);
	is_str(instant_text(CRM_DATE_MIN * 86400), "0001-01-01T00:00:00Z",
	    "the first");
	is_str(instant_text(CRM_DATE_MAX * 86400 + 86399),
	    "9999-12-31T23:59:59Z", "the last");
}

static int64_t
at(int y, int m, int d, int h, int min)
{
	return crm_instant_at(crm_date_from(y, m, d), (h * 60 + min) * 60);
}

static void
zones(void)
{
	zone("Asia/Shanghai");
	is_str(instant_text(1795249800), "2026-11-21T16:30:00+08:00", "+08:00");
	is_str(short_text(1795249800), "2026-11-21 16:30", "short");
	is_int(crm_instant_date(-1), 0, "already the next day");
	is_int(crm_date_start(0), -8 * 3600, "start");
	zone("America/New_York");
	is_str(instant_text(1795249800), "2026-11-21T03:30:00-05:00", "-05:00");
	is_str(instant_text(at(2026, 3, 8, 1, 59)), "2026-03-08T01:59:00-05:00",
	    "before spring");
	is_str(instant_text(at(2026, 3, 8, 2, 30)), "2026-03-08T03:30:00-04:00",
	    "skipped");
	is_str(instant_text(at(2026, 3, 8, 3, 0)), "2026-03-08T03:00:00-04:00",
	    "after it");
	is_str(instant_text(at(2026, 11, 1, 0, 59)),
	    "2026-11-01T00:59:00-04:00", "before autumn");
	is_str(instant_text(at(2026, 11, 1, 1, 30)),
	    "2026-11-01T01:30:00-04:00", "the first of two");
	is_str(instant_text(at(2026, 11, 1, 2, 0)), "2026-11-01T02:00:00-05:00",
	    "after it");
	is_int(crm_instant_reached(crm_date_from(2026, 3, 8), 9000),
	    at(2026, 3, 8, 3, 0), "what is skipped is reached at the change");
	is_int(crm_instant_reached(crm_date_from(2026, 11, 1), 5400),
	    at(2026, 11, 1, 1, 30), "what comes twice, the first time");
	zone("America/Sao_Paulo");
	is_str(instant_text(crm_date_start(crm_date_from(2018, 11, 4))),
	    "2018-11-04T01:00:00-02:00", "no midnight");
	zone("America/Toronto");
	is_str(instant_text(crm_date_start(crm_date_from(1919, 3, 31))),
	    "1919-03-31T00:30:00-04:00", "midnight skipped on the way");
	zone("America/Havana");
	is_str(instant_text(crm_date_start(crm_date_from(2023, 11, 5))),
	    "2023-11-05T00:00:00-04:00", "two midnights");
	zone("Asia/Kolkata");
	is_str(instant_text(0), "1970-01-01T05:30:00+05:30", "half an hour");
	zone("Pacific/Apia");
	is_str(instant_text(crm_date_start(crm_date_from(2026, 1, 1))),
	    "2026-01-01T00:00:00+13:00", "far east");
}

/* Format and parse, date and its start, in zones of all kinds. */
static void
round_trips(void)
{
	static const char *const names[] = { "UTC", "Asia/Shanghai",
		"America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe",
		"Pacific/Apia", "America/St_Johns", "Africa/Casablanca" };

	srand(13);
	for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
		int wrong = 0, starts = 0;

		zone(names[k]);
		for (int i = 0; i < 5000; i++) {
			int64_t v = (int64_t)rand() * 4 - 4000000000, back;
			int64_t date = crm_instant_date(v), start;

			if (crm_instant_parse(crm_text_of(instant_text(v)),
				CRM_YMD, &back, NULL) != CRM_OK ||
			    back != v)
				wrong++;
			start = crm_date_start(date);
			if (crm_instant_date(start) != date || start > v ||
			    crm_instant_date(start - 1) >= date)
				if (starts++ < 3)
					printf("# %s\n", instant_text(start));
		}
		is_int(wrong, 0, names[k]);
		is_int(starts, 0, "a day starts at its start");
	}
}

int
main(void)
{
	calendar();
	whole_range();
	utc();
	zones();
	round_trips();
	crm_buf_free(&out);
	return tap_done();
}
