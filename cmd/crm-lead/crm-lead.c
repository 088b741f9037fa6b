/*
 * crm-lead: leads, campaigns, what visitors touched and models of who buys; the
 * tables of its nouns and verbs.
 */
#include "lead.h"

#include <crm/domain/book.h>
#include <crm/cli/verbs.h>

#define FLAGS (CRM_V_WRITE | CRM_V_IDS | CRM_V_ASSIGN)
#define GROUPS (CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP)

static const struct crm_verb verbs[] = {
	{ "work", FLAGS, GROUPS, "ID… | -", "take an assigned lead on", NULL,
	    lead_work },
	{ "reject", FLAGS, GROUPS, "ID… | - reason=TEXT",
	    "give an assigned lead back; it is new and nobody's", NULL,
	    lead_reject },
	{ "qualify", FLAGS, GROUPS, "ID… | - [reason=TEXT]",
	    "what is worked on is worth a deal", NULL, lead_qualify },
	{ "disqualify", FLAGS, GROUPS, "ID… | - reason=TEXT",
	    "nothing will come of it", NULL, lead_disqualify },
	{ "recycle", FLAGS, GROUPS, "ID… | - wake_on=DATE [reason=TEXT]",
	    "let it sleep; it reads as new from that day", NULL, lead_recycle },
	{ "duplicate", FLAGS, GROUPS, "ID… | - of=LEAD",
	    "it repeats another lead", NULL, lead_duplicate },
	{ "reopen", FLAGS, GROUPS, "ID… | - [reason=TEXT]",
	    "an unqualified or recycled lead is open again", NULL,
	    lead_reopen },
	{ "convert", FLAGS, GROUPS,
	    "ID… | - [customer=ID] [contact=ID|none] [deal=NAME]",
	    "make a customer, a contact and a deal of it", NULL, lead_convert },
	{ "capture", CRM_V_WRITE | CRM_V_ASSIGN | CRM_V_FREE,
	    CRM_G_OUT | CRM_G_IN | CRM_G_WRITE, "[FILE | -] [field=value…]",
	    "make leads of vCards, or of the text of scanned cards",
	    lead_capture, NULL },
	CRM_VERB_ASSIGN,
	{ "response", CRM_V_IDS,
	    CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_AS_OF, "[ID… | -]",
	    "when the first response was due, and when it came", lead_response,
	    NULL },
	{ "overdue", 0, CRM_G_OUT | CRM_G_WHERE | CRM_G_AS_OF, "",
	    "leads whose first response is overdue, and who is told",
	    lead_overdue, NULL },
	CRM_VERBS_OWN,
	CRM_VERB_DUPES,
	CRM_VERB_SCORE,
	CRM_VERB_LINT,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

static const struct crm_verb campaign_verbs[] = {
	{ "enroll", CRM_V_WRITE | CRM_V_ASSIGN | CRM_V_FREE,
	    CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    "CAMPAIGN segment=NAME [of=lead|contact] | CAMPAIGN -",
	    "make leads or contacts members, but who opted out", lead_enroll,
	    NULL },
	{ .name = NULL },
};

static const struct crm_verb model_verbs[] = {
	{ "train", CRM_V_WRITE | CRM_V_ASSIGN | CRM_V_FREE,
	    CRM_G_OUT | CRM_G_WRITE | CRM_G_WHERE,
	    "NAME fields=LIST [won=EXPR] [lost=EXPR] [plain=yes]",
	    "learn from leads that were won and lost", lead_train, NULL },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "lead", true, verbs },
	{ "campaign", true, campaign_verbs },
	{ "campaign-member", true, NULL },
	{ "touch", true, NULL },
	{ "model", true, model_verbs },
	{ "model-value", true, NULL },
	{ "pool", false, crm_pool_verbs },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-lead",
	"leads, from the first touch to the conversion",
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
