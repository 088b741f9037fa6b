/* crm-stock: products, and the ledger of what there is of them. */
#include "stock.h"

#include <crm/domain/book.h>

static const struct crm_noun nouns[] = {
	{ "product", true, move_verbs },
	{ "unit", true, NULL },
	{ "barcode", true, NULL },
	{ "price", true, NULL },
	{ "warehouse", true, NULL },
	{ "lot", true, NULL },
	{ "shelf", true, NULL },
	{ "level", true, NULL },
	{ "move", true, NULL },
	{ "layer", true, NULL },
	{ "reservation", true, NULL },
	{ "count", true, NULL },
	{ "count-line", true, NULL },
	{ "purchase", true, NULL },
	{ "purchase-line", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-stock",
	"products and stock",
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
