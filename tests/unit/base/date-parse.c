/* Dates and times as files hold them. */
#include <crm/base/date.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

#define Y CRM_YMD
#define D CRM_DMY
#define M CRM_MDY

static const struct {
	struct crm_text in;
	enum crm_date_order order;
	const char *want;
} dates[] = {
	{ CRM_TEXT("2026-11-21"), Y, "2026-11-21" },
	{ CRM_TEXT("2026-11-21"), D, "2026-11-21" },
	{ CRM_TEXT(" 2026-11-21 "), M, "2026-11-21" },
	{ CRM_TEXT("2026/11/21"), Y, "2026-11-21" },
	{ CRM_TEXT("2026/1/5"), Y, "2026-01-05" },
	{ CRM_TEXT("2026.11.21"), Y, "2026-11-21" },
	{ CRM_TEXT("20261121"), Y, "2026-11-21" },
	{ CRM_TEXT("2026年11月21日"), Y, "2026-11-21" },
	{ CRM_TEXT("2026年1月5号"), Y, "2026-01-05" },
	{ CRM_TEXT("2026年 1月 5日"), Y, "2026-01-05" },
	{ CRM_TEXT("2026年11月21日 08:30"), Y, "2026-11-21" },
	{ CRM_TEXT("21-11-2026"), D, "2026-11-21" },
	{ CRM_TEXT("21/11/2026"), D, "2026-11-21" },
	{ CRM_TEXT("1.2.2026"), D, "2026-02-01" },
	{ CRM_TEXT("1/2/2026"), M, "2026-01-02" },
	{ CRM_TEXT("3/15/2024 2:30 PM"), M, "2024-03-15" },
	{ CRM_TEXT("3/15/2024, 2:30 PM"), M, "2024-03-15" },
	{ CRM_TEXT("2024-03-12 09:14"), Y, "2024-03-12" },
	{ CRM_TEXT("2024-03-12T23:59:59.999Z"), Y, "2024-03-13" },
	{ CRM_TEXT("2024-03-12T23:59:59-11:00"), Y, "2024-03-13" },
	{ CRM_TEXT("2024-02-29"), Y, "2024-02-29" },
	{ CRM_TEXT("0001-01-01"), Y, "0001-01-01" },
	{ CRM_TEXT("9999-12-31"), Y, "9999-12-31" },
};

#define NOT "is not a date; write it as 2026-11-21"
#define DAY "is not a day of the calendar"
#define YEAR "has no year; write it as 2026-11-21"
#define TIME "does not end in a time of day as in 2026-11-21 08:30"

