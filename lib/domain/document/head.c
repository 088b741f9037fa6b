/* What the head of every document fulfils, quote, contract or order. */
#include "head.h"

#include <crm/domain/rate.h>

static bool
changes(const struct crm_saving *w, const char *field)
{
	return w->old == NULL || differs(w->old, w->new, field);
}

/* Whose deal it is of is whom it is for, where nobody says another. */
static enum crm_status
take_customer(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *deal = value_of(w->new, "deal");
	struct crm_value customer;
	enum crm_status st;

	if (w->import || deal->kind != CRM_INT ||
	    value_of(w->new, "customer")->kind != CRM_NULL ||
	    !changes(w, "deal"))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT \"customer\" FROM deal WHERE \"id\" = ?", deal, 1,
	    &customer, err);
	if (st == CRM_OK && customer.kind == CRM_INT)
		crm_record_set(
		    w->new, field_of(w->new->entity, "customer"), customer);
	return st;
}

/* What it was made of may have become another meanwhile. */
static enum crm_status
check_back(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_area *const *area;
	enum crm_status st = CRM_OK;

	for (area = crm_areas; *area != NULL && st == CRM_OK; area++)
		if ((*area)->back != NULL)
			st = (*area)->back(w, err);
	return st;
}

enum crm_status
document_head(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_back(w, err);

	if (st != CRM_OK || w->undo)
		return st;
	if ((st = take_customer(w, err)) == CRM_OK)
		st = crm_rate_fill(w, crm_rate_days, err);
	if (st == CRM_OK)
		st = crm_rate_follow(w, err);
	if (st == CRM_OK && changes(w, "rate"))
		st = check_rate(w->new, err);
	if (st == CRM_OK && changes(w, "discount"))
		st = check_percent(w->new, "discount", err);
	return st;
}
