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
	bool fixed;     /* booked, paid of or invoiced */
	bool requested; /* planned, and on an invoice that is requested */
};

#define UNTOUCHED \
	"r.\"booked_on\" > {today} " \
	"AND coalesce(r.\"open\", r.\"amount\") = r.\"amount\" "
#define INVOICE \
	"SELECT 1 FROM invoice_line x JOIN invoice y " \
	"ON y.\"id\" = x.\"invoice\" WHERE x.\"receivable\" = r.\"id\" " \
	"AND x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL " \
	"AND y.\"status\" "

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
	    "CASE WHEN " UNTOUCHED "AND NOT EXISTS (" INVOICE
	    "<> 'void') THEN 0 ELSE 1 END, "
	    "coalesce(r.\"first_until\", r.\"until\"), "
	    "CASE WHEN " UNTOUCHED "AND EXISTS (" INVOICE
	    "= 'requested') THEN 1 ELSE 0 END "
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
			.fixed = crm_col_int(q, 5) == 1,
			.requested = crm_col_int(q, 7) == 1 };
	}
	return st;
}

/* Whether a day is of a period that was charged and made void: it is owed no more, by no
 * amendment either. */
static enum crm_status
is_given_up(struct bill *b, const struct bill_line *l, int64_t day, bool *yes,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(l->id), crm_value_int(day),
		crm_value_int(day) };
	struct crm_value first;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(r.\"id\") FROM receivable r "
	    "WHERE r.\"order_line\" = ? AND r.\"form\" = 'subscription' "
	    "AND r.\"from\" <= ? AND r.\"until\" >= ? "
	    "AND r.\"void_on\" IS NOT NULL AND r.\"booked_on\" IS NOT NULL "
	    "AND r.\"deleted\" IS NULL",
	    v, COUNT(v), &first, err);

	*yes = st == CRM_OK && first.kind == CRM_INT;
	return st;
}

static struct crm_subscription
of_line(const struct bill *b, const struct bill_line *l, int64_t price)
{
	int64_t from = l->from != NO_DAY ? l->from
	    : value_of(&b->doc, "ordered_on")->kind == CRM_INT
	    ? bill_int(&b->doc, "ordered_on")
	    : b->day;

	return (struct crm_subscription){ .price = price,
		.months = l->months,
		.from = from,
		.to = l->to != NO_DAY
		    ? l->to
		    : crm_date_add_months(from, MONTHS_AHEAD) - 1,
		.anchor = l->anchor };
}

/* What the line costs from its first day to a day, at a price of a period. */
static int64_t
costs_until(
    struct bill *b, const struct bill_line *l, int64_t price, int64_t until)
{
	struct crm_subscription s = of_line(b, l, price);
	struct crm_served *p;
	int64_t sum = 0;
	size_t n, i;

	s.to = until;
	crm_subscription_periods(&s, &b->a, &p, &n);
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
	int64_t price = l->sum.gross;
	int64_t before = costs_until(b, l, price, c->from - 1);
	int64_t all = costs_until(b, l, price, c->first);
	int64_t kept = end < c->from ? before : costs_until(b, l, price, end);

	return end >= c->first ? (struct money){ 0, 0 }
			       : bill_share(c->sum, all - kept, all - before);
}

/* What of a line is not served, beside what red letters credited of that; and what of all
 * that is charged of it they credited nothing of. */
struct cut {
	struct money all, red, room;
};

static struct money
uncredited(const struct cut *u)
{
	struct money more = bill_less(u->all, u->red);

	if (more.gross > u->room.gross)
		more = u->room;
	return (struct money){ more.gross > 0 ? more.gross : 0,
		more.net > 0 ? more.net : 0 };
}

/* That is credited.  It stays booked for the days that it was booked for, and the credit
 * note is for those that are not served. */
