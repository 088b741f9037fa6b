/* Groups of sums kept apart by currency, added up.  Beside apart.c, where what each deal
 * asks for is small enough to be put in its place. */
#include "kit.h"

void *
apart_base(const struct apart *x)
{
	return x->n == 0 ? NULL : x->by[0].sums;
}

enum crm_status
apart_merge(struct apart *x, struct tally_run *r, const struct apart *from,
    size_t size,
    enum crm_status (*merge)(
	struct tally_run *r, void *sums, const void *from, struct crm_err *err),
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < from->n && st == CRM_OK; i++) {
		const struct apart_sum *y = &from->by[i];

		st = merge(r,
		    apart_at(x, r->arena,
			crm_text_of(y->currency == NULL ? "" : y->currency),
			size),
		    y->sums, err);
	}
	return st;
}
