/*
 * What an order counts, wherever orders are summed up: its own amount, else that of
 * its lines.
 */
#include <crm/domain/sales.h>

#include "customer.h"

#include <stdio.h>

/* BACK_FIRST, as a number. */
static const int64_t BACK_ID = INT64_C(4611686018427387904);

/* Columns of the rows of an order, from the first on. */
enum { SALE, AMOUNT, CURRENCY, RATE, LINE, QUANTITY, PRICE, DISCOUNT };

bool
crm_line_counts(struct crm_value amount, struct crm_value quantity,
    struct crm_value price, struct crm_value discount, int digits,
    struct crm_value *out)
{
	int64_t off = discount.kind == CRM_INT ? discount.i : 0;
	__int128 product;

	*out = amount;
	if (out->kind == CRM_INT || quantity.kind != CRM_INT ||
	    price.kind != CRM_INT)
		return true;
	if (off > CRM_WHOLE || off < -CRM_WHOLE)
		return false;
	product = (__int128)quantity.i * price.i;
	if (product / CRM_WHOLE > CRM_MONEY_MAX ||
	    product / CRM_WHOLE < -CRM_MONEY_MAX)
		return false;
	*out = crm_value_int(
	    crm_div_round(product * (CRM_WHOLE - off) * crm_pow10(digits),
		(__int128)CRM_WHOLE * CRM_WHOLE * CRM_WHOLE));
	return out->i <= CRM_MONEY_MAX && out->i >= -CRM_MONEY_MAX;
}

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

/* Adds the line of the row at hand to the amount, which is null before the first
 * that has one; false where that is more than money can be. */
static bool
add_line(const struct crm_stmt *q, int at, int digits, struct crm_value *amount)
{
	int64_t sum = amount->kind == CRM_INT ? amount->i : 0;
	struct crm_value line;

	if (!crm_line_counts(crm_col(q, at + LINE, false),
		crm_col(q, at + QUANTITY, false), crm_col(q, at + PRICE, false),
		crm_col(q, at + DISCOUNT, false), digits, &line))
		return false;
	if (line.kind != CRM_INT)
		return true;
	if (__builtin_add_overflow(sum, line.i, &sum))
		return false;
	*amount = crm_value_int(sum);
	return true;
}

/* The currency of the row at hand: where it has none, that of the book. */
static void
read_currency(struct crm_store *s, const struct crm_stmt *q, int at,
    struct order_sum *out)
{
	struct crm_text own = crm_col_text(q, at + CURRENCY);

	if (own.n == 0)
		own = crm_text_of(crm_store_currency(s));
	snprintf(
	    out->currency, sizeof out->currency, "%.*s", (int)own.n, own.p);
}

static enum crm_status
in_base(struct crm_store *s, int64_t customer, struct crm_value amount,
    struct crm_value rate, struct order_sum *out, struct crm_err *err)
{
	enum in_base how = base_amount(
	    s, amount, crm_text_of(out->currency), rate, &out->amount);

	out->no_rate = how == NO_RATE;
	out->own = out->no_rate ? amount.i : 0;
	out->back |= out->amount < 0 || out->own < 0;
	return how == TOO_LARGE ? too_large(s, customer, err) : CRM_OK;
}

enum crm_status
order_read(struct crm_store *s, struct crm_stmt *q, int at, int64_t customer,
    bool *more, struct order_sum *out, struct crm_err *err)
{
	int64_t id = crm_col_int(q, at + SALE);
	struct crm_value rate = crm_col(q, at + RATE, false);
	struct crm_value amount = crm_col(q, at + AMOUNT, false);
	enum crm_status st = CRM_OK;
	int digits;

	out->back = id >= BACK_ID;
	read_currency(s, q, at, out);
	digits = crm_currency_digits(out->currency);
	while (st == CRM_OK && *more && crm_col_int(q, at + SALE) == id) {
		if (!add_line(q, at, digits, &amount))
			return too_large(s, customer, err);
		st = crm_step(q, more, err);
	}
	return st == CRM_OK ? in_base(s, customer, amount, rate, out, err) : st;
}
