/* Books that one statement proves: its rows are lies. */
#include "core.h"

static enum crm_status
tell(struct crm_store *s, const struct lie *lie, const struct crm_stmt *q,
    found_each *each, void *ctx, struct crm_err *err)
{
	int digits = lie->digits < 0
	    ? crm_currency_digits(crm_store_currency(s))
	    : lie->digits;
	struct crm_buf is = CRM_BUF_INIT, should = CRM_BUF_INIT;
	struct crm_finding f = { .code = lie->code,
		.entity = crm_dict_find(crm_store_dict(s), lie->entity),
		.record = crm_col_int(q, 0) };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	crm_number_format(&is, crm_col_int(q, 1), digits, lie->digits < 0);
	crm_number_format(&should, crm_col_int(q, 2), digits, lie->digits < 0);
	f.text = crm_sprintf(&a, crm_tr(lie->words), is.data, should.data);
	st = each(ctx, &f, err);
	crm_buf_free(&is);
	crm_buf_free(&should);
	crm_arena_free(&a);
	return st;
}

enum crm_status
lies_tell(struct crm_store *s, const struct lie *lies, size_t n,
    found_each *each, void *ctx, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_stmt *q;
	size_t i;
	bool row;

	for (i = 0; i < n && st == CRM_OK; i++) {
		st = crm_sql(s, lies[i].sql, &q, err);
		while (st == CRM_OK &&
		    (st = crm_step(q, &row, err)) == CRM_OK && row)
			if ((st = tell(s, &lies[i], q, each, ctx, err)) !=
			    CRM_OK)
				crm_reset(q);
	}
	return st;
}
