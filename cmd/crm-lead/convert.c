/* convert: a qualified lead becomes customer, contact and deal. */
#include "lead.h"

#include <crm/domain/lead.h>

static enum crm_status
resolve(struct crm_cmd *c, const char *entity, struct crm_text text,
    int64_t *id, struct crm_err *err)
{
	return crm_resolve(
	    c->store, crm_dict_find(c->dict, entity), text, false, id, err);
}

static enum crm_status
read_operand(struct crm_cmd *c, const struct crm_assign *a,
    struct crm_conversion *how, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	if (crm_text_is(a->name, "customer"))
		return resolve(c, "customer", a->value, &how->customer, err);
	if (crm_text_is(a->name, "contact")) {
		how->no_contact = crm_text_is(a->value, "none");
		return how->no_contact
		    ? CRM_OK
		    : resolve(c, "contact", a->value, &how->contact, err);
	}
	if (crm_text_is(a->name, "deal")) {
		how->deal = crm_text_trim(a->value);
		return how->deal.n > 0
		    ? CRM_OK
		    : crm_fail(err, CRM_USAGE,
			  "deal= needs the name of the deal to make");
	}
	return crm_fail(err, CRM_USAGE,
	    "convert takes customer=ID, "
	    "contact=ID|none and deal=NAME, not '%s'",
	    crm_quote(quoted, a->name));
}

enum crm_status
lead_convert(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_conversion how = { .customer = 0 };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->n_assign && st == CRM_OK; i++)
		st = read_operand(c, &c->assign[i], &how, err);
	return st != CRM_OK ? st
			    : crm_lead_convert(c->store, id, &how, done, err);
}
