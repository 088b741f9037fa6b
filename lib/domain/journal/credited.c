/*
 * What of a credit note is no revenue any more, in the base currency: its share, and the
 * note behind which nothing of its order is left takes the rest of what that was charged.
 */
#include "post.h"

/* A credit note: its amount, its base, its net. */
struct note {
	int64_t id, amount, base, net;
};

/* Its own: of a letter that says of all its lines for what they are, as that says it. */
static enum crm_status
own_net(const struct posting *p, const struct note *n, int64_t *out,
    struct crm_err *err)
{
	int64_t tax = 0;
	bool known = false;
	enum crm_status st = post_is_foreign(p)
	    ? tax_of_note(p, n->id, &known, &tax, err)
	    : CRM_OK;

	*out = known ? n->base - tax : post_part(n->net, n->amount, n->base);
	return st;
}

/* ---- what its order was charged, and credited up to it ---- */

/* As it was when the note p was written: what came or went later posts for itself. */
#define CHARGED \
	"SELECT r.\"id\", r.\"amount\", " \
	"coalesce(r.\"amount_base\", r.\"amount\"), " \
	"coalesce(r.\"net\", r.\"amount\") FROM payment p " \
	"JOIN receivable r ON r.\"order\" = p.\"order\" " \
	"WHERE p.\"id\" = ? AND r.\"deleted\" IS NULL " \
	"AND r.\"born\" <= p.\"born\" AND r.\"booked_on\" <= p.\"received_on\" " \
	"AND (r.\"void_on\" IS NULL OR r.\"void_on\" > p.\"received_on\") " \
	"ORDER BY r.\"id\""
#define CREDITED \
	"SELECT q.\"id\", q.\"amount\", " \
	"coalesce(q.\"amount_base\", q.\"amount\"), " \
	"coalesce(q.\"net\", q.\"amount\") FROM payment p " \
	"JOIN payment q ON q.\"order\" = p.\"order\" AND q.\"kind\" = 'credit' " \
	"WHERE p.\"id\" = ? AND q.\"id\" <= p.\"id\" " \
	"AND q.\"deleted\" IS NULL " \
	"AND (q.\"void_on\" IS NULL OR q.\"id\" = p.\"id\") " \
	"ORDER BY q.\"id\""

static enum crm_status
read_notes(const struct posting *p, const char *sql, struct crm_arena *a,
    struct note **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	size_t cap = 0;
	bool row;
	enum crm_status st = crm_sql(p->s, sql, &q, err);

	*out = NULL;
	*n = 0;
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(p->e.id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct note){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2),
			crm_col_int(q, 3) };
	}
	return st;
}

static struct note
sum_of(const struct note *one, size_t n)
{
	struct note sum = { 0, 0, 0, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		sum.amount += one[i].amount;
		sum.base += one[i].base;
		sum.net += one[i].net;
	}
	return sum;
}

/* Whether all of it is credited with the note, at what it was worth. */
static bool
empties(
    const struct note *charged, size_t n, const struct note *credited, size_t k)
{
	const struct note a = sum_of(charged, n), b = sum_of(credited, k);

	return k > 0 && a.amount == b.amount && a.net == b.net &&
	    a.base == b.base;
}

static enum crm_status
find_rest(const struct posting *p, struct crm_arena *a, int64_t *net,
    struct crm_err *err)
{
	struct note *charged, *credited;
	int64_t rest = 0, own;
	size_t n, k, i;
	enum crm_status st = read_notes(p, CHARGED, a, &charged, &n, err);

	if (st == CRM_OK)
		st = read_notes(p, CREDITED, a, &credited, &k, err);
	if (st != CRM_OK || !empties(charged, n, credited, k))
		return st;
	for (i = 0; i < n; i++)
		rest += post_part(
		    charged[i].net, charged[i].amount, charged[i].base);
	for (i = 0; i + 1 < k && st == CRM_OK; i++) {
		st = own_net(p, &credited[i], &own, err);
		rest -= own;
	}
	*net = rest;
	return st;
}

enum crm_status
net_of_note(struct posting *p, int64_t *net, struct crm_err *err)
{
	const struct note it = { p->e.id, post_int(p, COL_A),
		post_int(p, COL_B), post_int(p, COL_E) };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = own_net(p, &it, net, err);

	if (st == CRM_OK && post_is_foreign(p))
		st = find_rest(p, &a, net, err);
	crm_arena_free(&a);
	return st;
}
