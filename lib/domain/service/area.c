/* After-sales service: cases, their clocks, surveys. */
#include "service.h"

static const struct crm_before before_case[] = {
	{ "customer",
	    "SELECT \"owner\", \"id\" FROM service_case WHERE "
	    "\"customer\" = ? AND \"owner\" IS NOT NULL AND \"id\" <> ? AND "
	    "\"deleted\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
	    2, "CS", N_(" of the same customer") },
	{ "customer",
	    "SELECT \"owner\", \"id\" FROM customer WHERE "
	    "\"id\" = ? AND \"owner\" IS NOT NULL AND \"deleted\" IS NULL",
	    1, "C", N_(", its customer") },
	{ .sql = NULL },
};

static const struct crm_hands hands_case = { .given = "assigned" };

/* What waits for an owner; who has taken it up keeps it where they leave. */
#define WAITS "(status is null or status = new)"

static const struct crm_trade kinds[] = {
	{ "case", .rules = { .save = case_save, .saved = case_saved },
	    .open = CASE_OPEN, .status = "status", .waits = WAITS,
	    .words = "open cases", .state = "status", .hands = &hands_case,
	    .before = before_case, .place = "customer", .near = "customer",
	    .first = "-coalesce(t.\"opened_at\", 0)", .lint = lint_case },
	{ "case-move", .rules = { .save = case_move_save }, .history = "case",
	    .first = "coalesce(t.\"at\", 0)" },
	{ "case-state", .rules = { .save = case_state_save } },
	{ "survey", .rules = { .save = survey_save } },
	{ "survey-answer",
	    .rules = { .save = survey_answer_save,
		.saved = survey_answer_saved },
	    .near = "customer", .first = "-coalesce(t.\"sent_at\", 0)",
	    .lint = lint_survey_answer },
	{ .entity = NULL },
};

/* clang-format off */
static const char *const states[] = {
	"waiting", "waiting", "yes",
	NULL,
};

/* How soon a case is to be answered, resolved and answered again, in working
 * minutes; of the default calendar, where a case and its team have none. */
static const char *const promises[] = {
	"case", "urgent", "30", "240", "60",
	"case", "high", "60", "480", "120",
	"case", "normal", "240", "1440", "480",
	"case", "low", "480", "2400", "960",
	NULL,
};
/* clang-format on */

static const struct crm_defaults defaults[] = {
	{ 7, "case-state", { "name", "status", "waits" }, states },
	{ 7, "sla",
	    { "kind", "priority", "response_minutes", "resolution_minutes",
		"reply_minutes" },
	    promises },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("case-response"),
	    "a case has had no first response, as it falls due",
	    response_alarm },
	{ N_("case-resolution"), "a case is not resolved, as it falls due",
	    resolution_alarm },
	{ N_("case-reply"), "a customer waits for a reply about a case",
	    reply_alarm },
	{ N_("survey"), "a survey is not answered", survey_alarm },
	{ N_("low-score"), "a low score is not followed up", low_alarm },
	{ .kind = NULL },
};

static crm_audit *const audits[] = { case_audit, NULL };

const struct crm_area area_service = { .name = "service",
	.kinds = kinds,
	.alarms = alarms,
	.defaults = defaults,
	.audits = audits };
