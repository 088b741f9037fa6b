/* Customers, their people and relations, their grades. */
#include "customer.h"

/* A book without a kind said means customers. */
#define BUYS "(kind is null or kind = customer)"

static const struct crm_before before_customer[] = {
	{ NULL,
	    "SELECT \"owner\", \"id\" FROM lead WHERE "
	    "\"converted_customer\" = ? AND \"owner\" IS NOT NULL AND "
	    "\"deleted\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
	    1, "L", N_(", which became it") },
	{ .sql = NULL },
};

static const struct crm_hands hands_customer;

static const struct crm_likeness likeness_contact = { .employer = "customer" };

static const struct crm_trade kinds[] = {
	{ "customer", .rules = { .save = customer_save }, .open = BUYS,
	    .waits = BUYS, .limit = "customer_capacity", .words = "customers",
	    .hands = &hands_customer, .before = before_customer,
	    .lint = lint_customer },
	{ "contact", .rules = { .save = contact_save }, .near = "customer",
	    .likeness = &likeness_contact, .lint = lint_contact },
	{ "relation", .rules = { .save = relation_save },
	    .same = relation_same },
	{ "grade", .rules = { .save = grade_save } },
	{ .entity = NULL },
};

/* clang-format off */
static const char *const lead_grades[] = {
	"lead", "A", "80",
	"lead", "B", "60",
	"lead", "C", "40",
	"lead", "D", "0",
	NULL,
};

/* DOMAIN: an A customer is cared for every 7 days, B 14, C 30, D 90. */
static const char *const customer_grades[] = {
	"customer", "A", "20", "7",
	"customer", "B", "50", "14",
	"customer", "C", "80", "30",
	"customer", "D", "100", "90",
	NULL,
};
/* clang-format on */

static const struct crm_defaults defaults[] = {
	{ 2, "grade", { "kind", "grade", "at_least" }, lead_grades },
	{ 2, "grade", { "kind", "grade", "top", "care_days" },
	    customer_grades },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { customer_audit, NULL };

static const struct crm_alarm alarms[] = {
	{ N_("care"), "a customer of a grade is to be contacted again",
	    care_alarm },
	{ N_("birthday"), "a contact has a birthday", birthday_alarm },
	{ .kind = NULL },
};

const struct crm_area area_customer = { .name = "customer",
	.kinds = kinds,
	.alarms = alarms,
	.defaults = defaults,
	.audits = audits };
