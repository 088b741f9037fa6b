/*
 * What open deals will need of stock: of its main product as many as its amount
 * buys at the list price, by how probable it is.  A deal with an order is that
 * order's.
 */
#include "deal.h"

#include <crm/base/number.h>

enum { PRODUCT, DAY, AMOUNT, PRICE, PROBABILITY, CURRENCY };

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

enum crm_status
deal_demand(struct crm_store *s, int64_t until, crm_demand_each *each,
    void *ctx, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(until);
	int64_t quantity;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT d.\"product\", coalesce(d.\"expected_close\", {today}), "
	    "d.\"amount\", p.\"list_price\", "
	    "coalesce(d.\"probability\", g.\"probability\"), d.\"currency\" "
	    "FROM deal d JOIN stage g ON g.\"id\" = d.\"stage\" "
	    "JOIN product p ON p.\"id\" = d.\"product\" "
	    "WHERE d.\"deleted\" IS NULL AND g.\"type\" = 'open' "
	    "AND d.\"amount\" > 0 AND p.\"list_price\" > 0 "
	    "AND coalesce(d.\"currency\", '') = coalesce(p.\"currency\", '') "
	    "AND coalesce(d.\"expected_close\", {today}) <= ? "
	    "AND NOT EXISTS (SELECT 1 FROM sale_order o "
	    "WHERE o.\"deal\" = d.\"id\" AND o.\"deleted\" IS NULL "
	    "AND o.\"status\" <> 'cancelled') ORDER BY d.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (!quantity_of(q, &quantity))
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
