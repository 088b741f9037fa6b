/* Invoices and their red letters. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "invoice", .rules = { .dated = "issued_on" },
	    .unposted = "status = requested" },
	{ .entity = NULL },
};

const struct crm_area area_invoice = { .name = "invoice", .kinds = kinds };
