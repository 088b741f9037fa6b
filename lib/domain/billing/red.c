/*
 * What red letters took back, beside what was credited otherwise: goods that came back, a
 * service that was cut and an order that became less are credited once, whichever of
 * the two is first.
 *
 * What the order itself credits when a letter frees it of its invoice is its own, and
 * none of the letter's.
 */
#include "billing.h"

#include <crm/model/charged.h>

/* ---- in SQL ---- */

/* Of a red letter i and an order: what the order credited of it by itself … */
#define OWN_OF(i, order) \
	"coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
	"WHERE p.\"invoice\" = " i ".\"id\" AND p.\"order\" = " order \
	" AND p.\"less\" = 1 AND p.\"void_on\" IS NULL " \
	"AND p.\"deleted\" IS NULL), 0)"
/* … and all that it takes back of its goods. */
#define GOODS_OF(i, order) \
	"(SELECT CAST(sum(-y.\"gross\") AS BIGINT) FROM invoice_line y " \
	"LEFT JOIN order_line z ON z.\"id\" = y.\"order_line\" " \
	"LEFT JOIN sale_order w ON w.\"id\" = z.\"order\" " \
	"WHERE y.\"invoice\" = " i ".\"id\" AND y.\"deleted\" IS NULL " \
	"AND coalesce(z.\"order\", " order ") = " order \
	" AND coalesce(z.\"form\", w.\"form\", '') <> 'subscription')"
/* A sum of one of its lines, without what the order credited of it. */
#define BUT_OWN(what, i, order) \
	"CAST(round(-" what \
	" * 1.0 * (SELECT CASE WHEN f.g > f.o THEN f.g - f.o " \
	"ELSE 0 END / nullif(f.g * 1.0, 0) FROM (SELECT " GOODS_OF( \
	    i, order) " AS g, " OWN_OF(i, order) " AS o) f)) AS BIGINT)"
#define CREDITED(i) \
	i ".\"deleted\" IS NULL AND " i ".\"red_of\" IS NOT NULL AND " i \
	  ".\"status\" = 'issued' AND coalesce(" i ".\"credited\", 1) = 1 "

/* ---- of a line: what is credited once ---- */

/* What is said of a line in all, and without the last that says so. */
struct told {
	struct money all, before;
};

static enum crm_status
read_told(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, struct told *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct told){ { 0, 0 }, { 0, 0 } };
	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		const struct money sum = { crm_col_int(q, 1),
			crm_col_int(q, 2) };

		out->all = bill_plus(out->all, sum);
		if (crm_col_int(q, 0) == 0)
			out->before = bill_plus(out->before, sum);
	}
	return st;
}

/* What a batch wrote behind the return is told of later. */
static enum crm_status
by_returns(struct crm_store *s, const struct crm_come_back *c, struct told *out,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(c->returned),
		crm_value_int(c->line),
		crm_value_int(c->returned != 0 ? c->returned : INT64_MAX) };

	return read_told(s,
	    "SELECT CASE WHEN t.\"id\" = ? THEN 1 ELSE 0 END, "
	    "coalesce(t.\"credit\", 0), coalesce(t.\"net\", 0) "
	    "FROM sale_return t WHERE t.\"order_line\" = ? "
	    "AND t.\"deleted\" IS NULL AND t.\"status\" = 'received' "
	    "AND t.\"id\" <= ?",
	    v, COUNT(v), out, err);
}

/* Of a service also those that say that it ended. */
#define BACK \
	"(i.\"red_reason\" = 'returned' " \
	"OR (e.s = 1 AND i.\"red_reason\" = 'service_ended'))"
