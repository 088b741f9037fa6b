/*
 * crm-customer: customers, their contacts and relations, after-sales service; the
 * tables of its nouns and verbs.
 */
#include "customer.h"

#include <crm/domain/book.h>
#include <crm/domain/service.h>
#include <crm/cli/verbs.h>

static const struct crm_verb verbs[] = {
	{ .name = "grade",
	    .group = "Grades and care",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_WHERE |
		CRM_G_EXPLAIN,
	    .operands = "[ID… | -]",
	    .help = "grade by rules or revenue; without ids all customers",
	    .run = customer_grade },
	{ .name = "care",
	    .group = "Grades and care",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_ON,
	    .operands = "[ID… | -]",
	    .help = "who is due to be contacted again, by grade",
	    .run = customer_care },
	{ .name = "group",
	    .group = "Groups",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_AS_OF,
	    .operands = "[ID… | -]",
	    .help =
		"customers with all below them, and what they have together",
	    .run = customer_group },
	CRM_VERB_ASSIGN,
	CRM_VERBS_OWN,
	CRM_VERB_DUPES,
	CRM_VERB_LINT,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

static const struct crm_verb contact_verbs[] = {
	CRM_VERB_DUPES,
	CRM_VERB_LINT,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

/* ---- cases and surveys ---- */

static const struct crm_word may_say_why[] = {
	CRM_WORD_REASON,
	{ .name = NULL },
};
static const struct crm_word wait_words[] = {
	{ .name = "for",
	    .type = CRM_T_REF,
	    .entity = "case-state",
	    .arg = "STATE",
	    .help = "a state of waiting, which says whether the clock stops" },
	CRM_WORD_REASON,
	{ .name = NULL },
};
static const struct crm_word resolve_words[] = {
	{ .name = "resolution", .type = CRM_T_TEXT, .help = "what was done" },
	CRM_WORD_REASON,
	{ .name = NULL },
};
static const struct crm_word split_words[] = {
	CRM_WORD_FIELDS(CRM_W_NEEDED),
	{ .name = NULL },
};

#define CASE_EACH \
	.group = "Cases", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"
#define CASE_MOVE CASE_EACH, .each = case_move

static const struct crm_verb case_verbs[] = {
	{ .name = "take",
	    CASE_MOVE,
	    .words = may_say_why,
	    .help = "make a case that nobody has yours",
	    .step = CRM_CASE_TAKE },
	{ .name = "work",
	    CASE_MOVE,
	    .words = may_say_why,
	    .help = "begin, or go on when it waits no more",
	    .step = CRM_CASE_WORK },
	{ .name = "wait",
	    CASE_MOVE,
	    .words = wait_words,
	    .help = "it waits: for the customer, or what for= says",
	    .step = CRM_CASE_WAIT },
	{ .name = "resolve",
	    CASE_MOVE,
	    .words = resolve_words,
	    .help = "what was asked for is done; the clocks stop",
	    .step = CRM_CASE_RESOLVE },
	{ .name = "close",
	    CASE_MOVE,
	    .words = may_say_why,
	    .help = "it is over for good; surveys are sent",
	    .step = CRM_CASE_CLOSE },
	{ .name = "reopen",
	    CASE_MOVE,
	    .words = may_say_why,
	    .help = "go on with a resolved one; later, a new one continues it",
	    .step = CRM_CASE_REOPEN },
	{ .name = "split",
	    CASE_EACH,
	    .words = split_words,
	    .help = "make another case of a part of it",
	    .each = case_split },
	{ .name = "sla",
	    .group = "Cases",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_AS_OF,
	    .operands = "[ID… | -]",
	    .help = "the clocks: what is due when, and what it took; of all "
		    "that are open, or these",
	    .run = case_sla },
	{ .name = "learn",
	    .group = "Categories",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_WHERE,
	    .operands = "NAME",
	    .example = "topics fields=product,channel",
	    .words = crm_classify_words,
	    .help = "learn the categories from cases that are over",
	    .run = crm_verb_classify },
	{ .name = "suggest",
	    .group = "Categories",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE,
	    .operands = "[ID… | -]",
	    .help = "the likeliest category; of all without one, or these",
	    .run = crm_verb_suggest },
	CRM_VERB_ASSIGN,
	CRM_VERB_LINT,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

static const struct crm_verb survey_verbs[] = {
	{ .name = "send",
	    .group = "Surveys",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "SURVEY [-]",
	    .example = "SV1",
	    .help = "ask the contacts or cases of a stream; a periodic one "
		    "asks who is due",
	    .run = survey_send },
	{ .name = "answer",
	    .group = "Surveys",
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .operands = "TOKEN",
	    .example = "TOKEN score=9",
	    .words = survey_answer_words,
	    .help = "what somebody answers with the token of a link",
	    .run = survey_answer },
	{ .name = NULL },
};

static const struct crm_verb survey_answer_verbs[] = {
	{ .name = "follow",
	    .group = "Surveys",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .help = "open the task that follows a low score up",
	    .each = survey_follow },
	CRM_VERB_LINT,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "customer", true, verbs },
	{ "contact", true, contact_verbs },
	{ "relation", true, NULL, .add = "customer=C1 kind=partner other=C2" },
	{ "pool", false, crm_pool_verbs },
	{ "case", true, case_verbs },
	{ "case-move", true, NULL },
	{ "survey", true, survey_verbs },
	{ "survey-answer", true, survey_answer_verbs },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-customer",
	N_("customers, contacts, cases and surveys"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