static enum crm_status
credit_rest(struct bill *b, const struct bill_line *l, const struct charged *c,
    int64_t end, struct cut *u, struct crm_err *err)
{
	int64_t last = end < c->from ? c->from - 1 : end, payment;
	const struct money before = uncredited(u);
	struct money sum;
	struct crm_crediting credit = {
		.customer = bill_int(&b->doc, "customer"),
		.seller = bill_int(&b->doc, "seller"),
		.order = b->order,
		.currency = *value_of(&b->doc, "currency"),
		.rate = *value_of(&b->doc, "rate"),
		.day = b->day,
		.from = crm_value_int(last + 1),
		.until = crm_value_int(c->until),
		.receivable = &c->id,
		.n = 1,
	};
	enum crm_status st;

	u->all = bill_plus(bill_less(u->all, rest_of(b, l, c, c->until)),
	    rest_of(b, l, c, last));
	sum = bill_less(uncredited(u), before);
	credit.gross = sum.gross;
	credit.net = sum.net;
	st = crm_credit_note(b->s, &credit, &payment, err);
	return st == CRM_OK ? bill_end(b, c->id, last, c->first, err) : st;
}

/* What is charged behind the end goes; of a line that is cancelled all that is only
 * planned, and what is booked is served to its end. */
static enum crm_status
cut(struct bill *b, const struct bill_line *l, const struct charged *c,
    int64_t end, struct cut *u, struct crm_err *err)
{
	bool unwanted = l->wanted_sum.gross == 0;

	if (c->until < c->from || (c->until <= end && !unwanted))
		return CRM_OK;
	/* Which is refused, naming the request. */
	if (c->requested)
		return bill_void(b, c->id, err);
	if (!c->fixed)
		return c->from > end || unwanted ? bill_void(b, c->id, err)
						 : CRM_OK;
	return c->until > end ? credit_rest(b, l, c, end, u, err) : CRM_OK;
}

static struct money
not_served(struct bill *b, const struct bill_line *l, const struct charged *c,
    size_t n)
{
	struct money sum = { 0, 0 };
	size_t i;

	for (i = 0; i < n; i++)
		sum = bill_plus(sum, rest_of(b, l, &c[i], c[i].until));
	return sum;
}

static struct money
sum_of(const struct charged *c, size_t n)
{
	struct money sum = { 0, 0 };
	size_t i;

	for (i = 0; i < n; i++)
		sum = bill_plus(sum, c[i].sum);
	return sum;
}

static enum crm_status
shorten(struct bill *b, const struct bill_line *l, const struct charged *c,
    size_t n, int64_t end, struct crm_err *err)
{
	struct cut u = { .all = not_served(b, l, c, n) };
	struct bill_events events;
	enum crm_status st = bill_events(
	    b->s, b->order, 0, &b->a, &events, err);
	size_t i;

	if (st == CRM_OK) {
		const struct bill_gone g = bill_gone_of(&events, l->id, 0);

		u.red = g.red;
		u.room = bill_less(sum_of(c, n),
		    bill_plus(g.red, bill_plus(g.allowed, g.other)));
	}
	for (i = 0; i < n && st == CRM_OK; i++)
		st = cut(b, l, &c[i], end, &u, err);
	return st;
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
	int64_t there = 0, price = l->wanted_sum.gross;
	struct money sum;
	enum crm_status st;
	bool given_up;
	size_t i;

	for (i = 0; i < n; i++)
		if (c[i].from >= p->from && c[i].from <= p->to &&
		    c[i].until >= c[i].from) {
			there += c[i].sum.gross;
			last = &c[i];
		}
	if (last == NULL) {
		st = is_given_up(b, l, p->from, &given_up, err);
		return st != CRM_OK || given_up
		    ? st
		    : add_period(b, l, p->from, p->to, p->amount, err);
	}
	if (!last->fixed && (last->until != p->to || there != p->amount)) {
		sum = bill_share(l->sum, p->amount - (there - last->sum.gross),
		    l->sum.gross);
		return bill_change(b, last->id, &sum, p->to, err);
	}
	if (last->until >= p->to)
		return CRM_OK;
	return add_period(b, l, last->until + 1, p->to,
	    costs_until(b, l, price, p->to) -
		costs_until(b, l, price, last->until),
	    err);
}

/* ---- by other periods ---- */

/* Whether a receivable is of the periods as they are now. */
static bool
is_of_periods(
    const struct charged *c, const struct crm_served *p, size_t n, int64_t end)
{
	size_t i;

	for (i = 0; i < n && p[i].from != c->from; i++)
		;
	return i < n && (c->until <= p[i].to || p[i].to == end);
}

/* Where nothing is charged yet and the periods are others, what is planned goes, and all
 * is planned anew. */
