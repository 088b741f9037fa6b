/* Bank statements and bills of exchange. */
#include "bank.h"

/* What was booked of a line is a payment with a day of its own, a fee and interest
 * apart; a bill goes from hand to hand on days of its own, which its steps ask about. */
static const char *const of_bills[] = { "status", "passed_on", "ended_on",
	"endorsed_to", "fee", "interest", "reason", NULL };

static const struct crm_trade kinds[] = {
	{ "bank-line",
	    .rules = { .save = bank_line_save,
		.hide = bank_line_hide,
		.dated = "booked_on",
		.posts = bank_line_posts },
	    .unposted = "status = open" },
	{ "bill",
	    .rules = { .save = bill_save,
		.hide = bill_hide,
		.saved = bill_saved,
		.undo = bill_undo,
		.dated = "received_on",
		.undated = of_bills } },
	{ .entity = NULL },
};

static const struct crm_joined joined[] = {
	{ "payment", bank_payment_saved },
	{ "payment", bill_payment_saved },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("bill"),
	    "a bill of exchange is to be collected; from 7 days before",
	    bill_alarm },
	{ .kind = NULL },
};

static crm_audit *const audits[] = { bank_audit, NULL };

const struct crm_area area_bank = { .name = "bank",
	.kinds = kinds,
	.joined = joined,
	.alarms = alarms,
	.audits = audits,
	.exposed = bill_exposed };
