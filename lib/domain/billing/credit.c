/* Credit notes: they take back their share of what discounts took off, lower what is owed,
 * then what was given up. */
#include "billing.h"

#include <crm/domain/receivable.h>

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), v);
}

static void
put_ref(struct crm_record *r, const char *field, int64_t id)
{
	if (id != 0)
		put(r, field, crm_value_int(id));
}

static enum crm_status
insert(struct crm_store *s, const struct crm_crediting *c,
    struct crm_value base, int64_t *payment, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, crm_dict_find(crm_store_dict(s), "payment"), &a);
	put(&r, "kind", crm_value_text(CRM_TEXT("credit")));
	put_ref(&r, "customer", c->customer);
	put_ref(&r, "seller", c->seller);
	put_ref(&r, "order", c->order);
	put_ref(&r, "contract", c->contract);
	put_ref(&r, "return", c->returned);
	put_ref(&r, "invoice", c->invoice);
	put_ref(&r, "delivery", c->delivery);
	put(&r, "currency", c->currency);
	put(&r, "rate", c->rate);
	put(&r, "amount", crm_value_int(c->gross));
	put(&r, "amount_base", base);
	put(&r, "net", crm_value_int(c->net));
	put(&r, "less", crm_value_int(c->less));
	put(&r, "from", c->from);
	put(&r, "until", c->until);
	put(&r, "received_on",
	    c->day == CRM_DATE_MIN ? CRM_VALUE_NULL : crm_value_int(c->day));
	st = crm_insert(s, &r, err);
	*payment = r.id;
	crm_arena_free(&a);
	return st;
}

static enum crm_status
left_of(struct crm_store *s, const char *sql, int64_t id, int64_t *left,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_value n;
	enum crm_status st = crm_get_int(s, sql, &v, 1, &n, err);

	*left = st == CRM_OK && n.kind == CRM_INT ? n.i : 0;
	return st;
}

/* What is not booked yet is not owed, and lowered by nothing. */
enum crm_status
bill_pay(struct crm_store *s, int64_t payment, int64_t receivable, int64_t day,
    struct crm_err *err)
{
	int64_t credit, open = 0;
	enum crm_status st = left_of(s,
	    "SELECT \"unallocated\" FROM payment WHERE \"id\" = ?", payment,
	    &credit, err);

	if (st == CRM_OK && credit > 0)
		st = left_of(s,
		    "SELECT \"open\" FROM receivable WHERE \"id\" = ? "
		    "AND \"void_on\" IS NULL AND \"booked_on\" <= {today}",
		    receivable, &open, err);
	return st == CRM_OK && open > 0
	    ? crm_allocate_to(s, payment, receivable, 0, day, NULL, err)
	    : st;
}

/* ---- what is retained falls in proportion ---- */

/* What is booked of an order, or of a contract itself, less what was credited of it
 * before. */
#define BY_ORDER "r.\"order\" = ? "
#define BOOKED_OF(of, more) \
	"coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) FROM receivable r " \
	"WHERE " of "AND r.\"booked_on\" <= {today} " more \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL), 0)"
#define RETAINED "AND coalesce(r.\"retained\", 0) = 1 "

#define SUMS_OF(of, note) \
	"SELECT " BOOKED_OF(of, \
	    RETAINED) " - coalesce((SELECT " \
		      "CAST(sum(a.\"amount\") AS BIGINT) FROM allocation a " \
		      "JOIN receivable r ON r.\"id\" = a.\"receivable\" " RETAINED \
		      "JOIN payment p ON p.\"id\" = a.\"payment\" " \
		      "AND p.\"kind\" = 'credit' WHERE " of \
		      "AND r.\"void_on\" IS NULL AND a.\"deleted\" IS NULL), 0), " BOOKED_OF( \
			  of, \
			  "") " - coalesce((SELECT " \
			      "CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
			      "WHERE " note " AND p.\"kind\" = 'credit' " \
			      "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL " \
			      "AND p.\"id\" <> ?), 0)"

