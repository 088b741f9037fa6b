/* approve, reject, revoke, send-back, delegate, add-step. */
#include "admin.h"

#include <crm/domain/approval.h>

#define WORD_COMMENT \
	{ \
		.name = "comment", .type = CRM_T_TEXT, .flags = CRM_W_WHY, \
		.help = "why; else what --reason says" \
	}

const struct crm_word approval_words[] = {
	WORD_COMMENT,
	{ .name = NULL },
};

const struct crm_word delegate_words[] = {
	{ .name = "to",
	    .type = CRM_T_REF,
	    .flags = CRM_W_NEEDED,
	    .entity = "user",
	    .help = "who decides instead" },
	WORD_COMMENT,
	{ .name = NULL },
};

const struct crm_word add_step_words[] = {
	{ .name = "steps",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "STEPS",
	    .help = "roles or logins, as in the matrix: legal+finance > mia" },
	{ .name = NULL },
};

enum crm_status
approval_delegate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	*done = CRM_ACT_UPDATED;
	return crm_delegate(c->store, id, crm_arg_int(c, "to"),
	    crm_arg_text(c, "comment"), err);
}

enum crm_status
approval_add_step(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	*done = CRM_ACT_UPDATED;
	return crm_add_step(c->store, id, crm_arg_text(c, "steps"), err);
}

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