static const struct {
	struct crm_text in;
	enum crm_date_order order;
	const char *shown, *want;
} bad_dates[] = {
	{ CRM_TEXT(""), Y, "", NOT },
	{ CRM_TEXT(" "), Y, " ", NOT },
	{ CRM_TEXT("soon"), Y, "soon", NOT },
	{ CRM_TEXT("2026-02-30"), Y, "2026-02-30", DAY },
	{ CRM_TEXT("2026-13-01"), Y, "2026-13-01", DAY },
	{ CRM_TEXT("0000-01-01"), Y, "0000-01-01", DAY },
	{ CRM_TEXT("20261301"), Y, "20261301", DAY },
	{ CRM_TEXT("2026-11"), Y, "2026-11", NOT },
	{ CRM_TEXT("2026-11-"), Y, "2026-11-", NOT },
	{ CRM_TEXT("2026-11/21"), Y, "2026-11/21", NOT },
	{ CRM_TEXT("2026-11-211"), Y, "2026-11-211", NOT },
	{ CRM_TEXT("2026-11-21x"), Y, "2026-11-21x", NOT },
	{ CRM_TEXT("2026-11-21\0"), Y, "2026-11-21\\x00", NOT },
	{ CRM_TEXT("2026-11-21\xFF"), Y, "2026-11-21\\xff", NOT },
	{ CRM_TEXT("-2026-11-21"), Y, "-2026-11-21", NOT },
	{ CRM_TEXT("2026年11月21"), Y, "2026年11月21", NOT },
	{ CRM_TEXT("21-11-2026"), Y, "21-11-2026",
	    "does not begin with the year; say --date-format dmy or mdy" },
	{ CRM_TEXT("21/11/26"), D, "21/11/26",
	    "has a year of two digits; --century 2000 says that it is one of"
	    " 2000 to 2099" },
	{ CRM_TEXT("3/15/2024"), D, "3/15/2024",
	    "has no such month; say --date-format mdy" },
	{ CRM_TEXT("15/3/2024"), M, "15/3/2024",
	    "has no such month; say --date-format dmy" },
	{ CRM_TEXT("32/13/2024"), D, "32/13/2024", DAY },
	{ CRM_TEXT("29/2/2026"), D, "29/2/2026", DAY },
	{ CRM_TEXT("1/2-2026"), D, "1/2-2026", NOT },
	{ CRM_TEXT("45000"), Y, "45000",
	    "is not a date but a spreadsheet's"
	    " number of it; say --date-format excel, or give the column a"
	    " date format there" },
	{ CRM_TEXT("99999999999999999999999"), Y, "99999999999999999999999",
	    NOT },
	{ CRM_TEXT("2026-11-21 25:00"), Y, "2026-11-21 25:00", TIME },
	{ CRM_TEXT("2026-11-21 08:60"), Y, "2026-11-21 08:60", TIME },
	{ CRM_TEXT("2026-11-21 08:30:60"), Y, "2026-11-21 08:30:60", TIME },
	{ CRM_TEXT("2026-11-21 noon"), Y, "2026-11-21 noon", TIME },
	{ CRM_TEXT("2026-11-21 13:00 PM"), Y, "2026-11-21 13:00 PM", TIME },
	{ CRM_TEXT("2026-11-21 08:30 +1"), Y, "2026-11-21 08:30 +1", TIME },
	{ CRM_TEXT("2026-11-21 08:30+08:00x"), Y, "2026-11-21 08:30+08:00x",
	    TIME },
	{ CRM_TEXT("2026-11-21T"), Y, "2026-11-21T", TIME },
};

static const struct {
	const char *in;
	enum crm_date_order order;
	const char *want;
} instants[] = {
	{ "2026-11-21", Y, "2026-11-21T00:00:00+08:00" },
	{ "2026-11-21T08:30:15", Y, "2026-11-21T08:30:15+08:00" },
	{ "2026-11-21 08:30", Y, "2026-11-21T08:30:00+08:00" },
	{ "2026-11-21 8:30", Y, "2026-11-21T08:30:00+08:00" },
	{ "2026-11-21T08:30:15.999", Y, "2026-11-21T08:30:15+08:00" },
	{ "2026-11-21T08:30:15,5Z", Y, "2026-11-21T16:30:15+08:00" },
	{ "2026-11-21t08:30z", Y, "2026-11-21T16:30:00+08:00" },
	{ "2026-11-21 08:30:00 UTC", Y, "2026-11-21T16:30:00+08:00" },
	{ "2026-11-21T23:30-05:00", Y, "2026-11-22T12:30:00+08:00" },
	{ "2026-11-21T00:30+0900", Y, "2026-11-20T23:30:00+08:00" },
	{ "2026-11-21T00:30+09", Y, "2026-11-20T23:30:00+08:00" },
	{ "3/15/2024 2:30 PM", M, "2024-03-15T14:30:00+08:00" },
	{ "15.3.2024 12:30am", D, "2024-03-15T00:30:00+08:00" },
	{ "15.3.2024 12:30:01 PM", D, "2024-03-15T12:30:01+08:00" },
	{ "2026年11月21日 08:30", Y, "2026-11-21T08:30:00+08:00" },
};

