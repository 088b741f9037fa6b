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

/* Of another unit than the product's own the half may be one, too; one that the product
 * has not is told of where it is turned into that. */
static enum crm_status
check_other(struct crm_store *s, const struct unit_of *of, struct crm_text name,
    int64_t quantity, struct crm_arena *a, struct crm_err *err)
{
	struct crm_err unknown;
	struct unit unit;
	enum crm_status st = unit_find(s, of, name, a, &unit, &unknown);
	const char *said = text_dup(a, name);

	if (st == CRM_RULE)
		return CRM_OK;
	if (st != CRM_OK)
		*err = unknown;
	if (st != CRM_OK || unit.own ||
	    quantity % crm_pow10(CRM_DECIMAL_DIGITS - unit.decimals) == 0)
		return st;
	return crm_fail_field(err, CRM_INVALID, "quantity",
	    "has more decimals than a %s of %s has", said, of->sku);
}

enum crm_status
line_whole(
    struct crm_store *s, const struct crm_record *line, struct crm_err *err)
{
	const struct crm_value product = line_get(line, "product");
	struct crm_value quantity = line_get(line, "quantity");
	struct crm_value unit = line_get(line, "unit");
	struct crm_arena a = CRM_ARENA_INIT;
	struct unit_of of;
	enum crm_status st;
	struct crm_stmt *q;
	int64_t step;
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
	of = (struct unit_of){ product.i, text_dup(&a, crm_col_text(q, 0)),
		crm_text_of(text_dup(&a, crm_col_text(q, 1))) };
	step = crm_pow10(CRM_DECIMAL_DIGITS - (int)crm_col_int(q, 2));
	crm_reset(q);
	if (unit.kind == CRM_STR &&
	    !crm_text_eq(crm_fold_dup(&a, unit.t), crm_fold_dup(&a, of.unit)))
		st = check_other(s, &of, unit.t, quantity.i, &a, err);
	else if (quantity.i % step != 0)
		st = refuse(of.sku, err);
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
