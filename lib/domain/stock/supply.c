/*
 * Of a plan what there is for each row: what of the stock expires and when, what comes,
 * of purchases and of what is on its way, and what is promised.
 */
#include "supply.h"

#include <stdlib.h>

static int
by_place(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	if (x->row.product != y->row.product)
		return x->row.product < y->row.product ? -1 : 1;
	return (x->row.warehouse > y->row.warehouse) -
	    (x->row.warehouse < y->row.warehouse);
}

static struct item *
item_at(const struct planning *p, int64_t product, int64_t warehouse)
{
	const struct item key = { .row = { .product = product,
				      .warehouse = warehouse } };

	return p->n == 0 ? NULL
			 : bsearch(&key, p->item, p->n, sizeof key, by_place);
}

struct item *
first_of(const struct planning *p, int64_t product)
{
	size_t low = 0, high = p->n, mid;

	while (low < high) {
		mid = (low + high) / 2;
		if (p->item[mid].row.product < product)
			low = mid + 1;
		else
			high = mid;
	}
	return low < p->n && p->item[low].row.product == product ? &p->item[low]
								 : NULL;
}

enum crm_status
each_row(struct planning *p, const char *sql, int64_t from,
    void (*take)(struct planning *p, struct item *i, int64_t day,
	int64_t quantity, int64_t beside),
    struct crm_err *err)
{
	struct crm_stmt *q;
	struct item *i;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(p->s, sql, &q, err)) != CRM_OK)
		return st;
	if (from != 0) {
		crm_bind(q, 1, crm_value_int(from));
		crm_bind(q, 2, crm_value_int(p->today));
	}
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		i = crm_col_null(q, 1)
		    ? first_of(p, crm_col_int(q, 0))
		    : item_at(p, crm_col_int(q, 0), crm_col_int(q, 1));
		if (i != NULL)
			take(p, i, crm_col_int(q, 2), crm_col_int(q, 3),
			    crm_col_int(q, 4));
	}
	return st;
}

/* Sellable through its day; after it, it is there and not sold. */
static void
take_expiring(struct planning *p, struct item *i, int64_t day, int64_t quantity,
    int64_t unused)
{
	(void)unused;
	if (day < p->today) {
		i->row.on_hand -= quantity;
		i->row.expired += quantity;
		return;
	}
	i->expires = crm_grow(
	    p->a, i->expires, i->n_expires, &i->cap, sizeof *i->expires);
	i->expires[i->n_expires++] = (struct crm_incoming){ day, quantity };
}

/* What is due before it would be needed. */
static void
take_incoming(struct planning *p, struct item *i, int64_t day, int64_t quantity,
    int64_t unused)
{
	(void)unused;
	if ((double)(day - p->today) <= i->row.days)
		i->row.incoming += quantity;
}

/* What is wanted later takes nothing of the demand until then, and what is held for it
 * is not there for that. */
static void
take_open(struct planning *p, struct item *i, int64_t day, int64_t quantity,
    int64_t held)
{
	i->row.open_orders += quantity;
	if ((double)(day - p->today) <= i->row.days)
		i->row.due_orders += quantity;
	else
		i->row.kept += held;
}

static enum crm_status
read_expiring(struct planning *p, struct crm_err *err)
{
	return each_row(p,
	    "SELECT y.\"product\", y.\"warehouse\", t.\"expires_on\", "
	    "y.\"left\", 0 FROM lot t CROSS JOIN layer y "
	    "WHERE t.\"expires_on\" IS NOT NULL AND y.\"lot\" = t.\"id\" "
	    "AND y.\"open\" = 1 ORDER BY t.\"expires_on\", y.\"id\"",
	    0, take_expiring, err);
}

/* What was sent and has not arrived comes any day; what nobody said the end of, like
 * a purchase for no place in particular. */
static enum crm_status
read_on_its_way(struct planning *p, struct crm_err *err)
{
	return each_row(p,
	    "SELECT y.\"product\", m.\"destination\", {today}, y.\"left\", 0 "
	    "FROM warehouse w JOIN level v ON v.\"warehouse\" = w.\"id\" "
	    "JOIN layer y ON y.\"product\" = v.\"product\" "
	    "AND y.\"warehouse\" = w.\"id\" AND y.\"open\" = 1 "
	    "JOIN move m ON m.\"id\" = y.\"move\" "
	    "LEFT JOIN lot t ON t.\"id\" = y.\"lot\" "
	    "WHERE w.\"kind\" = 'transit' AND v.\"on_hand\" > 0 "
	    "AND coalesce(t.\"expires_on\", 9999999) >= {today} "
	    "ORDER BY y.\"id\"",
	    0, take_incoming, err);
}

static enum crm_status
read_purchases(struct planning *p, struct crm_err *err)
{
	return each_row(p,
	    "SELECT l.\"product\", l.\"warehouse\", "
	    "coalesce(l.\"due_on\", u.\"due_on\", u.\"ordered_on\"), "
	    "l.\"quantity\" - coalesce(l.\"received\", 0), 0 "
	    "FROM purchase_line l JOIN purchase u "
	    "ON u.\"id\" = l.\"purchase\" WHERE u.\"status\" = "
	    "'ordered' AND u.\"drop_ship\" IS NULL "
	    "AND l.\"deleted\" IS NULL AND u.\"deleted\" IS NULL "
	    "AND l.\"quantity\" > coalesce(l.\"received\", 0) "
	    "ORDER BY l.\"id\"",
	    0, take_incoming, err);
}

/* By the day for which the line of an order is promised, or wanted; what is held for
 * nobody's day is wanted now. */
static enum crm_status
read_promises(struct planning *p, struct crm_err *err)
{
	return each_row(p,
	    "SELECT r.\"product\", r.\"warehouse\", "
	    "coalesce(l.\"promised_on\", o.\"promised_on\", "
	    "l.\"requested_on\", o.\"requested_on\", {today}), "
	    "r.\"quantity\" - r.\"shipped\", CASE WHEN "
	    "coalesce(r.\"until\", 9999999) >= {today} "
	    "THEN r.\"held\" ELSE 0 END FROM reservation r "
	    "LEFT JOIN order_line l ON l.\"id\" = CASE WHEN "
	    "r.\"about\" LIKE 'OL%' "
	    "THEN CAST(substr(r.\"about\", 3) AS BIGINT) END "
	    "LEFT JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "WHERE r.\"status\" = 'open' AND r.\"deleted\" IS NULL "
	    "ORDER BY r.\"id\"",
	    0, take_open, err);
}

enum crm_status
supply_read(struct planning *p, struct crm_err *err)
{
	enum crm_status st = read_expiring(p, err);

	if (st == CRM_OK && !p->ask->without_incoming &&
	    (st = read_on_its_way(p, err)) == CRM_OK)
		st = read_purchases(p, err);
	return st == CRM_OK ? read_promises(p, err) : st;
}
