/*
 * Companies that bear the name of a row but for legal form and punctuation.  What a name
 * comes to without them the trade knows, and is asked: the book has no index of it.
 */
#include "import.h"

/* Whether its records are companies, and no people of some. */
static bool
is_company(const struct crm_entity *e)
{
	return e->company >= 0 && e->person < 0;
}

enum crm_status
like_companies(
    struct import *im, struct crm_like *out, size_t *n, struct crm_err *err)
{
	int company = im->e->company;
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i, k;

	if (im->o->company == NULL || company < 0 ||
	    im->rec.v[company].kind != CRM_STR)
		return CRM_OK;
	for (k = 0; k < im->n_kinds && st == CRM_OK && *n < CRM_LIKE_KINDS;
	     k++) {
		const struct crm_entity *e = im->kind[k].e;

		for (i = 0; i < *n && out[i].entity != e; i++)
			continue;
		if (!is_company(e) || i < *n)
			continue;
		st = im->o->company(
		    im->o->ctx, e, im->rec.v[company].t, &id, err);
		if (st == CRM_OK && id != 0)
			out[(*n)++] = (struct crm_like){ e, id, CRM_T_TEXT };
	}
	return st;
}

void
like_company_came(struct import *im, int64_t id)
{
	const struct crm_value *v = im->e->company < 0
	    ? NULL
	    : &im->rec.v[im->e->company];

	if (im->o->company_came != NULL && v != NULL && is_company(im->e) &&
	    v->kind == CRM_STR)
		im->o->company_came(im->o->ctx, im->e, v->t, id);
}
