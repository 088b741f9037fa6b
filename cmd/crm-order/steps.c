/* The verbs that take an order through its states. */
#include "order.h"

const struct crm_word order_step_words[] = {
	CRM_WORD_REASON,
	{ .name = NULL },
};

const struct crm_word order_way_words[] = {
	CRM_WORD_REASON,
	{ .name = "override",
	    .type = CRM_T_BOOL,
	    .help = "over the credit limit, by the right credit" },
	{ .name = "warehouse",
	    .type = CRM_T_REF,
	    .entity = "warehouse",
	    .help = "from where its goods leave; else as it says" },
	{ .name = NULL },
};

const struct crm_word order_close_words[] = {
	CRM_WORD_REASON,
	{ .name = "rest",
	    .type = CRM_T_BOOL,
	    .help = "cancel what was not shipped" },
	{ .name = NULL },
};

enum crm_status
order_step(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_order_move m = {
		.step = (enum crm_order_step)c->verb->step,
		.reason = crm_arg_text(c, "reason"),
		.rest = crm_arg_int(c, "rest") == 1,
		.override = crm_arg_int(c, "override") == 1,
		.warehouse = crm_arg_int(c, "warehouse"),
	};

	enum crm_status st = crm_order_move(c->store, id, &m, done, err);

	/* What it is charged follows, and is printed with it. */
	return st == CRM_OK ? crm_follow_up(c->store, err) : st;
}
