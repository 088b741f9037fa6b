/* Working time: how weeks are read, and minutes and days against a walk through
 * the clock minute by minute. */
#include <crm/base/worktime.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

static struct crm_arena arena;
static struct crm_cal cal;

static void
zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

static void
week(const char *text)
{
	struct crm_err err;

	if (crm_cal_init(&cal, crm_text_of(text), &arena, &err) != CRM_OK)
		ok(0, "%s: %s", text, err.text);
}

static void
day(int y, int m, int d, const char *text)
{
	struct crm_hours hours;
	struct crm_err err;

	if (crm_cal_hours(&cal, crm_text_of(text), &hours, &err) != CRM_OK)
		ok(0, "%s: %s", text, err.text);
	crm_cal_except(&cal, crm_date_from(y, m, d), &hours);
}

static int64_t
at(const char *text)
{
	int64_t t = 0;

	if (crm_instant_parse(crm_text_of(text), CRM_YMD, &t, NULL) != CRM_OK)
		ok(0, "%s is an instant", text);
	return t;
}

static const char *
shown(int64_t instant)
{
	static struct crm_buf out;

	crm_buf_clear(&out);
	crm_instant_short(&out, instant);
	return out.data;
}

static unsigned seed = 1;

static int64_t
random_below(int64_t n)
{
	seed = seed * 1103515245u + 12345u;
	return (int64_t)(seed >> 8) % n;
}

/* ---- reading ---- */

static void
bad_week(const char *text, size_t place)
{
	struct crm_err err = { .at = 9999 };
	struct crm_cal c;
	enum crm_status st = crm_cal_init(&c, crm_text_of(text), &arena, &err);

	ok(st == CRM_INVALID && err.at == place &&
		strcmp(err.source, text) == 0,
	    "'%s' is refused at %zu: %s (%zu)", text, place, err.text, err.at);
}

static void
bad_hours(const char *text, size_t place)
{
	struct crm_err err = { .at = 9999 };
	struct crm_hours h;
	enum crm_status st = crm_cal_hours(NULL, crm_text_of(text), &h, &err);

	ok(st == CRM_INVALID && err.at == place,
	    "hours '%s' are refused at "
	    "%zu: %s (%zu)",
	    text, place, err.text, err.at);
}

static void
reading(void)
{
	struct crm_hours h;

	week(" Mon-Fri  09:00-12:00 13:00-18:00 ;sat 09:00-12:00");
	is_int(cal.week[0].n, 2, "two intervals on Monday");
	is_int(cal.week[4].span[1].to, 18 * 3600, "Friday ends at six");
	is_int(cal.week[5].n, 1, "one on Saturday");
	is_int(cal.week[6].n, 0, "Sunday is closed");
	week("sun-thu 00:00-24:00");
	ok(cal.week[6].n == 1 && cal.week[0].n == 1 && cal.week[3].n == 1 &&
		cal.week[4].n == 0,
	    "a range passes Sunday");
	week("mon,wed,fri 08:30-09:30");
	ok(cal.week[2].n == 1 && cal.week[1].n == 0, "a list of days");

	bad_week("", 0);
	bad_week("weekdays 09:00-18:00", 0);
	bad_week("mon-fri", 7);
	bad_week("mon-fry 09:00-18:00", 4);
	bad_week("mon-fri 9-18", 8);
	bad_week("mon-fri 09:00 18:00", 13);
	bad_week("mon-fri 09:00-25:00", 14);
	bad_week("mon-fri 09:60-18:00", 8);
	bad_week("mon-fri 00:00-24:01", 14);
	bad_week("mon-fri 22:00-06:00", 8);
	bad_week("mon-fri 09:00-12:00 11:00-18:00", 20);
	bad_week("mon-fri 09:00-12:00, sat 09:00-12:00", 19);
	bad_week("mon-fri 09:00-12:00; fri 09:00-12:00", 21);
	bad_week("mon-fri 09:00-12:00;", 20);
	bad_week("mon-fri 09:00-12:00 sat", 20);
	bad_week("mon 00:00-01:00 01:00-02:00 02:00-03:00 03:00-04:00 "
		 "04:00-05:00 05:00-06:00 06:00-07:00 07:00-08:00 08:00-09:00",
	    100);

	week("tue-fri 09:00-17:00; sat 10:00-12:00");
	crm_cal_hours(&cal, CRM_TEXT(" "), &h, NULL);
	is_int(h.n, 0, "blank hours are a closed day");
	crm_cal_hours(&cal, CRM_TEXT("workday"), &h, NULL);
	ok(h.n == 1 && h.span[0].from == 9 * 3600, "the hours of a workday");
	crm_cal_hours(&cal, CRM_TEXT("Sat"), &h, NULL);
	ok(h.n == 1 && h.span[0].from == 10 * 3600, "those of a Saturday");
	bad_hours("holiday", 0);
	bad_hours("mon 09:00", 3);
	bad_hours("09:00-12:00;", 11);
	bad_hours("09:00-12:00  13:00", 18);
}

