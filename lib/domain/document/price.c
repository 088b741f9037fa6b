/*
 * Which price counts: the rows about a product that can mean a customer, best first;
 * the first that fits the day, the currency and the quantity wins.
 */
#include "price-rows.h"

#include <crm/store/log.h>

/* ---- units ---- */

/* So many of the product's own unit is one: contains / per. */
struct ratio {
	int64_t contains, per;
};

static enum crm_status
ratio_of(const struct asking *k, struct crm_text unit, struct ratio *out,
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

static enum crm_status
too_large(struct crm_err *err)
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

	if ((st = ratio_of(k, k->a->unit, &asked, err)) != CRM_OK ||
	    (st = ratio_of(k, unit, &own, err)) != CRM_OK)
		return st;
	if (asked.contains == own.contains && asked.per == own.per)
		return CRM_OK;
	if (!crm_mul_div(asked.contains, own.per, 1, &base) ||
	    own.contains > INT64_MAX / asked.per ||
	    !crm_mul_div(*price, base, asked.per * own.contains, price))
		return too_large(err);
	return CRM_OK;
}

/* A record as it is, or was. */
static enum crm_status
load_then(const struct asking *k, const char *kind, int64_t id,
    struct crm_record *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(k->s), kind);
	bool there;

	return k->a->behind != 0 ? crm_load_behind(k->s, e, id, k->a->behind,
				       k->arena, out, &there, err)
				 : crm_load(k->s, e, id, k->arena, out, err);
}

static enum crm_status
load_customer(struct asking *k, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;

	k->grade = k->list = CRM_TEXT("");
	if (k->a->customer == 0)
		return CRM_OK;
	st = load_then(k, "customer", k->a->customer, &r, err);
	if (st != CRM_OK)
		return st;
	k->grade = text_of(&r, "grade");
	k->list = crm_fold_dup(k->arena, text_of(&r, "price_list"));
	return CRM_OK;
}

static enum crm_status
begin(struct asking *k, struct crm_store *s, const struct crm_price_ask *a,
    struct crm_arena *arena, struct crm_err *err)
{
	struct ratio asked;
	enum crm_status st;

	*k = (struct asking){ .s = s, .a = a, .arena = arena };
	k->currency = price_currency(k, a->currency);
	st = load_then(k, "product", a->product, &k->product, err);
	if (st != CRM_OK || (st = load_customer(k, err)) != CRM_OK ||
	    (st = ratio_of(k, a->unit, &asked, err)) != CRM_OK)
		return st;
	if (!crm_mul_div(a->quantity, asked.contains, asked.per, &k->quantity))
		return too_large(err);
	return price_rows(k, err);
}

/* ---- which counts ---- */

/* Why a row does not count; NULL where it does. */
static const char *
why_not(const struct asking *k, const struct row *r, struct crm_text currency)
{
	if (!crm_text_eq(r->currency, currency))
		return crm_sprintf(k->arena, crm_tr("is in %.*s"),
		    (int)r->currency.n, r->currency.p);
	if (k->a->day < r->from)
		return crm_sprintf(k->arena, crm_tr("begins on %s"),
		    date_dup(k->arena, r->from));
	if (k->a->day > r->to)
		return crm_sprintf(
		    k->arena, crm_tr("ended on %s"), date_dup(k->arena, r->to));
	if (k->quantity < r->least) {
		struct crm_buf b = CRM_BUF_INIT;
		const char *text;

		crm_number_format(&b, r->least, CRM_DECIMAL_DIGITS, false);
		text = crm_sprintf(
		    k->arena, crm_tr("holds from %s on"), b.data);
		crm_buf_free(&b);
		return text;
	}
	return NULL;
}

static const struct row *
first_from(
    const struct asking *k, struct crm_text currency, enum crm_price_scope from)
{
	size_t i;

	for (i = 0; i < k->n; i++)
		if (k->row[i].scope >= from &&
		    why_not(k, &k->row[i], currency) == NULL)
			return &k->row[i];
	return NULL;
}

/* "CNY, USD": in which there is a price that would fit else. */
static const char *
other_currencies(const struct asking *k)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		const struct row *r = &k->row[i];

		if (why_not(k, r, r->currency) != NULL)
			continue;
		for (j = 0; j < i; j++)
			if (crm_text_eq(k->row[j].currency, r->currency) &&
			    why_not(k, &k->row[j], r->currency) == NULL)
				break;
		if (j == i)
			crm_buf_printf(&b, "%s%.*s", b.len > 0 ? ", " : "",
			    (int)r->currency.n, r->currency.p);
	}
	text = crm_strdup(k->arena, b.len > 0 ? b.data : "");
	crm_buf_free(&b);
	return text;
}

