/* Clocks of orders: what was promised by now and has not left. */
#include "order.h"

enum { DAY = CLOCK_COLUMNS, LEFT, SKU };

static bool
delivery_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	struct crm_text sku = crm_col_text(q, SKU);

	*day = crm_col_int(q, DAY);
	crm_number_format(why, crm_col_int(q, LEFT), CRM_DECIMAL_DIGITS, false);
	crm_buf_printf(why, crm_tr(" of %.*s to ship "), (int)sku.n, sku.p);
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
delivery_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "delivery",
		.entity = "order-line",
		.owner = "x.\"owner\"",
		.due = delivery_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT x.\"id\", x.\"owner\", x.\"day\", x.\"left\", x.\"sku\" "
	    "FROM (SELECT l.\"id\", coalesce(o.\"owner\", 0) AS \"owner\", "
	    "coalesce(l.\"promised_on\", o.\"promised_on\", "
	    "l.\"requested_on\", o.\"requested_on\") AS \"day\", "
	    "l.\"quantity\" - coalesce(l.\"cancelled\", 0) - coalesce((SELECT "
	    "CAST(sum(d.\"quantity\") AS BIGINT) FROM delivery_line d "
	    "JOIN delivery v ON v.\"id\" = d.\"delivery\" "
	    "WHERE d.\"order_line\" = l.\"id\" AND d.\"deleted\" IS NULL "
	    "AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped'), 0) "
	    "AS \"left\", coalesce(p.\"sku\", l.\"description\", '') "
	    "AS \"sku\" FROM order_line l "
	    "JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "LEFT JOIN product p ON p.\"id\" = l.\"product\" "
	    "WHERE o.\"status\" IN ('confirmed', 'on_hold') "
	    "AND o.\"confirmed_at\" IS NOT NULL AND o.\"deleted\" IS NULL "
	    "AND l.\"deleted\" IS NULL) x "
	    "WHERE x.\"left\" > 0 AND x.\"day\" <= ?");
	crm_sql_bind(&sql, crm_value_int(ask->until));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
