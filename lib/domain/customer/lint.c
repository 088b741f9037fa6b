/* What is amiss with customers and contacts. */
#include "customer.h"

#include "domain/lint/lint.h"

#include <crm/model/activity.h>

/* Those that we sell to: partners and suppliers need less. */
#define SOLD_TO "kind = customer"

/* Contacts that are still there. */
#define CONTACTS \
	"FROM contact x WHERE x.\"customer\" = $.id AND x.\"deleted\" IS NULL" \
	" AND coalesce(x.\"left\", 0) = 0"
#define PRIMARY_CONTACTS CONTACTS " AND x.\"primary\" = 1"

/* No activity y since twice the days in which its grade wants to be seen.  + 0:
 * what a customer has is few, and found by `about`; a server that has not
 * counted its rows yet would go through all of the last months each time. */
#define CARED_FOR \
	"y.\"deleted\" IS NULL" CRM_ACTIVITY_HELD( \
	    "y") " AND y.\"at\" + 0 >= {now} - 172800 * g.\"care_days\""
#define NEGLECTED \
	"EXISTS (SELECT 1 FROM grade g WHERE g.\"kind\" = 'customer'" \
	" AND g.\"grade\" = $.\"grade\" AND g.\"deleted\" IS NULL" \
	" AND $.\"created\" < {now} - 172800 * g.\"care_days\"" \
	" AND NOT EXISTS (SELECT 1 FROM activity y" \
	" WHERE y.\"about\" = 'C' || $.id AND " CARED_FOR ")" \
	" AND NOT EXISTS (SELECT 1 FROM contact x, activity y" \
	" WHERE x.\"customer\" = $.id AND x.\"deleted\" IS NULL" \
	" AND y.\"about\" = 'CT' || x.id AND " CARED_FOR ")" \
	" AND NOT EXISTS (SELECT 1 FROM deal x, activity y" \
	" WHERE x.\"customer\" = $.id AND x.\"deleted\" IS NULL" \
	" AND y.\"about\" = 'D' || x.id AND " CARED_FOR "))"

