/*
 * The receivables of a subscription: one a period, booked on its first day.  Where it
 * ends earlier than it was to, what is planned behind the end goes, and of what is
 * booked the days behind it are credited.
 */
#include "billing.h"

#include <crm/domain/receivable.h>

/* Without an end so many months are planned. */
enum { MONTHS_AHEAD = 12 };

struct charged {
	int64_t id, from, until;
	int64_t first; /* until when it was to be served at first */
	struct money sum;
	bool fixed; /* booked, paid of or invoiced */
};

static enum crm_status
read_charged(struct bill *b, const struct bill_line *l, struct charged **out,
    size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(b->s,
	    "SELECT r.\"id\", r.\"from\", r.\"until\", r.\"amount\", "
	    "coalesce(r.\"net\", r.\"amount\"), "
	    "CASE WHEN r.\"booked_on\" > {today} "
	    "AND coalesce(r.\"open\", r.\"amount\") = r.\"amount\" "
	    "AND NOT EXISTS (SELECT 1 FROM invoice_line x JOIN invoice y "
	    "ON y.\"id\" = x.\"invoice\" WHERE x.\"receivable\" = r.\"id\" "
	    "AND x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL "
	    "AND y.\"status\" <> 'void') THEN 0 ELSE 1 END, "
	    "coalesce(r.\"first_until\", r.\"until\") "
	    "FROM receivable r WHERE r.\"order_line\" = ? "
	    "AND r.\"form\" = 'subscription' AND r.\"from\" IS NOT NULL "
	    "AND r.\"until\" IS NOT NULL AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL ORDER BY r.\"from\", r.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(l->id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(&b->a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct charged){ .id = crm_col_int(q, 0),
			.from = crm_col_int(q, 1),
			.until = crm_col_int(q, 2),
			.first = crm_col_int(q, 6),
			.sum = { crm_col_int(q, 3), crm_col_int(q, 4) },
			.fixed = crm_col_int(q, 5) == 1 };
	}
	return st;
}

static struct crm_subscription
of_line(const struct bill *b, const struct bill_line *l)
{
	int64_t from = l->from != NO_DAY ? l->from
	    : value_of(&b->doc, "ordered_on")->kind == CRM_INT
	    ? bill_int(&b->doc, "ordered_on")
	    : b->day;

	return (struct crm_subscription){ .price = l->sum.gross,
		.months = l->months,
		.from = from,
		.to = l->to != NO_DAY
		    ? l->to
		    : crm_date_add_months(from, MONTHS_AHEAD) - 1,
		.anchor = l->anchor };
}

/* What the line costs from its first day to a day. */
static int64_t
costs_until(const struct bill *b, const struct bill_line *l, int64_t until,
    struct crm_arena *a)
{
	struct crm_subscription s = of_line(b, l);
	struct crm_served *p;
	int64_t sum = 0;
	size_t n, i;

	s.to = until;
	crm_subscription_periods(&s, a, &p, &n);
	for (i = 0; i < n; i++)
		sum += p[i].amount;
	return sum;
}

/* ---- shorter ---- */

/* What of a booked one the days behind an end come to, by what its days cost. */
static struct money
rest_of(struct bill *b, const struct bill_line *l, const struct charged *c,
    int64_t end)
{
	int64_t before = costs_until(b, l, c->from - 1, &b->a);
	int64_t kept = end < c->from ? before : costs_until(b, l, end, &b->a);

	return bill_share(c->sum, costs_until(b, l, c->until, &b->a) - kept,
	    costs_until(b, l, c->first, &b->a) - before);
}

/* That is credited.  It stays booked for the days that it was booked for, and the credit
 * note is for those that are not served. */
static enum crm_status
credit_rest(struct bill *b, const struct bill_line *l, const struct charged *c,
    int64_t end, struct crm_err *err)
{
	int64_t last = end < c->from ? c->from - 1 : end;
	const struct money sum = rest_of(b, l, c, end);
	const struct crm_crediting credit = {
		.customer = bill_int(&b->doc, "customer"),
		.seller = bill_int(&b->doc, "seller"),
		.order = b->order,
		.currency = *value_of(&b->doc, "currency"),
		.rate = *value_of(&b->doc, "rate"),
		.gross = sum.gross,
		.net = sum.net,
		.day = b->day,
		.from = crm_value_int(last + 1),
		.until = crm_value_int(c->until),
		.receivable = &c->id,
		.n = 1,
	};
	int64_t payment;
	enum crm_status st = crm_credit_note(b->s, &credit, &payment, err);

	return st == CRM_OK ? bill_end(b, c->id, last, c->first, err) : st;
}

/* What is charged behind the end goes. */
static enum crm_status
cut(struct bill *b, const struct bill_line *l, const struct charged *c,
    int64_t end, struct crm_err *err)
{
	if (c->until <= end || c->until < c->from)
		return CRM_OK;
	if (c->fixed)
		return credit_rest(b, l, c, end, err);
	return c->from > end ? bill_void(b, c->id, err) : CRM_OK;
}

/* ---- a period ---- */

static enum crm_status
add_period(struct bill *b, const struct bill_line *l, int64_t from,
    int64_t until, int64_t amount, struct crm_err *err)
{
	struct bill_row row = { .form = FORM_SUBSCRIPTION,
		.sum = bill_share(l->sum, amount, l->sum.gross),
		.line = l->id,
		.from = from,
		.until = until };

	row.sum.gross = amount;
	return bill_insert_parts(b, &row, from, false, err);
}

/* A period that is charged already, but not to its end or not at its price. */
static enum crm_status
reach_period(struct bill *b, const struct bill_line *l,
    const struct crm_served *p, const struct charged *c, size_t n,
    struct crm_err *err)
{
	const struct charged *last = NULL;
	struct money sum;
	int64_t there = 0;
	size_t i;

	for (i = 0; i < n; i++)
		if (c[i].from >= p->from && c[i].from <= p->to &&
		    c[i].until >= c[i].from) {
			there += c[i].sum.gross;
			last = &c[i];
		}
	if (last == NULL)
		return add_period(b, l, p->from, p->to, p->amount, err);
	if (!last->fixed && (last->until != p->to || there != p->amount)) {
		sum = bill_share(l->sum, p->amount - (there - last->sum.gross),
		    l->sum.gross);
		return bill_change(b, last->id, &sum, p->to, err);
	}
	if (last->until >= p->to)
		return CRM_OK;
	return add_period(b, l, last->until + 1, p->to,
	    costs_until(b, l, p->to, &b->a) -
		costs_until(b, l, last->until, &b->a),
	    err);
}

enum crm_status
bill_subscription(
    struct bill *b, const struct bill_line *l, struct crm_err *err)
{
	const struct crm_subscription s = of_line(b, l);
	struct crm_served *p;
	struct charged *c;
	enum crm_status st;
	size_t n, n_c, i;

	if (l->id == 0 || l->wanted <= 0)
		return CRM_OK;
	crm_subscription_periods(&s, &b->a, &p, &n);
	st = read_charged(b, l, &c, &n_c, err);
	for (i = 0; i < n_c && st == CRM_OK; i++)
		st = cut(b, l, &c[i], s.to, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = reach_period(b, l, &p[i], c, n_c, err);
	return st;
}
