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
	{ CRM_TEXT("2024-03-12T23:59:59.999Z"), Y, "2024-03-12" },
	{ CRM_TEXT("2024-03-12T23:59:59-11:00"), Y, "2024-03-12" },
	{ CRM_TEXT("2024-02-29"), Y, "2024-02-29" },
	{ CRM_TEXT("0001-01-01"), Y, "0001-01-01" },
	{ CRM_TEXT("9999-12-31"), Y, "9999-12-31" },
};

#define NOT "is not a date; write it as 2026-11-21"
#define DAY "is not a day of the calendar"
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
	    "has a year of two digits; four are expected" },
	{ CRM_TEXT("3/15/2024"), D, "3/15/2024",
	    "has no such month; say --date-format mdy" },
	{ CRM_TEXT("15/3/2024"), M, "15/3/2024",
	    "has no such month; say --date-format dmy" },
	{ CRM_TEXT("32/13/2024"), D, "32/13/2024", DAY },
	{ CRM_TEXT("29/2/2026"), D, "29/2/2026", DAY },
	{ CRM_TEXT("1/2-2026"), D, "1/2-2026", NOT },
	{ CRM_TEXT("45000"), Y, "45000",
	    "is not a date but a spreadsheet's"
	    " number of it; give the column a date format there" },
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
		is_int(crm_date_parse(
			   bad_dates[i].in, bad_dates[i].order, &v, &err),
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
