/* Dunning: who is reminded of what is overdue, at which level. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "dunning-notice", .rules = { .dated = "sent_on" } },
	{ .entity = NULL },
};

const struct crm_area area_dunning = { .name = "dunning", .kinds = kinds };
