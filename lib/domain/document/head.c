/* What the head of every document fulfils, quote, contract or order. */
#include "head.h"

#include <crm/domain/rate.h>

static bool
changes(const struct crm_saving *w, const char *field)
{
	return w->old == NULL || differs(w->old, w->new, field);
}

enum crm_status
document_head(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const days[] = { "ordered_on", "quoted_on",
		"drawn_on", NULL };
	enum crm_status st;

	if (w->undo)
		return CRM_OK;
	st = crm_rate_fill(w, days, err);
	if (st == CRM_OK && changes(w, "rate"))
		st = check_rate(w->new, err);
	if (st == CRM_OK && changes(w, "discount"))
		st = check_percent(w->new, "discount", err);
	return st;
}
