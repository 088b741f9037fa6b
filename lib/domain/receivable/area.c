/* What customers owe, what they pay, and which is for which. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "receivable", .rules = { .dated = "booked_on" } },
	{ "payment", .rules = { .dated = "received_on" } },
	{ "allocation", .rules = { .dated = "allocated_on" } },
	{ "write-off", .rules = { .dated = "written_on" },
	    .unposted = "status in (draft, pending)" },
	{ .entity = NULL },
};

const struct crm_area area_receivable = { .name = "receivable",
	.kinds = kinds };
