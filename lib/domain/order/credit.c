/*
 * What a customer and all below it owe or are about to: what is booked, what is
 * confirmed and not booked yet, what was shipped on closed orders and never booked,
 * less what was paid for nothing in particular.  Gross, in the base currency.
 *
 * An order that is being amended counts as it stands, for its goods are still held.
 */
#include "order.h"

#include <crm/model/charged.h>
#include <crm/store/log.h>

#include <string.h>

/* What came back and has no credit note, neither of its own nor of a red letter: nobody
 * books less for it. */
#define UNNOTED \
	"(SELECT CASE WHEN n.u > n.r THEN n.u - n.r ELSE 0 END FROM (SELECT " \
	"coalesce((SELECT CAST(sum(" CRM_SQL_UNNOTED("t", "credit", \
	    "amount") ") AS BIGINT) " \
		      "FROM sale_return t WHERE t.\"order\" = o.\"id\" " \
		      "AND t.\"status\" = 'received' AND t.\"deleted\" IS NULL), 0) AS u, " \
		      "coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
		      "JOIN invoice i ON i.\"id\" = p.\"invoice\" WHERE p.\"order\" = " \
		      "o.\"id\" AND p.\"kind\" = 'credit' AND p.\"return\" IS NULL " \
		      "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL " \
		      "AND i.\"red_reason\" = 'returned' " \
		      "AND EXISTS (SELECT 1 FROM sale_return b " \
		      "WHERE b.\"order\" = o.\"id\" AND b.\"born\" > i.\"born\" " \
		      "AND b.\"status\" = 'received' " \
		      "AND b.\"deleted\" IS NULL)), 0) AS r) n)"
/* What an order comes to, what goes off that, and what of it is booked and was not credited
 * as it became less.  What was charged at another price than it has now goes on. */
#define GROSS \
	"coalesce(o.\"gross\", (SELECT CAST(sum(coalesce(l.\"gross\", " \
	"l.\"amount\")) AS BIGINT) FROM order_line l WHERE " \
	"l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL), o.\"amount\", 0)"
#define CANCELLED(o) \
	"coalesce((SELECT CAST(sum(round(coalesce(l.\"gross\", " \
	"l.\"amount\", 0) * 1.0 * l.\"cancelled\" / l.\"quantity\")) " \
	"AS BIGINT) FROM order_line l WHERE l.\"order\" = " o ".\"id\" " \
	"AND l.\"deleted\" IS NULL AND l.\"quantity\" > 0), 0)"
#define OFF \
	"(" CANCELLED( \
	    "o") " + " UNNOTED \
		 " - coalesce((SELECT CAST(sum(" CRM_SQL_REPRICED( \
		     "l") ") AS BIGINT) " \
			  "FROM order_line l WHERE l.\"order\" = o.\"id\" " \
			  "AND l.\"deleted\" IS NULL), 0))"
/* What the plan of its contract has booked stands for what its orders come to, in the order
 * in which they were confirmed: what is left of it behind those before this one. */
#define BOOKED_BY_PLAN \
	"coalesce((SELECT CASE WHEN x.b > x.e THEN x.b - x.e ELSE 0 END " \
	"FROM (SELECT (SELECT CAST(sum(r.\"amount\") AS BIGINT) " \
	"FROM receivable r WHERE r.\"contract\" = o.\"contract\" " \
	"AND r.\"order\" IS NULL AND r.\"deleted\" IS NULL " \
	"AND r.\"void_on\" IS NULL AND r.\"booked_on\" <= {today}) AS b, " \
	"coalesce((SELECT CAST(sum(coalesce(q.\"gross\", q.\"amount\", 0) - " CANCELLED( \
	    "q") ") AS BIGINT) FROM sale_order q " \
		 "WHERE q.\"contract\" = o.\"contract\" AND q.\"id\" <> o.\"id\" " \
		 "AND q.\"deleted\" IS NULL AND q.\"status\" <> 'cancelled' " \
		 "AND (q.\"confirmed_at\" < o.\"confirmed_at\" " \
		 "OR (q.\"confirmed_at\" = o.\"confirmed_at\" " \
		 "AND q.\"id\" < o.\"id\") OR (q.\"confirmed_at\" IS NOT NULL " \
		 "AND o.\"confirmed_at\" IS NULL))), 0) AS e) x), 0)"
