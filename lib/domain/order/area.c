/* Orders. */
#include "order.h"

#include <crm/domain/approval.h>

static const struct crm_trade kinds[] = {
	{ "order",
	    .rules = { .save = crm_consent_save,
		.saved = order_saved,
		.undo = order_undo,
		.reverse = order_reverse,
		.dated = "ordered_on" },
	    .first = "-coalesce(t.\"ordered_on\", -1000000)",
	    .unposted = "status in (draft, submitted, approved)",
	    .consent = &order_consent },
	{ "order-line",
	    .rules = { .saved = crm_consent_part,
		.dated = "ordered_on",
		.part_of = "order" } },
	{ .entity = NULL },
};

const struct crm_area area_order = { .name = "order", .kinds = kinds };
