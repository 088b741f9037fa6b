/* Invoices and their red letters. */
#include "invoice.h"

#include <crm/domain/line.h>

/* What red letters and the tax authority do to it later.  No verb and no undo takes back
 * that it was issued. */
static const char *const of_invoices[] = { "status", "status_reason",
	"official_no", "confirmation", "confirmation_no", NULL };

static const struct crm_trade kinds[] = {
	{ "invoice",
	    .rules = { .save = invoice_save,
		.hide = invoice_hide,
		.saved = invoice_saved,
		.undo = invoice_undo,
		.dated = "issued_on",
		.undated = of_invoices },
	    .first = "-coalesce(t.\"issued_on\", 1000000)",
	    .unposted = "status = requested" },
	{ "invoice-line",
	    .rules = { .save = invoice_line_save,
		.worked = &crm_line_worked,
		.hide = invoice_line_hide,
		.saved = invoice_line_saved,
		.puts_off = true,
		.dated = "issued_on",
		.part_of = "invoice" } },
	{ .entity = NULL },
};

static const struct crm_joined joined[] = {
	{ "order", stand_order_saved },
	{ "order", limit_order_saved },
	{ "order-line", limit_line_saved },
	{ "receivable", stand_receivable_saved },
	{ "receivable", close_receivable_saved },
	{ "delivery", close_delivery_saved },
	{ "invoice", close_invoice_saved },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { invoice_audit, NULL };

const struct crm_area area_invoice = {
	.name = "invoice", .kinds = kinds, .joined = joined, .audits = audits
};
