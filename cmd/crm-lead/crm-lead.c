#include "crm-lead.h"

#include <crm/domain.h>

static const struct crm_verb lead_verbs[] = {
	CRM_SCORE_VERB,
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
	{ "lead", true, lead_verbs },
	{ "campaign", true, NULL },
	{ "touch", true, NULL },
	{ "model", true, model_verbs },
	{ "model-value", true, NULL },
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
