/*
 * Which price counts: the rows about a product that can mean a customer, best first;
 * the first that fits the day, the currency and the quantity wins.
 */
#include "price.h"

#include <crm/store/log.h>

/* ---- what there is ---- */

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
	struct unit asked;
	enum crm_status st;

	*k = (struct asking){ .s = s, .a = a, .arena = arena };
	k->currency = price_currency(k, a->currency);
	st = load_then(k, "product", a->product, &k->product, err);
	if (st != CRM_OK || (st = load_customer(k, err)) != CRM_OK ||
	    (st = price_unit(k, a->unit, &asked, err)) != CRM_OK)
		return st;
	if (!crm_mul_div(a->quantity, asked.contains, asked.per, &k->quantity))
		return price_too_large(err);
	return price_rows(k, err);
}

/* ---- which counts ---- */

/* Why a row does not count; NULL where it does. */
static const char *
why_not(
    const struct asking *k, const struct price_row *r, struct crm_text currency)
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

static const struct price_row *
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
		const struct price_row *r = &k->row[i];

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
answer(const struct asking *k, const struct price_row *r,
    const struct price_row *list, bool converted, struct crm_price *out,
    struct crm_err *err)
{
	const struct price_row *floor = r->floor.kind == CRM_INT || list == NULL
	    ? r
	    : list;
	enum crm_status st;

	*out = (struct crm_price){ .scope = r->scope,
		.row = r->id,
		.price = r->price,
		.list = list != NULL ? list->price : r->price,
		.floor = floor->floor,
		.converted = converted,
		.gross = r->gross };

	if (price_is_other(k, r))
		out->gross = crm_value_int(k->a->tax == CRM_PRICE_GROSS);
	st = price_turn(k, r, converted, &out->price, err);
	if (st == CRM_OK)
		st = price_turn(
		    k, list != NULL ? list : r, converted, &out->list, err);
	if (st == CRM_OK && out->floor.kind == CRM_INT)
		st = price_turn(k, floor, converted, &out->floor.i, err);
	if (st == CRM_OK && r->gift_each > 0 && k->quantity >= r->gift_each) {
		out->gift = r->gift;
		if (!crm_mul_div(k->quantity / r->gift_each, r->gift_quantity,
			1, &out->gift_quantity))
			st = price_too_large(err);
	}
	return st;
}

static enum crm_status
choose(const struct asking *k, struct crm_price *out, struct crm_err *err)
{
	struct crm_text currency = k->currency;
	const struct price_row *r = first_from(k, currency, CRM_PRICE_CUSTOMER);
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

/* What the lists have changes where a row begins, and behind the last day of one. */
static enum crm_status
find_on_any_day(struct asking *k, int64_t price, bool *yes, struct crm_err *err)
{
	const struct crm_price_ask *asked = k->a;
	struct crm_price_ask on = *asked;
	struct crm_price at = { .price = 0 };
	enum crm_status st = CRM_OK;
	size_t i;

	k->a = &on;
	for (i = 0; i <= 2 * k->n && !*yes; i++) {
		if (i > 0) {
			const struct price_row *r = &k->row[(i - 1) / 2];

			on.day = i % 2 == 1        ? r->from
			    : r->to < CRM_DATE_MAX ? r->to + 1
						   : r->to;
		}
		st = choose(k, &at, err);
		*yes = st == CRM_OK && at.price == price;
		if (st != CRM_OK && st != CRM_RULE)
			break;
		st = CRM_OK;
	}
	k->a = asked;
	return st;
}

enum crm_status
crm_price_was_listed(struct crm_store *s, const struct crm_price_ask *a,
    int64_t price, bool *yes, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct asking k;
	enum crm_status st = begin(&k, s, a, &arena, err);

	*yes = false;
	if (st == CRM_OK)
		st = find_on_any_day(&k, price, yes, err);
	crm_arena_free(&arena);
	return st == CRM_RULE ? CRM_OK : st;
}

static enum crm_status
reason(const struct asking *k, const struct price_row *r, bool converted,
    struct crm_price_reason *out, struct crm_err *err)
{
	struct crm_text currency = converted
	    ? crm_text_of(crm_store_currency(k->s))
	    : k->currency;
	int64_t price = r->price;
	enum crm_status st;

	*out = (struct crm_price_reason){ .scope = r->scope,
		.row = r->id,
		.why_not = why_not(k, r, currency),
		.listed = r->price,
		.gross = r->gross };
	/* One in another currency is no price of this one. */
	if (!crm_text_eq(r->currency, currency))
		return CRM_OK;
	st = price_turn(k, r, converted, &price, err);
	if (st == CRM_OK)
		out->price = crm_value_int(price);
	return st == CRM_RULE ? CRM_OK : st;
}

enum crm_status
crm_price_explain(struct crm_store *s, const struct crm_price_ask *a,
    crm_price_each *each, void *ctx, struct crm_price *out, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_price_reason why;
	struct asking k;
	enum crm_status st;
	size_t i;

	if ((st = begin(&k, s, a, &arena, err)) == CRM_OK)
		st = choose(&k, out, err);
	for (i = 0; st == CRM_OK && i < k.n; i++)
		if ((st = reason(&k, &k.row[i], out->converted, &why, err)) ==
		    CRM_OK)
			st = each(ctx, &why, err);
	crm_arena_free(&arena);
	return st;
}
