/* Users and teams. */
#include "team.h"

static const struct crm_trade kinds[] = {
	{ "user", { .save = user_save, .hide = user_hide } },
	{ "team", { .save = team_save, .hide = check_name_stays } },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { team_audit, NULL };

const struct crm_area area_team = {
	.name = "team", .kinds = kinds, .audits = audits
};
