#include "crm-lead.h"

#include <crm/domain.h>

static const struct crm_verb verbs[] = {
	CRM_VERB_ASSIGN,
	{ "response", CRM_V_IDS,
	    CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_AS_OF, "[ID… | -]",
	    "when the first response was due, and when it came",
	    lead_response, NULL },
	{ "overdue", 0, CRM_G_OUT | CRM_G_WHERE | CRM_G_AS_OF, "",
	    "leads whose first response is overdue, and who is told",
	    lead_overdue, NULL },
	CRM_OWN_VERBS,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "lead", true, verbs },
	{ "campaign", true, NULL },
	{ "touch", true, NULL },
	{ "model", true, NULL },
	{ "model-value", true, NULL },
	{ "pool", false, crm_pool_verbs },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-lead", "leads and campaigns", nouns, crm_domain_hook,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
