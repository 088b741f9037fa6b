/*
 * What of a payment is for what: the open receivables that it may be for, in their
 * order, and how much each of them gets.
 */
#include "ledger.h"

#include <crm/domain/document.h>

/* A receivable that a payment may be for. */
struct candidate {
	int64_t id, open, take;
};

struct allocating {
	struct crm_store *s;
	const struct crm_allocating *how;
	struct crm_arena *a;
	struct side paid;
	struct crm_value seller; /* of the payment */
	struct candidate *c;     /* in the order of their turn */
	size_t n;
};

/* ---- who may get something ---- */

/* The customers whose receivables a payment may be for. */
#define PAYS_FOR \
	"WITH RECURSIVE below(\"id\") AS (SELECT CAST(? AS BIGINT) " \
	"UNION SELECT c.\"id\" FROM customer c JOIN below b " \
	"ON c.\"parent\" = b.\"id\" WHERE c.\"deleted\" IS NULL " \
	"AND CAST(? AS BIGINT) = 1) "

static bool
among(const int64_t *ids, size_t n, int64_t id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

static bool
is_meant(const struct crm_allocating *how, int64_t id)
{
	bool named = how->n_to == 0;
	size_t i;

	for (i = 0; i < how->n_to; i++)
		named |= how->to[i].receivable == id;
	return named && !among(how->exclude, how->n_exclude, id);
}

static enum crm_status
find_candidates(struct allocating *k, struct crm_err *err)
{
	int64_t today = crm_store_clock(k->s)->today;
	const char *base = crm_store_currency(k->s);
	const struct crm_value v[] = { crm_value_int(k->paid.customer),
		crm_value_int(k->how->subsidiaries),
		crm_value_int(
		    k->how->day != CRM_DATE_MIN ? k->how->day : today),
		crm_value_text(crm_text_of(base)),
		crm_value_text(crm_text_of(k->paid.currency)), k->seller,
		k->seller };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(k->s,
	    PAYS_FOR
	    "SELECT r.\"id\", r.\"open\" FROM receivable r "
	    "WHERE r.\"customer\" IN (SELECT \"id\" FROM below) "
	    "AND r.\"open\" > 0 AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL AND r.\"booked_on\" <= ? "
	    "AND coalesce(r.\"currency\", ?) = ? "
	    "AND (r.\"seller\" IS NULL OR CAST(? AS BIGINT) IS NULL "
	    "OR r.\"seller\" = ?) "
	    "ORDER BY coalesce(r.\"disputed\", 0), "
	    "coalesce(r.\"due_on\", r.\"booked_on\"), r.\"booked_on\", "
	    "r.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (!is_meant(k->how, crm_col_int(q, 0)))
			continue;
		k->c = crm_grow(k->a, k->c, k->n, &cap, sizeof *k->c);
		k->c[k->n++] = (struct candidate){ crm_col_int(q, 0),
			crm_col_int(q, 1), 0 };
	}
	return st;
}

/* ---- how much each gets ---- */

static void
take_oldest(struct allocating *k)
{
	int64_t left = k->paid.left;
	size_t i;

	for (i = 0; i < k->n; i++) {
		k->c[i].take = k->c[i].open < left ? k->c[i].open : left;
		left -= k->c[i].take;
	}
}

/* Of two with the same amount neither is meant for certain. */
static void
take_exact(struct allocating *k)
{
	size_t i, found = 0, n = 0;

	for (i = 0; i < k->n; i++)
		if (k->c[i].open == k->paid.left) {
			found = i;
			n++;
		}
	if (n == 1)
		k->c[found].take = k->c[found].open;
}

static void
take_pro_rata(struct allocating *k)
{
	int64_t *weight = crm_alloc_n(k->a, k->n + 1, sizeof *weight);
	int64_t *part = crm_alloc_n(k->a, k->n + 1, sizeof *part), sum = 0;
	size_t i;

	for (i = 0; i < k->n; i++)
		sum += weight[i] = k->c[i].open;
	if (sum == 0 ||
	    !crm_spread(
		sum < k->paid.left ? sum : k->paid.left, weight, k->n, part))
		return;
	for (i = 0; i < k->n; i++)
		k->c[i].take = part[i];
}

/* ---- those that the reference names ---- */

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

/* What no document of is named goes out. */
static enum crm_status
keep_named(struct allocating *k, struct crm_text reference, struct crm_err *err)
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

/* ---- a method ---- */

static enum crm_status
write_row(struct allocating *k, int64_t receivable, int64_t amount,
    int64_t paid, struct crm_err *err)
{
	const struct row row = { .kind = "payment",
		.payment = k->paid.id,
		.receivable = receivable,
		.amount = amount,
		.paid = paid,
		.day = k->how->day };
	int64_t id;
	enum crm_status st = row_insert(k->s, &row, &id, err);

	if (st == CRM_OK && k->how->each != NULL)
		k->how->each(k->how->ctx, id);
	return st;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* In the payment's money what an amount of the other currency is, and back. */
static bool
converted(const struct allocating *k, const struct side *owed, int64_t amount,
    bool back, int64_t *out)
{
	if (!back)
		return convert_money(
		    amount, owed->digits, k->how->rate, k->paid.digits, out);
	return crm_mul_div(amount,
	    crm_pow10(CRM_RATE_DIGITS) * crm_pow10(owed->digits) /
		crm_pow10(k->paid.digits),
	    k->how->rate, out);
}

static enum crm_status
take_explicit(
    struct allocating *k, const struct crm_allocate_to *to, struct crm_err *err)
{
	int64_t amount = to->amount, paid = 0;
	struct side owed;
	enum crm_status st;
	bool apart;

	if ((st = side_load(k->s, false, to->receivable, &owed, err)) != CRM_OK)
		return st;
	apart = k->how->rate != 0 &&
	    !crm_text_is(crm_text_of(owed.currency), k->paid.currency);
	if (amount == 0) {
		int64_t most = k->paid.left;

		if (apart && !converted(k, &owed, most, true, &most))
			most = owed.left;
		amount = least(owed.left, most);
	}
	/* Nothing is left for those that come later in the list. */
	if (amount == 0)
		return CRM_OK;
	if (apart) {
		if (!converted(k, &owed, amount, false, &paid))
			return crm_fail_field(err, CRM_INVALID, "rate",
			    "the amount is too large at this rate");
		paid = money_decimal(
		    to->amount == 0 ? least(paid, k->paid.left) : paid,
		    k->paid.digits);
	}
	if ((st = write_row(k, owed.id, amount, paid, err)) != CRM_OK)
		return st;
	return side_load(k->s, true, k->paid.id, &k->paid, err);
}

static enum crm_status
write_taken(struct allocating *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < k->n && st == CRM_OK; i++)
		if (k->c[i].take > 0)
			st = write_row(k, k->c[i].id, k->c[i].take, 0, err);
	return st;
}

static enum crm_status
by_method(struct allocating *k, struct crm_text reference, struct crm_err *err)
{
	enum crm_status st = find_candidates(k, err);

	if (st != CRM_OK)
		return st;
	switch (k->how->by) {
	case CRM_ALLOCATE_EXACT:
		take_exact(k);
		break;
	case CRM_ALLOCATE_PRO_RATA:
		take_pro_rata(k);
		break;
	case CRM_ALLOCATE_REFERENCE:
		if (k->how->n_to == 0 &&
		    (st = keep_named(k, reference, err)) != CRM_OK)
			return st;
		take_oldest(k);
		break;
	default:
		take_oldest(k);
		break;
	}
	return write_taken(k, err);
}

enum crm_status
crm_allocate(struct crm_store *s, int64_t payment,
    const struct crm_allocating *how, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "payment");
	struct crm_arena a = CRM_ARENA_INIT;
	struct allocating k = { .s = s, .how = how, .a = &a };
	struct crm_record r;
	enum crm_status st;
	size_t i;

	if (how->by == CRM_ALLOCATE_NONE)
		return CRM_OK;
	if ((st = side_load(s, true, payment, &k.paid, err)) != CRM_OK ||
	    (st = crm_load(s, e, payment, &a, &r, err)) != CRM_OK)
		goto out;
	k.seller = *value_of(&r, "seller");
	if (how->by != CRM_ALLOCATE_EXPLICIT) {
		if (k.paid.left > 0)
			st = by_method(&k, text_of(&r, "reference"), err);
		goto out;
	}
	for (i = 0; i < how->n_to && st == CRM_OK; i++)
		st = take_explicit(&k, &how->to[i], err);
out:
	crm_arena_free(&a);
	return st;
}

static void
note(void *ctx, int64_t allocation)
{
	*(int64_t *)ctx = allocation;
}

enum crm_status
crm_allocate_to(struct crm_store *s, int64_t payment, int64_t receivable,
    int64_t amount, int64_t day, int64_t *allocation, struct crm_err *err)
{
	const struct crm_allocate_to to = { receivable, amount };
	int64_t id = 0;
	const struct crm_allocating how = { .by = CRM_ALLOCATE_EXPLICIT,
		.to = &to,
		.n_to = 1,
		.day = day != CRM_DATE_MIN ? day : crm_store_clock(s)->today,
		.each = note,
		.ctx = &id };
	enum crm_status st = crm_allocate(s, payment, &how, err);

	if (st == CRM_OK && id == 0)
		st = crm_fail(err, CRM_RULE,
		    "nothing is left of the payment, or open of the receivable");
	if (allocation != NULL)
		*allocation = id;
	return st;
}
