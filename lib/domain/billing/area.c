/*
 * How receivables arise: behind orders, deliveries, returns and contracts, once a
 * batch, when all of a document is there.
 */
#include "billing.h"

static bool
any_differs(const struct crm_saving *w, const char *const *fields)
{
	size_t i;

	for (i = 0; fields[i] != NULL; i++)
		if (differs(w->old, w->new, fields[i]))
			return true;
	return false;
}

/* What is retained is a part of what is charged; what comes off, no less than
 * nothing. */
static enum crm_status
terms_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (w->undo)
		return CRM_OK;
	if ((st = check_percent(w->new, "retention", err)) == CRM_OK)
		st = check_at_least(w->new, "retention_days", 0, err);
	if (st == CRM_OK &&
	    crm_field_index(w->new->entity, CRM_TEXT("deposit")) >= 0)
		st = check_at_least(w->new, "deposit", 0, err);
	return st;
}

/* An order is charged from when it is confirmed. */
static enum crm_status
order_saved(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fields[] = { "status", "form", "deposit",
		"gross", "amount", NULL };

	(void)err;
	if (w->old != NULL && any_differs(w, fields) &&
	    value_of(w->new, "confirmed_at")->kind == CRM_INT)
		crm_later(w->store, bill_order, w->new->entity, w->new->id);
	return CRM_OK;
}

static enum crm_status
line_saved(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fields[] = { "form", "milestone", "starts_on",
		"ends_on", "period", "anchor_day", "cancelled", NULL };
	const struct crm_value *order = value_of(w->new, "order");

	(void)err;
	if (w->old != NULL && order->kind == CRM_INT && any_differs(w, fields))
		crm_later(w->store, bill_order,
		    crm_dict_find(crm_store_dict(w->store), "order"), order->i);
	return CRM_OK;
}

static enum crm_status
delivery_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	if (w->old == NULL)
		crm_later(w->store, bill_delivery, w->new->entity, w->new->id);
	return CRM_OK;
}

static enum crm_status
return_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	if (w->old == NULL)
		crm_later(w->store, bill_return, w->new->entity, w->new->id);
	return CRM_OK;
}

static enum crm_status
contract_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status = text_of(w->new, "status");

	(void)err;
	if (w->old == NULL || !differs(w->old, w->new, "status"))
		return CRM_OK;
	if (crm_text_is(status, "signed"))
		crm_later(w->store, bill_contract, w->new->entity, w->new->id);
	else if (crm_text_is(status, "terminated"))
		crm_later(
		    w->store, bill_terminated, w->new->entity, w->new->id);
	return CRM_OK;
}

/* What a red letter takes back of what is not to be paid any more may be credited. */
static enum crm_status
invoice_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const struct crm_value *order = value_of(w->new, "order");
	const struct crm_value *contract = value_of(w->new, "contract");

	(void)err;
	if (value_of(w->new, "red_of")->kind != CRM_INT ||
	    !crm_text_is(text_of(w->new, "status"), "issued") ||
	    (w->old != NULL && !differs(w->old, w->new, "status")))
		return CRM_OK;
	if (order->kind == CRM_INT)
		crm_later(
		    w->store, bill_order, crm_dict_find(d, "order"), order->i);
	else if (contract->kind == CRM_INT)
		crm_later(w->store, bill_contract, crm_dict_find(d, "contract"),
		    contract->i);
	return CRM_OK;
}

static const struct crm_joined joined[] = {
	{ "order", terms_saved },
	{ "contract", terms_saved },
	{ "order", order_saved },
	{ "order-line", line_saved },
	{ "delivery", delivery_saved },
	{ "return", return_saved },
	{ "contract", contract_saved },
	{ "invoice", invoice_saved },
	{ .entity = NULL },
};

const struct crm_area area_billing = { .name = "billing",
	.joined = joined,
	.served = bill_served,
	.left = bill_left };
