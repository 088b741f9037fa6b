/* What comes again: rules by their letter, where programs differ and where clocks
 * change; rules that are refused; plain intervals. */
#include <crm/base/recur.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

enum { DAY = 86400, HOUR = 3600, MOST = 6 };

static void
zone(const char *name)
{
	setenv("TZ", name, 1);
	tzset();
}

static int64_t
day(int y, int m, int d)
{
	return crm_date_from(y, m, d) * DAY;
}

/* The first six instances of a rule, with their hour where timed. */
static const char *
instances(int64_t start, bool timed, const char *rule)
{
	static struct crm_buf out;
	struct crm_recurring it;
	struct crm_recur r;
	struct crm_err err;
	int64_t at;

	crm_buf_clear(&out);
	crm_buf_str(&out, "");
	if (crm_recur_parse(&r, crm_text_of(rule), &err) != CRM_OK ||
	    crm_recur_begin(&it, &r, start, timed, &err) != CRM_OK)
		return "refused";
	for (int i = 0; i < MOST && crm_recur_next(&it, &at); i++) {
		if (i > 0)
			crm_buf_char(&out, ' ');
		crm_date_format(&out, at / DAY);
		if (timed)
			crm_buf_printf(&out, "T%02d%02d",
			    (int)(at % DAY / HOUR), (int)(at % HOUR / 60));
	}
	return out.data;
}

static void
letter(void)
{
	is_str(instances(day(2026, 1, 31), false, "FREQ=MONTHLY;COUNT=3"),
	    "2026-01-31 2026-03-31 2026-05-31",
	    "months without a 31st are "
	    "left out and not counted");
	is_str(instances(day(2024, 2, 29), false, "FREQ=YEARLY;COUNT=3"),
	    "2024-02-29 2028-02-29 2032-02-29",
	    "so are years without a 29 "
	    "February");
	is_str(instances(day(2026, 11, 27), false,
		   "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2"),
	    "2026-11-30 2026-12-31", "the last working day; the start is none");
	is_str(instances(day(2026, 11, 21), false,
		   "rrule:freq=weekly;byday=mo;until=20261207"),
	    "2026-11-23 2026-11-30 2026-12-07",
	    "small letters, RRULE: and a last day that counts");
	is_str(instances(day(2010, 1, 2), false,
		   "FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA;INTERVAL=6;COUNT=2"),
	    "2010-01-02 2016-01-02", "years of week numbers are week years");
	is_str(instances(day(2026, 1, 1), false, "FREQ=YEARLY;BYWEEKNO=-1"),
	    "2026-12-31 2027-12-30 2028-12-28 2029-12-27 2030-12-26 2031-12-25",
	    "the weekday of the start where the rule has none");
	is_str(instances(day(2026, 2, 1), false,
		   "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"),
	    "", "a day that never is ends the search");
	is_str(instances(day(2026, 11, 21) + 9 * HOUR, true,
		   "FREQ=HOURLY;INTERVAL=20;BYHOUR=9,1;COUNT=3"),
	    "2026-11-21T0900 2026-11-23T0100 2026-11-26T0900",
	    "an interval counts hours, not matches");
	is_str(
	    instances(day(2026, 11, 21), false, "FREQ=DAILY;BYHOUR=9;COUNT=2"),
	    "2026-11-21 2026-11-22", "hours mean nothing to dates");
	is_str(instances(day(2026, 11, 21), false, "FREQ=HOURLY"), "refused",
	    "and a rule of hours needs a time");
	is_str(instances(day(9998, 12, 31), false, "FREQ=YEARLY"), "9998-12-31",
	    "years end");
}

static void
clocks(void)
{
	zone("Europe/Berlin");
	is_str(instances(day(2024, 3, 30) + 2 * HOUR + 1800, true,
		   "FREQ=DAILY;COUNT=3"),
	    "2024-03-30T0230 2024-04-01T0230 2024-04-02T0230",
	    "a time that clocks skip is left out and not counted");
	is_str(instances(day(2024, 10, 26) + 9 * HOUR, true,
		   "FREQ=DAILY;UNTIL=20241028T080000Z"),
	    "2024-10-26T0900 2024-10-27T0900 2024-10-28T0900",
	    "nine stays nine in winter, and UNTIL in UTC is that instant");
	zone("America/Sao_Paulo");
	is_str(instances(day(2018, 11, 3), false, "FREQ=DAILY;COUNT=3"),
	    "2018-11-03 2018-11-04 2018-11-05",
	    "a day without a midnight is a day");
	zone("UTC");
}

static void
refuses(const char *rule, size_t at)
{
	struct crm_err err = { .at = 999 };
	struct crm_recur r;

	ok(crm_recur_parse(&r, crm_text_of(rule), &err) == CRM_INVALID &&
		err.at == at,
	    "'%s' is refused at %zu: %s (%zu)", rule, at, err.text, err.at);
}