/* ---- examples ---- */

static void
examples(void)
{
	zone("Asia/Shanghai");
	week("mon-fri 09:00-12:00 13:00-18:00");
	is_str(shown(crm_cal_add(&cal, at("2026-11-20 17:00"), 120)),
	    "2026-11-23 10:00", "two hours from Friday at five");
	is_str(shown(crm_cal_add(&cal, at("2026-11-20 17:00"), 60)),
	    "2026-11-20 18:00", "one hour is over on Friday");
	is_str(shown(crm_cal_add(&cal, at("2026-11-21 10:00"), 240)),
	    "2026-11-23 14:00", "four hours from Saturday pass a break");
	is_int(crm_cal_minutes(
		   &cal, at("2026-11-20 17:00"), at("2026-11-23 10:00")),
	    120, "and back");
	is_int(crm_cal_minutes(
		   &cal, at("2026-11-23 10:00"), at("2026-11-20 17:00")),
	    -120, "backward they are below zero");
	is_int(crm_cal_minutes(
		   &cal, at("2026-11-23 09:00:00"), at("2026-11-23 09:01:59")),
	    1,
	    "a minute that has begun does not "
	    "count");

	/* National Day 2026, with the Saturdays that make up for it. */
	for (int d = 1; d <= 7; d++)
		day(2026, 10, d, "");
	day(2026, 9, 26, "workday");
	day(2026, 10, 10, "09:00-12:00");
	is_str(shown(crm_cal_add(&cal, at("2026-09-30 17:00"), 120)),
	    "2026-10-08 10:00", "over the holiday");
	is_int(crm_cal_minutes(
		   &cal, at("2026-09-26 00:00"), at("2026-09-27 00:00")),
	    480,
	    "a make-up day with hours of a "
	    "workday");
	is_int(crm_cal_minutes(
		   &cal, at("2026-10-10 00:00"), at("2026-10-11 00:00")),
	    180, "one with its own");
	is_int(crm_cal_workdays(&cal, crm_date_from(2026, 9, 30),
		   crm_date_from(2026, 10, 1)),
	    0, "a holiday is no workday");
	is_int(crm_cal_workdays(&cal, crm_date_from(2026, 10, 9),
		   crm_date_from(2026, 10, 10)),
	    1, "a make-up day is one");
	is_int(crm_cal_add_workdays(&cal, crm_date_from(2026, 9, 25), 4),
	    crm_date_from(2026, 9, 30),
	    "four workdays from Friday: "
	    "26 September works");
	is_int(crm_cal_workdays(&cal, crm_date_from(2026, 9, 30),
		   crm_date_from(2026, 10, 12)),
	    4, "8, 9, 10 and 12 October");
	is_int(crm_cal_add_workdays(&cal, crm_date_from(2026, 10, 8), -1),
	    crm_date_from(2026, 9, 30), "the workday before");
}

static void
never(void)
{
	zone("UTC");
	week("mon 09:00-10:00");
	cal.week[0].n = 0;
	ok(crm_cal_add(&cal, at("2026-11-20 17:00"), 1) == CRM_CAL_NEVER,
	    "a calendar that never works: never");
	ok(crm_cal_add_workdays(&cal, crm_date_from(2026, 1, 1), 1) ==
		CRM_DATE_MAX,
	    "and no workday");
	is_int(crm_cal_minutes(&cal, at("2026-01-01"), at("2027-01-01")), 0,
	    "and no minute");
	week("mon 09:00-10:00");
	ok(crm_cal_add(&cal, at("2026-01-01"), INT64_MAX) == CRM_CAL_NEVER,
	    "more minutes than there are");
	ok(crm_cal_add_workdays(&cal, 0, INT64_MIN) == CRM_DATE_MAX,
	    "more days than there are");
}