#define BOOKED \
	"(coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) " \
	"FROM receivable r " \
	"WHERE r.\"order\" = o.\"id\" AND r.\"deleted\" IS NULL " \
	"AND r.\"void_on\" IS NULL AND r.\"booked_on\" <= {today}), 0) " \
	"- coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
	"WHERE p.\"order\" = o.\"id\" AND p.\"kind\" = 'credit' " \
	"AND p.\"less\" = 1 AND p.\"return\" IS NULL " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL), 0) + " BOOKED_BY_PLAN \
	")"

/* Of a subscription its receivables say what it comes to, in all its periods; its lines
 * say one of them. */
#define SUBSCRIBED \
	"r.\"form\" = 'subscription' " \
	"AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL"
#define SERVED \
	"(coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) " \
	"FROM receivable r WHERE r.\"order\" = o.\"id\" AND " SUBSCRIBED \
	"), 0) - coalesce((SELECT CAST(sum(round(coalesce(l.\"gross\", " \
	"l.\"amount\", 0) * 1.0 * (l.\"quantity\" - " \
	"coalesce(l.\"cancelled\", 0)) / l.\"quantity\")) AS BIGINT) " \
	"FROM order_line l WHERE l.\"order\" = o.\"id\" " \
	"AND l.\"deleted\" IS NULL AND l.\"quantity\" > 0 " \
	"AND EXISTS (SELECT 1 FROM receivable r " \
	"WHERE r.\"order_line\" = l.\"id\" AND " SUBSCRIBED ")), 0))"

/* A typed rate tells no less than that of the day of the order, where the book has one. */
#define RATE \
	"(SELECT max(j.r) FROM (SELECT o.\"rate\" AS r UNION ALL " \
	"SELECT (SELECT e.\"rate\" FROM exchange_rate e " \
	"WHERE e.\"currency\" = o.\"currency\" " \
	"AND e.\"day\" <= coalesce(o.\"ordered_on\", {today}) " \
	"AND e.\"deleted\" IS NULL ORDER BY e.\"day\" DESC, e.\"id\" DESC " \
	"LIMIT 1)) j)"

struct asking {
	struct crm_store *s;
	struct crm_arena *a;
	const struct crm_entity *customers;
	int64_t order;
};

/* ---- sums in the base currency ---- */

/* What came as closed is history: whatever is owed of it came beside it.  Of others that
 * are closed each line counts for what of it was shipped and charged, once where
 * goods were sent anew; then what is booked of the order goes off. */
static enum crm_status
add_shipped(struct asking *k, const struct crm_value v[2], int64_t *sum,
    struct crm_err *err)
{
	enum {
		ID,
		AMOUNT = 3,
		QUANTITY,
		SHIPPED,
		ALL,
		REPRICED,
		BOOKED_OF,
		HERE
	};
	const char *said = crm_setting(k->s, "receivable_form");
	const struct crm_value bind[] = { v[0],
		crm_value_text(crm_text_of(said != NULL ? said : "")), v[1] };
	const struct crm_entity *orders = crm_dict_find(
	    crm_store_dict(k->s), "order");
	int64_t order = 0, left = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, here = true;