#define OF_RED(which) \
	"SELECT CASE WHEN i.\"id\" = ? THEN 1 ELSE 0 END, " \
	"CASE WHEN e.s = 1 THEN -l.\"gross\" ELSE " BUT_OWN("l.\"gross\"", \
	    "i", \
	    "e.o") " END, CASE WHEN e.s = 1 THEN -l.\"net\" ELSE " BUT_OWN("l.\"net\"", \
	    "i", \
	    "e.o") " END " \
		   "FROM (SELECT z.\"id\", z.\"order\" AS o, CASE " \
		   "WHEN coalesce(z.\"form\", w.\"form\") = 'subscription' " \
		   "THEN 1 ELSE 0 END AS s FROM order_line z " \
		   "JOIN sale_order w ON w.\"id\" = z.\"order\" " \
		   "WHERE z.\"id\" = ?) e " \
		   "JOIN invoice_line l ON l.\"order_line\" = e.\"id\" " \
		   "JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
		   "WHERE l.\"deleted\" IS NULL AND " CREDITED( \
		       "i") "AND " which

static enum crm_status
by_red_letters(struct crm_store *s, const struct crm_come_back *c,
    struct told *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(c->red),
		crm_value_int(c->line) };

	return read_told(s, OF_RED(BACK), v, COUNT(v), out, err);
}

/* What was given up for another reason. */
static enum crm_status
given_up(struct crm_store *s, const struct crm_come_back *c, struct told *out,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(0),
		crm_value_int(c->line) };

	return read_told(s, OF_RED("NOT " BACK), v, COUNT(v), out, err);
}

static struct money
larger(struct money a, struct money b)
{
	return (struct money){ a.gross > b.gross ? a.gross : b.gross,
		a.net > b.net ? a.net : b.net };
}

enum crm_status
crm_credit_left(struct crm_store *s, const struct crm_come_back *c,
    int64_t *gross, int64_t *net, struct crm_err *err)
{
	struct told back, red;
	struct money cut = { 0, 0 }, left;
	enum crm_status st = by_returns(s, c, &back, err);

	*gross = *net = 0;
	if (st == CRM_OK)
		st = bill_cut_of(s, c->line, &cut, err);
	if (st == CRM_OK)
		st = by_red_letters(s, c, &red, err);
	if (st != CRM_OK)
		return st;
	left = bill_less(larger(bill_plus(back.all, cut), red.all),
	    larger(bill_plus(back.before, cut), red.before));
	*gross = left.gross;
	*net = left.net;
	return CRM_OK;
}

enum crm_status
bill_red_of_line(
    struct crm_store *s, int64_t line, struct money *out, struct crm_err *err)
{
	const struct crm_come_back c = { .line = line };
	struct told red;
	enum crm_status st = by_red_letters(s, &c, &red, err);

	*out = red.all;
	return st;
}

enum crm_status
bill_credited_of_line(struct crm_store *s, int64_t line, bool subscribed,
    struct money *out, struct crm_err *err)
{
	const struct crm_come_back c = { .line = line };
	struct told back, red, other;
	struct money cut = { 0, 0 };
	enum crm_status st = by_returns(s, &c, &back, err);

	if (st == CRM_OK && subscribed)
		st = bill_cut_of(s, line, &cut, err);
	if (st == CRM_OK)
		st = by_red_letters(s, &c, &red, err);
	if (st == CRM_OK)
		st = given_up(s, &c, &other, err);
	if (st == CRM_OK)
		*out = bill_plus(
		    larger(bill_plus(back.all, cut), red.all), other.all);
	return st;
}

/* ---- of a contract: what is not to be paid of it any more ---- */

