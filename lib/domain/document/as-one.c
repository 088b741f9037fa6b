/* What is an amount alone where the whole has a discount. */
#include "line.h"

void
line_as_one(struct crm_record *line, const struct head *h)
{
	struct crm_value amount = line_get(line, "amount");
	int64_t price;

	if (h->discount == 0 || amount.kind != CRM_INT ||
	    line_get(line, "quantity").kind == CRM_INT ||
	    line_get(line, "unit_price").kind == CRM_INT ||
	    line_get(line, "product").kind == CRM_INT ||
	    line_get(line, "gift").i != 0 ||
	    line_get(line, "discount").i != 0 ||
	    line_get(line, "discounts").kind == CRM_STR ||
	    !crm_mul_div(amount.i, crm_pow10(CRM_DECIMAL_DIGITS),
		crm_pow10(h->digits), &price))
		return;
	line_put(
	    line, "quantity", crm_value_int(crm_pow10(CRM_DECIMAL_DIGITS)));
	line_put(line, "unit_price", crm_value_int(price));
}

enum crm_status
line_take_currency(const struct crm_saving *w, const struct head *h, bool said,
    struct crm_err *err)
{
	struct crm_value was = line_get(w->new, "currency");
	struct crm_value amount = line_get(w->new, "amount");
	int digits = was.kind == CRM_STR ? crm_currency_digits_n(was.t)
					 : h->digits;
	int64_t v, back;

	if (amount.kind == CRM_INT && digits >= 0 && digits != h->digits &&
	    crm_mul_div(
		amount.i, crm_pow10(h->digits), crm_pow10(digits), &v)) {
		if (said &&
		    (!crm_mul_div(
			 v, crm_pow10(digits), crm_pow10(h->digits), &back) ||
			back != amount.i))
			return crm_fail_field(err, CRM_INVALID, "amount",
			    "%.*s has %d decimals, and this has more",
			    (int)h->currency.n, h->currency.p, h->digits);
		line_put(w->new, "amount", crm_value_int(v));
	}
	line_put(w->new, "currency", crm_value_text(h->currency));
	return CRM_OK;
}
