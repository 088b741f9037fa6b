/*
 * What early payment, or somebody, took off the price of what is credited now.  A note over
 * a part of what was paid takes back its share of that, which is rounded once, and the note
 * over the last of it the rest: he gets back what he paid for it.
 */
#include "billing.h"

#include <crm/domain/receivable.h>

/* ---- what belongs together ---- */

enum scope { OF_ORDER, OF_CONTRACT, OF_LETTER };

/* Receivables r, and credit notes p, of an order that is charged by itself, of a contract with
 * a plan, or on the invoice that a red letter takes back. */
/* clang-format off */
static const char *const receivables[] = {
	[OF_ORDER] = "r.\"order\" = ?",
	[OF_CONTRACT] = "r.\"order\" IS NULL AND r.\"contract\" = ?",
	[OF_LETTER] = "r.\"id\" IN (SELECT x.\"receivable\" "
		"FROM invoice_line x WHERE x.\"invoice\" = ? "
		"AND x.\"deleted\" IS NULL)",
};
static const char *const credits[] = {
	[OF_ORDER] = "p.\"order\" = ?",
	[OF_CONTRACT] = "coalesce((SELECT o.\"contract\" FROM sale_order o "
		"WHERE o.\"id\" = p.\"order\"), p.\"contract\") = ?",
	[OF_LETTER] = "p.\"invoice\" IN (SELECT y.\"invoice\" "
		"FROM invoice_line x JOIN invoice_line y "
		"ON y.\"receivable\" = x.\"receivable\" AND y.\"deleted\" IS NULL "
		"WHERE x.\"invoice\" = ? AND x.\"deleted\" IS NULL)",
};

/* The delivery that a note is for: of its return, or of all that its red letter is about. */
#define DELIVERY_OF \
	"coalesce((SELECT d.\"delivery\" FROM sale_return t " \
	"JOIN delivery_line d ON d.\"id\" = t.\"delivery_line\" " \
	"WHERE t.\"id\" = p.\"return\" AND EXISTS (SELECT 1 FROM receivable x " \
	"WHERE x.\"delivery\" = d.\"delivery\" AND x.\"void_on\" IS NULL " \
	"AND x.\"deleted\" IS NULL)), (SELECT CASE WHEN min(x.\"delivery\") = " \
	"max(x.\"delivery\") AND count(*) = count(x.\"delivery\") " \
	"THEN min(x.\"delivery\") END FROM invoice_line l JOIN receivable x " \
	"ON x.\"id\" = l.\"receivable\" WHERE l.\"invoice\" = p.\"invoice\" " \
	"AND l.\"deleted\" IS NULL), 0)"
#define GIVEN_UP(kind) \
	"coalesce((SELECT CAST(sum(a.\"amount\") AS BIGINT) FROM write_off w " \
	"JOIN allocation a ON a.\"write_off\" = w.\"id\" " \
	"AND a.\"deleted\" IS NULL WHERE w.\"receivable\" = r.\"id\" " \
	"AND w.\"status\" = 'posted' AND w.\"deleted\" IS NULL " \
	"AND w.\"kind\" " kind " 'discount'), 0)"
/* clang-format on */

struct owing {
	int64_t id, delivery, amount;
	int64_t open;     /* or given up, which nobody paid either */
	int64_t discount; /* that was taken off it */
	bool retained;
};

struct sharing {
	struct crm_store *s;
	struct crm_arena a;
	enum scope scope;
	int64_t of;
	struct owing *owing;
	size_t n;
	int64_t delivery; /* that the note is for; 0: for no single one */
};

/* What of some of them was paid, or taken off, and is not credited by others; and what was
 * taken off. */
struct paid {
	int64_t worth, discount, open[2]; /* not retained, retained */
};

/* ---- what there is ---- */

