/* Whose number stands in the reference of a payment: receivables, their orders, the
 * invoices that cover them. */
#include "allocate.h"

static bool
is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
	    (unsigned char)c >= 0x80;
}

/* Whether a number stands in a text by itself; both are folded. */
static bool
stands_in(struct crm_text text, struct crm_text number)
{
	size_t i;

	for (i = 0; number.n > 0 && i + number.n <= text.n; i++)
		if (crm_text_eq(
			(struct crm_text){ text.p + i, number.n }, number) &&
		    (i == 0 || !is_word(text.p[i - 1])) &&
		    (i + number.n == text.n || !is_word(text.p[i + number.n])))
			return true;
	return false;
}

static enum crm_status
is_named(struct allocating *k, struct crm_text reference, int64_t id, bool *yes,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(id), crm_value_int(id),
		crm_value_int(id), crm_value_int(id) };
	struct crm_text own = crm_fold_dup(k->a,
	    crm_text_of(typed_id(
		k->a, crm_dict_find(crm_store_dict(k->s), "receivable"), id)));
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*yes = stands_in(reference, own);
	if (*yes)
		return CRM_OK;
	/* Its own number, its order's, those of its invoices. */
	st = crm_sql(k->s,
	    "SELECT \"number_f\" FROM receivable WHERE \"id\" = ? "
	    "UNION ALL SELECT o.\"number_f\" FROM sale_order o "
	    "JOIN receivable r ON r.\"order\" = o.\"id\" WHERE r.\"id\" = ? "
	    "UNION ALL SELECT i.\"number_f\" FROM invoice i "
	    "JOIN invoice_line l ON l.\"invoice\" = i.\"id\" "
	    "AND l.\"deleted\" IS NULL WHERE l.\"receivable\" = ? "
	    "UNION ALL SELECT i.\"official_no_f\" FROM invoice i "
	    "JOIN invoice_line l ON l.\"invoice\" = i.\"id\" "
	    "AND l.\"deleted\" IS NULL WHERE l.\"receivable\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		*yes |= !crm_col_null(q, 0) &&
		    stands_in(reference, crm_col_text(q, 0));
	return st;
}

static enum crm_status
of_the_order(struct allocating *k, int64_t id, bool *yes, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(k->paid.id),
		crm_value_int(id) };
	struct crm_value n;
	enum crm_status st = crm_get_int(k->s,
	    "SELECT count(*) FROM payment p JOIN receivable r "
	    "ON r.\"order\" = p.\"order\" WHERE p.\"id\" = ? AND r.\"id\" = ?",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

enum crm_status
named_keep(struct allocating *k, struct crm_text reference, struct crm_err *err)
{
	struct crm_text folded = crm_fold_dup(k->a, reference);
	enum crm_status st = CRM_OK;
	size_t i, kept = 0;
	bool yes;

	for (i = 0; i < k->n && st == CRM_OK; i++) {
		st = is_named(k, folded, k->c[i].id, &yes, err);
		if (st == CRM_OK && !yes)
			st = of_the_order(k, k->c[i].id, &yes, err);
		if (yes)
			k->c[kept++] = k->c[i];
	}
	k->n = kept;
	return st;
}
