/* Pools, and when a record falls into one. */
#include "pool.h"

static const struct crm_trade kinds[] = {
	{ "pool", { .save = pool_save, .hide = check_name_stays } },
	{ "reclaim-rule", { .save = reclaim_save } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("reclaim"), "an owner's record goes to a pool; from its notice on",
	    pool_alarm },
	{ .kind = NULL },
};

const struct crm_area area_pool = {
	.name = "pool", .kinds = kinds, .alarms = alarms
};
