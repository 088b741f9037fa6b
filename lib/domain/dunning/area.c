/* Dunning: who is reminded of what is overdue, at which level. */
#include "dunning.h"

static const struct crm_trade kinds[] = {
	{ "dunning-level", .rules = { .save = level_save } },
	{ "dunning-notice",
	    .rules = { .save = notice_save,
		.hide = notice_stays,
		.dated = "sent_on" } },
	{ .entity = NULL },
};

/* clang-format off */
static const char *const levels[] = {
	"1", "7", "Reminder", "no",
	"2", "15", "Second reminder", "no",
	"3", "30", "Dunning letter", "no",
	"4", "60", "Last warning", "yes",
	NULL,
};

static const char *const levels_zh[] = {
	"1", "7", "付款提醒", "no",
	"2", "15", "再次提醒", "no",
	"3", "30", "催款函", "no",
	"4", "60", "最后通知", "yes",
	NULL,
};
/* clang-format on */

static const struct crm_defaults defaults[] = {
	{ 8, "dunning-level", { "level", "days", "name", "hold" }, levels,
	    levels_zh },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("receivable"),
	    "what a customer owes is due or overdue; from 3 days before",
	    receivable_alarm },
	{ N_("promise"), "payment was promised for this day and is not there",
	    promise_alarm },
	{ N_("dunning"), "what is overdue has reached a level that nobody told",
	    dunning_alarm },
	{ .kind = NULL },
};

const struct crm_area area_dunning = { .name = "dunning",
	.kinds = kinds,
	.defaults = defaults,
	.alarms = alarms,
	.ships = dunning_holds };