static enum crm_status
sums_of(struct crm_store *s, const struct crm_crediting *c, int64_t payment,
    int64_t *retained, int64_t *all, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(
	    c->order != 0 ? c->order : c->contract);
	const struct crm_value v[] = { of, of, of, of, crm_value_int(payment) };
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(s,
	    c->order != 0 ? SUMS_OF(BY_ORDER, "p.\"order\" = ?")
			  : SUMS_OF(BILL_BY_CONTRACT, "p.\"contract\" = ?"),
	    &q, err);

	*retained = *all = 0;
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*retained = crm_col_int(q, 0);
		*all = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* How much of a note is of what is retained: its share of what the order has left, so
 * that a note over all of that takes all of both. */
static enum crm_status
retained_of(struct crm_store *s, const struct crm_crediting *c, int64_t payment,
    int64_t *out, struct crm_err *err)
{
	int64_t retained = 0, all = 0;
	enum crm_status st = CRM_OK;

	*out = c->retained.kind == CRM_INT ? c->retained.i : 0;
	if (c->retained.kind == CRM_INT)
		return CRM_OK;
	if (c->order != 0 || c->contract != 0)
		st = sums_of(s, c, payment, &retained, &all, err);
	if (st != CRM_OK || retained <= 0 || all <= 0)
		return st;
	*out = c->gross >= all
	    ? retained
	    : crm_div_round((__int128)c->gross * retained, all);
	return CRM_OK;
}

/* So much of a note for a receivable, at most as much as is open of it and booked. */
static enum crm_status
pay_some(struct crm_store *s, int64_t payment, int64_t receivable, int64_t day,
    int64_t *most, struct crm_err *err)
{
	int64_t open;
	enum crm_status st = left_of(s,
	    "SELECT \"open\" FROM receivable WHERE \"id\" = ? "
	    "AND \"void_on\" IS NULL AND \"booked_on\" <= {today}",
	    receivable, &open, err);

	open = open < *most ? open : *most;
	*most -= st == CRM_OK ? open : 0;
	return st == CRM_OK && open > 0
	    ? crm_allocate_to(s, payment, receivable, open, day, NULL, err)
	    : st;
}

static enum crm_status
is_retained(
    struct crm_store *s, int64_t receivable, bool *yes, struct crm_err *err)
{
	int64_t n;
	enum crm_status st = left_of(s,
	    "SELECT \"retained\" FROM receivable WHERE \"id\" = ?", receivable,
	    &n, err);

	*yes = n == 1;
	return st;
}

/* Those that are retained, or are not, or, where they are not told apart, all. */
static enum crm_status
lower_each(struct crm_store *s, const struct crm_crediting *c, int64_t payment,
    const bool *which, int64_t *most, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool retained;
	size_t i;

	for (i = 0; i < c->n && st == CRM_OK && *most > 0; i++) {
		st = is_retained(s, c->receivable[i], &retained, err);
		if (st == CRM_OK && (which == NULL || retained == *which))
			st = pay_some(
			    s, payment, c->receivable[i], c->day, most, err);
	}
	return st;
}

/* In the order in which they are named, what is retained and the rest apart; what nobody
 * owes of what is retained is of the rest. */
static enum crm_status
lower_owed(struct crm_store *s, const struct crm_crediting *c, int64_t payment,
    struct crm_err *err)
{
	static const bool kept = true, due = false;
	int64_t most[2] = { 0, 0 }, taken = 0;
	enum crm_status st = retained_of(s, c, payment, &most[1], err);
	bool apart = most[1] > 0 || c->retained.kind == CRM_INT;

	most[0] = c->gross - most[1];
	if (st == CRM_OK)
		st = bill_discounts(s, c, payment, most, apart, &taken, err);
	most[0] -= taken;
	if (st == CRM_OK && apart)
		st = lower_each(s, c, payment, &kept, &most[1], err);
	most[0] += most[1];
	return st == CRM_OK
	    ? lower_each(s, c, payment, apart ? &due : NULL, &most[0], err)
	    : st;
}

/* ---- what was given up ---- */

/* What of the same was given up, behind all that is open of it: nobody paid that. */
#define GIVEN_UP \
	"SELECT r.\"id\" FROM receivable r WHERE (r.\"order\" = ? " \
	"OR (r.\"order\" IS NULL AND r.\"contract\" = coalesce(" \
	"(SELECT o.\"contract\" FROM sale_order o WHERE o.\"id\" = ?), ?)) " \
	"OR r.\"id\" IN (SELECT l.\"receivable\" FROM invoice_line l " \
	"WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL)) " \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL " \
	"AND r.\"booked_on\" <= {today} " \
	"AND EXISTS (SELECT 1 FROM write_off w WHERE w.\"receivable\" = " \
	"r.\"id\" AND w.\"kind\" <> 'discount' AND w.\"status\" = 'posted' " \
	"AND w.\"deleted\" IS NULL) " \
	"ORDER BY CASE WHEN r.\"id\" IN (SELECT l.\"receivable\" " \
	"FROM invoice_line l WHERE l.\"invoice\" = ? " \
	"AND l.\"deleted\" IS NULL) THEN 0 WHEN r.\"delivery\" = (SELECT " \
	"d.\"delivery\" FROM sale_return t JOIN delivery_line d " \
	"ON d.\"id\" = t.\"delivery_line\" WHERE t.\"id\" = ?) THEN 1 " \
	"ELSE 2 END, coalesce(r.\"due_on\", 2932896), r.\"id\""

static enum crm_status
pay_given_up(struct crm_store *s, const struct crm_crediting *c,
    int64_t payment, int64_t receivable, struct crm_err *err)
{
	int64_t day = c->day == CRM_DATE_MIN ? crm_store_clock(s)->today
					     : c->day;
	int64_t left, back;
	enum crm_status st = left_of(s,
	    "SELECT \"unallocated\" FROM payment WHERE \"id\" = ?", payment,
	    &left, err);

	if (st != CRM_OK || left <= 0)
		return st;
	st = crm_given_up_back(s, receivable, left, &day, &back, err);
	return st == CRM_OK && back > 0
	    ? crm_allocate_to(s, payment, receivable, back, day, NULL, err)
	    : st;
}

static enum crm_status
lower_given_up(struct crm_store *s, const struct crm_crediting *c,
    int64_t payment, struct crm_err *err)
{
	const struct crm_value order = c->order != 0 ? crm_value_int(c->order)
						     : CRM_VALUE_NULL;
	const struct crm_value contract = c->contract != 0
	    ? crm_value_int(c->contract)
	    : CRM_VALUE_NULL;
	const struct crm_value letter = crm_value_int(c->invoice);
	const struct crm_value v[] = { order, order, contract, letter, letter,
		crm_value_int(c->returned) };
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t *id;
	size_t n, i;
	enum crm_status st = crm_ids(
	    s, GIVEN_UP, v, COUNT(v), &a, &id, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++)
		st = pay_given_up(s, c, payment, id[i], err);
	crm_arena_free(&a);
	return st;
}

/* ---- what it is in the base currency ---- */

enum { ROUNDED_AWAY = 100 };

/* So much of a receivable of the note's own rate, at most as much as is open of it and
 * booked. */
static enum crm_status
base_of(struct crm_store *s, const struct crm_crediting *c, int64_t receivable,
    int64_t *most, int64_t *base, bool *known, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(receivable), c->rate };
	struct crm_stmt *q;
	int64_t part, left;
	bool row;
	enum crm_status st = crm_sql(s,
	    "SELECT \"open\", coalesce(\"open_base\", 0), \"amount\", "
	    "coalesce(\"amount_base\", 0), CASE WHEN \"rate\" = ? THEN 1 "
	    "ELSE 0 END FROM receivable WHERE \"id\" = ? "
	    "AND \"void_on\" IS NULL AND \"booked_on\" <= {today}",
	    &q, err);

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v[1]);
	crm_bind(q, 2, v[0]);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	left = crm_col_int(q, 0);
	part = left < *most ? left : *most;
	*known &= part == 0 || crm_col_int(q, 4) == 1;
	if (part == left)
		*base += crm_col_int(q, 1);
	else if (crm_col_int(q, 2) != 0)
		*base += crm_div_round(
		    (__int128)crm_col_int(q, 3) * part, crm_col_int(q, 2));
	*most -= part;
	crm_reset(q);
	return CRM_OK;
}

