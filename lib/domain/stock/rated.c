/*
 * What is bought in another currency, in that of the book: exact until it is there, and
 * rounded once, to the decimals of the book's.
 */
#include "stock.h"

#include <crm/base/number.h>

/* So many 10^-digits of a currency of which one is so much; no rate: of the book's own.
 * Whole units first: what is left of them is small enough for the parts. */
static bool
in_base(__int128 amount, int digits, const struct crm_value *rate, int to,
    int64_t *out)
{
	const int64_t one = crm_pow10(CRM_RATE_DIGITS);
	const int64_t r = rate->kind == CRM_NULL ? one : rate->i;
	const __int128 whole = crm_pow10(digits), unit = one / crm_pow10(to);
	__int128 units = amount / whole, value, parts;

	if (units > INT64_MAX || units < -INT64_MAX)
		return false;
	value = units * r;
	parts = value % unit * whole + amount % whole * r;
	value = value / unit + crm_div_round(parts, whole * unit);
	*out = (int64_t)value;
	return value <= CRM_MONEY_MAX && value >= -CRM_MONEY_MAX;
}

enum crm_status
price_value(struct crm_store *s, int64_t price, int64_t quantity,
    const struct crm_value *rate, int64_t *value, struct crm_err *err)
{
	const int to = crm_currency_digits(crm_store_currency(s));

	return in_base((__int128)price * quantity, 2 * CRM_DECIMAL_DIGITS, rate,
		   to, value)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "price",
		  "quantity and price make no amount of money");
}

enum crm_status
said_value(struct crm_store *s, const struct crm_stock_line *l,
    struct crm_value *value, struct crm_err *err)
{
	const int to = crm_currency_digits(crm_store_currency(s));
	const int digits = l->value_digits;

	*value = l->value;
	if (value->kind == CRM_NULL)
		return CRM_OK;
	if (l->rate.kind == CRM_NULL && digits > to &&
	    value->i % crm_pow10(digits - to) != 0)
		return crm_fail_field(err, CRM_INVALID, "value",
		    "has more decimals than amounts in %s have, which is %d; "
		    "rate=N says what one of another currency is",
		    crm_store_currency(s), to);
	return in_base(value->i, digits, &l->rate, to, &value->i)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "rate",
		  "and price make no amount of money");
}
