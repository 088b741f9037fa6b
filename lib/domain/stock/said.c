/*
 * What people say of goods, looked up: products by barcode too, other units, and what
 * a line leaves out because the record that it names has it.
 */
#include "stock.h"

#include <crm/base/number.h>
#include <crm/domain/rate.h>

#include <string.h>

/* ---- names ---- */

static enum crm_status
by_barcode(struct crm_store *s, struct crm_text code, struct crm_arena *a,
    int64_t *product, struct crm_text *unit, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, "barcode");
	struct crm_record r;
	enum crm_status st;
	int64_t id;

	st = crm_refer(s, e,
	    &(struct crm_reference){ .text = code, .by = "code" }, &id, NULL);
	if (st != CRM_OK)
		return st;
	if ((st = crm_load(s, e, id, a, &r, err)) == CRM_OK) {
		*product = value_of(&r, "product")->i;
		*unit = text_of(&r, "unit");
	}
	return st;
}

enum crm_status
crm_product_find(struct crm_store *s, struct crm_text text, struct crm_arena *a,
    int64_t *product, struct crm_text *unit, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "product");
	enum crm_status st;
	struct crm_err other;

	*unit = (struct crm_text){ NULL, 0 };
	st = crm_refer(
	    s, e, &(struct crm_reference){ .text = text }, product, err);
	if (st != CRM_NOTFOUND && st != CRM_USAGE)
		return st;
	/* What it is not, says the first of both. */
	return by_barcode(s, text, a, product, unit, &other) == CRM_OK ? CRM_OK
								       : st;
}

enum crm_status
crm_product_named(struct crm_store *s, int64_t product, struct crm_text text,
    struct crm_arena *a, struct crm_text *unit, bool *yes, struct crm_err *err)
{
	const struct crm_text folded = crm_fold_dup(a, text);
	struct crm_value id = crm_value_int(product);
	struct crm_err none;
	struct crm_stmt *q;
	enum crm_status st;
	int64_t other;
	bool row;

	*unit = (struct crm_text){ NULL, 0 };
	st = crm_sql(s,
	    "SELECT \"sku_f\", \"name_f\" FROM product WHERE \"id\" = ?", &q,
	    err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, id);
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	*yes = row &&
	    (crm_text_eq(crm_col_text(q, 0), folded) ||
		crm_text_eq(crm_col_text(q, 1), folded));
	if (row)
		crm_reset(q);
	if (!*yes)
		*yes = crm_product_find(s, text, a, &other, unit, &none) ==
			CRM_OK &&
		    other == product;
	return CRM_OK;
}

/* ---- units ---- */

/* A quantity of another unit in the product's own, to that one's decimals. */
static enum crm_status
convert(struct crm_store *s, const struct goods *g, struct crm_text unit,
    struct crm_arena *a, int64_t *quantity, struct crm_err *err)
{
	const struct unit_of of = { g->id, g->name, crm_text_of(g->unit) };
	struct unit u;
	enum crm_status st = unit_find(s, &of, unit, a, &u, err);
	__int128 whole;

	if (st != CRM_OK || u.own)
		return st;
	if (*quantity % crm_pow10(CRM_DECIMAL_DIGITS - u.decimals) != 0)
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "has more decimals than a %s has", text_dup(a, unit));
	whole = (__int128)*quantity * u.contains;
	whole = (__int128)crm_div_round(whole, (__int128)u.per * g->step) *
	    g->step;
	if (whole == 0 && *quantity != 0)
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "is %s %s of %s: less than the least that is kept of it",
		    quantity_dup(a, *quantity), text_dup(a, unit), g->name);
	*quantity = (int64_t)whole;
	return whole == *quantity ? CRM_OK
				  : crm_fail_field(err, CRM_INVALID, "quantity",
					"is more than can be kept");
}

enum crm_status
crm_stock_quantity(struct crm_store *s, int64_t product, struct crm_text unit,
    int64_t *quantity, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct goods g;
	enum crm_status st;

	/* None is none in any unit. */
	if (unit.n == 0 || *quantity == 0)
		return CRM_OK;
	if ((st = goods_load(s, product, &a, &g, err)) == CRM_OK)
		st = convert(s, &g, unit, &a, quantity, err);
	crm_arena_free(&a);
	return st;
}

/* ---- what a line says ---- */

static bool
returns(const struct said *said)
{
	return strcmp(said->kind, "return") == 0 ||
	    strcmp(said->kind, "scrap") == 0;
}

