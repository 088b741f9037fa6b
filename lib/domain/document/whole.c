/* Whether there is so much of a product: of pieces there is no half, and of nothing less
 * than none. */
#include "line.h"

static enum crm_status
refuse(const char *sku, struct crm_err *err)
{
	return crm_fail_field(err, CRM_INVALID, "quantity",
	    "has more decimals than the unit of %s has; crm-stock set %s "
	    "decimals=N changes that",
	    sku, sku);
}

enum crm_status
line_whole(
    struct crm_store *s, const struct crm_record *line, struct crm_err *err)
{
	const struct crm_value product = line_get(line, "product");
	struct crm_value quantity = line_get(line, "quantity");
	struct crm_value unit = line_get(line, "unit");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	struct crm_stmt *q;
	bool row;

	if (product.kind != CRM_INT || quantity.kind != CRM_INT)
		return CRM_OK;
	/* A service of half an hour is no half of a piece. */
	st = crm_sql(s,
	    "SELECT \"sku\", \"unit\", coalesce(\"decimals\", 0) FROM product "
	    "WHERE \"id\" = ? AND coalesce(\"stocked\", 1) = 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, product);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if ((unit.kind != CRM_STR ||
		crm_text_eq(crm_fold_dup(&a, unit.t),
		    crm_fold_dup(&a, crm_col_text(q, 1)))) &&
	    quantity.i %
		    crm_pow10(CRM_DECIMAL_DIGITS - (int)crm_col_int(q, 2)) !=
		0)
		st = refuse(text_dup(&a, crm_col_text(q, 0)), err);
	crm_reset(q);
	crm_arena_free(&a);
	return st;
}

/* Whether a field comes to be below zero by this. */
static bool
sinks(const struct crm_saving *w, const char *field)
{
	struct crm_value is = line_get(w->new, field);
	struct crm_value was = w->old != NULL ? line_get(w->old, field)
					      : CRM_VALUE_NULL;

	return is.kind == CRM_INT && is.i < 0 &&
	    (was.kind != CRM_INT || was.i >= 0);
}

enum crm_status
line_not_below(const struct crm_saving *w, struct crm_err *err)
{
	/* What an import has may have come back. */
	if (w->import)
		return CRM_OK;
	if (sinks(w, "quantity"))
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is not below zero");
	return line_get(w->new, "product").kind == CRM_INT &&
		sinks(w, "unit_price")
	    ? crm_fail_field(err, CRM_INVALID, "unit_price",
		  "is not below zero: what is taken off is a line with an "
		  "amount alone")
	    : CRM_OK;
}
