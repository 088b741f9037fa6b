/* What somebody must agree to. */
#include "approval.h"

#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "guard", { .save = guard_save } },
	{ "approval", { .saved = approval_saved } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ "approval", "a change waits for the consent of a role",
	    approval_alarm },
	{ .kind = NULL },
};

const struct crm_area area_approval = {
	.name = "approval", .kinds = kinds, .alarms = alarms
};
