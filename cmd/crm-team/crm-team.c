/* crm-team: users, teams and territories, with the verbs of every record. */
#include <crm/cli/cli.h>
#include <crm/domain/book.h>

static const struct crm_noun nouns[] = {
	{ "user", true, NULL },
	{ "team", true, NULL },
	{ "territory", true, NULL },
	{ "target", true, NULL,
	    .add = "metric=signed period=2026-Q4 amount=500000" },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-team",
	N_("users and teams"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
