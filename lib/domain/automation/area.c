/* Automation: what users want to follow by itself. */
#include "automation.h"

static const struct crm_trade kinds[] = {
	{ "automation", .rules = { .save = automation_save },
	    .lint = lint_automation },
	{ .entity = NULL },
};

const struct crm_area area_automation = { .name = "automation",
	.kinds = kinds };
