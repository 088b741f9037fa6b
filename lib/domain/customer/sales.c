/* The stream of sales: orders, and deals won where nothing was ordered. */
#include <crm/domain/sales.h>

#include "customer.h"

#define LIVE \
	"o.\"deleted\" IS NULL " \
	"AND coalesce(o.\"status\", '') <> 'cancelled' "

/* An order without a total has that of its lines. */
static const char sales_sql[] =
    "SELECT x.\"customer\", x.\"day\", "
    "x.\"amount\", x.\"currency\", x.\"rate\" FROM ("
    "SELECT o.\"customer\" AS \"customer\", o.\"ordered_on\" AS \"day\", "
    "coalesce(o.\"amount\", (SELECT CAST(sum(l.\"amount\") AS bigint) "
    "FROM order_line l WHERE l.\"order\" = o.\"id\" "
    "AND l.\"deleted\" IS NULL)) AS \"amount\", "
    "o.\"currency\" AS \"currency\", o.\"rate\" AS \"rate\" "
    "FROM sale_order o WHERE " LIVE
    "AND o.\"ordered_on\" >= ? AND o.\"ordered_on\" <= ? UNION ALL "
    "SELECT d.\"customer\", d.\"closed_on\", d.\"amount_base\", NULL, NULL "
    "FROM deal d JOIN stage s ON s.\"id\" = d.\"stage\" AND s.\"type\" = 'won' "
    "WHERE d.\"deleted\" IS NULL "
    "AND d.\"closed_on\" >= ? AND d.\"closed_on\" <= ? AND NOT EXISTS ("
    "SELECT 1 FROM sale_order o WHERE o.\"customer\" = d.\"customer\" AND " LIVE
    "AND o.\"ordered_on\" <= ?)) x "
    "JOIN customer c ON c.\"id\" = x.\"customer\" AND c.\"deleted\" IS NULL "
    "ORDER BY x.\"customer\", x.\"day\"";

enum crm_status
order_amount(struct crm_store *s, int64_t customer, const struct crm_stmt *q,
    int col, int64_t *out, bool *no_rate, struct crm_err *err)
{
	enum in_base how = base_amount(s, crm_col(q, col, false),
	    crm_col_text(q, col + 1), crm_col(q, col + 2, false), out);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	*no_rate = how == NO_RATE;
	if (how != TOO_LARGE)
		return CRM_OK;
	st = crm_fail(err, CRM_FAIL,
	    "an order of %s is too large in %s at its rate",
	    typed_id(
		&a, crm_dict_find(crm_store_dict(s), "customer"), customer),
	    crm_store_currency(s));
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_sales_open(struct crm_store *s, int64_t from, int64_t to,
    struct crm_sales *out, struct crm_err *err)
{
	const struct crm_value days[] = { crm_value_int(from),
		crm_value_int(to), crm_value_int(from), crm_value_int(to),
		crm_value_int(to) };
	enum crm_status st;

	*out = (struct crm_sales){ .store = s };
	if ((st = crm_sql(s, sales_sql, &out->q, err)) == CRM_OK)
		crm_bind_all(out->q, days, COUNT(days));
	return st;
}

enum crm_status
crm_sales_next(struct crm_sales *x, struct crm_sale *sale, bool *found,
    struct crm_err *err)
{
	enum crm_status st = crm_step(x->q, found, err);
	bool no_rate;

	if (st != CRM_OK || !*found)
		return st;
	sale->customer = crm_col_int(x->q, 0);
	sale->day = crm_col_int(x->q, 1);
	st = order_amount(
	    x->store, sale->customer, x->q, 2, &sale->amount, &no_rate, err);
	if (st != CRM_OK)
		crm_sales_close(x);
	return st;
}

void
crm_sales_close(struct crm_sales *x)
{
	if (x->q != NULL)
		crm_reset(x->q);
}
