/* approve, reject, revoke. */
#include "admin.h"

#include <crm/domain/approval.h>

const struct crm_word approval_words[] = {
	{ .name = "comment",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_WHY,
	    .help = "why; else what --reason says" },
	{ .name = NULL },
};

enum crm_status
approval_decide(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	bool stale;

	st = crm_decide(c->store, id, (enum crm_decision)c->verb->step,
	    crm_arg_text(c, "comment"), &stale, err);
	if (st != CRM_OK)
		return st;
	*done = CRM_ACT_UPDATED;
	if (!stale)
		return CRM_OK;
	crm_id_format(&b, c->entity, id);
	crm_note(c,
	    "%s is stale: its record has other values now than when "
	    "it was asked for; ask anew",
	    b.data);
	crm_buf_free(&b);
	c->worst = CRM_RULE;
	return CRM_OK;
}