/* A return that says no quantity brings back what is still out. */
static enum crm_status
take_rest(struct crm_store *s, struct crm_stock_line *l,
    const struct crm_record *issue, struct crm_err *err)
{
	int64_t quantity, value;
	enum crm_status st = issue_left(s, issue, &quantity, &value, err);

	if (st == CRM_OK && quantity > 0)
		l->quantity = crm_value_int(quantity);
	return st;
}

/* What a move that refers to another has from that. */
static enum crm_status
take_from(struct crm_store *s, struct crm_stock_line *l, struct crm_arena *a,
    struct said *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "move");
	bool arrives = strcmp(out->kind, "transfer") == 0;
	struct crm_record of;
	enum crm_status st;

	if ((st = crm_load(s, e, l->of, a, &of, err)) != CRM_OK)
		return st;
	if (l->product.n == 0)
		out->g.id = value_of(&of, "product")->i;
	else if (out->g.id != value_of(&of, "product")->i)
		return crm_fail_record(err, CRM_RULE,
		    "%s is of another product", typed_id(a, e, l->of));
	/* What comes back may come into another warehouse. */
	if (out->warehouse == 0 || arrives || strcmp(out->kind, "cost") == 0)
		out->warehouse = value_of(&of, "warehouse")->i;
	if (l->lot.n == 0 && value_of(&of, "lot")->kind == CRM_INT)
		out->lot = value_of(&of, "lot")->i;
	if (arrives && l->to == 0 &&
	    value_of(&of, "destination")->kind == CRM_INT)
		l->to = value_of(&of, "destination")->i;
	if (l->about.n == 0)
		l->about = text_of(&of, "about");
	return returns(out) && l->quantity.kind == CRM_NULL && l->unit.n == 0
	    ? take_rest(s, l, &of, err)
	    : CRM_OK;
}

/* The product, the warehouse and the day. */
static enum crm_status
find_place(struct crm_store *s, struct crm_stock_line *l, struct crm_arena *a,
    struct said *out, struct crm_text *unit, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	out->warehouse = l->warehouse;
	out->day = l->day.kind == CRM_INT ? l->day.i
					  : crm_store_clock(s)->today;
	if (l->product.n > 0)
		st = crm_product_find(s, l->product, a, &out->g.id, unit, err);
	else if (l->of == 0 && l->purchase_line == 0 && l->reservation == 0)
		return crm_fail_field(
		    err, CRM_INVALID, "product", "is required");
	if (st == CRM_OK && l->of != 0)
		st = take_from(s, l, a, out, err);
	if (st == CRM_OK && unit->n == 0)
		st = said_of_document(s, l, a, out, err);
	if (st == CRM_OK && out->warehouse == 0)
		st = crm_warehouse_default(s, &out->warehouse, err);
	return st == CRM_OK ? goods_load(s, out->g.id, a, &out->g, err) : st;
}

/* Amounts of a line of a purchase are in the currency of that: where nobody says the
 * rate of the day it is that of the book. */
static enum crm_status
find_rate(struct crm_store *s, struct crm_stock_line *l,
    const struct crm_record *line, struct crm_arena *a, struct crm_err *err)
{
	struct crm_record purchase;
	struct crm_text currency;
	enum crm_status st;

	if (l->rate.kind != CRM_NULL)
		return CRM_OK;
	st = crm_load(s, crm_dict_find(crm_store_dict(s), "purchase"),
	    value_of(line, "purchase")->i, a, &purchase, err);
	if (st != CRM_OK)
		return st;
	currency = text_of(&purchase, "currency");
	if (currency.n == 0 || crm_text_is(currency, crm_store_currency(s)))
		return CRM_OK;
	st = crm_rate_on(s, currency,
	    l->day.kind == CRM_INT ? l->day.i : crm_store_clock(s)->today,
	    &l->rate, err);
	return st != CRM_OK || l->rate.kind != CRM_NULL
	    ? st
	    : crm_fail_field(err, CRM_RULE, "rate",
		  "is needed: the purchase is in %s; rate=N is what one of "
		  "it is in %s on that day",
		  text_dup(a, currency), crm_store_currency(s));
}

/* The price of the line of the purchase that comes or goes back, where nobody says
 * another, and the rate of whatever is said. */
static enum crm_status
of_purchase(struct crm_store *s, struct crm_stock_line *l, struct crm_arena *a,
    struct crm_value *price, struct crm_err *err)
{
	struct crm_record line;
	enum crm_status st;

