/* The one date expression, and ranges of it. */
#include <crm/base/date.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

static struct crm_clock clk; /* Saturday 2026-11-21 08:30 UTC */
static struct crm_buf out;

static const struct {
	const char *in, *want;
	int fiscal;
} dates[] = {
	{ "2026-01-05", "2026-01-05", 1 },
	{ " today ", "2026-11-21", 1 },
	{ "now", "2026-11-21", 1 },
	{ "yesterday", "2026-11-20", 1 },
	{ "tomorrow", "2026-11-22", 1 },
	{ "+30d", "2026-12-21", 1 },
	{ "-30d", "2026-10-22", 1 },
	{ "+0d", "2026-11-21", 1 },
	{ "+2w", "2026-12-05", 1 },
	{ "+3m", "2027-02-21", 1 },
	{ "-1q", "2026-08-21", 1 },
	{ "+1y", "2027-11-21", 1 },
	{ "som", "2026-11-01", 1 },
	{ "eom", "2026-11-30", 1 },
	{ "soq", "2026-10-01", 1 },
	{ "eoq", "2026-12-31", 1 },
	{ "soy", "2026-01-01", 1 },
	{ "eoy", "2026-12-31", 1 },
	{ "sow", "2026-11-16", 1 },
	{ "eow", "2026-11-22", 1 },
	{ "soq", "2026-10-01", 4 },
	{ "soy", "2026-04-01", 4 },
	{ "eoy", "2027-03-31", 4 },
	{ "soq", "2026-11-01", 2 },
	{ "eoq", "2027-01-31", 2 },
	{ "soq", "2026-09-01", 12 },
	{ "eoq", "2026-11-30", 12 },
	{ "soy", "2025-12-01", 12 },
	{ "soy", "2026-11-01", 11 },
	{ "mon", "2026-11-23", 1 },
	{ "fri", "2026-11-27", 1 },
	{ "sat", "2026-11-28", 1 },
	{ "sun", "2026-11-22", 1 },
	{ "som-1m", "2026-10-01", 1 },
	{ "eom-1m", "2026-10-31", 1 },
	{ "eom+3m", "2027-02-28", 1 },
	{ "eoq-1q", "2026-09-30", 1 },
	{ "eoq+1d", "2027-01-01", 1 },
	{ "eoy-1y", "2025-12-31", 1 },
	{ "today+1m", "2026-12-21", 1 },
	{ "now-1d", "2026-11-20", 1 },
	{ "mon+1w", "2026-11-30", 1 },
	{ "2026-11-21T23:30:00Z", "2026-11-21", 1 },
	{ "2026-11-21T23:30:00-05:00", "2026-11-22", 1 },
	{ "2026-11-21 08:30", "2026-11-21", 1 },
};

#define FORMS "expected 2026-11-21, today, +30d, som, eoq-1d, mon or the like"
#define YEARS "that is outside the years 1 to 9999"
#define UNIT "the unit is one of d w m q y"

static const struct {
	const char *in;
	int at;
	const char *want;
} bad[] = {
	{ "", 0, FORMS },
	{ "  ", 2, FORMS },
	{ "soon", 0, FORMS },
	{ "Today", 0, FORMS },
	{ "30d", 0, FORMS },
	{ "20261121", 0, FORMS },
	{ "2026/11/21", 0, FORMS },
	{ "2026-1-5", 0, FORMS },
	{ "2026-02-30", 0, "there is no such day" },
	{ "2026-02-28+1m", 10, "a time is expected, as in 2026-11-21T08:30" },
	{ "2026-02-28x", 10, "a time is expected, as in 2026-11-21T08:30" },
	{ "today x", 5, FORMS },
	{ "today+1d+1d", 8, FORMS },
	{ "som-1", 5, UNIT },
	{ "+d", 1, "a number of days is expected, as in +30d" },
	{ "+", 1, "a number of days is expected, as in +30d" },
	{ "+3x", 2, UNIT },
	{ "+3dd", 2, UNIT },
	{ "+3h", 2, UNIT },
	{ "+99999999999999999999d", 0, YEARS },
	{ "+99999999d", 0, YEARS },
	{ "-99999999y", 0, YEARS },
	{ "eom+9000y", 3, YEARS },
	{ "today\n", 6, NULL },
	{ "monday", 0, FORMS },
};

static const struct {
	const char *in, *want;
} instants[] = {
	{ "now", "2026-11-21T08:30:00Z" },
	{ "today", "2026-11-21T00:00:00Z" },
	{ "+2h", "2026-11-21T10:30:00Z" },
	{ "-90min", "2026-11-21T07:00:00Z" },
	{ "-9h", "2026-11-20T23:30:00Z" },
	{ "now+1d", "2026-11-22T08:30:00Z" },
	{ "now-1m", "2026-10-21T08:30:00Z" },
	{ "+1d", "2026-11-22T00:00:00Z" },
	{ "tomorrow+9h", "2026-11-22T09:00:00Z" },
	{ "2026-11-21T08:30+08:00", "2026-11-21T00:30:00Z" },
	{ "eom", "2026-11-30T00:00:00Z" },
};

static const char *
date_text(int64_t date)
{
	crm_buf_clear(&out);
	crm_date_format(&out, date);
	return out.data;
}

static const char *
instant_of(const char *s)
{
	int64_t v;

	if (crm_instant_expr(crm_text_of(s), &clk, &v, NULL) != CRM_OK)
		return "(refused)";
	crm_buf_clear(&out);
	crm_instant_format(&out, v);
	return out.data;
}

