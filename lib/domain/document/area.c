/* What documents are made with. */
#include "document.h"

static const struct crm_trade kinds[] = {
	{ "seller", { .save = seller_save } },
	{ "tax", { .save = tax_save } },
	{ "template", { .save = template_save } },
	{ "series",
	    { .save = series_save, .hide = series_hide, .undo = series_undo } },
	{ .entity = NULL },
};

/* clang-format off */
/* Value added tax in China, by its rates in percent. */
static const char *const taxes[] = {
	"13", "13", "no",
	"9", "9", "no",
	"6", "6", "no",
	"3", "3", "no",
	"1", "1", "no",
	"0", "0", "no",
	"exempt", "0", "yes",
	NULL,
};
/* clang-format on */

static const struct crm_defaults defaults[] = {
	{ 7, "tax", { "code", "rate", "exempt" }, taxes },
	{ .entity = NULL },
};

const struct crm_area area_document = {
	.name = "document", .kinds = kinds, .defaults = defaults
};
