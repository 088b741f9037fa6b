/* Schedules of reports: on which days they are due. */
#include "plan.h"

enum { WEEK = 7, WEEKEND = 6, MONTH = 31 };

static enum crm_status
check_day(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text every = text_of(w->new, "every");

	if (value_of(w->new, "on_day")->kind == CRM_NULL)
		return CRM_OK;
	if (crm_text_is(every, "day") || crm_text_is(every, "workday"))
		return crm_fail_field(err, CRM_INVALID, "on_day",
		    "every %.*s needs no day", (int)every.n, every.p);
	return check_between(w->new, "on_day", 1,
	    crm_text_is(every, "week") ? WEEK : MONTH, err);
}

enum crm_status
schedule_save(const struct crm_saving *w, struct crm_err *err)
{
	return check_day(w, err);
}

/* A line of options begins with a report; what that is, the program knows. */
enum crm_status
view_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text command = text_of(w->new, "command");

	if (command.n > 0 && command.p[0] >= 'a' && command.p[0] <= 'z')
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "command",
	    "it is a report and its options, as in: sales --by owner "
	    "--from soy");
}

/* The day of a month, or its last where it has none such. */
static int64_t
day_of_month(int64_t first, int day)
{
	int64_t last = crm_date_add_months(first, 1) - 1;

	return first + day - 1 > last ? last : first + day - 1;
}

int64_t
crm_schedule_day(struct crm_text every, struct crm_value on_day, int64_t today,
    int fiscal_start)
{
	enum { QUARTER = 3, YEAR = 12 };
	struct crm_ymd y = crm_date_ymd(today);
	int day = on_day.kind == CRM_INT ? (int)on_day.i : 1, months = 1;
	int64_t first = crm_date_from(y.y, y.m, 1), due;

	if (crm_text_is(every, "day"))
		return today;
	if (crm_text_is(every, "workday"))
		return crm_weekday(today) < WEEKEND
		    ? today
		    : today - (crm_weekday(today) - WEEKEND + 1);
	if (crm_text_is(every, "week"))
		return today - (crm_weekday(today) - day + WEEK) % WEEK;
	if (crm_text_is(every, "quarter")) {
		months = QUARTER;
		first = crm_date_add_months(
		    first, -((y.m - fiscal_start + YEAR) % QUARTER));
	}
	due = day_of_month(first, day);
	return due <= today
	    ? due
	    : day_of_month(crm_date_add_months(first, -months), day);
}
