/* The stream of sales: orders, and deals won where nothing was ordered. */
#include <crm/domain/sales.h>

#include "customer.h"

#include <stdio.h>

#define LIVE \
	"o.\"deleted\" IS NULL " \
	"AND coalesce(o.\"status\", '') <> 'cancelled' "

/* Columns of the stream. */
enum { CUSTOMER, DAY, SALE, AMOUNT, CURRENCY, RATE, LINE, QUANTITY, PRICE };

/* An order without a total has that of its lines, and so a row for each of
 * them. The orders of a sale's customer and deals never meet, but their ids
 * would: those of deals are turned. */
static const char sales_sql[] =
    "SELECT x.\"customer\", x.\"day\", x.\"sale\", x.\"amount\", "
    "x.\"currency\", x.\"rate\", x.\"line\", x.\"quantity\", x.\"price\" FROM ("
    "SELECT o.\"customer\" AS \"customer\", o.\"ordered_on\" AS \"day\", "
    "o.\"id\" AS \"sale\", o.\"amount\" AS \"amount\", "
    "o.\"currency\" AS \"currency\", o.\"rate\" AS \"rate\", "
    "l.\"amount\" AS \"line\", l.\"quantity\" AS \"quantity\", "
    "l.\"unit_price\" AS \"price\" "
    "FROM sale_order o LEFT JOIN order_line l ON o.\"amount\" IS NULL "
    "AND l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL WHERE " LIVE
    "AND o.\"ordered_on\" >= ? AND o.\"ordered_on\" <= ? UNION ALL "
    "SELECT d.\"customer\", d.\"closed_on\", -d.\"id\", d.\"amount\", "
    "d.\"currency\", d.\"rate\", NULL, NULL, NULL "
    "FROM deal d JOIN stage s ON s.\"id\" = d.\"stage\" AND s.\"type\" = 'won' "
    "WHERE d.\"deleted\" IS NULL "
    "AND d.\"closed_on\" >= ? AND d.\"closed_on\" <= ? AND NOT EXISTS ("
    "SELECT 1 FROM sale_order o WHERE o.\"customer\" = d.\"customer\" AND " LIVE
    "AND o.\"ordered_on\" <= ?)) x "
    "JOIN customer c ON c.\"id\" = x.\"customer\" AND c.\"deleted\" IS NULL "
    "ORDER BY x.\"customer\", x.\"day\", x.\"sale\"";

static enum crm_status
too_large(struct crm_store *s, int64_t customer, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = crm_fail(err, CRM_FAIL,
	    "an order of %s is too large in %s at its rate",
	    typed_id(
		&a, crm_dict_find(crm_store_dict(s), "customer"), customer),
	    crm_store_currency(s));

	crm_arena_free(&a);
	return st;
}

enum crm_status
order_amount(struct crm_store *s, int64_t customer, const struct crm_stmt *q,
    int col, int64_t *out, bool *no_rate, struct crm_err *err)
{
	enum in_base how = base_amount(s, crm_col(q, col, false),
	    crm_col_text(q, col + 1), crm_col(q, col + 2, false), out);

	*no_rate = how == NO_RATE;
	return how == TOO_LARGE ? too_large(s, customer, err) : CRM_OK;
}

/* ---- what a sale comes to in its own currency ---- */

bool
crm_line_amount(struct crm_value amount, struct crm_value quantity,
    struct crm_value price, int digits, struct crm_value *out)
{
	__int128 product;

	*out = amount;
	if (out->kind == CRM_INT || quantity.kind != CRM_INT ||
	    price.kind != CRM_INT)
		return true;
	product = (__int128)quantity.i * price.i;
	if (product / CRM_WHOLE > CRM_MONEY_MAX ||
	    product / CRM_WHOLE < -CRM_MONEY_MAX)
		return false;
	*out = crm_value_int(crm_div_round(
	    product * crm_pow10(digits), (__int128)CRM_WHOLE * CRM_WHOLE));
	return out->i <= CRM_MONEY_MAX && out->i >= -CRM_MONEY_MAX;
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

/* Adds the line of the row at hand to the amount, which is null before the
 * first that has one. */
static enum crm_status
add_line(const struct crm_sales *x, const struct crm_sale *sale, int digits,
    struct crm_value *amount, struct crm_err *err)
{
	struct crm_value line;
	int64_t sum = amount->kind == CRM_INT ? amount->i : 0;

	if (!crm_line_amount(crm_col(x->q, LINE, false),
		crm_col(x->q, QUANTITY, false), crm_col(x->q, PRICE, false),
		digits, &line))
		return too_large(x->store, sale->customer, err);
	if (line.kind != CRM_INT)
		return CRM_OK;
	if (__builtin_add_overflow(sum, line.i, &sum))
		return too_large(x->store, sale->customer, err);
	*amount = crm_value_int(sum);
	return CRM_OK;
}

/* Reads the rows of the sale at hand, and the first behind them. */
static enum crm_status
read_sale(struct crm_sales *x, struct crm_sale *sale, struct crm_value *amount,
    struct crm_err *err)
{
	int64_t id = crm_col_int(x->q, SALE);
	enum crm_status st = CRM_OK;
	int digits = crm_currency_digits(sale->currency);

	*amount = crm_col(x->q, AMOUNT, false);
	while (st == CRM_OK && x->more && crm_col_int(x->q, SALE) == id) {
		if ((st = add_line(x, sale, digits, amount, err)) == CRM_OK)
			st = crm_step(x->q, &x->more, err);
	}
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
	if ((st = crm_sql(s, sales_sql, &out->q, err)) != CRM_OK)
		return st;
	crm_bind_all(out->q, days, COUNT(days));
	return crm_step(out->q, &out->more, err);
}

/* The currency of the row at hand: where it has none, that of the book. */
static void
read_currency(const struct crm_sales *x, struct crm_sale *sale)
{
	struct crm_text own = crm_col_text(x->q, CURRENCY);

	if (own.n == 0)
		own = crm_text_of(crm_store_currency(x->store));
	snprintf(
	    sale->currency, sizeof sale->currency, "%.*s", (int)own.n, own.p);
}

static enum crm_status
next_sale(struct crm_sales *x, struct crm_sale *sale, struct crm_err *err)
{
	struct crm_value rate = crm_col(x->q, RATE, false), amount;
	enum crm_status st;

	sale->customer = crm_col_int(x->q, CUSTOMER);
	sale->day = crm_col_int(x->q, DAY);
	read_currency(x, sale);
	if ((st = read_sale(x, sale, &amount, err)) != CRM_OK)
		return st;
	switch (base_amount(x->store, amount, crm_text_of(sale->currency), rate,
	    &sale->amount)) {
	case TOO_LARGE:
		return too_large(x->store, sale->customer, err);
	case NO_RATE:
		sale->no_rate = true;
		sale->own = amount.i;
		return CRM_OK;
	case IN_BASE:
	case NO_AMOUNT:
		break;
	}
	sale->no_rate = false;
	sale->own = 0;
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
