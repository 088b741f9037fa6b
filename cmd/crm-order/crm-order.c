/* crm-order: orders and their lines, with the verbs of every record. */
#include <crm/cli/cli.h>
#include <crm/domain/book.h>

static const struct crm_noun nouns[] = {
	{ "order", true, NULL },
	{ "order-line", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-order",
	N_("orders and their lines"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