static enum crm_status
drop_planned(struct bill *b, const struct crm_served *p, size_t n, int64_t end,
    struct charged *c, size_t *n_c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool same = true;
	size_t i;

	for (i = 0; i < *n_c; i++) {
		if (c[i].fixed)
			return CRM_OK;
		same &= c[i].from > end || is_of_periods(&c[i], p, n, end);
	}
	if (same)
		return CRM_OK;
	for (i = 0; i < *n_c && st == CRM_OK; i++)
		st = bill_void(b, c[i].id, err);
	*n_c = 0;
	return st;
}

enum crm_status
bill_subscription(
    struct bill *b, const struct bill_line *l, struct crm_err *err)
{
	const struct crm_subscription s = of_line(b, l, l->wanted_sum.gross);
	struct crm_served *p;
	struct charged *c;
	enum crm_status st;
	size_t n, n_c, i;

	if (l->id == 0)
		return CRM_OK;
	crm_subscription_periods(&s, &b->a, &p, &n);
	st = read_charged(b, l, &c, &n_c, err);
	if (st == CRM_OK)
		st = drop_planned(b, p, n, s.to, c, &n_c, err);
	if (st == CRM_OK)
		st = shorten(b, l, c, n_c, s.to, err);
	for (i = 0; i < n && st == CRM_OK && s.price > 0; i++)
		st = reach_period(b, l, &p[i], c, n_c, err);
	return st;
}

/* ---- asked by others ---- */

/* Of a receivable, or, 0, of all of the line. */
static enum crm_status
cut_of(struct bill *b, int64_t line, int64_t receivable, struct money *out,
    struct crm_err *err)
{
	struct charged *c;
	enum crm_status st;
	size_t i, k, n;

	for (i = 0; i < b->n && b->line[i].id != line; i++)
		;
	if (i == b->n || b->line[i].form != FORM_SUBSCRIPTION)
		return CRM_OK;
	st = read_charged(b, &b->line[i], &c, &n, err);
	for (k = 0; k < n && st == CRM_OK; k++)
		if (receivable == 0 || c[k].id == receivable)
			*out = bill_plus(
			    *out, rest_of(b, &b->line[i], &c[k], c[k].until));
	return st;
}

static enum crm_status
find_cut(struct crm_store *s, int64_t line, int64_t receivable,
    struct money *out, struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open_of_line(&b, s, line, &there, err);

	*out = (struct money){ 0, 0 };
	if (st == CRM_OK && there)
		st = cut_of(&b, line, receivable, out, err);
	crm_arena_free(&b.a);
	return st;
}

enum crm_status
bill_cut_of(
    struct crm_store *s, int64_t line, struct money *out, struct crm_err *err)
{
	return find_cut(s, line, 0, out, err);
}

enum crm_status
crm_receivable_cut(struct crm_store *s, int64_t receivable, int64_t *gross,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(receivable);
	struct crm_value line;
	struct money sum = { 0, 0 };
	enum crm_status st = crm_get_int(s,
	    "SELECT \"order_line\" FROM receivable WHERE \"id\" = ? "
	    "AND \"form\" = 'subscription'",
	    &id, 1, &line, err);

	if (st == CRM_OK && line.kind == CRM_INT)
		st = find_cut(s, line.i, receivable, &sum, err);
	*gross = sum.gross;
	return st;
}

enum crm_status
crm_subscription_cut(
    struct crm_store *s, int64_t line, int64_t *net, struct crm_err *err)
{
	struct money sum;
	enum crm_status st = bill_cut_of(s, line, &sum, err);

	*net = sum.net;
	return st;
}

/* ---- what it is going to come to ---- */

enum crm_status
bill_served(
    struct crm_store *s, int64_t order, int64_t *sum, struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open(&b, s,
	    crm_dict_find(crm_store_dict(s), "order"), order, &there, err);
	size_t i;

	for (i = 0; st == CRM_OK && there && i < b.n; i++) {
		const struct bill_line *l = &b.line[i];
		int64_t price = l->wanted_sum.gross;

		if (l->form == FORM_SUBSCRIPTION && price != 0)
			*sum += costs_until(
				    &b, l, price, of_line(&b, l, price).to) -
			    price;
	}
	crm_arena_free(&b.a);
	return st;
}