/* Whether it is what its rate says, but for what was rounded away of each. */
static bool
is_by_rate(struct crm_store *s, const struct crm_crediting *c, int64_t base)
{
	struct crm_text currency = c->currency.kind == CRM_NULL ? CRM_TEXT("")
								: c->currency.t;
	int64_t rated, off;

	if (base_amount(s, crm_value_int(c->gross), currency, c->rate,
		&rated) != IN_BASE)
		return false;
	off = base > rated ? base - rated : rated - base;
	return off <= 1 || off <= rated / ROUNDED_AWAY;
}

/* A foreign note that lowers nothing but what is owed at its own rate is worth what it
 * lowers: there is no gain.  Null: what its rate says. */
static enum crm_status
worth(struct crm_store *s, const struct crm_crediting *c, struct crm_value *out,
    struct crm_err *err)
{
	int64_t left[2] = { c->gross, 0 }, base = 0;
	bool known = c->rate.kind == CRM_INT && c->n > 0, retained;
	enum crm_status st = CRM_OK;
	bool apart;
	size_t i;

	*out = CRM_VALUE_NULL;
	if (known)
		st = retained_of(s, c, 0, &left[1], err);
	left[0] -= left[1];
	apart = left[1] > 0 || c->retained.kind == CRM_INT;
	for (i = 0; known && left[0] + left[1] > 0 && i < c->n && st == CRM_OK;
	     i++) {
		st = is_retained(s, c->receivable[i], &retained, err);
		if (st == CRM_OK)
			st = base_of(s, c, c->receivable[i],
			    &left[apart && retained], &base, &known, err);
	}
	if (st == CRM_OK && known && left[0] + left[1] == 0 &&
	    is_by_rate(s, c, base))
		*out = crm_value_int(base);
	return st;
}