/* What needs more said than an order. */
static const struct {
	const char *in;
	struct crm_date_form form;
	const char *want; /* an instant, or the end of a message */
} forms[] = {
	{ "5-Jan-2026", { .order = Y }, "2026-01-05T00:00:00+08:00" },
	{ "05-JAN-2026", { .order = D }, "2026-01-05T00:00:00+08:00" },
	{ "Jan 5, 2026", { .order = Y }, "2026-01-05T00:00:00+08:00" },
	{ "Sept. 5 2026", { .order = Y }, "2026-09-05T00:00:00+08:00" },
	{ "January 5th, 2026", { .order = M }, "2026-01-05T00:00:00+08:00" },
	{ "5 January 2026 14:30", { .order = Y }, "2026-01-05T14:30:00+08:00" },
	{ "Monday, January 5, 2026", { .order = Y },
	    "2026-01-05T00:00:00+08:00" },
	{ "Mon, 5 Jan 2026 09:00:00 +0100", { .order = Y },
	    "2026-01-05T16:00:00+08:00" },
	{ "2026-Jan-05", { .order = Y }, "2026-01-05T00:00:00+08:00" },
	{ "2026年1月5日星期一", { .order = Y }, "2026-01-05T00:00:00+08:00" },
	{ "5-Jan-26", { .century = 2000 }, "2026-01-05T00:00:00+08:00" },
	{ "Jan 5, '26", { .century = 2000 }, "2026-01-05T00:00:00+08:00" },
	{ "26年1月5日", { .century = 2000 }, "2026-01-05T00:00:00+08:00" },
	{ "5/1/26", { D, true, 2000, false }, "2026-01-05T00:00:00+08:00" },
	{ "1/5/26", { M, true, 2000, false }, "2026-01-05T00:00:00+08:00" },
	{ "26/1/5", { Y, true, 2000, false }, "2026-01-05T00:00:00+08:00" },
	{ "5/1/49", { D, true, 1950, false }, "2049-01-05T00:00:00+08:00" },
	{ "5/1/99", { D, true, 1950, false }, "1999-01-05T00:00:00+08:00" },
	{ "5/1/00", { D, true, 2000, false }, "2000-01-05T00:00:00+08:00" },
	{ "46027", { .serial = true }, "2026-01-05T00:00:00+08:00" },
	{ "46027.75", { .serial = true }, "2026-01-05T18:00:00+08:00" },
	{ "46027.604166666664", { .serial = true },
	    "2026-01-05T14:30:00+08:00" },
	{ "2026-01-05", { .serial = true }, "2026-01-05T00:00:00+08:00" },
	{ "61", { .serial = true }, "1900-03-01T00:00:00+08:05" },
	{ "59", { .serial = true }, "1900-02-28T00:00:00+08:05" },
	{ "2026-01-05 24:00", { .order = Y }, "2026-01-06T00:00:00+08:00" },
	{ "2026-01-05T24:00Z", { .order = Y }, "2026-01-06T08:00:00+08:00" },
	{ "2026/1/5 下午2:00", { .order = Y }, "2026-01-05T14:00:00+08:00" },
	{ "2026/1/5 上午9:30", { .order = Y }, "2026-01-05T09:30:00+08:00" },
	{ "2026年1月5日下午2:00", { .order = Y }, "2026-01-05T14:00:00+08:00" },
	{ "2026年1月5日 14时30分", { .order = Y },
	    "2026-01-05T14:30:00+08:00" },
	{ "2026年1月5日 下午2点", { .order = Y }, "2026-01-05T14:00:00+08:00" },
	{ "2026/1/5 上午12:10", { .order = Y }, "2026-01-05T00:10:00+08:00" },
	{ "2026/1/5 中午12:10", { .order = Y }, "2026-01-05T12:10:00+08:00" },
	{ "2026/1/5 下午14:10", { .order = Y }, "2026-01-05T14:10:00+08:00" },
	{ "1/5/2026 2:30 p.m.", { .order = M }, "2026-01-05T14:30:00+08:00" },
	{ "2026-01-05 08:00 GMT+1", { .order = Y },
	    "2026-01-05T15:00:00+08:00" },
	{ "5-Jan", { .order = Y }, YEAR },
	{ "Jan-26", { .century = 2000 }, YEAR },
	{ "5-Jan-26", { .order = Y }, "one of 2000 to 2099" },
	{ "5-Foo-2026", { .order = Y }, NOT },
	{ "31-Feb-2026", { .order = Y }, DAY },
	{ "5/1/26", { .order = Y, .century = 2000 },
	    "say --date-format dmy, mdy or ymd, and --century 2000 or another" },
	{ "5/1/026", { D, true, 2000, false }, NOT },
	{ "46027", { .order = Y }, "give the column a date format there" },
	{ "60", { .serial = true }, "is not a day number of a spreadsheet" },
	{ "0", { .serial = true }, "is not a day number of a spreadsheet" },
	{ "9999999", { .serial = true },
	    "is not a day number of a spreadsheet" },
	{ "2026-01-05 24:01", { .order = Y }, TIME },
	{ "2026/1/5 上午14:00", { .order = Y }, TIME },
	{ "2026/1/5 下午0:30", { .order = Y }, TIME },
	{ "2026/1/5 晚上11:15", { .order = Y }, "2026-01-05T23:15:00+08:00" },
	{ "2026/1/5 晚上12:15", { .order = Y }, TIME },
	{ "mon", { .order = Y }, NOT },
	{ "today", { .order = Y }, NOT },
};

