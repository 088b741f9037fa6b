/*
 * crm-lead: leads, campaigns, what visitors touched and models of who buys; the
 * tables of its nouns and verbs.
 */
#include "lead.h"

#include <crm/domain/book.h>
#include <crm/domain/lead.h>
#include <crm/cli/verbs.h>

/* ---- the moves, and what each takes ---- */

static const struct crm_word may_say_why[] = {
	CRM_WORD_REASON,
	{ .name = NULL },
};
static const struct crm_word must_say_why[] = {
	CRM_WORD_REASON_RULED,
	{ .name = NULL },
};
static const struct crm_word recycle_words[] = {
	{ .name = "wake_on",
	    .type = CRM_T_DATE,
	    .flags = CRM_W_NEEDED,
	    .help = "the day it reads as new" },
	CRM_WORD_REASON,
	{ .name = NULL },
};
static const struct crm_word duplicate_words[] = {
	{ .name = "of",
	    .type = CRM_T_REF,
	    .flags = CRM_W_NEEDED,
	    .arg = "LEAD",
	    .help = "the lead that it repeats" },
	CRM_WORD_REASON,
	{ .name = NULL },
};
static const struct crm_word capture_words[] = {
	CRM_WORD_FIELDS(0),
	{ .name = NULL },
};

#define STATE \
	.group = "States", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"
#define MOVE STATE, .each = lead_move

static const struct crm_verb verbs[] = {
	{ .name = "work",
	    MOVE,
	    .words = may_say_why,
	    .help = "take an assigned lead on",
	    .step = CRM_LEAD_WORK },
	{ .name = "reject",
	    MOVE,
	    .words = must_say_why,
	    .help = "give an assigned lead back; it is new and nobody's",
	    .step = CRM_LEAD_REJECT },
	{ .name = "qualify",
	    MOVE,
	    .words = may_say_why,
	    .help = "what is worked on is worth a deal",
	    .step = CRM_LEAD_QUALIFY },
	{ .name = "disqualify",
	    MOVE,
	    .words = must_say_why,
	    .help = "nothing will come of it",
	    .step = CRM_LEAD_DISQUALIFY },
	{ .name = "recycle",
	    MOVE,
	    .words = recycle_words,
	    .help = "let it sleep; it reads as new from that day",
	    .step = CRM_LEAD_RECYCLE },
	{ .name = "duplicate",
	    MOVE,
	    .words = duplicate_words,
	    .help = "it repeats another lead",
	    .step = CRM_LEAD_DUPLICATE },
	{ .name = "reopen",
	    MOVE,
	    .words = may_say_why,
	    .help = "an unqualified or recycled lead is open again",
	    .step = CRM_LEAD_REOPEN },
	{ .name = "convert",
	    STATE,
	    .words = lead_convert_words,
	    .help = "make a customer, a contact and a deal of it",
	    .each = lead_convert },
	{ .name = "capture",
	    .group = "New leads",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "[FILE | -]",
	    .example = "card.txt",
	    .words = capture_words,
	    .help = "make leads of vCards, or of the text of scanned cards",
	    .run = lead_capture },
	CRM_VERB_ASSIGN,
	CRM_VERBS_OWN,
	{ .name = "response",
	    .group = "Response times",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_AS_OF,
	    .operands = "[ID… | -]",
	    .help = "when the first response was due, and when it came",
	    .run = lead_response },
	{ .name = "overdue",
	    .group = "Response times",
	    .groups = CRM_G_OUT | CRM_G_WHERE | CRM_G_AS_OF,
	    .help = "leads whose first response is overdue, and who is told",
	    .run = lead_overdue },
	CRM_VERB_SCORE,
	CRM_VERB_CLASSIFY,
	CRM_VERB_SUGGEST,
	CRM_VERB_DUPES,
	CRM_VERB_LINT,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

static const struct crm_verb campaign_verbs[] = {
	{ .name = "enroll",
	    .group = "Campaigns",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "CAMPAIGN [-]",
	    .example = "CP1 segment=hot",
	    .words = lead_enroll_words,
	    .help = "make leads or contacts members, but who opted out",
	    .run = lead_enroll },
	{ .name = NULL },
};

static const struct crm_verb model_verbs[] = {
	{ .name = "train",
	    .group = CRM_GROUP_SCORES,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_WHERE,
	    .operands = "NAME",
	    .example = "first fields=source,industry",
	    .words = lead_train_words,
	    .help = "learn from leads that were won and lost",
	    .run = lead_train },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "lead", true, verbs },
	{ "campaign", true, campaign_verbs },
	{ "campaign-member", true, NULL,
	    .add = "campaign=CP1 member=L1 status=sent" },
	{ "touch", true, NULL },
	{ "model", true, model_verbs },
	{ "model-value", true, NULL },
	{ "pool", false, crm_pool_verbs },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-lead",
	N_("leads, from the first touch to the conversion"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
