/* What customers brought in. */
#include "grading.h"

#include <crm/domain/sales.h>

#include <string.h>

static enum crm_status
add(struct crm_buf *out, const struct crm_sale *sale, struct crm_err *err)
{
	struct revenue r = { sale->customer, sale->amount }, last;
	size_t at = out->len - sizeof last;

	if (out->len > 0) {
		memcpy(&last, out->data + at, sizeof last);
		if (last.customer == sale->customer) {
			if (__builtin_add_overflow(
				last.amount, sale->amount, &r.amount))
				return crm_fail(err, CRM_FAIL, "sum overflows");
			memcpy(out->data + at, &r, sizeof r);
			return CRM_OK;
		}
	}
	crm_buf_add(out, &r, sizeof r);
	return CRM_OK;
}

enum crm_status
revenue_read(struct crm_store *s, int64_t from, int64_t to, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_sales sales;
	struct crm_sale sale;
	struct revenue *r;
	enum crm_status st;
	size_t n, i, kept = 0;
	bool found;

	if ((st = crm_sales_open(s, from + 1, to, &sales, err)) != CRM_OK)
		return st;
	while (st == CRM_OK &&
	    (st = crm_sales_next(&sales, &sale, &found, err)) == CRM_OK &&
	    found)
		st = add(out, &sale, err);
	crm_sales_close(&sales);
	n = out->len / sizeof *r;
	r = (struct revenue *)(void *)out->data;
	for (i = 0; i < n; i++)
		if (r[i].amount > 0)
			r[kept++] = r[i];
	out->len = kept * sizeof *r;
	return st;
}
