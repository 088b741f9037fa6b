/*
 * A price of a list as one that was asked for: of its unit, with or without the tax, in its
 * currency.
 */
#include "price.h"

#include "line.h"

/* ---- units ---- */

enum crm_status
price_unit(const struct asking *k, struct crm_text name, struct unit *out,
    struct crm_err *err)
{
	const struct unit_of of = { k->a->product,
		text_dup(k->arena, text_of(&k->product, "sku")),
		text_of(&k->product, "unit") };

	return unit_find(k->s, &of, name, k->arena, out, err);
}

enum crm_status
price_too_large(struct crm_err *err)
{
	return crm_fail(err, CRM_INVALID, "the quantity or price is too large");
}

/* A price of one of a row's unit as one of the unit that was asked for. */
static enum crm_status
per_unit(const struct asking *k, struct crm_text unit, int64_t *price,
    struct crm_err *err)
{
	struct unit asked, own;
	enum crm_status st;
	int64_t base;

	if ((st = price_unit(k, k->a->unit, &asked, err)) != CRM_OK ||
	    (st = price_unit(k, unit, &own, err)) != CRM_OK)
		return st;
	if (asked.contains == own.contains && asked.per == own.per)
		return CRM_OK;
	if (!crm_mul_div(asked.contains, own.per, 1, &base) ||
	    own.contains > INT64_MAX / asked.per ||
	    !crm_mul_div(*price, base, asked.per * own.contains, price))
		return price_too_large(err);
	return CRM_OK;
}

/* ---- the tax ---- */

bool
price_is_other(const struct asking *k, const struct price_row *r)
{
	return k->a->tax != CRM_PRICE_AS_IS && r->gross.kind == CRM_INT &&
	    (r->gross.i != 0) != (k->a->tax == CRM_PRICE_GROSS);
}

/* Out of it the price is less what the law puts on the product; into it the document has
 * more, by what it puts on the line. */
static enum crm_status
tax_turned(const struct asking *k, int64_t *price, struct crm_err *err)
{
	bool gross = k->a->tax == CRM_PRICE_GROSS;
	struct crm_value rate = k->a->tax_rate, own = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;
	int64_t with;

	if (!gross || rate.kind != CRM_INT)
		st = tax_of(k->s, &k->product, k->arena, &own, err);
	if (own.kind == CRM_INT)
		rate = own;
	if (st != CRM_OK || rate.kind != CRM_INT)
		return st;
	with = CRM_WHOLE + rate.i;
	return crm_mul_div(*price, gross ? with : CRM_WHOLE,
		   gross ? CRM_WHOLE : with, price)
	    ? CRM_OK
	    : price_too_large(err);
}

/* ---- all of it ---- */

static enum crm_status
convert(const struct asking *k, int64_t *price, struct crm_err *err)
{
	return crm_mul_div(
		   *price, crm_pow10(CRM_RATE_DIGITS), k->a->rate, price)
	    ? CRM_OK
	    : price_too_large(err);
}

enum crm_status
price_turn(const struct asking *k, const struct price_row *r, bool converted,
    int64_t *price, struct crm_err *err)
{
	enum crm_status st = per_unit(k, r->unit, price, err);

	if (st == CRM_OK && price_is_other(k, r))
		st = tax_turned(k, price, err);
	return st == CRM_OK && converted ? convert(k, price, err) : st;
}
