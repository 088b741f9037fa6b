/* The rows about a product, as they are or as they were: which of them counts is in
 * price.c. */
#include "price.h"

#include <crm/store/log.h>

#include <stdlib.h>

/* ---- what there is ---- */

enum {
	ID,
	CUSTOMER,
	LIST,
	GRADE,
	LEAST,
	PRICE,
	FLOOR,
	CURRENCY,
	FROM,
	TO,
	UNIT,
	GIFT,
	GIFT_EACH,
	GIFT_QUANTITY,
	TAX_INCLUDED
};

struct crm_text
price_currency(const struct asking *k, struct crm_text currency)
{
	return currency.n > 0 ? crm_text_of(text_dup(k->arena, currency))
			      : crm_text_of(crm_store_currency(k->s));
}

static void
read_row(const struct asking *k, const struct crm_stmt *q, struct price_row *r)
{
	*r = (struct price_row){ .id = crm_col_int(q, ID),
		.scope = !crm_col_null(q, CUSTOMER) ? CRM_PRICE_CUSTOMER
		    : !crm_col_null(q, LIST)        ? CRM_PRICE_LIST
		    : !crm_col_null(q, GRADE)       ? CRM_PRICE_GRADE
						    : CRM_PRICE_ALL,
		.least = crm_col_int(q, LEAST),
		.price = crm_col_int(q, PRICE),
		.from = crm_col_null(q, FROM) ? CRM_DATE_MIN
					      : crm_col_int(q, FROM),
		.to = crm_col_null(q, TO) ? CRM_DATE_MAX : crm_col_int(q, TO),
		.floor = crm_col(q, FLOOR, false),
		.currency = price_currency(k, crm_col_text(q, CURRENCY)),
		.unit = crm_text_of(text_dup(k->arena, crm_col_text(q, UNIT))),
		.gift = crm_col_null(q, GIFT) ? k->a->product
					      : crm_col_int(q, GIFT),
		.gift_each = crm_col_int(q, GIFT_EACH),
		.gift_quantity = crm_col_int(q, GIFT_QUANTITY),
		.gross = crm_col(q, TAX_INCLUDED, false) };
}

/* The better first; what nobody wrote down stands behind all that somebody did. */
static int
by_rank(const void *x, const void *y)
{
	const struct price_row *a = x, *b = y;

	if (a->scope != b->scope)
		return a->scope < b->scope ? -1 : 1;
	if (a->least != b->least)
		return a->least > b->least ? -1 : 1;
	if (a->from != b->from)
		return a->from > b->from ? -1 : 1;
	return (a->id < b->id) - (a->id > b->id);
}

static void
add_list_price(struct asking *k, struct price_row *r)
{
	const struct crm_value *price = value_of(&k->product, "list_price");

	if (price->kind != CRM_INT)
		return;
	*r = (struct price_row){ .scope = CRM_PRICE_PRODUCT,
		.price = price->i,
		.from = CRM_DATE_MIN,
		.to = CRM_DATE_MAX,
		.floor = CRM_VALUE_NULL,
		.gross = CRM_VALUE_NULL,
		.currency = price_currency(
		    k, text_of(&k->product, "currency")) };
	k->n++;
}

static enum crm_status
load_rows(struct asking *k, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(k->a->product),
		crm_value_int(k->a->customer), crm_value_text(k->grade),
		crm_value_text(k->list) };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool more;

	st = crm_sql(k->s,
	    "SELECT \"id\", \"customer\", \"list\", \"grade\", "
	    "coalesce(\"min_qty\", 0), \"price\", \"floor\", \"currency\", "
	    "\"valid_from\", \"valid_to\", \"unit\", \"free_product\", "
	    "coalesce(\"free_each\", 0), coalesce(\"free_qty\", 0), "
	    "\"tax_included\" FROM price "
	    "WHERE \"product\" = ? AND \"deleted\" IS NULL "
	    "AND (\"customer\" IS NULL OR \"customer\" = ?) "
	    "AND (\"grade\" IS NULL OR \"grade\" = ?) "
	    "AND (\"list\" IS NULL OR \"list_f\" = ?) ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	for (;;) {
		k->row = crm_grow(k->arena, k->row, k->n, &cap, sizeof *k->row);
		if ((st = crm_step(q, &more, err)) != CRM_OK || !more)
			break;
		read_row(k, q, &k->row[k->n++]);
	}
	return st;
}

/* ---- what there was behind a batch ---- */

static int64_t
number_or(const struct crm_record *r, const char *field, int64_t other)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : other;
}

static bool
is_of(const struct crm_record *r, const char *field, int64_t id)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind != CRM_INT || v->i == id;
}

/* Whether a row that was there can mean the customer. */
static bool
may_mean(const struct asking *k, const struct crm_record *r)
{
	struct crm_text grade = text_of(r, "grade"), list = text_of(r, "list");

	return number_or(r, "product", 0) == k->a->product &&
	    is_of(r, "customer", k->a->customer) &&
	    (grade.n == 0 || crm_text_eq(grade, k->grade)) &&
	    (list.n == 0 || crm_text_eq(crm_fold_dup(k->arena, list), k->list));
}

static void
take_row(
    const struct asking *k, const struct crm_record *r, struct price_row *out)
{
	*out = (struct price_row){ .id = r->id,
		.scope = value_of(r, "customer")->kind == CRM_INT
		    ? CRM_PRICE_CUSTOMER
		    : text_of(r, "list").n > 0  ? CRM_PRICE_LIST
		    : text_of(r, "grade").n > 0 ? CRM_PRICE_GRADE
						: CRM_PRICE_ALL,
		.least = number_or(r, "min_qty", 0),
		.price = number_or(r, "price", 0),
		.from = number_or(r, "valid_from", CRM_DATE_MIN),
		.to = number_or(r, "valid_to", CRM_DATE_MAX),
		.floor = *value_of(r, "floor"),
		.currency = price_currency(k, text_of(r, "currency")),
		.unit = text_of(r, "unit"),
		.gift = number_or(r, "free_product", k->a->product),
		.gift_each = number_or(r, "free_each", 0),
		.gift_quantity = number_or(r, "free_qty", 0),
		.gross = *value_of(r, "tax_included") };
}

static enum crm_status
load_rows_behind(struct asking *k, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(k->s);
	const struct crm_entity *e = crm_dict_find(d, "price");
	enum crm_status st;
	int64_t *id;
	size_t n, i;

	st = crm_referring(k->s, e, field_of(e, "product"),
	    crm_dict_find(d, "product"), &k->a->product, 1, true, k->arena, &id,
	    &n, err);
	if (st != CRM_OK)
		return st;
	k->row = crm_alloc_n(k->arena, n + 1, sizeof *k->row);
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_record r;
		bool there;

		st = crm_load_behind(
		    k->s, e, id[i], k->a->behind, k->arena, &r, &there, err);
		if (st == CRM_OK && there && may_mean(k, &r))
			take_row(k, &r, &k->row[k->n++]);
	}
	return st;
}

enum crm_status
price_rows(struct asking *k, struct crm_err *err)
{
	enum crm_status st = k->a->behind != 0 ? load_rows_behind(k, err)
					       : load_rows(k, err);

	if (st != CRM_OK)
		return st;
	add_list_price(k, &k->row[k->n]);
	qsort(k->row, k->n, sizeof *k->row, by_rank);
	return CRM_OK;
}