static void
all_forms(void)
{
	struct crm_buf b = CRM_BUF_INIT;

	for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
		struct crm_err err = { 0 };
		struct crm_date_form form = forms[i].form;
		const char *got = err.text, *want = forms[i].want;
		size_t n = strlen(want);
		int64_t v;

		form.import = true;
		crm_buf_clear(&b);
		if (crm_instant_read(
			crm_text_of(forms[i].in), &form, &v, &err) == CRM_OK) {
			crm_instant_format(&b, v);
			got = b.data;
		}
		if (strlen(got) > n)
			got += strlen(got) - n;
		is_str(got, want, forms[i].in);
	}
	crm_buf_free(&b);
}

/* Where nobody has an option that says how, messages name none. */
static void
without_options(void)
{
	static const char *const rows[][2] = {
		{ "5-Jan-26",
		    "'5-Jan-26' has a year of two digits; write all"
		    " four" },
		{ "5/1/26",
		    "'5/1/26' has a year of two digits; write it as"
		    " 2026-11-21" },
		{ "5/1/2026",
		    "'5/1/2026' does not begin with the year; write"
		    " it as 2026-11-21" },
		{ "46027",
		    "'46027' is not a date but a spreadsheet's number"
		    " of it; write it as 2026-11-21, or give the column"
		    " a date format there" },
	};

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct crm_err err = { 0 };
		int64_t v;

		is_int(crm_date_parse(crm_text_of(rows[i][0]), Y, &v, &err),
		    CRM_INVALID, rows[i][0]);
		is_str(err.text, rows[i][1], "the way out");
	}
}

/* A date is that of TZ, and whether a time was left out is told. */
static void
times_of_dates(void)
{
	static const struct {
		const char *in;
		int64_t date; /* days after 2026-01-05 */
		bool lost;
	} rows[] = {
		{ "2026-01-05", 0, false },
		{ "2026-01-05 00:00:00", 0, false },
		{ "2026-01-05 14:30", 0, true },
		{ "2026-01-05 24:00", 0, false },
		{ "2026-01-05T17:00:00Z", 1, true },
		{ "2026-01-05T01:00:00+09:00", 0, true },
		{ "2026-01-05T00:30:00+09:00", -1, true },
	};
	const struct crm_date_form f = { .order = Y };

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct crm_err err = { 0 };
		int64_t v = 0;
		bool lost = false;

		ok(crm_date_read(crm_text_of(rows[i].in), &f, &v, &lost,
		       &err) == CRM_OK &&
			v - crm_date_from(2026, 1, 5) == rows[i].date &&
			lost == rows[i].lost,
		    "%s as a date", rows[i].in);
	}
}

/* Clocks that were put forward over a time never showed it. */
static void
skipped(void)
{
	struct crm_err err = { 0 };
	int64_t v;

	setenv("TZ", "Europe/Berlin", 1);
	tzset();
	is_int(crm_instant_parse(crm_text_of("2026-03-29 02:30"), Y, &v, &err),
	    CRM_INVALID, "a time that clocks skip");
	ok(strstr(err.text, "clocks skip") != NULL, "is told: %s", err.text);
	is_int(crm_instant_parse(crm_text_of("2026-03-29 03:00"), Y, &v, &err),
	    CRM_OK, "the time behind it");
	is_int(crm_instant_parse(
		   crm_text_of("2026-03-29T02:30+01:00"), Y, &v, &err),
	    CRM_OK, "with an offset it is one");
	is_int(crm_instant_parse(crm_text_of("2026-10-25 02:30"), Y, &v, &err),
	    CRM_OK, "a time that they show twice");
	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
}