const struct crm_lint_check lint_customer[] = {
	LINT_OWNER(SOLD_TO),
	{ .code = "no-contact",
	    .field = "customer_id",
	    .where = SOLD_TO,
	    .sql = "NOT EXISTS (SELECT 1 " CONTACTS ")",
	    .message = "has no contact, or all have left" },
	{ .code = "no-primary-contact",
	    .field = "customer_id",
	    .where = SOLD_TO,
	    .sql = "(SELECT count(*) " CONTACTS ") > 1"
		   " AND NOT EXISTS (SELECT 1 " PRIMARY_CONTACTS ")",
	    .message = "has several contacts, and none is the primary one" },
	{ .code = "several-primary-contacts",
	    .field = "customer_id",
	    .sql = "(SELECT count(*) " PRIMARY_CONTACTS ") > 1",
	    .message = "more than one of its contacts is the primary one" },
	/* Who is called 公司 is registered there. */
	{ .code = "no-credit-code",
	    .field = "credit_code",
	    .where = "credit_code is null and (country in (China, CN, CHN, PRC,"
		     " 中国) or country is null and name ~ 公司)",
	    .message = "is a Chinese company without its credit code" },
	{ .code = "bad-credit-code",
	    .field = "credit_code",
	    .where = "credit_code is not null and (country in (China, CN, CHN,"
		     " PRC, 中国) or country is null)",
	    .test = lint_credit_code,
	    .message = "is no unified social credit code" },
	{ .code = "duplicate-credit-code",
	    .field = "credit_code",
	    .where = "credit_code is not null",
	    .sql =
		"upper($.\"credit_code\") IN (SELECT upper(x.\"credit_code\")"
		" FROM customer x WHERE x.\"deleted\" IS NULL AND"
		" x.\"credit_code\" IS NOT NULL GROUP BY upper(x.\"credit_code\")"
		" HAVING count(*) > 1)",
	    .message = "another customer has the same credit code" },
	{ .code = "tax-no-differs",
	    .field = "tax_no",
	    .where = "tax_no is not null and credit_code is not null",
	    .sql = "upper($.\"tax_no\") <> upper($.\"credit_code\")",
	    .message = "its tax number is not its credit code" },
	{ .code = "invoice-incomplete",
	    .field = "invoice_title",
	    .where = "(tax_no is not null or invoice_address is not null"
		     " or invoice_phone is not null or bank is not null"
		     " or bank_account is not null)"
		     " and (invoice_title is null or tax_no is null)",
	    .message = "its invoice block lacks the title or the tax number" },
	{ .code = "bank-incomplete",
	    .field = "bank_account",
	    .where = "bank is null and bank_account is not null"
		     " or bank is not null and bank_account is null",
	    .message = "its invoice block has one of bank and account" },
	{ .code = "credit-limit-without-terms",
	    .field = "payment_terms",
	    .where = "credit_limit > 0 and payment_terms is null",
	    .message = "may buy on credit, and no terms say until when" },
	{ .code = "bad-phone",
	    .field = "phone",
	    .where = "phone is not null",
	    .test = lint_phone,
	    .message = "the phone number cannot be called" },
	LINT_EMAIL("customer", "x.\"name_f\""),
	{ .code = "stale",
	    .field = "last_activity",
	    .where = SOLD_TO,
	    .sql = NEGLECTED,
	    .message = "neither it, nor its contacts and deals were cared for "
		       "in twice the days of its grade" },
	{ .code = "no-next-step",
	    .field = "next_activity",
	    .where = SOLD_TO " and grade in (A, B)",
	    .sql =
		"NOT EXISTS (SELECT 1 FROM task x WHERE"
		" x.\"about\" = 'C' || $.id AND x.\"status\" IN ('todo', 'doing')"
		" AND x.\"deleted\" IS NULL)",
	    .message = "is of grade A or B and has no open task" },
	{ .code = "overdue-next-step",
	    .field = "next_activity",
	    .where = "next_activity < today",
	    .message = "its next task is overdue" },
	{ .code = "low-completeness",
	    .field = "completeness",
	    .where = SOLD_TO " and completeness < 40%",
	    .message = "less than 40 % of its profile is known" },
	{ .code = NULL },
};

const struct crm_lint_check lint_contact[] = {
	{ .code = "no-customer",
	    .field = "customer",
	    .where = "customer is null",
	    .message = "belongs to no customer" },
	{ .code = "no-name",
	    .field = "name",
	    .where = "name is null",
	    .message = "has no name" },
	{ .code = "no-way-to-reach",
	    .field = "phone",
	    .where = "not left and email is null and phone is null"
		     " and mobile is null and wechat is null",
	    .message = "has no phone, mobile, e-mail or WeChat" },
	LINT_PHONES,
	LINT_EMAIL("contact", "x.\"name_f\""),
	{ .code = "left-but-primary",
	    .field = "primary",
	    .where = "left and primary",
	    .message = "has left and is still the primary contact" },
	{ .code = "left-on-open-deal",
	    .field = "left",
	    .where = "left",
	    .sql =
		"EXISTS (SELECT 1 FROM deal x, stage y"
		" WHERE x.\"customer\" = $.\"customer\" AND x.\"contact\" = $.id"
		" AND x.\"deleted\" IS NULL AND y.id = x.\"stage\""
		" AND y.\"type\" = 'open')",
	    .message = "has left and is the contact of an open deal" },
	{ .code = "bad-birthday",
	    .field = "birthday",
	    .where = "birthday > today or birthday < 1900-01-01",
	    .message = "the birthday is to come, or was before 1900" },
	{ .code = "low-completeness",
	    .field = "completeness",
	    .where = "not left and completeness < 40%",
	    .message = "less than 40 % of the profile is known" },
	{ .code = NULL },
};