static void
refusals(void)
{
	refuses("", 0);
	refuses("INTERVAL=2", 0);
	refuses("FREQ=FORTNIGHTLY", 5);
	refuses("FREQ=DAILY;", 11);
	refuses("FREQ=DAILY;FREQ=WEEKLY", 11);
	refuses("FREQ=DAILY;X-FOO=1", 11);
	refuses("FREQ=DAILY;INTERVAL=0", 20);
	refuses("FREQ=DAILY;COUNT=-1", 17);
	refuses("FREQ=DAILY;COUNT=3;UNTIL=20261231", 0);
	refuses("FREQ=DAILY;UNTIL=20260230", 17);
	refuses("FREQ=DAILY;UNTIL=20260228T2400", 17);
	refuses("FREQ=MONTHLY;BYMONTHDAY=32", 24);
	refuses("FREQ=MONTHLY;BYMONTHDAY=1,0", 26);
	refuses("FREQ=MONTHLY;BYMONTHDAY=1 2", 25);
	refuses("FREQ=MONTHLY;BYSETPOS=1", 0);
	refuses("FREQ=MONTHLY;BYDAY=XX", 19);
	refuses("FREQ=MONTHLY;BYDAY=54MO", 19);
	refuses("FREQ=MONTHLY;BYWEEKNO=1", 0);
	refuses("FREQ=MONTHLY;BYYEARDAY=1", 0);
	refuses("FREQ=WEEKLY;BYMONTHDAY=1", 0);
	refuses("FREQ=WEEKLY;BYDAY=1MO", 0);
	refuses("FREQ=YEARLY;BYWEEKNO=1;BYDAY=1MO", 0);
	refuses("FREQ=DAILY;BYHOUR=24", 18);
	refuses("FREQ=DAILY;BYHOUR=-1", 18);
	refuses("FREQ=DAILY;COUNT=99999999999999999999", 17);
}

static const char *
every(const char *text, int64_t start, int64_t after)
{
	static struct crm_buf out;
	struct crm_every e;
	struct crm_err err;

	if (crm_every_parse(&e, crm_text_of(text), &err) != CRM_OK)
		return "refused";
	crm_buf_clear(&out);
	crm_date_format(&out, crm_every_after(&e, start, after));
	return out.data;
}

static void
intervals(void)
{
	int64_t start = crm_date_from(2026, 1, 31);

	is_str(every("month", start, start), "2026-02-28",
	    "a short month has its last day");
	is_str(every("month", start, crm_date_from(2026, 2, 28)), "2026-03-31",
	    "and the 31st again after it");
	is_str(every("year", crm_date_from(2024, 2, 29), start), "2026-02-28",
	    "29 February is the 28th in other years");
	is_str(every("2 weeks", start, start + 13), "2026-02-14", "weeks");
	is_str(every("10d", start, start + 10), "2026-02-20", "days");
	is_str(every("Quarter", start, start), "2026-04-30", "a quarter");
	is_str(every("day", start, start - 1), "2026-01-31",
	    "the start is the first");
	ok(strtoll(every("day", start, CRM_DATE_MAX), NULL, 10) ==
		CRM_DATE_MAX + 1,
	    "years end");
	is_str(every("0d", start, start), "refused", "none is no interval");
	is_str(every("days", start, start), "refused",
	    "nor are many of no "
	    "number");
	is_str(every("9999999 d", start, start), "refused", "nor too many");
}

static const char *
first_behind(int64_t start, const char *rule, int64_t after)
{
	static struct crm_buf out;
	struct crm_recurring it;
	struct crm_recur r;
	int64_t at;

	crm_buf_clear(&out);
	crm_recur_parse(&r, crm_text_of(rule), NULL);
	crm_recur_begin(&it, &r, start, true, NULL);
	if (!crm_recur_after(&it, after, &at))
		return "none";
	crm_date_format(&out, at / DAY);
	crm_buf_printf(&out, " %lld", (long long)(at % DAY));
	return out.data;
}

/* The first behind a time, by passing over what lies before and by looking at each
 * one. */
static void
behind(void)
{
	static const char *const rules[] = { "FREQ=SECONDLY;INTERVAL=7",
		"FREQ=MINUTELY;INTERVAL=13;BYSECOND=5,50",
		"FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,30",
		"FREQ=HOURLY;BYHOUR=9,17;BYDAY=MO,FR",
		"FREQ=MINUTELY;COUNT=90;INTERVAL=11",
		"FREQ=HOURLY;INTERVAL=3;BYSETPOS=-1;BYMINUTE=10,20",
		"FREQ=MINUTELY;UNTIL=20260302T101500;INTERVAL=20" };
	int64_t start = day(2026, 3, 1) + 9 * HOUR + 17;
	size_t k;

	for (k = 0; k < sizeof rules / sizeof *rules; k++) {
		int bad = 0, i;

		for (i = 0; i < 200; i++) {
			int64_t after = start - 600 + i * 617, one = 0, two = 0;
			struct crm_recurring a, b;
			struct crm_recur r;
			bool found, there = false;

			crm_recur_parse(&r, crm_text_of(rules[k]), NULL);
			crm_recur_begin(&a, &r, start, true, NULL);
			crm_recur_begin(&b, &r, start, true, NULL);
			found = crm_recur_after(&a, after, &one);
			while (!there && crm_recur_next(&b, &two))
				there = two > after;
			bad += found != there || (found && one != two);
		}
		is_int(bad, 0, rules[k]);
	}
	is_str(
	    first_behind(day(1971, 1, 1), "FREQ=SECONDLY", day(2026, 11, 28)),
	    "2026-11-28 1", "the seconds of half a century are passed over");
}

int
main(void)
{
	zone("UTC");
	letter();
	behind();
	clocks();
	refusals();
	intervals();
	return tap_done();
}
