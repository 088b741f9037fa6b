/* price: what products cost whom, and by which record. */
#include "deal.h"

#include <crm/base/date.h>
#include <crm/domain/price.h>
#include <crm/domain/stock.h>

const struct crm_word price_words[] = {
	{ .name = "customer",
	    .type = CRM_T_REF,
	    .entity = "customer",
	    .help = "for whom; else for everybody" },
	{ .name = "quantity",
	    .type = CRM_T_TEXT,
	    .arg = "N",
	    .help = "how many; else 1" },
	{ .name = "unit",
	    .type = CRM_T_TEXT,
	    .arg = "UNIT",
	    .help = "another unit than the product's own" },
	{ .name = "currency",
	    .type = CRM_T_TEXT,
	    .arg = "CODE",
	    .help = "in another currency than the book's" },
	{ .name = "rate",
	    .type = CRM_T_TEXT,
	    .arg = "RATE",
	    .help = "of that currency: where it has no price, convert one" },
	{ .name = "tax_included",
	    .type = CRM_T_BOOL,
	    .help = "for a document whose prices have the tax in them, or "
		    "not; else as the lists have it" },
	{ .name = NULL },
};

static const struct crm_choice scopes[] = {
	[CRM_PRICE_CUSTOMER] = { "customer", "Customer", "客户价", NULL },
	[CRM_PRICE_LIST] = { "list", "Price list", "价目表", NULL },
	[CRM_PRICE_GRADE] = { "grade", "Grade", "等级价", NULL },
	[CRM_PRICE_ALL] = { "all", "Everybody", "通用价", NULL },
	[CRM_PRICE_PRODUCT] = { "product", "The product's own", "产品标价",
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

#define COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}
#define COLUMN_PRODUCT COLUMN("product", "Product", CRM_T_TEXT)
#define COLUMN_SCOPE \
	{ \
		.name = "scope", .label = "Scope", .type = CRM_T_ENUM, \
		.choices = scopes, .currency = -1 \
	}
#define COLUMN_ROW \
	{ \
		.name = "price_id", .label = "Price ID", .type = CRM_T_ID, \
		.code = "PX", .currency = -1 \
	}

static const struct crm_column columns[] = {
	COLUMN_PRODUCT,
	COLUMN("quantity", "Quantity", CRM_T_DECIMAL),
	COLUMN("price", "Price", CRM_T_DECIMAL),
	COLUMN("currency", "Currency", CRM_T_TEXT),
	COLUMN("list_price", "List price", CRM_T_DECIMAL),
	COLUMN("floor", "Floor price", CRM_T_DECIMAL),
	COLUMN("gift", "Gift", CRM_T_TEXT),
	COLUMN("gift_quantity", "Gift quantity", CRM_T_DECIMAL),
	COLUMN_SCOPE,
	COLUMN_ROW,
	COLUMN("tax_included", "Tax included", CRM_T_BOOL),
};
enum { COLUMNS = sizeof columns / sizeof *columns };

static const struct crm_column reasons[] = {
	COLUMN_PRODUCT,
	COLUMN_SCOPE,
	COLUMN_ROW,
	COLUMN("counts", "Counts", CRM_T_BOOL),
	COLUMN("why", "Why not", CRM_T_TEXT),
	COLUMN("listed", "In the list", CRM_T_DECIMAL),
	COLUMN("tax_included", "Tax included", CRM_T_BOOL),
	COLUMN("price", "Price", CRM_T_DECIMAL),
};
enum { REASONS = sizeof reasons / sizeof *reasons };

/* ---- what is asked ---- */

static enum crm_status
number(const struct crm_cmd *c, const char *word, int digits, int64_t least,
    int64_t *out, struct crm_err *err)
{
	enum crm_status st;

	if (!crm_arg(c, word)->given)
		return CRM_OK;
	st = crm_number_parse(crm_arg_text(c, word), digits, 0, out, err);
	if (st == CRM_OK && *out < least)
		st = crm_fail(
		    err, CRM_USAGE, "%s is a number above zero", word);
	return st;
}

static enum crm_status
read_ask(struct crm_cmd *c, struct crm_price_ask *a, struct crm_err *err)
{
	enum crm_status st;

	*a = (struct crm_price_ask){ .quantity = CRM_WHOLE,
		.day = c->clock.today,
		.currency = crm_arg_text(c, "currency") };
	if (crm_arg(c, "tax_included")->given)
		a->tax = crm_arg_int(c, "tax_included") != 0 ? CRM_PRICE_GROSS
							     : CRM_PRICE_NET;
	if (crm_arg(c, "customer")->given)
		a->customer = crm_arg_int(c, "customer");
	if (crm_has(c, CRM_OPT_ON) &&
	    (st = crm_date_expr(crm_text_of(c->opt[CRM_OPT_ON]), &c->clock,
		 &a->day, err)) != CRM_OK)
		return st;
	if (a->currency.n > 0 && crm_currency_digits_n(a->currency) < 0)
		return crm_fail(err, CRM_USAGE,
		    "currency is a code like EUR, not '%.*s'",
		    (int)a->currency.n, a->currency.p);
	st = number(c, "quantity", CRM_DECIMAL_DIGITS, 1, &a->quantity, err);
	return st == CRM_OK
	    ? number(c, "rate", CRM_RATE_DIGITS, 1, &a->rate, err)
	    : st;
}

/* ---- what is printed ---- */

static struct crm_value
name_of(struct crm_cmd *c, const char *entity, int64_t id)
{
	struct crm_text t;

	if (id == 0 ||
	    crm_display(c->store, crm_dict_find(c->dict, entity), id, &t,
		NULL) != CRM_OK)
		return CRM_VALUE_NULL;
	return crm_value_text(crm_text_of(crm_strndup(c->arena, t.p, t.n)));
}

static struct crm_value
scope_of(enum crm_price_scope scope)
{
	return crm_value_text(crm_text_of(scopes[scope].code));
}

static struct crm_value
unless_zero(int64_t n)
{
	return n == 0 ? CRM_VALUE_NULL : crm_value_int(n);
}

struct printing {
	struct crm_cmd *c;
	struct crm_rows *rows;
	struct crm_price_ask ask;
};

static enum crm_status
put_reason(void *ctx, const struct crm_price_reason *r, struct crm_err *err)
{
	struct printing *p = ctx;
	const struct crm_value v[REASONS] = {
		name_of(p->c, "product", p->ask.product),
		scope_of(r->scope),
		unless_zero(r->row),
		crm_value_int(r->why_not == NULL),
		r->why_not == NULL ? CRM_VALUE_NULL
				   : crm_value_text(crm_text_of(r->why_not)),
		crm_value_int(r->listed),
		r->gross,
		r->price,
	};

	return crm_rows_put(p->rows, v, err);
}

static enum crm_status
put_price(struct printing *p, struct crm_err *err)
{
	const struct crm_price_ask *a = &p->ask;
	struct crm_price found = { 0 };
	enum crm_status st = crm_price_of(p->c->store, a, &found, err);
	const struct crm_value v[COLUMNS] = {
		name_of(p->c, "product", a->product),
		crm_value_int(a->quantity),
		crm_value_int(found.price),
		crm_value_text(a->currency.n > 0
			? a->currency
			: crm_text_of(crm_store_currency(p->c->store))),
		crm_value_int(found.list),
		found.floor,
		name_of(
		    p->c, "product", found.gift_quantity > 0 ? found.gift : 0),
		unless_zero(found.gift_quantity),
		scope_of(found.scope),
		unless_zero(found.row),
		found.gross,
	};

	return st == CRM_OK ? crm_rows_put(p->rows, v, err) : st;
}

static enum crm_status
put_product(struct printing *p, const char *name, struct crm_err *err)
{
	struct crm_text unit, said = crm_arg_text(p->c, "unit");
	struct crm_price found;
	enum crm_status st;

	st = crm_product_find(p->c->store, crm_text_of(name), p->c->arena,
	    &p->ask.product, &unit, err);
	if (st != CRM_OK)
		return st;
	p->ask.unit = said.n > 0 ? said : unit;
	return crm_has(p->c, CRM_OPT_EXPLAIN)
	    ? crm_price_explain(
		  p->c->store, &p->ask, put_reason, p, &found, err)
	    : put_price(p, err);
}

enum crm_status
deal_price(struct crm_cmd *c, struct crm_err *err)
{
	bool explain = crm_has(c, CRM_OPT_EXPLAIN);
	struct printing p = { .c = c };
	enum crm_status st;
	size_t i;

	if (c->n_operands == 0)
		return crm_fail(err, CRM_USAGE, "price takes products");
	if ((st = read_ask(c, &p.ask, err)) == CRM_OK)
		st = crm_rows_open(c, explain ? reasons : columns,
		    explain ? REASONS : COLUMNS, &p.rows, err);
	for (i = 0; i < c->n_operands && st == CRM_OK; i++)
		st = put_product(&p, c->operand[i], err);
	return crm_rows_end(p.rows, st, err);
}
