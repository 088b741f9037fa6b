/* Rules that give points, and what was learned. */
#include "score.h"

#include <crm/domain/area.h>

static const struct crm_trade kinds[] = {
	{ "score-rule", { .save = score_rule_save } },
	{ "model", { .save = model_save } },
	{ "model-value", { .save = model_value_save } },
	{ .entity = NULL },
};

const struct crm_area area_score = { .name = "score", .kinds = kinds };
