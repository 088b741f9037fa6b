/* What customers owe, what they pay, and which is for which. */
#include "ledger.h"

/* Figures that come from rows of the ledger, and what has days of its own. */
static const char *const of_receivables[] = { "open", "open_base", "settled_on",
	"disputed", "dispute", "disputed_on", "resolved_on", "promised_on",
	"promised", "accepted_on", "until", "first_until", "void_on", NULL };
static const char *const of_payments[] = { "unallocated", "unallocated_base",
	"void_on", NULL };

/* What is written off is so by its row of the ledger, on a day that is open. */
static const char *const of_write_offs[] = { "status", NULL };

/* Whose days the rows of the ledger are of. */
static const char *const of_both[] = { "receivable", "payment", "refund",
	NULL };
static const char *const of_owed[] = { "receivable", NULL };

/* A base amount is worked out of these, or somebody says it. */
static const char *const base_of[] = { "amount", "currency", "rate", NULL };
static const char *const base_owed[] = { "amount_base", "open_base", NULL };
static const char *const base_paid[] = { "amount_base", "unallocated_base",
	NULL };
static const struct crm_worked worked_owed = { base_owed, base_of, NULL };
static const struct crm_worked worked_paid = { base_paid, base_of, NULL };

static const struct crm_trade kinds[] = {
	{ "receivable",
	    .rules = { .save = receivable_save,
		.worked = &worked_owed,
		.hide = receivable_hide,
		.saved = receivable_saved,
		.undo = receivable_undo,
		.reverse = receivable_reverse,
		.dated = "booked_on",
		.undated = of_receivables } },
	{ "payment",
	    .rules = { .save = payment_save,
		.worked = &worked_paid,
		.hide = payment_hide,
		.saved = payment_saved,
		.undo = payment_undo,
		.reverse = payment_reverse,
		.dated = "received_on",
		.undated = of_payments } },
	{ "allocation",
	    .rules = { .save = allocation_save,
		.hide = allocation_hide,
		.saved = allocation_saved,
		.undo = allocation_undo,
		.reverse = allocation_reverse,
		.dated = "allocated_on",
		.sold_by = of_both,
		.takes_back = "reverses" } },
	{ "write-off",
	    .rules = { .save = write_off_save,
		.hide = write_off_hide,
		.saved = write_off_saved,
		.undo = write_off_undo,
		.reverse = write_off_reverse,
		.dated = "written_on",
		.sold_by = of_owed,
		.undated = of_write_offs },
	    .unposted = "status in (draft, pending)",
	    .consent = &write_off_consent },
	{ "terms", .rules = { .save = terms_save } },
	{ .entity = NULL },
};

static const struct crm_joined joined[] = {
	{ "customer", queue_customer_saved },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { receivable_audit, NULL };

const struct crm_area area_receivable = { .name = "receivable",
	.kinds = kinds,
	.joined = joined,
	.audits = audits,
	.exposed = receivable_exposed };
