/* Bank statements and bills of exchange. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "bank-line", .rules = { .dated = "booked_on" },
	    .unposted = "status = open" },
	{ "bill", .rules = { .dated = "received_on" } },
	{ .entity = NULL },
};

const struct crm_area area_bank = { .name = "bank", .kinds = kinds };
