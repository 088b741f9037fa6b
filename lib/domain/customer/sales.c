/* The stream of sales: orders, and deals won before a customer ordered anything. */
#include <crm/domain/sales.h>

#include "customer.h"

#include <string.h>

/* Columns of the stream: those of an order begin with SALE. */
enum { CUSTOMER, DAY, SALE };

#define DAYS(day) "AND " day " >= ? AND " day " <= ? "

/* The ids of deals would meet those of orders: they are set before all of them. */
/* clang-format off */
static const char sales_sql[] =
    "SELECT x.\"customer\", x.\"day\", x.\"sale\", x.\"amount\", "
    "x.\"currency\", x.\"rate\", x.\"line\", x.\"quantity\", x.\"price\", "
    "x.\"discount\" FROM ("
    SELECT_ORDERS DAYS(CRM_ANY_DAY("o.\"ordered_on\"")) "UNION ALL "
    SELECT_CANCELLED DAYS(CRM_ANY_DAY("o.\"ordered_on\"")) "UNION ALL "
    SELECT_BACK DAYS("b.\"returned_on\"") "UNION ALL "
    "SELECT d.\"customer\", d.\"closed_on\", d.\"id\" - " BACK_FIRST ", d.\"amount\", "
    "d.\"currency\", d.\"rate\", NULL, NULL, NULL, NULL "
    "FROM deal d JOIN stage s ON s.\"id\" = d.\"stage\" AND s.\"type\" = 'won' "
    CRM_FIRST_ORDER "WHERE d.\"deleted\" IS NULL " DAYS(CRM_ANY_DAY("d.\"closed_on\""))
    "AND NOT " CRM_CLOSED_BACKWARDS("d") " AND " CRM_SOLD_BY_DEAL ") x "
    "WHERE coalesce(x.\"customer\", 0) NOT IN (SELECT 0 UNION ALL "
    "SELECT c.\"id\" FROM customer c WHERE c.\"deleted\" IS NOT NULL) "
    "ORDER BY x.\"customer\", x.\"day\", x.\"sale\"";
/* clang-format on */

enum crm_status
crm_sales_open(struct crm_store *s, int64_t from, int64_t to,
    struct crm_sales *out, struct crm_err *err)
{
	const struct crm_value a = crm_value_int(from), b = crm_value_int(to);
	const struct crm_value days[] = { a, b, a, b, a, b, b, a, b, b };
	enum crm_status st;

	*out = (struct crm_sales){ .store = s };
	if ((st = crm_sql(s, sales_sql, &out->q, err)) != CRM_OK)
		return st;
	crm_bind_all(out->q, days, COUNT(days));
	return crm_step(out->q, &out->more, err);
}

static enum crm_status
next_sale(struct crm_sales *x, struct crm_sale *sale, struct crm_err *err)
{
	struct order_sum sum;
	enum crm_status st;

	sale->customer = crm_col_int(x->q, CUSTOMER);
	sale->day = crm_col_int(x->q, DAY);
	sale->deal = crm_col_int(x->q, SALE) < 0;
	st = order_read(
	    x->store, x->q, SALE, sale->customer, &x->more, &sum, err);
	if (st != CRM_OK)
		return st;
	sale->back = sum.back;
	sale->amount = sum.amount;
	sale->no_rate = sum.no_rate;
	sale->own = sum.own;
	memcpy(sale->currency, sum.currency, sizeof sale->currency);
	return CRM_OK;
}

enum crm_status
crm_sales_next(struct crm_sales *x, struct crm_sale *sale, bool *found,
    struct crm_err *err)
{
	enum crm_status st;

	*found = x->more;
	if (!x->more)
		return CRM_OK;
	if ((st = next_sale(x, sale, err)) != CRM_OK)
		crm_sales_close(x);
	return st;
}

void
crm_sales_close(struct crm_sales *x)
{
	if (x->q != NULL)
		crm_reset(x->q);
}

enum crm_base
crm_in_base(struct crm_store *s, struct crm_value amount,
    struct crm_text currency, struct crm_value rate, int64_t *out)
{
	static const enum crm_base said[] = {
		[IN_BASE] = CRM_BASE_KNOWN,
		[NO_AMOUNT] = CRM_BASE_NO_AMOUNT,
		[NO_RATE] = CRM_BASE_NO_RATE,
		[TOO_LARGE] = CRM_BASE_TOO_LARGE,
	};

	return said[base_amount(s, amount, currency, rate, out)];
}
