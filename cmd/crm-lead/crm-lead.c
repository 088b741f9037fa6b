#include <crm/cli.h>
#include <crm/domain.h>

static const struct crm_verb lead_verbs[] = {
	CRM_VERB_ASSIGN,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "lead", true, lead_verbs },
	{ "campaign", true, NULL },
	{ "touch", true, NULL },
	{ "model", true, NULL },
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
