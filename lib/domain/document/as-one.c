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