	st = crm_load(s, crm_dict_find(crm_store_dict(s), "purchase-line"),
	    l->purchase_line, a, &line, err);
	if (st == CRM_OK && price->kind == CRM_NULL &&
	    l->value.kind == CRM_NULL)
		*price = *value_of(&line, "price");
	return st != CRM_OK ||
		(price->kind == CRM_NULL && l->value.kind == CRM_NULL)
	    ? st
	    : find_rate(s, l, &line, a, err);
}

/* What the line says of its worth; a price and a value that say the same are one. */
static enum crm_status
find_value(struct crm_store *s, struct crm_stock_line *l, int64_t quantity,
    struct crm_arena *a, struct said *out, struct crm_err *err)
{
	struct crm_value price = l->price, value;
	enum crm_status st = CRM_OK;

	if (l->purchase_line != 0)
		st = of_purchase(s, l, a, &price, err);
	if (st == CRM_OK)
		st = said_value(s, l, &value, err);
	if (st != CRM_OK)
		return st;
	out->value = value;
	if (price.kind == CRM_NULL)
		return CRM_OK;
	out->value.kind = CRM_INT;
	st = price_value(s, price.i,
	    l->price.kind == CRM_NULL ? out->quantity : quantity, &l->rate,
	    &out->value.i, err);
	return st != CRM_OK || value.kind == CRM_NULL ||
		crm_value_eq(value, out->value)
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "value",
		  "is not what the quantity comes to at that price; say one of "
		  "the two");
}

/* Goods are not worth less than nothing; added cost may be. */
static enum crm_status
check_sums(const struct crm_stock_line *l, struct crm_err *err)
{
	bool cost = strcmp(l->kind, "cost") == 0;
	bool price = l->price.kind == CRM_INT && l->price.i < 0;

	if (price || (!cost && l->value.kind == CRM_INT && l->value.i < 0))
		return crm_fail_field(err, CRM_INVALID,
		    price ? "price" : "value", "must be at least %lld", 0LL);
	return l->rate.kind == CRM_INT && l->rate.i <= 0
	    ? crm_fail_field(
		  err, CRM_INVALID, "rate", "an exchange rate is above zero")
	    : CRM_OK;
}

/* A serial number that is named is its one piece. */
static void
take_piece(
    struct crm_stock_line *l, struct crm_text unit, const struct said *said)
{
	if (l->quantity.kind == CRM_NULL && unit.n == 0 &&
	    said->g.tracking == TRACK_SERIAL &&
	    (l->lot.n > 0 || said->lot != 0))
		l->quantity = crm_value_int(CRM_WHOLE);
}

static enum crm_status
find_quantity(struct crm_store *s, struct crm_stock_line *l,
    struct crm_text unit, struct crm_arena *a, struct said *out,
    struct crm_err *err)
{
	enum crm_status st = check_sums(l, err);
	int64_t said;

	if (st != CRM_OK)
		return st;
	if (strcmp(out->kind, "cost") == 0)
		return said_value(s, l, &out->value, err);
	take_piece(l, unit, out);
	if (l->quantity.kind == CRM_NULL)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is required");
	said = out->quantity = l->quantity.i;
	/* Shops write what comes back as less than nothing sold. */
	if (said < 0 && strcmp(out->kind, "issue") == 0) {
		out->kind = "return";
		said = out->quantity = -said;
	}
	if (said <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if ((st = convert(s, &out->g, unit, a, &out->quantity, err)) !=
		CRM_OK ||
	    (st = check_decimals(&out->g, "quantity", out->quantity, err)) !=
		CRM_OK)
		return st;
	return find_value(s, l, said, a, out, err);
}

enum crm_status
stock_said(struct crm_store *s, struct crm_stock_line *l, struct crm_arena *a,
    struct said *out, struct crm_err *err)
{
	struct crm_text unit = { NULL, 0 };
	enum crm_status st;

	*out = (struct said){ .kind = l->kind };
	st = find_place(s, l, a, out, &unit, err);
	/* Nothing is held of a service, and it is there at any time. */
	if (st == CRM_OK && strcmp(l->kind, "promise") == 0)
		st = check_stocked(&out->g, err);
	if (st == CRM_OK)
		st = find_quantity(
		    s, l, l->unit.n > 0 ? l->unit : unit, a, out, err);
	return st;
}
