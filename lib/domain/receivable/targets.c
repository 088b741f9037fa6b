/* What somebody names as paid: receivables, and invoices, which mean those that they
 * cover; with an amount or without. */
#include "ledger.h"

#include <string.h>

struct reading {
	struct crm_store *s;
	struct crm_arena *a;
	struct crm_allocate_to *to;
	size_t n, cap;
};

static void
add(struct reading *k, int64_t receivable, int64_t amount)
{
	k->to = crm_grow(k->a, k->to, k->n, &k->cap, sizeof *k->to);
	k->to[k->n++] = (struct crm_allocate_to){ receivable, amount };
}

/* An amount above zero in the currency of a receivable; 0 where none is given. */
static enum crm_status
read_amount(struct reading *k, int64_t receivable, struct crm_text text,
    int64_t *out, struct crm_err *err)
{
	struct side x;
	enum crm_status st;

	*out = 0;
	if (text.n == 0)
		return CRM_OK;
	if ((st = side_load(k->s, false, receivable, &x, err)) == CRM_OK)
		st = crm_number_parse(text, x.digits, 0, out, err);
	return st == CRM_OK && *out <= 0
	    ? crm_fail(err, CRM_INVALID, "what is allocated is above zero")
	    : st;
}

/* The receivables that an invoice covers, with what is open of each. */
static enum crm_status
read_covered(struct reading *k, int64_t invoice, struct crm_text text,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(invoice);
	int64_t *ids, amount = 0, rest, take;
	enum crm_status st;
	struct side x;
	size_t i, n;

	st = crm_ids(k->s,
	    "SELECT r.\"id\" FROM receivable r WHERE r.\"deleted\" IS NULL "
	    "AND r.\"void_on\" IS NULL AND r.\"id\" IN ("
	    "SELECT l.\"receivable\" FROM invoice_line l "
	    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL) "
	    "ORDER BY r.\"due_on\", r.\"booked_on\", r.\"id\"",
	    &v, 1, k->a, &ids, &n, err);
	if (st == CRM_OK && n == 0)
		st = crm_fail(err, CRM_RULE, "I%lld covers no receivable",
		    (long long)v.i);
	if (st == CRM_OK)
		st = read_amount(k, ids[0], text, &amount, err);
	rest = amount;
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (amount == 0) {
			add(k, ids[i], 0);
			continue;
		}
		if ((st = side_load(k->s, false, ids[i], &x, err)) != CRM_OK)
			break;
		/* The last takes what is too much, and refuses it. */
		take = i + 1 == n || rest < x.left ? rest : x.left;
		rest -= take;
		if (take > 0)
			add(k, ids[i], take);
	}
	return st;
}

/* A name is a receivable's, else an invoice's. */
static enum crm_status
read_name(struct reading *k, struct crm_text name, struct crm_text amount,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(k->s);
	const struct crm_reference ref = { .text = name };
	struct crm_err other;
	int64_t id, sum;
	enum crm_status st;

	st = crm_refer(k->s, crm_dict_find(d, "receivable"), &ref, &id, err);
	if (st == CRM_OK) {
		st = read_amount(k, id, amount, &sum, err);
		if (st == CRM_OK)
			add(k, id, sum);
		return st;
	}
	if (crm_refer(k->s, crm_dict_find(d, "invoice"), &ref, &id, &other) !=
	    CRM_OK)
		return st;
	return read_covered(k, id, amount, err);
}

enum crm_status
crm_allocate_read(struct crm_store *s, struct crm_text list,
    struct crm_arena *a, struct crm_allocate_to **out, size_t *n,
    struct crm_err *err)
{
	struct reading k = { .s = s, .a = a };
	enum crm_status st = CRM_OK;
	struct crm_text item;
	size_t i;

	while (st == CRM_OK && list_item(&list, &item)) {
		for (i = item.n; i > 0 && item.p[i - 1] != '='; i--)
			;
		st = i == 0
		    ? read_name(&k, item, (struct crm_text){ NULL, 0 }, err)
		    : read_name(&k,
			  crm_text_trim((struct crm_text){ item.p, i - 1 }),
			  crm_text_trim(
			      (struct crm_text){ item.p + i, item.n - i }),
			  err);
	}
	*out = k.to;
	*n = k.n;
	return st;
}

/* ---- the other way ---- */

/* The last first. */
#define ROWS_FOR(which) \
	"SELECT a.\"id\" FROM allocation a WHERE a.\"kind\" = 'payment' AND " which \
	" AND a.\"reverses\" IS NULL AND a.\"deleted\" IS NULL " \
	"ORDER BY a.\"id\" DESC"

enum crm_status
crm_unallocate_all(struct crm_store *s, int64_t payment, int64_t receivable,
    int64_t day, size_t *n, struct crm_err *err)
{
	const struct crm_value of_payment[] = { crm_value_int(payment),
		crm_value_int(receivable), crm_value_int(receivable) };
	const struct crm_value of_receivable = crm_value_int(receivable);
	struct rows_back back = { .s = s, .day = day };
	enum crm_status st;

	st = payment != 0
	    ? each_id(s,
		  ROWS_FOR(
		      "a.\"payment\" = ? AND (a.\"receivable\" = ? OR ? = 0)"),
		  of_payment, COUNT(of_payment), row_back_rest, &back, err)
	    : each_id(s, ROWS_FOR("a.\"receivable\" = ?"), &of_receivable, 1,
		  row_back_rest, &back, err);
	*n = back.n;
	return st;
}
