/* What somebody must agree to. */
#include "approval.h"

#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "guard", { .save = guard_save } },
	{ .entity = NULL },
};

const struct crm_area area_approval = { .name = "approval", .kinds = kinds };
