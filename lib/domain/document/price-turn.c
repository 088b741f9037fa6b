/*
 * A price of a list as one that was asked for: of its unit, with or without the tax, in its
 * currency.
 */
#include "price.h"

#include "line.h"

/* ---- units ---- */

enum crm_status
price_ratio(const struct asking *k, struct crm_text unit, struct ratio *out,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(k->a->product),
		crm_value_text(crm_fold_dup(k->arena, unit)) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct ratio){ 1, 1 };
	if (unit.n == 0 ||
	    crm_text_eq(
		v[1].t, crm_fold_dup(k->arena, text_of(&k->product, "unit"))))
		return CRM_OK;
	st = crm_sql(k->s,
	    "SELECT \"contains\", coalesce(\"per\", 1) FROM unit "
	    "WHERE \"product\" = ? AND \"name_f\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return crm_fail_field(err, CRM_RULE, "unit",
		    "nothing says how many of %s a %s is; crm-stock unit add "
		    "product=%s name=%s contains=N says so",
		    text_dup(k->arena, text_of(&k->product, "sku")),
		    text_dup(k->arena, unit),
		    text_dup(k->arena, text_of(&k->product, "sku")),
		    text_dup(k->arena, unit));
	*out = (struct ratio){ crm_col_int(q, 0), crm_col_int(q, 1) };
	crm_reset(q);
	return CRM_OK;
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
	struct ratio asked, own;
	enum crm_status st;
	int64_t base;

	if ((st = price_ratio(k, k->a->unit, &asked, err)) != CRM_OK ||
	    (st = price_ratio(k, unit, &own, err)) != CRM_OK)
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
