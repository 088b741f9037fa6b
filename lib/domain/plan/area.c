/* Targets, submitted forecasts, benchmarks; views and schedules of reports. */
#include "plan.h"

static const struct crm_trade kinds[] = {
	{ "target", .rules = { .save = target_save, .keep = period_keep } },
	{ "submission",
	    .rules = { .save = submission_save, .keep = period_keep } },
	{ "view", .rules = { .save = view_save } },
	{ "schedule", .rules = { .save = schedule_save } },
	{ .entity = NULL },
};

const struct crm_area area_plan = { .name = "plan", .kinds = kinds };