static enum crm_status
no_price(const struct asking *k, struct crm_err *err)
{
	const char *sku = text_dup(k->arena, text_of(&k->product, "sku"));
	const char *day = date_dup(k->arena, k->a->day);
	const char *others = other_currencies(k);

	if (*others != '\0')
		return crm_fail(err, CRM_RULE,
		    "%s has no price in %.*s on %s, but one in %s; give the "
		    "rate, or: crm-stock price add product=%s currency=%.*s "
		    "price=PRICE",
		    sku, (int)k->currency.n, k->currency.p, day, others, sku,
		    (int)k->currency.n, k->currency.p);
	return crm_fail(err, CRM_RULE,
	    "%s has no price on %s; crm-stock price add product=%s "
	    "price=PRICE, or its list price, gives it one",
	    sku, day, sku);
}

/* ---- the answer ---- */

static enum crm_status
convert(const struct asking *k, int64_t *price, struct crm_err *err)
{
	return crm_mul_div(
		   *price, crm_pow10(CRM_RATE_DIGITS), k->a->rate, price)
	    ? CRM_OK
	    : too_large(err);
}

static enum crm_status
said(const struct asking *k, const struct row *r, bool converted,
    int64_t *price, struct crm_err *err)
{
	enum crm_status st = per_unit(k, r->unit, price, err);

	return st == CRM_OK && converted ? convert(k, price, err) : st;
}

static enum crm_status
answer(const struct asking *k, const struct row *r, const struct row *list,
    bool converted, struct crm_price *out, struct crm_err *err)
{
	const struct row *floor = r->floor.kind == CRM_INT || list == NULL
	    ? r
	    : list;
	enum crm_status st;

	*out = (struct crm_price){ .scope = r->scope,
		.row = r->id,
		.price = r->price,
		.list = list != NULL ? list->price : r->price,
		.floor = floor->floor,
		.converted = converted };
	st = said(k, r, converted, &out->price, err);
	if (st == CRM_OK)
		st = said(
		    k, list != NULL ? list : r, converted, &out->list, err);
	if (st == CRM_OK && out->floor.kind == CRM_INT)
		st = said(k, floor, converted, &out->floor.i, err);
	if (st == CRM_OK && r->gift_each > 0 && k->quantity >= r->gift_each) {
		out->gift = r->gift;
		if (!crm_mul_div(k->quantity / r->gift_each, r->gift_quantity,
			1, &out->gift_quantity))
			st = too_large(err);
	}
	return st;
}

static enum crm_status
choose(const struct asking *k, struct crm_price *out, struct crm_err *err)
{
	struct crm_text currency = k->currency;
	const struct row *r = first_from(k, currency, CRM_PRICE_CUSTOMER);
	bool converted = r == NULL && k->a->rate > 0;

	if (converted) {
		currency = crm_text_of(crm_store_currency(k->s));
		r = first_from(k, currency, CRM_PRICE_CUSTOMER);
	}
	return r == NULL ? no_price(k, err)
			 : answer(k, r, first_from(k, currency, CRM_PRICE_ALL),
			       converted, out, err);
}

enum crm_status
crm_price_of(struct crm_store *s, const struct crm_price_ask *a,
    struct crm_price *out, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct asking k;
	enum crm_status st;

	if ((st = begin(&k, s, a, &arena, err)) == CRM_OK)
		st = choose(&k, out, err);
	crm_arena_free(&arena);
	return st;
}

/* What is asked for changes from break to break: these, and what is below the first. */
static enum crm_status
find_listed(struct asking *k, int64_t price, bool *yes, struct crm_err *err)
{
	struct crm_price at = { .price = 0 };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i <= k->n && !*yes; i++) {
		k->quantity = i < k->n ? k->row[i].least : 0;
		st = choose(k, &at, err);
		*yes = st == CRM_OK && at.price == price;
		if (st != CRM_OK && st != CRM_RULE)
			return st;
	}
	return CRM_OK;
}

enum crm_status
crm_price_is_listed(struct crm_store *s, const struct crm_price_ask *a,
    int64_t price, bool *yes, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct asking k;
	enum crm_status st = begin(&k, s, a, &arena, err);

	*yes = false;
	if (st == CRM_OK)
		st = find_listed(&k, price, yes, err);
	crm_arena_free(&arena);
	return st == CRM_RULE ? CRM_OK : st;
}

enum crm_status
crm_price_explain(struct crm_store *s, const struct crm_price_ask *a,
    crm_price_each *each, void *ctx, struct crm_price *out, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_text currency;
	struct asking k;
	enum crm_status st;
	size_t i;

	if ((st = begin(&k, s, a, &arena, err)) == CRM_OK &&
	    (st = choose(&k, out, err)) == CRM_OK) {
		currency = out->converted ? crm_text_of(crm_store_currency(s))
					  : k.currency;
		for (i = 0; i < k.n && st == CRM_OK; i++)
			st = each(ctx, k.row[i].id, k.row[i].scope,
			    why_not(&k, &k.row[i], currency), err);
	}
	crm_arena_free(&arena);
	return st;
}