static void
set_clock(const char *tz, const char *now, int fiscal)
{
	setenv("TZ", tz, 1);
	tzset();
	crm_clock_init(&clk, now, fiscal, NULL);
}

static void
expressions(void)
{
	struct crm_err err;
	int64_t v;

	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
		clk.fiscal_start = dates[i].fiscal;
		if (crm_date_expr(crm_text_of(dates[i].in), &clk, &v, &err) !=
		    CRM_OK)
			ok(0, "%s: %s", dates[i].in, err.text);
		else
			is_str(date_text(v), dates[i].want, dates[i].in);
	}
	clk.fiscal_start = 1;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		char want[256];

		if (bad[i].want == NULL) { /* blanks are trimmed */
			is_int(crm_date_expr(
				   crm_text_of(bad[i].in), &clk, &v, &err),
			    CRM_OK, "trimmed");
			continue;
		}
		is_int(crm_date_expr(crm_text_of(bad[i].in), &clk, &v, &err),
		    CRM_USAGE, "refused");
		snprintf(want, sizeof want, "'%s' is not a date: %s", bad[i].in,
		    bad[i].want);
		is_str(err.text, want, "message");
		is_str(err.source, bad[i].in, "source");
		is_int((long long)err.at, bad[i].at, "place");
	}
}

/* The next weekday is in one to seven days and is that day. */
static void
weekdays(void)
{
	static const char *const names[] = { "mon", "tue", "wed", "thu", "fri",
		"sat", "sun" };
	int wrong = 0;

	for (int64_t day = clk.today; day < clk.today + 14; day++) {
		struct crm_clock c = { .today = day, .fiscal_start = 1 };

		for (int i = 0; i < 7; i++) {
			int64_t v = 0;

			crm_date_expr(crm_text_of(names[i]), &c, &v, NULL);
			wrong += v <= day || v > day + 7 ||
			    crm_weekday(v) != i + 1;
		}
	}
	is_int(wrong, 0, "weekdays");
}

/* For every day and fiscal start: soq and eoq hold the day, three months. */
static void
spans(void)
{
	int wrong = 0;

	for (int64_t day = clk.today; day < clk.today + 800; day++) {
		for (int f = 1; f <= 12; f++) {
			struct crm_clock c = { .today = day,
				.fiscal_start = f };
			int64_t sq, eq, sy, ey;

			crm_date_expr(CRM_TEXT("soq"), &c, &sq, NULL);
			crm_date_expr(CRM_TEXT("eoq"), &c, &eq, NULL);
			crm_date_expr(CRM_TEXT("soy"), &c, &sy, NULL);
			crm_date_expr(CRM_TEXT("eoy"), &c, &ey, NULL);
			wrong += sq > day || eq < day || sy > sq || ey < eq ||
			    crm_date_add_months(sq, 3) != eq + 1 ||
			    crm_date_add_months(sy, 12) != ey + 1 ||
			    crm_date_ymd(sy).m != f || crm_date_ymd(sy).d != 1;
		}
	}
	is_int(wrong, 0, "quarters and years hold their days");
}

static void
noise(void)
{
	static const char from[] = "0123456789+-.dwmqyhsontaeo \xFF";
	struct crm_err err;
	int64_t a;

	srand(19);
	for (int i = 0; i < 300000; i++) {
		char s[16];
		size_t n = (size_t)rand() % sizeof s;

		for (size_t j = 0; j < n; j++)
			s[j] = from[(size_t)rand() % sizeof from];
		crm_date_expr((struct crm_text){ s, n }, &clk, &a, &err);
		crm_instant_expr((struct crm_text){ s, n }, &clk, &a, &err);
	}
	ok(1, "noise is survived");
}

int
main(void)
{
	struct crm_err err;
	char big[2000];
	int64_t a;

	set_clock("UTC", "2026-11-21T08:30:00Z", 1);
	expressions();
	for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++)
		is_str(instant_of(instants[i].in), instants[i].want,
		    instants[i].in);
	is_int(crm_instant_expr(CRM_TEXT("+3x"), &clk, &a, &err), CRM_USAGE,
	    "no such unit");
	ok(strstr(err.text, "min h d w m q y") != NULL, "names all units");
	is_int(crm_instant_expr(CRM_TEXT("+99999999h"), &clk, &a, &err),
	    CRM_USAGE, "too many hours");
	weekdays();
	spans();
	noise();

	is_int(crm_date_expr((struct crm_text){ NULL, 0 }, &clk, &a, NULL),
	    CRM_USAGE, "NULL, and no error wanted");
	memset(big, ' ', sizeof big);
	memcpy(big + sizeof big - 4, "soon", 4);
	is_int(
	    crm_date_expr((struct crm_text){ big, sizeof big }, &clk, &a, &err),
	    CRM_USAGE, "a long text");
	ok(err.at <= strlen(err.source), "the place is in the source");
	is_int(crm_date_expr(CRM_TEXT("tod\0ay"), &clk, &a, &err), CRM_USAGE,
	    "NUL inside");
	is_str(err.text, "'tod\\x00ay' is not a date: " FORMS, "is shown");

	set_clock("America/New_York", "2026-03-08T16:00:00Z", 1);
	is_str(instant_of("now+1d"), "2026-03-09T12:00:00-04:00",
	    "noon stays noon after the change of clocks");
	is_str(instant_of("now-1d"), "2026-03-07T12:00:00-05:00", "and before");
	is_str(instant_of("today"), "2026-03-08T00:00:00-05:00", "midnight");
	crm_buf_free(&out);
	return tap_done();
}
