#include <crm/cli.h>
#include <crm/domain.h>

static const struct crm_verb verbs[] = {
	CRM_DUPES_VERB,
	CRM_VERB_MERGE,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "customer", true, verbs },
	{ "contact", true, verbs },
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
