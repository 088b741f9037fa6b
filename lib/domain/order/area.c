/* Orders. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "order", .first = "-coalesce(t.\"ordered_on\", -1000000)" },
	{ .entity = NULL },
};

const struct crm_area area_order = { .name = "order", .kinds = kinds };
