/* The double-entry journal, and month-end values of what is owed. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "revaluation", .rules = { .dated = "revalued_on" } },
	{ .entity = NULL },
};

const struct crm_area area_journal = { .name = "journal", .kinds = kinds };
