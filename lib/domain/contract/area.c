/* Contracts, their lines, clauses and signatures. */
#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "contract", .rules = { .dated = "drawn_on" },
	    .unposted = "status in (draft, in_review, approved)" },
	{ .entity = NULL },
};

const struct crm_area area_contract = { .name = "contract", .kinds = kinds };