	*sum = 0;
	st = crm_sql(k->s,
	    ACCOUNT_BELOW
	    "SELECT o.\"id\", o.\"currency\", " RATE ", "
	    "coalesce(l.\"gross\", l.\"amount\", 0), l.\"quantity\", "
	    "CAST(sum(d.\"quantity\") AS BIGINT) - coalesce((SELECT "
	    "CAST(sum(t.\"quantity\") AS BIGINT) FROM sale_return t "
	    "WHERE t.\"order_line\" = l.\"id\" AND t.\"exchange\" = 1 "
	    "AND t.\"status\" = 'received' AND t.\"deleted\" IS NULL), 0), "
	    "CASE WHEN coalesce(l.\"form\", o.\"form\", ?) = 'delivery' "
	    "THEN 1 ELSE 0 END, " CRM_SQL_REPRICED(
		"l") ", " BOOKED " + " UNNOTED
		     ", CASE WHEN o.\"confirmed_at\" IS NULL THEN 0 ELSE 1 END"
		     " FROM sale_order o JOIN order_line l "
		     "ON l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL "
		     "JOIN delivery_line d ON d.\"order_line\" = l.\"id\" "
		     "AND d.\"deleted\" IS NULL "
		     "JOIN delivery v ON v.\"id\" = d.\"delivery\" "
		     "AND v.\"status\" = 'shipped' AND v.\"deleted\" IS NULL "
		     "WHERE " OF_ACCOUNT(
			 "o") "AND o.\"status\" = 'closed' "
			      "AND o.\"id\" <> ? "
			      "AND o.\"deleted\" IS NULL AND l.\"quantity\" > 0 "
			      "GROUP BY o.\"id\", o.\"currency\", o.\"rate\", "
			      "o.\"ordered_on\", o.\"contract\", "
			      "o.\"confirmed_at\", l.\"id\", "
			      "l.\"gross\", l.\"amount\", l.\"quantity\", "
			      "l.\"cancelled\", "
			      "l.\"form\", o.\"form\" "
			      "ORDER BY o.\"id\", l.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, bind, COUNT(bind));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t ordered = crm_col_int(q, QUANTITY);
		int64_t shipped = crm_col_int(q, SHIPPED);
		int64_t part;

		/* What is too much is charged by the delivery alone. */
		if (shipped > ordered && crm_col_int(q, ALL) == 0)
			shipped = ordered;
		part = crm_div_round((__int128)crm_col_int(q, AMOUNT) * shipped,
			   ordered) +
		    crm_col_int(q, REPRICED);

		if (crm_col_int(q, ID) != order) {
			order = crm_col_int(q, ID);
			left = -crm_col_int(q, BOOKED_OF);
			here = crm_col_int(q, HERE) == 1;
			if (!here &&
			    (st = crm_log_ever(k->s, orders, order, "status",
				 &here, err)) != CRM_OK) {
				crm_reset(q);
				return st;
			}
		}
		/* What is above zero now was so before by so much less. */
		part = left < 0 ? part + left : part;
		left = left < 0 && part < 0 ? part : 0;
		if (part > 0 && here &&
		    (st = account_add(k->s, orders, q, part, sum, err)) !=
			CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	return st;
}

/* ---- an account ---- */

/* The last day that may be due and not paid: the setting credit_overdue_days;
 * CRM_DATE_MIN without one. */
static int64_t
overdue_before(struct crm_store *s)
{
	const char *said = crm_setting(s, "credit_overdue_days");
	int64_t days;

	if (said == NULL ||
	    crm_number_parse(crm_text_of(said), 0, 0, &days, NULL) != CRM_OK)
		return CRM_DATE_MIN;
	return crm_store_clock(s)->today - days;
}

/* What the areas to the right know of it. */
static enum crm_status
read_exposed(struct asking *k, struct crm_credit *c, struct crm_err *err)
{
	const struct crm_exposed_of of = { c->account, overdue_before(k->s) };
	const struct crm_area *const *area;
	struct crm_exposed sum = { 0, 0, 0, 0 };
	enum crm_status st = CRM_OK;

	for (area = crm_areas; *area != NULL && st == CRM_OK; area++)
		if ((*area)->exposed != NULL)
			st = (*area)->exposed(k->s, &of, &sum, err);
	c->booked = sum.booked;
	c->overdue = sum.overdue;
	c->cash = sum.cash;
	c->bills = sum.bills;
	return st;
}

/* What the order that is asked about comes to, and is not booked. */
static enum crm_status
read_own(struct asking *k, struct crm_credit *c, struct crm_err *err)
{
	const struct crm_area *const *area;
	enum crm_status st = CRM_OK;
	int64_t served = 0;

	for (area = crm_areas; *area != NULL && st == CRM_OK; area++)
		if ((*area)->served != NULL)
			st = (*area)->served(k->s, k->order, &served, err);
	return st == CRM_OK
	    ? account_sum(k->s, "order",
		  "SELECT o.\"id\", o.\"currency\", " RATE ", " GROSS " - " OFF
		  " - " BOOKED " + CAST(? AS BIGINT), CAST(NULL AS BIGINT) "
		  "FROM sale_order o WHERE o.\"id\" = ?",
		  (struct crm_value[]){
		      crm_value_int(served), crm_value_int(k->order) },
		  2, &c->own, err)
	    : st;
}

static enum crm_status
read_terms(struct asking *k, struct crm_credit *c, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(c->account),
		crm_value_int(k->order) };
	enum crm_status st = read_exposed(k, c, err);

	if (st == CRM_OK)
		st = account_sum(k->s, "order",
		    ACCOUNT_BELOW
		    "SELECT o.\"id\", o.\"currency\", " RATE ", " GROSS
		    " + " SERVED " - " OFF " - " BOOKED
		    ", CAST(NULL AS BIGINT) FROM sale_order o WHERE " OF_ACCOUNT(
			"o") "AND (o.\"status\" IN ('confirmed', "
			     "'on_hold') OR (o.\"confirmed_at\" IS NOT "
			     "NULL AND o.\"status\" IN ('draft', "
			     "'submitted', 'approved'))) "
			     "AND o.\"id\" <> ? "
			     "AND o.\"deleted\" IS NULL",
		    v, COUNT(v), &c->orders, err);
	if (st == CRM_OK)
		st = add_shipped(k, v, &c->shipped, err);
	if (st == CRM_OK && k->order != 0)
		st = read_own(k, c, err);
	c->exposure = c->booked + c->orders + c->shipped + c->bills + c->own -
	    c->cash;
	return st;
}

/* A limit counts in the base currency, which the customer's must be then. */
static enum crm_status
read_limit(struct asking *k, const struct crm_record *customer,
    struct crm_credit *c, struct crm_err *err)
{
	struct crm_text currency = text_of(customer, "currency");

