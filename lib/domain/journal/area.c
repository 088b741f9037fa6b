/* The double-entry journal, and month-end values of what is owed. */
#include "journal.h"

static const char *const of_owed[] = { "receivable", NULL };

static const struct crm_trade kinds[] = {
	{ "account", .rules = { .save = account_save } },
	{ "revaluation",
	    .rules = { .save = revaluation_save,
		.hide = revaluation_hide,
		.undo = revaluation_undo,
		.reverse = revaluation_reverse,
		.dated = "revalued_on",
		.sold_by = of_owed } },
	{ .entity = NULL },
};

const struct crm_area area_journal = {
	.name = "journal", .kinds = kinds, .defaults = journal_defaults
};