static void
clock_changes(void)
{
	zone("Europe/Berlin");
	week("mon-sun 00:00-24:00");
	is_int(crm_cal_minutes(
		   &cal, at("2026-03-29 00:00"), at("2026-03-30 00:00")),
	    23 * 60, "clocks are put forward");
	is_int(crm_cal_minutes(
		   &cal, at("2026-10-25 00:00"), at("2026-10-26 00:00")),
	    25 * 60, "and back");
	week("mon-sun 02:15-02:45 03:00-05:00");
	is_int(crm_cal_minutes(
		   &cal, at("2026-03-29 00:00"), at("2026-03-30 00:00")),
	    120, "what clocks skip does not count");
	week("mon-fri 09:00-17:00");
	is_str(shown(crm_cal_add(&cal, at("2026-03-27 16:00"), 120)),
	    "2026-03-30 10:00", "hours are those of the clock");
	zone("Pacific/Apia");
	week("mon-sun 09:00-17:00");
	is_int(crm_cal_minutes(
		   &cal, at("2011-12-29 00:00"), at("2012-01-01 00:00")),
	    2 * 480, "Samoa left out a Friday");
}

/* ---- against a walk ---- */

/* Working minutes in [from, to), both whole minutes.  A time that clocks show
 * again counts as the time that they have been at. */
static int64_t
walk(int64_t from, int64_t to)
{
	int64_t reached = INT64_MIN, n = 0;

	for (int64_t t = from - 2 * 86400; t < to; t += 60) {
		time_t when = (time_t)t;
		struct tm tm;
		int64_t local, date;
		const struct crm_hours *h;
		int second;

		localtime_r(&when, &tm);
		local = t + tm.tm_gmtoff;
		if (local > reached)
			reached = local;
		date = reached >= 0 ? reached / 86400
				    : -((86399 - reached) / 86400);
		second = (int)(reached - date * 86400);
		h = &cal.week[crm_weekday(date) - 1];
		if (date == crm_date_from(2026, 10, 1))
			continue; /* the holiday of properties() */
		for (int i = 0; t >= from && i < h->n; i++)
			n += second >= h->span[i].from &&
			    second < h->span[i].to;
	}
	return n;
}

static void
properties(const char *tz, const char *hours, const char *start, int days)
{
	int64_t base, wrong_walk = 0, wrong_add = 0, wrong_sum = 0;
	int64_t wrong_least = 0, wrong_days = 0;

	zone(tz);
	week(hours);
	day(2026, 10, 1, "");
	base = at(start);
	for (int i = 0; i < 300; i++) {
		int64_t a = base + 60 * random_below(days * 1440);
		int64_t b = a + 60 * random_below(4 * 1440);
		int64_t c = b + 60 * random_below(40 * 1440);
		int64_t n = 1 + random_below(5000), end;
		int64_t d = crm_instant_date(a), k = random_below(40);

		wrong_walk += crm_cal_minutes(&cal, a, b) != walk(a, b);
		wrong_sum += crm_cal_minutes(&cal, a, b) +
			crm_cal_minutes(&cal, b, c) !=
		    crm_cal_minutes(&cal, a, c);
		wrong_sum += crm_cal_minutes(&cal, c, a) !=
		    -crm_cal_minutes(&cal, a, c);
		end = crm_cal_add(&cal, a, n);
		wrong_add += crm_cal_minutes(&cal, a, end) != n;
		wrong_least += crm_cal_minutes(&cal, a, end - 1) != n - 1;
		wrong_days += crm_cal_workdays(&cal, d,
				  crm_cal_add_workdays(&cal, d, k)) != k;
	}
	is_int(wrong_walk, 0, "minutes are those of a walk");
	is_int(wrong_sum, 0, "parts add up");
	is_int(wrong_add, 0, "add and minutes agree");
	is_int(wrong_least, 0, "what add gives is the first such instant");
	is_int(wrong_days, 0, "so do workdays");
}

int
main(void)
{
	reading();
	examples();
	never();
	clock_changes();
	properties("UTC", "mon-fri 09:00-12:00 13:00-18:00", "2026-09-01", 60);
	properties("Asia/Shanghai",
	    "mon-fri 09:00-12:00 13:00-18:00; "
	    "sat 09:00-12:00",
	    "2026-09-01", 60);
	properties("Europe/Berlin", "mon-sun 00:00-24:00", "2026-03-20", 20);
	properties("Europe/Berlin", "mon-sun 01:30-02:15 02:30-06:00",
	    "2026-10-15", 20);
	properties("America/New_York",
	    "sun-thu 00:00-02:20 02:40-03:30 "
	    "20:00-24:00",
	    "2026-03-01", 20);
	/* Clocks are put back at midnight to the day before. */
	properties("America/Havana",
	    "mon-sun 00:00-00:45 08:00-12:00 "
	    "23:10-24:00",
	    "2026-10-25", 20);
	properties("Pacific/Apia", "mon-sun 09:00-17:00", "2011-12-20", 20);
	properties("America/Scoresbysund", "mon-sun 00:00-00:30 22:30-24:00",
	    "2026-03-20", 20);
	crm_arena_free(&arena);
	return tap_done();
}