	c->account = customer->id;
	c->limit = *value_of(customer, "credit_limit");
	if (c->limit.kind == CRM_NULL || currency.n == 0 ||
	    crm_text_is(currency, crm_store_currency(k->s)))
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "the credit limit of %s is in %.*s; credit is counted in %s: give "
	    "the limit in that",
	    typed_id(k->a, k->customers, customer->id), (int)currency.n,
	    currency.p, crm_store_currency(k->s));
}

/* An account and each one above it. */
static enum crm_status
read_accounts(struct asking *k, int64_t customer, struct crm_credit **out,
    size_t *n, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_record r;
	size_t cap = 0;

	while (st == CRM_OK && customer != 0) {
		struct crm_credit *c;

		if ((st = crm_load(k->s, k->customers, customer, k->a, &r,
			 err)) != CRM_OK)
			break;
		*out = crm_grow(k->a, *out, *n, &cap, sizeof **out);
		c = &(*out)[(*n)++];
		*c = (struct crm_credit){ .account = customer };
		if ((st = read_limit(k, &r, c, err)) == CRM_OK)
			st = read_terms(k, c, err);
		customer = value_of(&r, "parent")->kind == CRM_INT
		    ? value_of(&r, "parent")->i
		    : 0;
	}
	return st;
}

enum crm_status
crm_credit_of(struct crm_store *s, int64_t order, struct crm_arena *a,
    struct crm_credit **out, size_t *n, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct asking k = { .s = s,
		.a = a,
		.customers = crm_dict_find(d, "customer"),
		.order = order };
	struct crm_record r;
	enum crm_status st = crm_load(
	    s, crm_dict_find(d, "order"), order, a, &r, err);

	*out = NULL;
	*n = 0;
	return st == CRM_OK && value_of(&r, "customer")->kind == CRM_INT
	    ? read_accounts(&k, value_of(&r, "customer")->i, out, n, err)
	    : st;
}

