/* Leads, campaigns and their members. */
#include "lead.h"

/* Reads as new, a sleeper from its day on. */
#define WAITS \
	"(status is null or status = new" \
	" or status = recycled and wake_on <= today)"

#define EARLIER(column) \
	"SELECT \"owner\", \"id\" FROM lead WHERE \"" column "\" = ? AND " \
	"\"owner\" IS NOT NULL AND \"id\" <> ? AND \"deleted\" IS NULL " \
	"ORDER BY \"id\" DESC LIMIT 1"

static const struct crm_before before_lead[] = {
	{ "email", EARLIER("email"), 2, "L", N_(" with its e-mail") },
	{ "mobile", EARLIER("mobile"), 2, "L", N_(" with its mobile") },
	{ "phone", EARLIER("phone"), 2, "L", N_(" with its phone") },
	{ "company",
	    "SELECT \"owner\", \"id\" FROM customer WHERE "
	    "\"name_f\" = ? AND \"owner\" IS NOT NULL AND \"deleted\" IS NULL "
	    "ORDER BY \"id\" DESC LIMIT 1",
	    1, "C", N_(" with its company") },
	{ .sql = NULL },
};

static const char *const cleared[] = { "reason", "wake_on", NULL };

static const struct crm_hands hands_lead = {
	.given = "assigned",
	.pooled = "new",
	.cleared = cleared,
	.fixed = "converted",
	.fixed_words = "is converted and read-only; its customer can change "
		       "hands",
};

static const char *const became[] = { "converted_customer", "converted_contact",
	"converted_deal", NULL };

/* What is done with is no duplicate of what it became. */
static const struct crm_likeness likeness_lead = {
	.among = "not status in (converted, duplicate)"
};

static const struct crm_trade kinds[] = {
	{ "lead", .rules = { .save = lead_save }, .open = LEAD_OPEN,
	    .status = "status", .status_now = "status_now", .awake = LEAD_AWAKE,
	    .waits = WAITS, .limit = "capacity", .words = "open leads",
	    .state = "status", .hands = &hands_lead, .before = before_lead,
	    .became = became, .chance = "probability",
	    .near = "converted_customer", .likeness = &likeness_lead,
	    .lint = lint_lead },
	{ "campaign-member", .rules = { .save = campaign_member_save },
	    .same = campaign_member_same },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("response"), "a lead has had no first response, as it falls due",
	    lead_alarm },
	{ .kind = NULL },
};

const struct crm_area area_lead = {
	.name = "lead", .kinds = kinds, .alarms = alarms
};