static void
noise(void)
{
	static const char from[] = "0123456789-/.: TZ+APM年\xFF";
	struct crm_err err;
	struct crm_buf b = CRM_BUF_INIT;
	int64_t v;
	int outside = 0, accepted = 0;

	srand(17);
	for (int i = 0; i < 500000; i++) {
		char s[32] = "2026-11-21 08:30:00+08:00";
		size_t n = (size_t)rand() % sizeof s;
		struct crm_text t = { s, n };
		enum crm_date_order order = (enum crm_date_order)(rand() % 3);

		for (size_t j = (size_t)rand() % (n + 1); j < n; j++)
			s[j] = from[(size_t)rand() % (sizeof from - 1)];
		if (crm_date_parse(t, order, &v, &err) == CRM_OK) {
			accepted++;
			outside += v < CRM_DATE_MIN || v > CRM_DATE_MAX;
		}
		if (crm_instant_parse(t, order, &v, &err) == CRM_OK) {
			crm_buf_clear(&b);
			crm_instant_format(&b, v);
			outside += b.data[4] != '-';
		}
	}
	is_int(outside, 0, "noise is in range or refused");
	ok(accepted > 100, "%d accepted", accepted);
	crm_buf_free(&b);
}

int
main(void)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;
	struct crm_clock clock;
	char want[256];
	int64_t v;

	setenv("TZ", "Asia/Shanghai", 1);
	tzset();
	for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++) {
		crm_buf_clear(&b);
		crm_buf_str(&b, "");
		err.text[0] = '\0';
		if (crm_date_parse(dates[i].in, dates[i].order, &v, &err) ==
		    CRM_OK)
			crm_date_format(&b, v);
		is_str(b.data, dates[i].want, dates[i].in.p);
	}
	for (size_t i = 0; i < sizeof bad_dates / sizeof bad_dates[0]; i++) {
		const struct crm_date_form f = { .order = bad_dates[i].order,
			.import = true };
		bool lost;

		is_int(crm_date_read(bad_dates[i].in, &f, &v, &lost, &err),
		    CRM_INVALID, "refused");
		snprintf(want, sizeof want, "'%s' %s", bad_dates[i].shown,
		    bad_dates[i].want);
		is_str(err.text, want, "message");
	}
	for (size_t i = 0; i < sizeof instants / sizeof instants[0]; i++) {
		crm_buf_clear(&b);
		crm_buf_str(&b, "");
		if (crm_instant_parse(crm_text_of(instants[i].in),
			instants[i].order, &v, &err) == CRM_OK)
			crm_instant_format(&b, v);
		is_str(b.data, instants[i].want, instants[i].in);
	}
	is_int(crm_date_parse((struct crm_text){ NULL, 0 }, CRM_YMD, &v, NULL),
	    CRM_INVALID, "NULL, and no error wanted");
	is_int(crm_instant_parse(
		   crm_text_of("9999-12-31T23:59-12:00"), CRM_YMD, &v, &err),
	    CRM_INVALID, "beyond the last day");
	all_forms();
	without_options();
	times_of_dates();
	skipped();
	noise();

	is_int(crm_clock_init(&clock, "2026-11-21T08:30:00Z", 4, &err), CRM_OK,
	    "a fixed clock");
	is_int(clock.now, 1795249800, "now");
	is_int(clock.today, crm_date_from(2026, 11, 21), "today");
	is_int(clock.fiscal_start, 4, "fiscal start");
	is_int(crm_clock_init(&clock, "2026-11-21T23:30:00Z", 1, &err), CRM_OK,
	    "late in UTC");
	is_int(clock.today, crm_date_from(2026, 11, 22), "is tomorrow in TZ");
	is_int(crm_clock_init(&clock, "soon", 1, &err), CRM_USAGE, "bad clock");
	is_str(err.text,
	    "CRM_NOW: 'soon' is not a date or time; write it as"
	    " 2026-11-21T08:30:00Z",
	    "message");
	is_int(crm_clock_init(&clock, NULL, 1, &err), CRM_OK, "the system's");
	ok(clock.now > 1700000000, "ticks");
	crm_buf_free(&b);
	return tap_done();
}
