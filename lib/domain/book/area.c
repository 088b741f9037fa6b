/* The book: its settings, the users' fields and segments, its hours. */
#include "book.h"

static const struct crm_trade kinds[] = {
	{ "setting", { .save = setting_save, .hide = setting_hide } },
	{ "field", { .save = field_save, .hide = field_hide } },
	{ "segment", { .save = segment_save, .hide = check_name_stays } },
	{ "calendar", { .save = calendar_save } },
	{ "holiday", { .save = holiday_save } },
	{ "sla", { .save = sla_save } },
	{ "period",
	    { .save = period_save,
		.hide = period_hide,
		.saved = period_saved,
		.undo = period_undo } },
	{ "right", { .save = right_save } },
	{ "rate", { .save = rate_save } },
	{ .entity = NULL },
};

/* clang-format off */
static const char *const calendars[] = {
	"default", "mon-fri 09:00-12:00 13:00-18:00",
	NULL,
};

/* How soon a lead is to be answered, in working minutes. */
static const char *const slas[] = {
	"lead", "urgent", "60", "default",
	"lead", "high", "240", "default",
	"lead", "normal", "480", "default",
	"lead", "low", "960", "default",
	NULL,
};
/* clang-format on */

static const struct crm_defaults defaults[] = {
	{ 2, "calendar", { "name", "week" }, calendars },
	{ 2, "sla", { "kind", "priority", "response_minutes", "calendar" },
	    slas },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { rules_audit, settings_audit, NULL };

const struct crm_area area_book = {
	.name = "book", .kinds = kinds, .defaults = defaults, .audits = audits
};
