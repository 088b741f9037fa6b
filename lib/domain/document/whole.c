/* Whether there is so much of a product: of pieces there is no half. */
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
