/* Targets and submitted forecasts: of which days, whose, and of what. */
#include "plan.h"

#include <string.h>

/* The days of the period, which is named for good: `next month` would be another one
 * tomorrow. */
enum crm_status
period_keep(struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	struct crm_text period = text_of(r, "period");
	char quoted[CRM_QUOTE_SIZE];
	int64_t first, last;

	if (period.n == 0 ||
	    !(period.p[0] == 'F' ||
		(period.p[0] >= '0' && period.p[0] <= '9')) ||
	    !crm_period_read(period, crm_store_clock(s), &first, &last))
		return crm_fail_field(err, CRM_INVALID, "period",
		    "'%s' is not a month, quarter or year, like 2026-11, "
		    "2026-Q4, FY2027-Q1 or 2026",
		    crm_quote(quoted, period));
	*value_of(r, "starts_on") = crm_value_int(first);
	*value_of(r, "ends_on") = crm_value_int(last);
	return CRM_OK;
}

static enum crm_status
check_whose(const struct crm_saving *w, struct crm_err *err)
{
	if (value_of(w->new, "user")->kind == CRM_NULL ||
	    value_of(w->new, "team")->kind == CRM_NULL)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "team",
	    "it is of a person or of a team, not of both");
}

static bool
is_money(struct crm_text metric)
{
	return crm_text_is(metric, "signed") ||
	    crm_text_is(metric, "received") ||
	    crm_text_is(metric, "invoiced") || crm_text_is(metric, "margin");
}

/* Money has an amount, what is counted a number. */
static enum crm_status
check_value(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text metric = text_of(w->new, "metric");
	bool money = is_money(metric);
	const char *needed = money ? "amount" : "number";
	const char *other = money ? "number" : "amount";

	if (value_of(w->new, needed)->kind == CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, needed,
		    "a target of %.*s needs its %s", (int)metric.n, metric.p,
		    needed);
	if (value_of(w->new, other)->kind != CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, other,
		    "a target of %.*s is in its field %s", (int)metric.n,
		    metric.p, needed);
	return CRM_OK;
}

enum crm_status
target_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_whose(w, err);

	return st == CRM_OK ? check_value(w, err) : st;
}

enum crm_status
submission_save(const struct crm_saving *w, struct crm_err *err)
{
	return check_whose(w, err);
}
