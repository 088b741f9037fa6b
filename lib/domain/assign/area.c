/* Who gets what: the rules. */
#include "assign.h"

#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "assign-rule", { .save = assign_rule_save } },
	{ .entity = NULL },
};

const struct crm_area area_assign = { .name = "assign", .kinds = kinds };
