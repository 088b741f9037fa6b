/*
 * What open deals will need of stock, by how probable they are: what their lines say,
 * of a kit its parts; of one without lines as many of its main product as its amount
 * buys at the list price.  A deal with an order is that order's.
 */
#include "deal.h"

#include <crm/base/number.h>

enum { PRODUCT, DAY, AMOUNT, PRICE, PROBABILITY, CURRENCY };
/* Of a line, in the product's own unit: quantity x of / in. */
enum { QUANTITY = AMOUNT, OF = PRICE, IN = CURRENCY };

/* A deal d that is open, closes by a day and has no order; g is its stage. */
#define HOPED_FOR \
	"d.\"deleted\" IS NULL AND g.\"type\" = 'open' " \
	"AND coalesce(d.\"expected_close\", {today}) <= ? " \
	"AND NOT EXISTS (SELECT 1 FROM sale_order o " \
	"WHERE o.\"deal\" = d.\"id\" AND o.\"deleted\" IS NULL " \
	"AND o.\"status\" <> 'cancelled') "
#define LINES_OF \
	"SELECT 1 FROM deal_line x WHERE x.\"deal\" = d.\"id\" " \
	"AND x.\"deleted\" IS NULL"

/* As many as an amount buys: minor units at a price in millionths. */
static bool
quantity_of(const struct crm_stmt *q, int64_t *quantity)
{
	int digits = crm_currency_digits_n(crm_col_text(q, CURRENCY));
	int64_t all;

	return crm_mul_div(crm_col_int(q, AMOUNT),
		   crm_pow10(2 * CRM_DECIMAL_DIGITS - digits),
		   crm_col_int(q, PRICE), &all) &&
	    crm_mul_div(all, crm_col_int(q, PROBABILITY), CRM_WHOLE, quantity);
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
    bool (*count)(const struct crm_stmt *q, int64_t *quantity),
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
		if (!count(q, &quantity))
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

	st = each_row(s,
	    "SELECT d.\"product\", coalesce(d.\"expected_close\", {today}), "
	    "d.\"amount\", p.\"list_price\", "
	    "coalesce(d.\"probability\", g.\"probability\"), d.\"currency\" "
	    "FROM deal d JOIN stage g ON g.\"id\" = d.\"stage\" "
	    "JOIN product p ON p.\"id\" = d.\"product\" WHERE " HOPED_FOR
	    "AND d.\"amount\" > 0 AND p.\"list_price\" > 0 "
	    "AND coalesce(d.\"currency\", '') = coalesce(p.\"currency\", '') "
	    "AND NOT EXISTS (" LINES_OF ") ORDER BY d.\"id\"",
	    until, quantity_of, each, ctx, err);
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
		  until, quantity_of_line, each, ctx, err);
}
