/* What a line of a document comes to: discounts, tax, shares of a sum. */
#include <crm/domain/document.h>

#include <string.h>

/* quantity x price is in 10^-12. */
enum { PRODUCT_DIGITS = 2 * CRM_DECIMAL_DIGITS, LEFT_DIGITS = 12 };

static bool
money(__int128 v, int64_t *out)
{
	if (v > CRM_MONEY_MAX || v < -CRM_MONEY_MAX)
		return false;
	*out = (int64_t)v;
	return true;
}

static enum crm_status
take_off(struct crm_text one, int64_t *left, struct crm_err *err)
{
	int64_t percent;
	enum crm_status st = crm_number_parse(
	    one, CRM_DECIMAL_DIGITS, CRM_NUM_PERCENT, &percent, err);

	if (st != CRM_OK)
		return st;
	if (percent < 0 || percent > 100 * (int64_t)CRM_WHOLE)
		return crm_fail(err, CRM_INVALID,
		    "a discount is 0 to 100 %%, not %.*s", (int)one.n, one.p);
	*left = crm_div_round(
	    (__int128)*left * (100 * (int64_t)CRM_WHOLE - percent),
	    100 * (int64_t)CRM_WHOLE);
	return CRM_OK;
}

enum crm_status
crm_discounts_parse(struct crm_text t, int64_t *left, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	const char *plus;

	*left = CRM_LEFT_ALL;
	t = crm_text_trim(t);
	while (t.n > 0 && st == CRM_OK) {
		struct crm_text one = t;

		plus = memchr(t.p, '+', t.n);
		if (plus != NULL)
			one.n = (size_t)(plus - t.p);
		st = take_off(crm_text_trim(one), left, err);
		if (plus == NULL)
			break;
		t.n -= one.n + 1;
		t.p = plus + 1;
		if (t.n == 0 && st == CRM_OK)
			return crm_fail(err, CRM_INVALID,
			    "a discount is missing behind the last +");
	}
	return st;
}

bool
crm_line_value(
    int64_t quantity, int64_t price, int64_t left, int digits, int64_t *value)
{
	__int128 product = (__int128)quantity * price;
	__int128 most = (__int128)CRM_MONEY_MAX *
	    crm_pow10(PRODUCT_DIGITS - digits);
	__int128 unit = (__int128)crm_pow10(LEFT_DIGITS) *
	    crm_pow10(PRODUCT_DIGITS - digits);

	/* Beyond it, what the discounts leave would not fit 128 bits. */
	if (product > most || product < -most)
		return false;
	return money(crm_div_round(product * left, unit), value);
}

bool
crm_line_tax(
    int64_t value, int64_t rate, bool included, struct crm_line_sums *out)
{
	if (included) {
		out->gross = value;
		out->net = crm_div_round(
		    (__int128)value * CRM_WHOLE, (__int128)CRM_WHOLE + rate);
		out->tax = out->gross - out->net;
		return true;
	}
	out->net = value;
	return money(crm_div_round((__int128)value * rate, CRM_WHOLE),
		   &out->tax) &&
	    money((__int128)out->net + out->tax, &out->gross);
}

int64_t
crm_share_of(int64_t sum, int64_t share)
{
	return crm_div_round((__int128)sum * share, CRM_WHOLE);
}
