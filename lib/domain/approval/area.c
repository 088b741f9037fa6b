/* What somebody must agree to. */
#include "approval.h"
#include "matrix.h"

#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "guard", { .save = guard_save } },
	{ "approval-rule",
	    .rules = { .save = approval_rule_save,
		.saved = approval_rule_saved },
	    .lint = lint_approval_rule },
	{ "approval",
	    { .save = approval_save,
		.hide = approval_hide,
		.saved = approval_saved,
		.undo = approval_undo } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("approval"), "a change waits for the consent of a role",
	    approval_alarm },
	{ .kind = NULL },
};

const struct crm_area area_approval = {
	.name = "approval", .kinds = kinds, .alarms = alarms
};
