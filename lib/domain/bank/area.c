/* Bank statements and bills of exchange. */
#include "bank.h"

static const struct crm_trade kinds[] = {
	{ "bank-line",
	    .rules = { .save = bank_line_save, .dated = "booked_on" },
	    .unposted = "status = open" },
	{ "bill",
	    .rules = { .save = bill_save,
		.hide = bill_hide,
		.saved = bill_saved,
		.undo = bill_undo,
		.dated = "received_on" } },
	{ .entity = NULL },
};

static const struct crm_joined joined[] = {
	{ "payment", bank_payment_saved },
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
	.audits = audits };
