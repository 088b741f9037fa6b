/* Amounts of one currency in another, and in the currency of the book. */
#include "core.h"

bool
convert_money(
    int64_t amount, int digits, int64_t rate, int base_digits, int64_t *out)
{
	int64_t up = 1, down = crm_pow10(CRM_RATE_DIGITS), factor;

	if (base_digits > digits)
		up = crm_pow10(base_digits - digits);
	else
		down *= crm_pow10(digits - base_digits);
	return !__builtin_mul_overflow(rate, up, &factor) &&
	    crm_mul_div(amount, factor, down, out) && *out <= CRM_MONEY_MAX &&
	    *out >= -CRM_MONEY_MAX;
}

enum in_base
base_amount(struct crm_store *s, struct crm_value amount,
    struct crm_text currency, struct crm_value rate, int64_t *out)
{
	const char *own = crm_store_currency(s);

	*out = 0;
	if (amount.kind != CRM_INT)
		return NO_AMOUNT;
	if (currency.n == 0 || crm_text_is(currency, own)) {
		*out = amount.i;
		return IN_BASE;
	}
	if (rate.kind != CRM_INT)
		return NO_RATE;
	if (convert_money(amount.i, crm_currency_digits_n(currency), rate.i,
		crm_currency_digits(own), out))
		return IN_BASE;
	*out = 0;
	return TOO_LARGE;
}
