/* What is amiss with cases and with answers to surveys. */
#include "domain/lint/lint.h"
#include "service.h"

const struct crm_lint_check lint_case[] = {
	{ .code = "no-owner",
	    .field = "owner",
	    .where = CASE_OPEN " and owner is null and opened_at < -1d",
	    .message = "has had no owner for a day" },
	{ .code = "owner-inactive",
	    .field = "owner",
	    .where = CASE_OPEN " and owner.active = no",
	    .message = "its owner is not active any more" },
	{ .code = "no-customer",
	    .field = "customer",
	    .where = "customer is null",
	    .message = "nobody knows whose case it is" },
	{ .code = "no-contact",
	    .field = "contact",
	    .where = CASE_OPEN " and contact is null",
	    .message = "names nobody to answer to" },
	{ .code = "contact-elsewhere",
	    .field = "contact",
	    .where = "contact is not null and customer is not null",
	    .sql = "EXISTS (SELECT 1 FROM contact x WHERE x.\"id\" ="
		   " $.\"contact\" AND x.\"customer\" <> $.\"customer\")",
	    .message = "its contact belongs to another customer" },
	{ .code = "no-category",
	    .field = "category",
	    .where = "status in (resolved, closed) and category is null",
	    .message = "is over, and does not say what it was about" },
	{ .code = "no-resolution",
	    .field = "resolution",
	    .where = "status in (resolved, closed) and resolution is null",
	    .message = "is over, and does not say what was done" },
	{ .code = "no-resolved-at",
	    .field = "resolved_at",
	    .where = "status in (resolved, closed) and resolved_at is null",
	    .message = "is over, and does not say since when" },
	{ .code = "open-below-closed",
	    .field = "parent",
	    .where = CASE_OPEN " and parent.status = closed",
	    .message = "is open, and part of a closed one" },
	{ .code = "stale",
	    .field = "last_activity",
	    .where = CASE_OPEN
	    " and opened_at < -14d and"
	    " (last_activity < -14d or last_activity is null)",
	    .message = "nothing has been done about it for 14 days" },
	{ .code = NULL },
};

const struct crm_lint_check lint_survey_answer[] = {
	{ .code = "no-person",
	    .field = "contact",
	    .where = "contact is null",
	    .message = "does not say who answered" },
	{ .code = "answered-before-sent",
	    .field = "answered_at",
	    .where = "answered_at is not null and sent_at is not null",
	    .sql = "$.\"answered_at\" < $.\"sent_at\"",
	    .message = "was answered before it was sent" },
	{ .code = NULL },
};
