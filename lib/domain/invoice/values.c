/* Values of invoices: numbers in and out of records, and as people read them. */
#include "invoice.h"

int64_t
invoice_int(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

void
invoice_put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

const char *
invoice_money(struct crm_store *s, struct crm_arena *a,
    struct crm_text currency, int64_t amount)
{
	struct crm_buf b = CRM_BUF_INIT;
	int digits = currency.n > 0
	    ? crm_currency_digits_n(currency)
	    : crm_currency_digits(crm_store_currency(s));
	const char *text;

	crm_number_format(&b, amount, digits, true);
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

enum crm_status
invoice_minor(struct crm_store *s, const char *field, struct crm_text currency,
    int64_t decimal, int64_t *out, struct crm_err *err)
{
	int digits = currency.n > 0
	    ? crm_currency_digits_n(currency)
	    : crm_currency_digits(crm_store_currency(s));
	int64_t unit = crm_pow10(CRM_DECIMAL_DIGITS - digits);

	*out = decimal / unit;
	if (decimal < 0)
		return crm_fail_field(err, CRM_INVALID, field, "is above zero");
	return decimal % unit == 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, field,
		  "has more decimals than its currency: %d", digits);
}
