/*
 * What open deals will need of stock, by how probable they are: what their lines say,
 * of a kit its parts; of one without lines as many of its main product as its amount
 * buys at the list price.  A deal with an order is that order's.
 */
#include "deal.h"

#include <crm/base/number.h>
#include <crm/domain/rate.h>

enum { PRODUCT, DAY, AMOUNT, PRICE, PROBABILITY, PARTS, CURRENCY, LISTED };
/* Of a line, in the product's own unit: quantity x of / in. */
enum { QUANTITY = AMOUNT, OF = PRICE, IN = PARTS };

/* A deal d that is open, closes by a day and has no order that is confirmed, by which its
 * goods are held; g is its stage. */
#define HOPED_FOR \
	"d.\"deleted\" IS NULL AND g.\"type\" = 'open' " \
	"AND coalesce(d.\"expected_close\", {today}) <= ? " \
	"AND NOT EXISTS (SELECT 1 FROM sale_order o " \
	"WHERE o.\"deal\" = d.\"id\" AND o.\"deleted\" IS NULL " \
	"AND o.\"status\" IN ('confirmed', 'on_hold', 'closed')) "
#define LINES_OF \
	"SELECT 1 FROM deal_line x WHERE x.\"deal\" = d.\"id\" " \
	"AND x.\"deleted\" IS NULL"

/* What a deal without lines may buy. */
struct hope {
	int64_t product, day, amount, price, probability;
	int64_t parts; /* of the product for one of what is sold */
	struct crm_text currency, listed; /* of the amount, of the price */
};

static struct crm_text
keep(struct crm_arena *a, struct crm_text t)
{
	return (struct crm_text){ crm_strndup(a, t.p, t.n), t.n };
}

static enum crm_status
read_hopes(struct crm_store *s, int64_t until, struct crm_arena *a,
    struct hope **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT coalesce(k.\"product\", d.\"product\"), "
	    "coalesce(d.\"expected_close\", {today}), "
	    "d.\"amount\", p.\"list_price\", "
	    "coalesce(d.\"probability\", g.\"probability\"), "
	    "coalesce(k.\"quantity\", " CRM_SPELLED(
		CRM_WHOLE) "), "
			   "coalesce(d.\"currency\", ''), coalesce(p.\"currency\", '') "
			   "FROM deal d JOIN stage g ON g.\"id\" = d.\"stage\" "
			   "JOIN product p ON p.\"id\" = d.\"product\" "
			   "LEFT JOIN kit_part k ON k.\"kit\" = d.\"product\" "
			   "AND k.\"deleted\" IS NULL WHERE " HOPED_FOR
			   "AND d.\"amount\" > 0 AND p.\"list_price\" > 0 "
			   "AND NOT EXISTS (" LINES_OF ") ORDER BY d.\"id\", 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(until));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct hope){ crm_col_int(q, PRODUCT),
			crm_col_int(q, DAY), crm_col_int(q, AMOUNT),
			crm_col_int(q, PRICE), crm_col_int(q, PROBABILITY),
			crm_col_int(q, PARTS),
			keep(a, crm_col_text(q, CURRENCY)),
			keep(a, crm_col_text(q, LISTED)) };
	}
	return st;
}

/* As many as an amount buys, in minor units at a price in millionths; 0 where nothing
 * says what its currency is in that of the price. */
static enum crm_status
quantity_of(struct crm_store *s, const struct hope *h, int64_t *quantity,
    struct crm_err *err)
{
	int digits = crm_currency_digits_n(h->currency);
	int64_t rate = crm_pow10(CRM_RATE_DIGITS), all;
	enum crm_status st = CRM_OK;

	*quantity = 0;
	if (!crm_text_eq(h->currency, h->listed))
		st = crm_rate_between(s, h->currency, h->listed,
		    crm_store_clock(s)->today, &rate, err);
	if (st == CRM_OK && rate > 0 &&
	    !(crm_mul_div(h->amount, crm_pow10(2 * CRM_DECIMAL_DIGITS - digits),
		  h->price, &all) &&
		crm_mul_div(all, rate, crm_pow10(CRM_RATE_DIGITS), &all) &&
		crm_mul_div(all, h->parts, CRM_WHOLE, &all) &&
		crm_mul_div(all, h->probability, CRM_WHOLE, quantity)))
		*quantity = 0;
	return st;
}

static enum crm_status
by_amount(struct crm_store *s, int64_t until, crm_demand_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct hope *h;
	int64_t quantity;
	size_t i, n;
	enum crm_status st = read_hopes(s, until, &a, &h, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++) {
		st = quantity_of(s, &h[i], &quantity, err);
		if (st == CRM_OK && quantity > 0)
			st = each(ctx, h[i].product, h[i].day, quantity, err);
	}
	crm_arena_free(&a);
	return st;
}

static bool
quantity_of_line(const struct crm_stmt *q, int64_t *quantity)
{
	int64_t all;

	return crm_mul_div(crm_col_int(q, QUANTITY), crm_col_int(q, OF),
		   crm_col_int(q, IN), &all) &&
	    crm_mul_div(all, crm_col_int(q, PROBABILITY), CRM_WHOLE, quantity);
}

static enum crm_status
each_row(struct crm_store *s, const char *sql, int64_t until,
    crm_demand_each *each, void *ctx, struct crm_err *err)
{
	int64_t quantity;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(until));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (!quantity_of_line(q, &quantity))
			continue;
		st = each(ctx, crm_col_int(q, PRODUCT), crm_col_int(q, DAY),
		    quantity, err);
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

enum crm_status
deal_demand(struct crm_store *s, int64_t until, crm_demand_each *each,
    void *ctx, struct crm_err *err)
{
	enum crm_status st;

	st = by_amount(s, until, each, ctx, err);
	/* A unit that nothing tells the size of counts as one. */
	return st != CRM_OK
	    ? st
	    : each_row(s,
		  "SELECT coalesce(k.\"product\", l.\"product\"), "
		  "coalesce(d.\"expected_close\", {today}), l.\"quantity\", "
		  "coalesce(k.\"quantity\", " CRM_SPELLED(
		      CRM_WHOLE) ") * coalesce(u.\"contains\", 1), "
				 "coalesce(d.\"probability\", "
				 "g.\"probability\"), " CRM_SPELLED(
				     CRM_WHOLE) " * coalesce(u.\"per\", 1) "
						"FROM deal_line l JOIN deal d ON d.\"id\" = l.\"deal\" "
						"JOIN stage g ON g.\"id\" = d.\"stage\" "
						"LEFT JOIN kit_part k ON k.\"kit\" = l.\"product\" "
						"AND k.\"deleted\" IS NULL "
						"LEFT JOIN unit u ON u.\"product\" = l.\"product\" "
						"AND u.\"name\" = l.\"unit\" AND u.\"deleted\" IS NULL "
						"WHERE " HOPED_FOR
						"AND l.\"deleted\" IS NULL "
						"AND l.\"product\" IS NOT NULL AND l.\"quantity\" > 0 "
						"ORDER BY l.\"id\", 1",
		  until, each, ctx, err);
}
