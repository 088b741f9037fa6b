#include <crm/cli.h>
#include <crm/domain.h>

static const struct crm_verb verbs[] = {
	CRM_DUPES_VERB,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "lead", true, verbs },
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
