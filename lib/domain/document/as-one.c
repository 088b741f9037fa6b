/* What is an amount alone where the whole has a discount, or another currency. */
#include "line.h"

void
line_as_one(struct crm_record *line, const struct head *h)
{
	struct crm_value amount = line_get(line, "amount");
	int64_t price;

	/* What takes off is what it says: a row, of which nothing leaves. */
	if (h->discount == 0 || amount.kind != CRM_INT || amount.i <= 0 ||
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

static bool
is_in(const struct crm_saving *w, struct crm_text currency)
{
	struct crm_value v = line_get(w->new, "currency");

	if (currency.n == 0)
		currency = crm_text_of(crm_store_currency(w->store));
	return v.kind == CRM_STR
	    ? crm_text_eq(v.t, currency)
	    : crm_text_is(currency, crm_store_currency(w->store));
}

static enum crm_status
refuse(const struct crm_lines *k, const struct crm_saving *w,
    const struct head *h, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const struct crm_entity *e = w->new->entity;

	return crm_fail_field(err, CRM_RULE, "currency",
	    "is another than that of %s",
	    typed_id(w->arena,
		crm_dict_find(d, e->field[field_of(e, k->of)]->ref), h->id));
}

enum crm_status
line_come_over(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value of = line_get(w->new, k->of), value;
	struct head h;
	enum crm_status st;

	if (of.kind != CRM_INT || crm_field_of(w->new->entity, "currency") < 0)
		return CRM_OK;
	st = head_load(w->store, k, of.i, w->arena, &h, err);
	if (st != CRM_OK || is_in(w, h.currency))
		return st == CRM_NOTFOUND ? CRM_OK : st;
	if (w->undo)
		return refuse(k, w, &h, err);
	if (h.currency.n == 0)
		h.currency = crm_text_of(crm_store_currency(w->store));
	if ((st = line_take_currency(w, &h, false, err)) != CRM_OK ||
	    (st = line_worth(w->new, &h, &value, err)) != CRM_OK)
		return st;
	if (value.kind != CRM_INT)
		value = line_get(w->new, "amount");
	return value.kind == CRM_INT ? line_write(w->new, &h, value.i, err)
				     : CRM_OK;
}
