/* Quotes. */
#include "quote.h"

static const struct crm_trade kinds[] = {
	{ "quote",
	    .rules = { .save = quote_save,
		.hide = quote_hide,
		.saved = quote_saved,
		.undo = quote_undo,
		.reverse = quote_reverse },
	    .first = "-coalesce(t.\"quoted_on\", -1000000)",
	    .consent = &quote_consent },
	{ "quote-line",
	    .rules = { .save = quote_line_save,
		.worked = &crm_line_worked,
		.hide = quote_line_hide,
		.saved = quote_line_saved } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ "quote", "a quote ends; from 7 days before", quote_alarm },
	{ .kind = NULL },
};

static crm_audit *const audits[] = { quote_audit, NULL };

const struct crm_area area_quote = { .name = "quote",
	.kinds = kinds,
	.alarms = alarms,
	.audits = audits,
	.origin = quote_origin,
	.back = quote_back };
