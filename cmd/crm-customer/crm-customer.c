#include "customer.h"

#include <crm/domain.h>

static const struct crm_verb customer_verbs[] = {
	{ "group", CRM_V_IDS, CRM_G_OUT | CRM_G_IN | CRM_G_AS_OF,
	    "[ID… | -]", "customers with all below them, and what they have "
	    "together", customer_group, NULL },
	CRM_VERB_LINT,
	{ .name = NULL },
};

static const struct crm_verb contact_verbs[] = {
	CRM_VERB_LINT,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "customer", true, customer_verbs },
	{ "contact", true, contact_verbs },
	{ "relation", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-customer", "customers and contacts", nouns, crm_domain_hook,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
