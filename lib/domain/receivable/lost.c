/* Money that did not come after all: what it was for is owed again, what of it was paid
 * back is owed anew. */
#include "ledger.h"

enum crm_status
crm_refunds_free(struct crm_store *s, int64_t payment, int64_t day,
    struct crm_arena *a, struct crm_refunded **out, size_t *n,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(payment);
	struct rows_back back = { .s = s, .day = day };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"refund\", CAST(sum(\"amount\") AS BIGINT) "
	    "FROM allocation WHERE \"payment\" = ? AND \"refund\" "
	    "IS NOT NULL AND \"deleted\" IS NULL GROUP BY \"refund\" "
	    "HAVING sum(\"amount\") > 0 ORDER BY min(\"id\")",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct crm_refunded){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	return st != CRM_OK || *n == 0
	    ? st
	    : each_id(s,
		  "SELECT \"id\" FROM allocation WHERE \"payment\" = ? "
		  "AND \"kind\" = 'refund' AND \"reverses\" IS NULL "
		  "AND \"deleted\" IS NULL ORDER BY \"id\" DESC",
		  &v, 1, row_back_rest, &back, err);
}

enum crm_status
crm_refund_from(struct crm_store *s, int64_t refund, int64_t payment,
    int64_t amount, int64_t day, struct crm_err *err)
{
	const struct row row = { .kind = "refund",
		.payment = payment,
		.refund = refund,
		.amount = amount,
		.day = day };

	return row_insert(s, &row, NULL, err);
}

/* ---- what was paid back of nothing ---- */

/* No credit stands behind a refund any more; *base is what it is worth. */
static enum crm_status
let_stand(struct crm_store *s, const struct crm_refunded *r, int64_t day,
    int64_t *base, struct crm_err *err)
{
	const struct row row = { .kind = "opening",
		.payment = r->refund,
		.amount = r->amount,
		.day = day };
	struct side x;
	enum crm_status st = side_load(s, true, r->refund, &x, err);

	if (st != CRM_OK)
		return st;
	*base = side_base(&x, r->amount);
	return row_insert(s, &row, NULL, err);
}

/* What of the payment was paid back is owed by who got it. */
static enum crm_status
owe_anew(struct crm_store *s, const struct crm_record *payment,
    const struct crm_lost *how, int64_t amount, int64_t base,
    struct crm_err *err)
{
	static const char *const same[] = { "customer", "seller", "currency",
		NULL };
	struct crm_arena a = CRM_ARENA_INIT;
	const char *const *name;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, crm_dict_find(crm_store_dict(s), "receivable"), &a);
	for (name = same; *name != NULL; name++)
		if (given(payment, *name))
			set(&r, *name, *value_of(payment, *name));
	if (how->number.n > 0)
		set(&r, "number", crm_value_text(how->number));
	set(&r, "form", crm_value_text(CRM_TEXT("opening")));
	set(&r, "amount", crm_value_int(amount));
	set(&r, "amount_base", crm_value_int(base));
	set(&r, "booked_on", crm_value_int(how->day));
	set(&r, "due_on", crm_value_int(how->due));
	st = crm_insert(s, &r, err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
owe_refunds(struct crm_store *s, const struct crm_record *payment,
    const struct crm_lost *how, const struct crm_refunded *r, size_t n,
    struct crm_err *err)
{
	int64_t amount = 0, base = 0, one = 0;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && st == CRM_OK; i++) {
		st = let_stand(s, &r[i], how->day, &one, err);
		amount += r[i].amount;
		base += one;
	}
	return st == CRM_OK && n > 0
	    ? owe_anew(s, payment, how, amount, base, err)
	    : st;
}

enum crm_status
crm_payment_lost(struct crm_store *s, int64_t payment,
    const struct crm_lost *how, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_refunded *refunded;
	struct crm_record r;
	enum crm_action done;
	enum crm_status st;
	size_t n, rows;

	st = crm_load(s, crm_dict_find(crm_store_dict(s), "payment"), payment,
	    &a, &r, err);
	if (st == CRM_OK)
		st = crm_unallocate_all(s, payment, 0, how->day, &rows, err);
	if (st == CRM_OK)
		st = crm_refunds_free(
		    s, payment, how->day, &a, &refunded, &n, err);
	if (st == CRM_OK)
		st = crm_payment_void(s, payment, how->day, &done, err);
	if (st == CRM_OK)
		st = owe_refunds(s, &r, how, refunded, n, err);
	crm_arena_free(&a);
	return st;
}
