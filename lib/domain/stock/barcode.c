/* One name for goods: no barcode is the sku of other goods, and none is of a unit that
 * nobody knows. */
#include "stock.h"

/* The one whose name, folded, is a text, and which is not of a product. */
static enum crm_status
check_not_taken(const struct crm_saving *w, const char *field, const char *sql,
    const char *entity, int64_t product, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), entity);
	const struct crm_value v[] = { crm_value_text(crm_fold_dup(
					   w->arena, text_of(w->new, field))),
		crm_value_int(product) };
	struct crm_value other;
	enum crm_status st = crm_get_int(
	    w->store, sql, v, COUNT(v), &other, err);

	return st != CRM_OK || other.kind == CRM_NULL
	    ? st
	    : crm_fail_field(err, CRM_RULE, field, "is taken by %s",
		  typed_id(w->arena, e, other.i));
}

static bool
is_new(const struct crm_saving *w, const char *field)
{
	return text_of(w->new, field).n > 0 &&
	    (w->old == NULL || comes_back(w->old, w->new) ||
		differs(w->old, w->new, field));
}

enum crm_status
check_sku(const struct crm_saving *w, struct crm_err *err)
{
	return is_new(w, "sku")
	    ? check_not_taken(w, "sku",
		  "SELECT min(\"id\") FROM barcode WHERE \"code_f\" = ? "
		  "AND \"product\" <> ? AND \"deleted\" IS NULL",
		  "barcode", w->new->id, err)
	    : CRM_OK;
}

/* A scan of it finds how many pieces that is.  A file may bring the units later. */
static enum crm_status
check_unit(const struct crm_saving *w, int64_t product, struct crm_err *err)
{
	int64_t one = CRM_WHOLE;

	if (w->import || w->undo || !is_new(w, "unit"))
		return CRM_OK;
	return crm_stock_quantity(
	    w->store, product, text_of(w->new, "unit"), &one, err);
}

enum crm_status
barcode_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *product = value_of(w->new, "product");
	enum crm_status st = CRM_OK;

	/* What is lacking is told by the write path. */
	if (product->kind != CRM_INT)
		return CRM_OK;
	if (is_new(w, "code") ||
	    (w->old != NULL && differs(w->old, w->new, "product")))
		st = check_not_taken(w, "code",
		    "SELECT min(\"id\") FROM product WHERE \"sku_f\" = ? "
		    "AND \"id\" <> ? AND \"deleted\" IS NULL",
		    "product", product->i, err);
	return st == CRM_OK ? check_unit(w, product->i, err) : st;
}
