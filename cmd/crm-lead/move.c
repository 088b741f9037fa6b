/* The verbs that take a lead through its states. */
#include "lead.h"

#include <crm/domain/lead.h>

enum crm_status
lead_move(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_lead_move m = {
		.step = (enum crm_lead_step)c->verb->step,
		.reason = crm_arg_text(c, "reason"),
		.wake_on = crm_arg_int(c, "wake_on"),
		.of = crm_arg_int(c, "of"),
	};

	return crm_lead_move(c->store, id, &m, done, err);
}