static enum crm_status
find_scope(
    struct sharing *h, const struct crm_crediting *c, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(c->contract),
		crm_value_int(c->order) };
	struct crm_value contract;
	enum crm_status st = crm_get_int(h->s,
	    "SELECT min(r.\"contract\") FROM receivable r "
	    "WHERE r.\"order\" IS NULL AND (r.\"contract\" = ? "
	    "OR r.\"contract\" = (SELECT o.\"contract\" FROM sale_order o "
	    "WHERE o.\"id\" = ?)) AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL",
	    v, COUNT(v), &contract, err);

	if (st == CRM_OK && contract.kind == CRM_INT) {
		h->scope = OF_CONTRACT;
		h->of = contract.i;
	} else {
		h->scope = c->order != 0 ? OF_ORDER : OF_LETTER;
		h->of = c->order != 0 ? c->order : c->invoice;
	}
	return st;
}

static const char *
sql(struct sharing *h, const char *before, const char *of, const char *after)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_buf_printf(&b, "%s%s%s", before, of, after);
	text = text_dup(&h->a, crm_text_of(b.data));
	crm_buf_free(&b);
	return text;
}

static enum crm_status
read_owing(struct sharing *h, int64_t *discount, struct crm_err *err)
{
	enum { ID, DELIVERY, AMOUNT, OPEN, DISCOUNT, RETAINED };
	struct crm_stmt *q;
	size_t cap = 0;
	bool row;
	enum crm_status st = crm_sql(h->s,
	    sql(h,
		"SELECT r.\"id\", coalesce(r.\"delivery\", 0), r.\"amount\", "
		"r.\"open\" + " GIVEN_UP("<>") ", " GIVEN_UP(
		    "=") ", coalesce(r.\"retained\", 0) FROM receivable r "
			 "WHERE ",
		receivables[h->scope],
		" AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL "
		"AND r.\"booked_on\" <= {today} "
		"ORDER BY coalesce(r.\"due_on\", 2932896), r.\"id\""),
	    &q, err);

	*discount = 0;
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(h->of));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		h->owing = crm_grow(
		    &h->a, h->owing, h->n, &cap, sizeof *h->owing);
		h->owing[h->n++] = (struct owing){ .id = crm_col_int(q, ID),
			.delivery = crm_col_int(q, DELIVERY),
			.amount = crm_col_int(q, AMOUNT),
			.open = crm_col_int(q, OPEN),
			.discount = crm_col_int(q, DISCOUNT),
			.retained = crm_col_int(q, RETAINED) == 1 };
		*discount += crm_col_int(q, DISCOUNT);
	}
	return st;
}

static enum crm_status
find_delivery(struct sharing *h, int64_t payment, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(payment);
	struct crm_value delivery = CRM_VALUE_NULL;
	enum crm_status st = h->scope == OF_ORDER
	    ? crm_get_int(h->s,
		  "SELECT " DELIVERY_OF " FROM payment p WHERE p.\"id\" = ?",
		  &id, 1, &delivery, err)
	    : CRM_OK;

	h->delivery = delivery.kind == CRM_INT ? delivery.i : 0;
	return st;
}

/* What other notes credited: those for the delivery all, others what they lowered of it; 0:
 * all of them. */
static enum crm_status
credited(struct sharing *h, int64_t payment, int64_t delivery, int64_t *out,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(delivery),
		crm_value_int(delivery), crm_value_int(delivery),
		crm_value_int(h->of), crm_value_int(payment) };
	struct crm_value sum;
	enum crm_status st = crm_get_int(h->s,
	    sql(h,
		"SELECT CAST(sum(CASE WHEN ? = 0 OR " DELIVERY_OF " = ? "
		"THEN p.\"amount\" ELSE coalesce((SELECT sum(a.\"amount\") "
		"FROM allocation a JOIN receivable x "
		"ON x.\"id\" = a.\"receivable\" AND x.\"delivery\" = ? "
		"WHERE a.\"payment\" = p.\"id\" AND a.\"deleted\" IS NULL), 0) "
		"END) AS BIGINT) FROM payment p WHERE ",
		credits[h->scope],
		" AND p.\"kind\" = 'credit' AND p.\"void_on\" IS NULL "
		"AND p.\"deleted\" IS NULL AND p.\"id\" <> ?"),
	    v, COUNT(v), &sum, err);

	*out = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

