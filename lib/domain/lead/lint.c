/* What is amiss with leads. */
#include "lead.h"

#include "domain/lint/lint.h"

#define IN_HAND "status_now in (assigned, working, qualified)"

const struct crm_lint_check lint_lead[] = {
	LINT_OWNER(LEAD_AWAKE),
	{ .code = "no-name",
	    .field = "company",
	    .where = LEAD_AWAKE " and company is null and name is null",
	    .message = "has neither a company nor a name" },
	{ .code = "no-contact-data",
	    .field = "phone",
	    .where = LEAD_AWAKE " and phone is null and mobile is null"
				" and email is null and wechat is null",
	    .message = "has no phone, mobile, e-mail or WeChat" },
	{ .code = "no-source",
	    .field = "source",
	    .where = "source is null",
	    .message = "nobody knows where it came from" },
	LINT_PHONES,
	{ .code = "stale",
	    .field = "last_activity",
	    .where = IN_HAND " and (last_activity < -30d"
			     " or last_activity is null and created < -30d)"
			     " and (owned_since is null or owned_since < -30d)",
	    .message = "nothing has been done about it for 30 days" },
	{ .code = "no-next-step",
	    .field = "next_activity",
	    .where = "status in (working, qualified)",
	    .sql =
		"NOT EXISTS (SELECT 1 FROM task x WHERE"
		" x.\"about\" = 'L' || $.id AND x.\"status\" IN ('todo', 'doing')"
		" AND x.\"deleted\" IS NULL)",
	    .message = "is worked on and has no open task" },
	{ .code = "overdue-next-step",
	    .field = "next_activity",
	    .where = LEAD_AWAKE " and next_activity < today",
	    .message = "its next task is overdue" },
	{ .code = "past-close",
	    .field = "expected_close",
	    .where = LEAD_AWAKE " and expected_close < today",
	    .message = "was expected to close on a day that has passed" },
	{ .code = "recycled-without-date",
	    .field = "wake_on",
	    .where = "status = recycled and wake_on is null",
	    .message = "sleeps, and no day says until when" },
	{ .code = "overdue-wake",
	    .field = "wake_on",
	    .where = "status = recycled and wake_on < -7d",
	    .message = "woke more than a week ago and nobody took it up" },
	{ .code = "unqualified-without-reason",
	    .field = "reason",
	    .where = "status = unqualified and reason is null",
	    .message = "was given up and does not say why" },
	{ .code = "duplicate-without-original",
	    .field = "duplicate_of",
	    .where = "status = duplicate and duplicate_of is null",
	    .message = "repeats another lead and does not say which" },
	{ .code = "converted-without-customer",
	    .field = "converted_customer",
	    .where = "status = converted and converted_customer is null",
	    .message = "is converted and does not say to which customer" },
	{ .code = "low-completeness",
	    .field = "completeness",
	    .where = LEAD_AWAKE " and completeness < 40%",
	    .message = "less than 40 % of its profile is known" },
	{ .code = NULL },
};
