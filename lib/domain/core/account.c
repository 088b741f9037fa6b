/* Sums over what an account has, a customer and all below it, in the base currency. */
#include "core.h"

enum { ID, CURRENCY, RATE, AMOUNT, BASE };

enum crm_status
account_add(struct crm_store *s, const struct crm_entity *e,
    const struct crm_stmt *q, int64_t amount, int64_t *sum, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(q, CURRENCY);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, e, crm_col_int(q, ID));
	enum crm_status st = CRM_OK;
	int64_t base;

	switch (base_amount(s, crm_value_int(amount), currency,
	    crm_col(q, RATE, false), &base)) {
	case NO_RATE:
		st = crm_fail_record(err, CRM_RULE,
		    "%s is in %.*s without a rate, so the credit cannot be "
		    "told; set its rate",
		    id, (int)currency.n, currency.p);
		break;
	case IN_BASE:
		if (!__builtin_add_overflow(*sum, base, sum))
			break;
		/* fall through */
	default:
		st = crm_fail_record(
		    err, CRM_RULE, "%s is more than money can be", id);
	}
	crm_arena_free(&a);
	return st;
}

/* As it was booked, where that is known. */
static enum crm_status
add_row(struct crm_store *s, const struct crm_entity *e,
    const struct crm_stmt *q, int64_t *sum, struct crm_err *err)
{
	int64_t amount = crm_col_int(q, AMOUNT);

	if (amount <= 0)
		return CRM_OK;
	return !crm_col_null(q, BASE) &&
		!__builtin_add_overflow(*sum, crm_col_int(q, BASE), sum)
	    ? CRM_OK
	    : account_add(s, e, q, amount, sum, err);
}

enum crm_status
account_sum(struct crm_store *s, const char *entity, const char *sql,
    const struct crm_value *v, size_t n, int64_t *sum, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), entity);
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		st = add_row(s, e, q, sum, err);
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}