static enum crm_status
red_of_contract(struct bill *b, struct money *out, struct crm_err *err)
{
	const struct crm_value contract = crm_value_int(b->contract);
	const struct crm_value v[] = { contract, contract, contract,
		crm_value_int(b->red) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(b->s,
	    "SELECT -i.\"gross\" - coalesce((SELECT CAST(sum(p.\"amount\") "
	    "AS BIGINT) FROM payment p WHERE p.\"invoice\" = i.\"id\" "
	    "AND p.\"contract\" = ? AND p.\"less\" = 1 "
	    "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL), 0), "
	    "-i.\"net\" - coalesce((SELECT CAST(sum(coalesce(p.\"net\", "
	    "p.\"amount\")) AS BIGINT) FROM payment p "
	    "WHERE p.\"invoice\" = i.\"id\" AND p.\"contract\" = ? "
	    "AND p.\"less\" = 1 AND p.\"void_on\" IS NULL "
	    "AND p.\"deleted\" IS NULL), 0) FROM invoice i "
	    "WHERE i.\"contract\" = ? AND i.\"order\" IS NULL AND " CREDITED(
		"i") "AND i.\"red_reason\" IN ('wrong', 'service_ended', "
		     "'returned') AND i.\"id\" <> ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		*out = bill_plus(*out,
		    (struct money){ crm_col_int(q, 0), crm_col_int(q, 1) });
	return st;
}

/* ---- of an order: what its goods are not to be paid any more ---- */

/* But for the letter that has just been issued. */
enum crm_status
bill_red(struct bill *b, struct money *out, struct crm_err *err)
{
	enum { RETURNED, GROSS, NET, BACK_GROSS, BACK_NET };
	const struct crm_value order = crm_value_int(b->order);
	const struct crm_value v[] = { order, order, order,
		crm_value_int(b->red) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct money){ 0, 0 };
	if (b->order == 0)
		return red_of_contract(b, out, err);
	st = crm_sql(b->s,
	    "SELECT CASE WHEN x.r = 'returned' THEN 1 ELSE 0 END, "
	    "CAST(sum(x.g) AS BIGINT), CAST(sum(x.n) AS BIGINT), "
	    "coalesce((SELECT CAST(sum(t.\"credit\") AS BIGINT) "
	    "FROM sale_return t WHERE t.\"order_line\" = x.l "
	    "AND t.\"deleted\" IS NULL AND t.\"status\" = 'received'), 0), "
	    "coalesce((SELECT CAST(sum(t.\"net\") AS BIGINT) "
	    "FROM sale_return t WHERE t.\"order_line\" = x.l "
	    "AND t.\"deleted\" IS NULL AND t.\"status\" = 'received'), 0) "
	    "FROM (SELECT i.\"red_reason\" AS r, l.\"order_line\" AS l, " BUT_OWN(
		"l.\"gross\"", "i", "k.o") " AS g, " BUT_OWN("l.\"net\"", "i",
		"k.o") " AS n "
		       "FROM (SELECT y.\"id\", y.\"order\" AS o FROM invoice y "
		       "WHERE y.\"order\" = ? AND y.\"red_of\" IS NOT NULL "
		       "UNION SELECT m.\"invoice\", z.\"order\" "
		       "FROM order_line z JOIN invoice_line m "
		       "ON m.\"order_line\" = z.\"id\" WHERE z.\"order\" = ?) k "
		       "JOIN invoice i ON i.\"id\" = k.\"id\" "
		       "JOIN invoice_line l ON l.\"invoice\" = i.\"id\" "
		       "LEFT JOIN order_line z ON z.\"id\" = l.\"order_line\" "
		       "JOIN sale_order w ON w.\"id\" = k.o "
		       "WHERE l.\"deleted\" IS NULL AND " CREDITED(
			   "i") "AND i.\"red_reason\" IN ('wrong', 'service_ended', 'returned') "
				"AND coalesce(z.\"order\", k.o) = ? AND i.\"id\" <> ? "
				"AND coalesce(z.\"form\", w.\"form\", '') <> 'subscription') x "
				"GROUP BY x.r, x.l",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct money red = { crm_col_int(q, GROSS),
			crm_col_int(q, NET) };

		/* What came back was credited so anyhow. */
		if (crm_col_int(q, RETURNED) == 1)
			red = bill_less(
			    larger(red,
				(struct money){ crm_col_int(q, BACK_GROSS),
				    crm_col_int(q, BACK_NET) }),
			    (struct money){ crm_col_int(q, BACK_GROSS),
				crm_col_int(q, BACK_NET) });
		*out = bill_plus(*out, red);
	}
	return st;
}

/* ---- a letter that has just been issued ---- */

enum crm_status
crm_freed(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t red, int64_t *gross, int64_t *net, struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open(&b, s, e, id, &there, err);

	b.red = red;
	if (st == CRM_OK && there)
		st = b.order != 0 ? bill_reach_order(&b, err)
				  : bill_reach_contract(&b, err);
	*gross = b.credited.gross;
	*net = b.credited.net;
	crm_arena_free(&b.a);
	return st;
}
