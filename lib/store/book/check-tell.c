/* What the check finds, told. */
#include "store/book/check.h"

enum crm_status
check_tell(struct check *k, const struct crm_finding *f, struct crm_err *err)
{
	enum crm_status st = k->each(k->ctx, f, err);

	k->told++;
	crm_arena_reset(&k->arena);
	return st;
}

enum crm_status
check_find(struct check *k, const char *code, const struct crm_entity *e,
    const char *field, const char *text, const char *sql, struct crm_err *err)
{
	struct crm_finding f = {
		.code = code, .entity = e, .field = field, .text = text
	};
	struct crm_buf ordered = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&ordered, "%s ORDER BY 1", sql);
	st = crm_sql(k->s, ordered.data, &q, err);
	crm_buf_free(&ordered);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		f.record = crm_col_int(q, 0);
		if ((st = check_tell(k, &f, err)) != CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	return st;
}