/* ---- may it be confirmed? ---- */

static const char *
money_dup(struct crm_store *s, struct crm_arena *a, int64_t amount)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(
	    &b, amount, crm_currency_digits(crm_store_currency(s)), true);
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

static enum crm_status
over_limit(struct crm_store *s, struct crm_arena *a, const struct crm_credit *c,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "customer");

	return crm_fail_record(err, CRM_RULE,
	    "credit of %s: booked %s + orders %s + shipped and not booked %s + "
	    "bills %s + this order %s - cash %s = %s, over its limit of %s; override=yes "
	    "with a reason goes on, by the right credit",
	    typed_id(a, e, c->account), money_dup(s, a, c->booked),
	    money_dup(s, a, c->orders), money_dup(s, a, c->shipped),
	    money_dup(s, a, c->bills), money_dup(s, a, c->own),
	    money_dup(s, a, c->cash), money_dup(s, a, c->exposure),
	    money_dup(s, a, c->limit.i));
}

/* Of an account: does the limit hold, and is nothing overdue for too long? */
static enum crm_status
check_account(struct crm_store *s, struct crm_arena *a,
    const struct crm_credit *c, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "customer");

	if (c->limit.kind == CRM_INT && c->exposure > c->limit.i)
		return over_limit(s, a, c, err);
	if (c->overdue > 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s of %s is overdue for more than %s days; override=yes "
		    "with a reason goes on, by the right credit",
		    money_dup(s, a, c->overdue), typed_id(a, e, c->account),
		    crm_setting(s, "credit_overdue_days"));
	return CRM_OK;
}

/* Whoever confirms for one of these waits for the other: the accounts are locked,
 * the highest first, before they are summed up. */
static enum crm_status
lock_accounts(struct crm_store *s, int64_t customer, struct crm_arena *a,
    bool *any, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "customer");
	enum crm_status st = CRM_OK;
	int64_t *chain = NULL;
	struct crm_record r;
	size_t n = 0, cap = 0;

	*any = crm_setting(s, "credit_overdue_days") != NULL;
	while (st == CRM_OK && customer != 0) {
		if ((st = crm_load(s, e, customer, a, &r, err)) != CRM_OK)
			return st;
		chain = crm_grow(a, chain, n, &cap, sizeof *chain);
		chain[n++] = customer;
		*any |= value_of(&r, "credit_limit")->kind == CRM_INT;
		customer = value_of(&r, "parent")->kind == CRM_INT
		    ? value_of(&r, "parent")->i
		    : 0;
	}
	while (*any && n > 0 && st == CRM_OK)
		st = crm_lock(s, e, chain[--n], err);
	return st;
}

enum crm_status
order_credit_check(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	const struct crm_value *customer = value_of(order, "customer");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_credit *c;
	enum crm_status st;
	size_t n = 0, i;
	bool any;

	if (customer->kind != CRM_INT)
		return CRM_OK;
	st = lock_accounts(s, customer->i, &a, &any, err);
	if (st == CRM_OK && any)
		st = crm_credit_of(s, order->id, &a, &c, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = check_account(s, &a, &c[i], err);
	crm_arena_free(&a);
	return st;
}