/* ---- what takes the rest ---- */

/* What is charged of an order, or by the plan of a contract, and nobody got credit for. */
struct charged_rest {
	int64_t gross, net, base;
	bool rated; /* all of it is at the rate of the note */
};

#define CHARGED_OF(of, note) \
	"SELECT CAST(coalesce(sum(x.g), 0) AS BIGINT), " \
	"CAST(coalesce(sum(x.n), 0) AS BIGINT), " \
	"CAST(coalesce(sum(x.b), 0) AS BIGINT), " \
	"coalesce(min(CASE WHEN x.r = ? THEN 1 ELSE 0 END), 0) " \
	"FROM (SELECT r.\"amount\" AS g, coalesce(r.\"net\", r.\"amount\") " \
	"AS n, coalesce(r.\"amount_base\", 0) AS b, coalesce(r.\"rate\", 0) " \
	"AS r FROM receivable r WHERE " of "AND r.\"booked_on\" <= {today} " \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL UNION ALL " \
	"SELECT -p.\"amount\", -coalesce(p.\"net\", p.\"amount\"), " \
	"-coalesce(p.\"amount_base\", 0), coalesce(p.\"rate\", 0) " \
	"FROM payment p WHERE " note "AND p.\"kind\" = 'credit' " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL) x"

static enum crm_status
read_rest(struct crm_store *s, const struct crm_crediting *c,
    struct charged_rest *out, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(
	    c->order != 0 ? c->order : c->contract);
	const struct crm_value v[] = {
		crm_value_int(c->rate.kind == CRM_INT ? c->rate.i : 0), of, of
	};
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(s,
	    c->order != 0 ? CHARGED_OF(BY_ORDER, "p.\"order\" = ? ")
			  : CHARGED_OF(BILL_BY_CONTRACT, "p.\"contract\" = ? "),
	    &q, err);

	*out = (struct charged_rest){ 0, 0, 0, false };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct charged_rest){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2),
			crm_col_int(q, 3) == 1 };
		crm_reset(q);
	}
	return st;
}

/* The note that credits all that is left takes the rest of its net, and of what it is worth
 * at the rate that all of it has. */
static enum crm_status
take_rest(struct crm_store *s, struct crm_crediting *c, struct crm_value *base,
    struct crm_err *err)
{
	struct charged_rest left;
	enum crm_status st = read_rest(s, c, &left, err);

	if (st != CRM_OK || left.gross != c->gross || left.net < 0 ||
	    left.net > left.gross)
		return st;
	c->net = left.net;
	if (c->rate.kind == CRM_INT && left.rated &&
	    is_by_rate(s, c, left.base))
		*base = crm_value_int(left.base);
	return CRM_OK;
}

enum crm_status
crm_credit_note(struct crm_store *s, const struct crm_crediting *of,
    int64_t *payment, struct crm_err *err)
{
	struct crm_crediting note = *of, *c = &note;
	struct crm_value base;
	enum crm_status st;

	*payment = 0;
	if (c->gross <= 0)
		return CRM_OK;
	st = worth(s, c, &base, err);
	if (st == CRM_OK && (c->order != 0 || c->contract != 0))
		st = take_rest(s, c, &base, err);
	if (st == CRM_OK)
		st = insert(s, c, base, payment, err);
	if (st == CRM_OK)
		st = lower_owed(s, c, *payment, err);
	return st == CRM_OK ? lower_given_up(s, c, *payment, err) : st;
}
