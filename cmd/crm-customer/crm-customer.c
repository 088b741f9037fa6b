/*
 * crm-customer: customers, their contacts and relations; the tables of its
 * nouns and verbs.
 */
#include "customer.h"

#include <crm/domain/book.h>
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

static const struct crm_noun nouns[] = {
	{ "customer", true, verbs },
	{ "contact", true, contact_verbs },
	{ "relation", true, NULL },
	{ "pool", false, crm_pool_verbs },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-customer",
	N_("customers and contacts"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
