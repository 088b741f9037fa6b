/* The units of a product beside its own. */
#include "core.h"

/* What the product has no unit of that name for. */
static enum crm_status
unknown(const struct unit_of *of, struct crm_text name, struct crm_arena *a,
    struct crm_err *err)
{
	const char *said = text_dup(a, name);

	return crm_fail_field(err, CRM_RULE, "unit",
	    "%s is kept in %s, and nothing says how many of these a %s is; "
	    "crm-stock unit add product=%s name=%s contains=N says so",
	    of->sku,
	    of->unit.n == 0 ? crm_tr("no unit") : text_dup(a, of->unit), said,
	    of->sku, said);
}

enum crm_status
unit_find(struct crm_store *s, const struct unit_of *of, struct crm_text name,
    struct crm_arena *a, struct unit *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(of->product),
		crm_value_text(crm_fold_dup(a, name)) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct unit){ .contains = 1, .per = 1, .own = true };
	if (name.n == 0 || crm_text_eq(v[1].t, crm_fold_dup(a, of->unit)))
		return CRM_OK;
	st = crm_sql(s,
	    "SELECT \"contains\", coalesce(\"per\", 1), "
	    "coalesce(\"decimals\", 0) FROM unit WHERE \"product\" = ? "
	    "AND \"name_f\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return unknown(of, name, a, err);
	*out = (struct unit){ crm_col_int(q, 0), crm_col_int(q, 1),
		(int)crm_col_int(q, 2), false };
	crm_reset(q);
	return CRM_OK;
}
