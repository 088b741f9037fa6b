/* convert: a qualified lead becomes customer, contact and deal. */
#include "lead.h"

#include <crm/domain/lead.h>

const struct crm_word lead_convert_words[] = {
	{ .name = "customer",
	    .type = CRM_T_REF,
	    .entity = "customer",
	    .help = "one that is there; else found by e-mail, mobile or name, "
		    "or made" },
	{ .name = "contact",
	    .type = CRM_T_REF,
	    .flags = CRM_W_NONE,
	    .entity = "contact",
	    .help = "one that is there, or none; else found, or made" },
	{ .name = "deal",
	    .type = CRM_T_TEXT,
	    .arg = "NAME",
	    .help = "make a deal of this name" },
	{ .name = NULL },
};

enum crm_status
lead_convert(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_arg *contact = crm_arg(c, "contact");
	const struct crm_conversion how = {
		.customer = crm_arg_int(c, "customer"),
		.contact = crm_arg_int(c, "contact"),
		.no_contact = contact->given && contact->v.kind == CRM_NULL,
		.deal = crm_arg_text(c, "deal"),
	};

	return crm_lead_convert(c->store, id, &how, done, err);
}
