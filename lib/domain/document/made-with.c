/* Sellers and taxes, checked when they are saved. */
#include "document.h"

#include <ctype.h>

enum crm_status
tax_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *exempt = value_of(w->new, "exempt");
	const struct crm_value *rate = value_of(w->new, "rate");
	enum crm_status st = check_percent(w->new, "rate", err);

	if (st == CRM_OK && exempt->kind == CRM_INT && exempt->i != 0 &&
	    rate->kind == CRM_INT && rate->i != 0)
		st = crm_fail(err, CRM_INVALID,
		    "what is exempt is not taxed: rate=0, or exempt=no");
	return st;
}

/* It stands in numbers of documents, between hyphens. */
enum crm_status
seller_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text code = text_of(w->new, "code");
	size_t i;

	for (i = 0; i < code.n; i++)
		if (!isalnum((unsigned char)code.p[i]))
			return crm_fail(err, CRM_INVALID,
			    "a seller's code is letters and digits, for it "
			    "stands in numbers: not %.*s",
			    (int)code.n, code.p);
	return CRM_OK;
}
