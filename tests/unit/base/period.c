/* Periods: which days they are, with the fiscal year and without. */
#include <crm/base/date.h>

#include <stdlib.h>

#include "../tap.h"

/* Saturday, 21 November 2026. */
static struct crm_clock
at(int fiscal_start)
{
	struct crm_clock c = { .fixed = true, .fiscal_start = fiscal_start };

	c.today = crm_date_from(2026, 11, 21);
	c.now = crm_date_start(c.today);
	return c;
}

static void
is_period(int fiscal_start, const char *text, const char *want)
{
	struct crm_clock c = at(fiscal_start);
	struct crm_buf b = CRM_BUF_INIT;
	int64_t first, last;

	if (!crm_period_read(crm_text_of(text), &c, &first, &last)) {
		crm_buf_str(&b, "none");
	} else {
		crm_date_format(&b, first);
		crm_buf_str(&b, "..");
		crm_date_format(&b, last);
	}
	ok(strcmp(b.data, want) == 0, "%s from month %d: %s", text,
	    fiscal_start, b.data);
	crm_buf_free(&b);
}

int
main(void)
{
	static const char *const none[] = { "", "2026-", "2026-1", "2026-00",
		"2026-13", "2026-11-21", "2026-Q", "2026-Q0", "2026-Q5",
		"2026-Q11", "26", "0000", "0000-01", "202611", "20260", "FY26",
		"FY2026-11", "FY", "Q4", "last", "last day", "last  ", "month",
		"last month ago", "previous month", "-2026", "2026q", "2026x3",
		"2026 Q4", "last 0 days", "this 7 days", "last 7",
		"last 7 dayss", "last weeks", "next 9999 years",
		"last 99999 days", "last -1 days", "最近天", "最近0天" };

	setenv("TZ", "UTC", 1);
	is_period(1, "2026", "2026-01-01..2026-12-31");
	is_period(1, "2024-02", "2024-02-01..2024-02-29");
	is_period(1, "2026-11", "2026-11-01..2026-11-30");
	is_period(1, "2026-Q4", "2026-10-01..2026-12-31");
	is_period(1, "2026-q1", "2026-01-01..2026-03-31");
	is_period(1, "2026q3", "2026-07-01..2026-09-30");
	is_period(1, "2026Q4", "2026-10-01..2026-12-31");
	is_period(1, "Last Month", "2026-10-01..2026-10-31");
	is_period(1, "LAST QUARTER", "2026-07-01..2026-09-30");
	is_period(1, "FY2026", "2026-01-01..2026-12-31");
	is_period(1, "fy2026-Q2", "2026-04-01..2026-06-30");
	is_period(1, "0001", "0001-01-01..0001-12-31");
	is_period(1, "9999-12", "9999-12-01..9999-12-31");
	is_period(1, "9999", "9999-01-01..9999-12-31");
	is_period(1, "this week", "2026-11-16..2026-11-22");
	is_period(1, "last week", "2026-11-09..2026-11-15");
	is_period(1, "next week", "2026-11-23..2026-11-29");
	is_period(1, "this month", "2026-11-01..2026-11-30");
	is_period(1, "last month", "2026-10-01..2026-10-31");
	is_period(1, "next month", "2026-12-01..2026-12-31");
	is_period(1, "last  month", "2026-10-01..2026-10-31");
	is_period(1, "this quarter", "2026-10-01..2026-12-31");
	is_period(1, "last quarter", "2026-07-01..2026-09-30");
	is_period(1, "next quarter", "2027-01-01..2027-03-31");
	is_period(1, "this year", "2026-01-01..2026-12-31");
	is_period(1, "last year", "2025-01-01..2025-12-31");
	is_period(1, "next year", "2027-01-01..2027-12-31");

	/* Several: days with today, else whole ones. */
	is_period(1, "last 7 days", "2026-11-15..2026-11-21");
	is_period(1, "Last 1 day", "2026-11-21..2026-11-21");
	is_period(1, "next 7  days", "2026-11-21..2026-11-27");
	is_period(1, "last 2 weeks", "2026-11-02..2026-11-15");
	is_period(1, "next 2 weeks", "2026-11-23..2026-12-06");
	is_period(1, "last 1 month", "2026-10-01..2026-10-31");
	is_period(1, "last 3 months", "2026-08-01..2026-10-31");
	is_period(1, "last 2 quarters", "2026-04-01..2026-09-30");
	is_period(4, "next 2 years", "2027-04-01..2029-03-31");
	is_period(1, "last 90 days", "2026-08-24..2026-11-21");
	is_period(1, "最近7天", "2026-11-15..2026-11-21");
	is_period(1, "近3个月", "2026-08-01..2026-10-31");
	is_period(1, "过去2周", "2026-11-02..2026-11-15");
	is_period(1, "未来7天", "2026-11-21..2026-11-27");

	/* Named by the year it ends in, as reports name them. */
	is_period(4, "2026", "2025-04-01..2026-03-31");
	is_period(4, "FY2027", "2026-04-01..2027-03-31");
	is_period(4, "2027-Q1", "2026-04-01..2026-06-30");
	is_period(4, "2026-Q4", "2026-01-01..2026-03-31");
	is_period(4, "FY2027-Q3", "2026-10-01..2026-12-31");
	is_period(4, "2026-11", "2026-11-01..2026-11-30");
	is_period(4, "this quarter", "2026-10-01..2026-12-31");
	is_period(4, "this year", "2026-04-01..2027-03-31");
	is_period(4, "last year", "2025-04-01..2026-03-31");
	is_period(11, "this quarter", "2026-11-01..2027-01-31");
	is_period(11, "2027-Q1", "2026-11-01..2027-01-31");
	is_period(12, "2027-Q4", "2027-09-01..2027-11-30");
	is_period(12, "0001", "none");
	is_period(2, "9999", "9998-02-01..9999-01-31");
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		is_period(1, none[i], "none");
	return tap_done();
}
