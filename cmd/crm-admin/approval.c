/* approve, reject, revoke. */
#include "admin.h"

#include <crm/domain/approval.h>

static enum crm_status
decide(struct crm_cmd *c, int64_t id, enum crm_decision d,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_text comment = crm_text_of(c->opt[CRM_OPT_REASON]);
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	bool stale;
	size_t i;

	for (i = 0; i < c->n_assign; i++) {
		if (!crm_text_is(c->assign[i].name, "comment"))
			return crm_fail(err, CRM_USAGE,
			    "%s takes comment=TEXT, "
			    "not '%s'",
			    c->verb->name,
			    crm_quote(quoted, c->assign[i].name));
		comment = c->assign[i].value;
	}
	st = crm_decide(c->store, id, d, comment, &stale, err);
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

enum crm_status
approval_approve(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return decide(c, id, CRM_APPROVE, done, err);
}

enum crm_status
approval_reject(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return decide(c, id, CRM_REJECT, done, err);
}

enum crm_status
approval_revoke(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return decide(c, id, CRM_REVOKE, done, err);
}