static enum crm_status
read_paid(struct sharing *h, int64_t payment, int64_t delivery,
    struct paid *out, struct crm_err *err)
{
	size_t i;
	enum crm_status st = credited(h, payment, delivery, &out->worth, err);

	*out = (struct paid){ .worth = -out->worth };
	for (i = 0; i < h->n; i++) {
		const struct owing *r = &h->owing[i];

		if (delivery != 0 && r->delivery != delivery)
			continue;
		out->worth += r->amount - r->open;
		out->discount += r->discount;
		out->open[r->retained] += r->open;
	}
	return st;
}

/* ---- the share ---- */

/* What of a note is for what was paid, behind what is open of the same. */
static int64_t
beyond_open(const struct paid *of, const int64_t most[2], bool apart)
{
	int64_t rest[2] = { most[0] - of->open[0], most[1] - of->open[1] };

	if (!apart)
		rest[0] -= of->open[1];
	return (rest[0] > 0 ? rest[0] : 0) + (rest[1] > 0 ? rest[1] : 0);
}

static int64_t
share_of(const struct paid *of, int64_t part)
{
	if (part <= 0)
		return 0;
	return part >= of->worth
	    ? of->discount
	    : crm_div_round((__int128)of->discount * part, of->worth);
}

/* Of its own delivery its share; and of all no more stays taken off than is kept of it. */
static enum crm_status
find_share(struct sharing *h, int64_t payment, const int64_t most[2],
    bool apart, int64_t *share, struct crm_err *err)
{
	struct paid own, all;
	int64_t part, left;
	enum crm_status st = read_paid(h, payment, h->delivery, &own, err);

	if (st == CRM_OK)
		st = read_paid(h, payment, 0, &all, err);
	if (st != CRM_OK)
		return st;
	*share = share_of(&own, beyond_open(&own, most, apart));
	part = beyond_open(&all, most, apart);
	left = all.worth > part ? all.worth - part : 0;
	if (part > 0 && all.discount - *share > left)
		*share = all.discount - left;
	if (*share > most[0])
		*share = most[0];
	return CRM_OK;
}

static enum crm_status
take_one(struct sharing *h, const struct crm_crediting *c, int64_t payment,
    const struct owing *r, int64_t *share, struct crm_err *err)
{
	int64_t day = c->day == CRM_DATE_MIN ? crm_store_clock(h->s)->today
					     : c->day;
	int64_t back;
	enum crm_status st = crm_discount_back(
	    h->s, r->id, *share, &day, &back, err);

	if (st != CRM_OK || back <= 0)
		return st;
	*share -= back;
	return crm_allocate_to(h->s, payment, r->id, back, day, NULL, err);
}

/* First what was taken off the delivery that it is for. */
static enum crm_status
take(struct sharing *h, const struct crm_crediting *c, int64_t payment,
    int64_t share, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, other;

	for (other = 0; other < 2; other++)
		for (i = 0; i < h->n && st == CRM_OK && share > 0; i++)
			if (h->owing[i].discount > 0 &&
			    (h->owing[i].delivery != h->delivery) == other)
				st = take_one(
				    h, c, payment, &h->owing[i], &share, err);
	return st;
}

enum crm_status
bill_discounts(struct crm_store *s, const struct crm_crediting *c,
    int64_t payment, const int64_t most[2], bool apart, int64_t *taken,
    struct crm_err *err)
{
	struct sharing h = { .s = s, .a = CRM_ARENA_INIT };
	int64_t discount = 0;
	enum crm_status st = find_scope(&h, c, err);

	*taken = 0;
	if (st == CRM_OK)
		st = read_owing(&h, &discount, err);
	if (st == CRM_OK && discount > 0) {
		st = find_delivery(&h, payment, err);
		if (st == CRM_OK)
			st = find_share(&h, payment, most, apart, taken, err);
		if (st == CRM_OK)
			st = take(&h, c, payment, *taken, err);
	}
	crm_arena_free(&h.a);
	return st;
}
