/* What customers brought in: orders, or deals won where nothing was ordered. */
#include "grading.h"

#include <stdlib.h>
#include <string.h>

#define LIVE_ORDER "o.\"deleted\" IS NULL " \
	"AND coalesce(o.\"status\", '') <> 'cancelled'"

/* An order without a total has that of its lines. */
static const char orders_sql[] = "SELECT o.\"customer\", "
    "coalesce(o.\"amount\", (SELECT CAST(sum(l.\"amount\") AS bigint) "
    "FROM order_line l WHERE l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL)), "
    "o.\"currency\", o.\"rate\" FROM sale_order o "
    "JOIN customer c ON c.\"id\" = o.\"customer\" AND c.\"deleted\" IS NULL "
    "WHERE " LIVE_ORDER " AND o.\"ordered_on\" > ? AND o.\"ordered_on\" <= ? "
    "ORDER BY o.\"customer\", o.\"id\"";

static const char deals_sql[] = "SELECT d.\"customer\", d.\"amount_base\", "
    "NULL, NULL FROM deal d "
    "JOIN stage s ON s.\"id\" = d.\"stage\" AND s.\"type\" = 'won' "
    "JOIN customer c ON c.\"id\" = d.\"customer\" AND c.\"deleted\" IS NULL "
    "WHERE d.\"deleted\" IS NULL AND d.\"closed_on\" > ? "
    "AND d.\"closed_on\" <= ? AND NOT EXISTS (SELECT 1 FROM sale_order o "
    "WHERE o.\"customer\" = d.\"customer\" AND " LIVE_ORDER ") "
    "ORDER BY d.\"customer\", d.\"id\"";

static enum crm_status
add(struct crm_buf *out, size_t from, int64_t customer, int64_t amount,
    struct crm_err *err)
{
	struct revenue r = { customer, amount }, last;
	size_t at = out->len - sizeof last;

	if (out->len > from) {
		memcpy(&last, out->data + at, sizeof last);
		if (last.customer == customer) {
			if (__builtin_add_overflow(last.amount, amount,
			    &r.amount))
				return crm_fail(err, CRM_FAIL,
				    "sum overflows");
			memcpy(out->data + at, &r, sizeof r);
			return CRM_OK;
		}
	}
	crm_buf_add(out, &r, sizeof r);
	return CRM_OK;
}

static enum crm_status
read_one(struct crm_store *s, const char *sql, int64_t from, int64_t to,
    struct crm_buf *out, struct crm_err *err)
{
	size_t begin = out->len;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(from));
	crm_bind(q, 2, crm_value_int(to));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = add(out, begin, crm_col_int(q, 0),
		    base_amount(s, q, 1), err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	return st;
}

static int
by_customer(const void *a, const void *b)
{
	const struct revenue *x = a, *y = b;

	return (x->customer > y->customer) - (x->customer < y->customer);
}

enum crm_status
revenue_read(struct crm_store *s, int64_t from, int64_t to,
    struct crm_buf *out, struct crm_err *err)
{
	enum crm_status st;
	struct revenue *r;
	size_t n, i, kept = 0;

	if ((st = read_one(s, orders_sql, from, to, out, err)) != CRM_OK ||
	    (st = read_one(s, deals_sql, from, to, out, err)) != CRM_OK)
		return st;
	n = out->len / sizeof *r;
	r = (struct revenue *)(void *)out->data;
	for (i = 0; i < n; i++)
		if (r[i].amount > 0)
			r[kept++] = r[i];
	out->len = kept * sizeof *r;
	if (kept > 0)
		qsort(r, kept, sizeof *r, by_customer);
	return CRM_OK;
}
