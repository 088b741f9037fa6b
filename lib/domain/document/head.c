/* What the head of every document fulfils, quote, contract or order. */
#include "head.h"

static bool
changes(const struct crm_saving *w, const char *field)
{
	return w->old == NULL || differs(w->old, w->new, field);
}

enum crm_status
document_head(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (w->undo)
		return CRM_OK;
	if (changes(w, "rate"))
		st = check_rate(w->new, err);
	if (st == CRM_OK && changes(w, "discount"))
		st = check_percent(w->new, "discount", err);
	return st;
}
