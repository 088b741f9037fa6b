/* What all messages of a command share: who sends them, when, of which book. */
#include "internal.h"

#include <crm/store/log.h>

enum crm_status
crm_cmd_domain(struct crm_cmd *c, const char **out, struct crm_err *err)
{
	struct crm_value born;
	enum crm_status st = crm_batch_at(c->store, 1, &born, err);

	if (st == CRM_OK)
		*out = crm_sprintf(c->arena, "%llx.crm",
		    (unsigned long long)(born.kind == CRM_INT ? born.i : 0));
	return st;
}

enum crm_status
crm_cmd_sent(struct crm_cmd *c, struct crm_delivery *out, struct crm_err *err)
{
	const char *book;
	enum crm_status st = crm_cmd_domain(c, &book, err);

	if (st != CRM_OK)
		return st;
	*out = (struct crm_delivery){ .now = c->clock.now,
		.zone = crm_cmd_zone(),
		.book = book,
		.chinese = c->chinese };
	return crm_has(c, CRM_OPT_SENDER)
	    ? crm_mail_parse(crm_text_of(c->opt[CRM_OPT_SENDER]),
		  &out->from_name, &out->from_address, err)
	    : CRM_OK;
}

enum crm_status
crm_cmd_delivery(
    struct crm_cmd *c, struct crm_delivery *out, struct crm_err *err)
{
	return crm_has(c, CRM_OPT_SENDER)
	    ? crm_cmd_sent(c, out, err)
	    : crm_fail(err, CRM_USAGE,
		  "mail needs to know who sends it: --from 'Sales "
		  "<crm@example.com>'");
}
