/* What people are told beside what is due, and how they want to be. */
#include "notice.h"

static const struct crm_trade kinds[] = {
	{ "watch", { .save = watch_save, .hide = preference_hide } },
	{ "notice", { .hide = notice_hide, .undo = notice_undo } },
	{ "escalation", { .save = escalation_save, .hide = escalation_hide } },
	{ "preference", { .save = preference_save, .hide = preference_hide } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("notice"),
	    "assigned, changed, approved, sent back, reclaimed, mentioned",
	    notice_alarm },
	{ .kind = NULL },
};

const struct crm_area area_notice = { .name = "notice",
	.kinds = kinds,
	.alarms = alarms,
	.begin = escalation_begin };
