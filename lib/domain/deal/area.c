/* Deals and the stages of their pipelines. */
#include "deal.h"

#include <crm/domain/deal.h>
#include <crm/domain/line.h>

#define OPEN "stage.type = open"

static const struct crm_before before_deal[] = {
	{ "customer",
	    "SELECT \"owner\", \"id\" FROM customer WHERE "
	    "\"id\" = ? AND \"owner\" IS NOT NULL AND \"deleted\" IS NULL",
	    1, "C", N_(", its customer") },
	{ "customer",
	    "SELECT \"owner\", \"id\" FROM deal WHERE "
	    "\"customer\" = ? AND \"owner\" IS NOT NULL AND \"id\" <> ? AND "
	    "\"deleted\" IS NULL ORDER BY \"id\" DESC LIMIT 1",
	    2, "D", N_(" of the same customer") },
	{ .sql = NULL },
};

/* What is filled in when a deal ends is not known of one that came closed. */
static const char *const late_deal[] = { "stage_type", "cycle", "closed_on",
	"close_reason", "probability", "category", "learned", "scored", NULL };
static const char *const final_deal[] = { "amount", "amount_base", "rate",
	"expected_close", "next_step", "competitors", "score", "contact",
	"criteria", "decision_process", "tags", NULL };

static const struct crm_life life_deal = {
	.opened = "opened_on",
	.closed = "closed_on",
	.age = "age",
	.late = late_deal,
	.final = final_deal,
	.step = "stage",
	.share = "probability",
};

static const struct crm_trade kinds[] = {
	{ "deal",
	    .rules = { .save = deal_save,
		.keep = deal_keep,
		.saved = deal_saved },
	    .open = OPEN, .waits = OPEN, .lint = lint_deal,
	    .words = "open deals", .ended = N_("closed"), .before = before_deal,
	    .moves = "stage", .place = "customer", .near = "customer",
	    .chance = "learned", .life = &life_deal,
	    .first = "-coalesce(t.\"closed_on\", 3000000)" },
	{ "deal-line",
	    .rules = { .save = deal_line_save,
		.worked = &crm_line_worked,
		.saved = deal_line_saved } },
	{ "party", .rules = { .save = party_save, .settle = party_settle } },
	{ "stage", .rules = { .save = stage_save, .hide = check_name_stays } },
	{ .entity = NULL },
};

/* clang-format off */
/* DOMAIN §3: the pipeline that most teams know.  Probability in percent. */
static const char *const stages[] = {
	"default", "qualification", "1", "open", "10", "pipeline",
	"default", "needs", "2", "open", "25", "pipeline",
	"default", "proposal", "3", "open", "50", "best_case",
	"default", "negotiation", "4", "open", "75", "best_case",
	"default", "contract", "5", "open", "90", "commit",
	"default", "won", "6", "won", "100", "closed",
	"default", "lost", "7", "lost", "0", "omitted",
	NULL,
};

static const char *const stages_zh[] = {
	"default", "初步接触", "1", "open", "10", "pipeline",
	"default", "需求确认", "2", "open", "25", "pipeline",
	"default", "方案报价", "3", "open", "50", "best_case",
	"default", "商务谈判", "4", "open", "75", "best_case",
	"default", "合同签订", "5", "open", "90", "commit",
	"default", "赢单", "6", "won", "100", "closed",
	"default", "输单", "7", "lost", "0", "omitted",
	NULL,
};
/* clang-format on */

static const struct crm_defaults defaults[] = {
	{ 1, "stage",
	    { "pipeline", "name", "seq", "type", "probability", "category" },
	    stages, stages_zh },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("close"), "an open deal was expected to close by now",
	    close_alarm },
	{ N_("rot"), "a deal is idle for longer than its stage allows",
	    rot_alarm },
	{ N_("registration"),
	    "the registration of a deal by a partner ends; from 7 days before",
	    registration_alarm },
	{ .kind = NULL },
};

static crm_audit *const audits[] = { party_audit, deal_audit, NULL };

const struct crm_area area_deal = {
	.name = "deal",
	.kinds = kinds,
	.alarms = alarms,
	.defaults = defaults,
	.audits = audits,
	.demand = deal_demand,
};
