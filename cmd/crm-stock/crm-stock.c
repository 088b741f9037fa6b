/* crm-stock: products, with the verbs of every record. */
#include <crm/cli/cli.h>
#include <crm/domain/book.h>

static const struct crm_noun nouns[] = {
	{ "product", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-stock",
	N_("products"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
