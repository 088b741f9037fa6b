/* A line of a document: its price where nobody says one, and what it comes to. */
#include "line.h"

#include <string.h>

enum { CODE_SIZE = 8 }; /* of a currency, and room */

struct crm_value
line_get(const struct crm_record *r, const char *field)
{
	int i = crm_field_of(r->entity, field);

	return i < 0 ? CRM_VALUE_NULL : r->v[i];
}

void
line_put(struct crm_record *r, const char *field, struct crm_value v)
{
	int i = crm_field_of(r->entity, field);

	if (i >= 0)
		crm_record_set(r, i, v);
}

static struct crm_text
text(const struct crm_record *r, const char *field)
{
	struct crm_value v = line_get(r, field);

	return v.kind == CRM_STR ? v.t : CRM_TEXT("");
}

static int64_t
number(const struct crm_record *r, const char *field)
{
	struct crm_value v = line_get(r, field);

	return v.kind == CRM_INT ? v.i : 0;
}

/* ---- the document ---- */

enum crm_status
tax_of(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    struct crm_value *rate, struct crm_err *err)
{
	int i = crm_field_of(r->entity, "tax");
	struct crm_record tax;
	enum crm_status st;

	*rate = CRM_VALUE_NULL;
	if (i < 0 || r->entity->field[i]->type != CRM_T_REF ||
	    r->v[i].kind != CRM_INT)
		return CRM_OK;
	st = crm_load(s, crm_dict_find(crm_store_dict(s), "tax"), r->v[i].i, a,
	    &tax, err);
	if (st == CRM_OK)
		*rate = *value_of(&tax, "rate");
	return st;
}

enum crm_status
head_of(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *r, struct crm_arena *a, struct head *out,
    struct crm_err *err)
{
	struct crm_value day = line_get(r, k->day);

	*out = (struct head){ .id = r->id,
		.customer = number(r, "partner") != 0 ? number(r, "partner")
						      : number(r, "customer"),
		.day = day.kind == CRM_INT ? day.i : crm_store_clock(s)->today,
		.currency = text(r, "currency"),
		.rate = number(r, "rate"),
		.included = number(r, "tax_included") != 0,
		.discount = number(r, "discount") };
	out->digits = out->currency.n > 0
	    ? crm_currency_digits_n(out->currency)
	    : crm_currency_digits(crm_store_currency(s));
	return tax_of(s, r, a, &out->tax_rate, err);
}

enum crm_status
head_load(struct crm_store *s, const struct crm_lines *k, int64_t id,
    struct crm_arena *a, struct head *out, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *lines = crm_dict_find(d, k->kind);
	const char *of = lines->field[field_of(lines, k->of)]->ref;
	const char *const asked[] = { k->day, "partner", "customer", "currency",
		"rate", "tax_included", "discount", "tax", NULL };
	struct crm_record r;
	enum crm_status st;

	st = crm_load_some(s, crm_dict_find(d, of), id, asked, a, &r, err);
	return st == CRM_OK ? head_of(s, k, &r, a, out, err) : st;
}

/* The document that an import read last: its lines stand behind each other, and a file
 * of lines changes nothing of it that they need. */
struct last_head {
	const struct crm_lines *k;
	struct head h;
	char currency[CODE_SIZE]; /* of the head */
};

enum crm_status
head_of_import(struct crm_store *s, const struct crm_lines *k, int64_t id,
    struct crm_arena *a, struct head *out, struct crm_err *err)
{
	static const char owner;
	struct crm_arena *batch;
	struct last_head *last = crm_batch_memory(
	    s, &owner, sizeof *last, &batch);
	enum crm_status st;

	if (last->k == k && last->h.id == id) {
		*out = last->h;
		out->currency.p = last->currency;
		return CRM_OK;
	}
	last->k = NULL;
	st = head_load(s, k, id, a, out, err);
	if (st == CRM_OK && out->currency.n < sizeof last->currency) {
		last->k = k;
		last->h = *out;
		if (out->currency.n > 0)
			memcpy(
			    last->currency, out->currency.p, out->currency.n);
	}
	return st;
}

/* ---- what it comes to ---- */

bool
line_asks(const struct crm_record *line, const struct head *h,
    struct crm_price_ask *out)
{
	*out = (struct crm_price_ask){ .product = number(line, "product"),
		.customer = h->customer,
		.quantity = number(line, "quantity"),
		.unit = text(line, "unit"),
		.day = h->day,
		.currency = h->currency,
		.rate = h->rate,
		.tax = h->included ? CRM_PRICE_GROSS : CRM_PRICE_NET,
		.tax_rate = line_get(line, "tax_rate") };
	if (out->tax_rate.kind != CRM_INT)
		out->tax_rate = h->tax_rate;
	return out->product != 0 && out->quantity >= 0;
}

enum crm_status
crm_line_left(const struct crm_record *line, int64_t *left, struct crm_err *err)
{
	struct crm_text several = text(line, "discounts");
	int64_t percent = number(line, "discount");
	enum crm_status st = CRM_OK;

	if (several.n > 0 && percent != 0)
		return crm_fail_field(err, CRM_INVALID, "discount",
		    "say discount or discounts, not both");
	if (several.n > 0) {
		if ((st = crm_discounts_parse(several, left, err)) != CRM_OK)
			crm_err_in_field(err, "discounts");
		return st;
	}
	if (percent < 0 || percent > CRM_WHOLE)
		return crm_fail_field(
		    err, CRM_INVALID, "discount", "is 0 to 100 %%");
	*left = CRM_LEFT_ALL / CRM_WHOLE * (CRM_WHOLE - percent);
	return CRM_OK;
}

enum crm_status
line_worth(const struct crm_record *line, const struct head *h,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_value quantity = line_get(line, "quantity");
	struct crm_value price = line_get(line, "unit_price");
	enum crm_status st;
	int64_t left, value = 0;

	*out = CRM_VALUE_NULL;
	if ((st = crm_line_left(line, &left, err)) != CRM_OK)
		return st;
	if (number(line, "gift") != 0) {
		*out = crm_value_int(0);
		return CRM_OK;
	}
	if (quantity.kind != CRM_INT || price.kind != CRM_INT)
		return CRM_OK;
	if (!crm_line_value(quantity.i, price.i, left, h->digits, &value))
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "at this price is more than an amount can be");
	*out = crm_value_int(value);
	return CRM_OK;
}

enum crm_status
line_write(struct crm_record *line, const struct head *h, int64_t value,
    struct crm_err *err)
{
	struct crm_value rate = line_get(line, "tax_rate");
	struct crm_line_sums sums;

	if (rate.kind != CRM_INT)
		rate = h->tax_rate;
	if (!crm_line_tax(
		value, rate.kind == CRM_INT ? rate.i : 0, h->included, &sums))
		return crm_fail(err, CRM_INVALID,
		    "with its tax it is more than an amount can be");
	line_put(line, "amount", crm_value_int(value));
	line_put(line, "net", crm_value_int(sums.net));
	line_put(line, "tax", crm_value_int(sums.tax));
	line_put(line, "gross", crm_value_int(sums.gross));
	return CRM_OK;
}

/* ---- when it is saved ---- */

static bool
has_changed(const struct crm_saving *w, const char *const *fields)
{
	struct crm_value was, is;

	for (; w->old != NULL && *fields != NULL; fields++) {
		was = line_get(w->old, *fields);
		is = line_get(w->new, *fields);
		if (!crm_value_eq(was, is))
			return true;
	}
	return w->old == NULL;
}

enum crm_status
line_price(struct crm_store *s, struct crm_record *line, const struct head *h,
    bool fill, struct crm_err *err)
{
	bool blank = fill && line_get(line, "unit_price").kind != CRM_INT;
	struct crm_price price = { .floor = CRM_VALUE_NULL };
	struct crm_price_ask ask;
	enum crm_status st;

	if (!line_asks(line, h, &ask))
		return CRM_OK;
	st = crm_price_of(s, &ask, &price, err);
	if (st != CRM_OK && (st != CRM_RULE || blank))
		return st;
	line_put(line, "list_price",
	    st == CRM_OK ? crm_value_int(price.list) : CRM_VALUE_NULL);
	line_put(line, "floor_price", price.floor);
	if (blank)
		line_put(line, "unit_price", crm_value_int(price.price));
	return CRM_OK;
}

/* ---- its tax ---- */

static enum crm_status
check_tax_rate(const struct crm_record *line, struct crm_err *err)
{
	struct crm_value v = line_get(line, "tax_rate");

	return v.kind != CRM_INT || (v.i >= 0 && v.i <= CRM_WHOLE)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "tax_rate",
		  "must be between 0 and 100 percent");
}

/* ---- what it comes to, when it is saved ---- */

static const char *
number_dup(struct crm_arena *a, int64_t v, int digits, bool fixed)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *t;

	crm_number_format(&b, v, digits, fixed);
	t = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return t;
}

static const char *
money_dup(struct crm_arena *a, int64_t v, int digits)
{
	return number_dup(a, v, digits, true);
}

static const char *
plain_dup(struct crm_arena *a, int64_t v)
{
	return number_dup(a, v, CRM_DECIMAL_DIGITS, false);
}

/* An amount that came with quantity and price is what these give, to a cent. */
static enum crm_status
check_three(const struct crm_saving *w, const struct head *h,
    struct crm_value amount, int64_t value, struct crm_err *err)
{
	int64_t off = amount.i - value;

	if (amount.kind != CRM_INT || (off >= -1 && off <= 1))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "amount",
	    "a quantity of %s at %s, less the discount, is %s, and not %s",
	    plain_dup(w->arena, line_get(w->new, "quantity").i),
	    plain_dup(w->arena, line_get(w->new, "unit_price").i),
	    money_dup(w->arena, value, h->digits),
	    money_dup(w->arena, amount.i, h->digits));
}

/* Whether somebody says the amount: that which a line had before its quantity was
 * corrected is no such. */
static bool
says_amount(const struct crm_saving *w)
{
	int i = crm_field_of(w->new->entity, "amount");

	return i >= 0 && w->new->given[i] && w->new->v[i].kind == CRM_INT;
}

static const char *const split_up[] = { "net", "tax", "gross", NULL };

enum { SPLIT_UP = 3 };

/* What somebody says of them: blank where that is nothing new. */
static void
said_split(const struct crm_saving *w, struct crm_value *said)
{
	size_t i;
	int at;

	for (i = 0; i < SPLIT_UP; i++) {
		at = crm_field_of(w->new->entity, split_up[i]);
		said[i] = at >= 0 && w->new->given[at] &&
			(w->old == NULL ||
			    !crm_value_eq(w->old->v[at], w->new->v[at]))
		    ? w->new->v[at]
		    : CRM_VALUE_NULL;
	}
}

/* Net, tax and gross follow from the amount and the rate: what is said of them is that,
 * to a cent, or one of the two is wrong. */
static enum crm_status
check_split(const struct crm_saving *w, const struct head *h,
    const struct crm_value *said, struct crm_err *err)
{
	struct crm_value rate = line_get(w->new, "tax_rate");
	int64_t is, off;
	size_t i;

	if (rate.kind != CRM_INT)
		rate = h->tax_rate;
	for (i = 0; i < SPLIT_UP; i++) {
		is = line_get(w->new, split_up[i]).i;
		off = said[i].kind == CRM_INT ? said[i].i - is : 0;
		if (off >= -1 && off <= 1)
			continue;
		return crm_fail_field(err, CRM_INVALID, split_up[i],
		    "an amount of %s, %s %s %% of tax, makes it %s, and not %s: "
		    "amount and tax_rate say it",
		    money_dup(
			w->arena, line_get(w->new, "amount").i, h->digits),
		    h->included ? crm_tr("with") : crm_tr("plus"),
		    plain_dup(
			w->arena, rate.kind == CRM_INT ? rate.i * 100 : 0),
		    money_dup(w->arena, is, h->digits),
		    money_dup(w->arena, said[i].i, h->digits));
	}
	return CRM_OK;
}

static enum crm_status
work_out(const struct crm_saving *w, const struct head *h, struct crm_err *err)
{
	struct crm_value amount = line_get(w->new, "amount"), value;
	struct crm_value split[SPLIT_UP];
	enum crm_status st = line_worth(w->new, h, &value, err);
	bool said = says_amount(w);

	said_split(w, split);
	if (st != CRM_OK)
		return st;
	/* What has a share of the whole's discount is another sum, as a file of
	 * another system has it. */
	if (said && (h->discount == 0 || !w->import) && value.kind == CRM_INT &&
	    (st = check_three(w, h, amount, value.i, err)) != CRM_OK)
		return st;
	if (value.kind != CRM_INT || (said && w->import))
		value = amount;
	if (value.kind != CRM_INT)
		return CRM_OK;
	st = line_write(w->new, h, value.i, err);
	/* What has a share of the whole's discount has another tax. */
	return st == CRM_OK && (h->discount == 0 || !w->import)
	    ? check_split(w, h, split, err)
	    : st;
}

/* The price that nobody typed, of another product or another quantity; a row of a file
 * that says another quantity of a line is an edit as any other. */
static enum crm_status
ask_again(const struct crm_lines *k, const struct crm_saving *w,
    const struct head *h, bool *asked, struct crm_err *err)
{
	static const char *const product[] = { "product", NULL };
	static const char *const broken[] = { "quantity", "unit", "tax_rate",
		NULL };

	*asked = false;
	if (w->old == NULL)
		return CRM_OK;
	if (!w->import && has_changed(w, product))
		return line_other_product(k, w, h, asked, err);
	return (!w->import || w->met) && has_changed(w, broken)
	    ? line_other_quantity(k, w, h, asked, err)
	    : CRM_OK;
}

enum crm_status
crm_line_save(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	static const char *const priced[] = { "product", "quantity", "unit",
		"unit_price", "tax_rate", NULL };
	static const char *const counted[] = { "product", "quantity", "unit",
		"unit_price", "discount", "discounts", "tax_rate", "gift",
		NULL };
	static const char *const sum[] = { "amount", "net", "tax", "gross",
		NULL };
	static const char *const taxed[] = { "product", "tax_rate", NULL };
	static const char *const broken[] = { "product", "quantity", "unit",
		NULL };
	const struct crm_value of = line_get(w->new, k->of);
	bool asked = false; /* the price that nobody typed */
	struct head h;
	enum crm_status st;

	if (comes_back(w->old, w->new) &&
	    (w->undo || !w->import ||
		(!has_changed(w, counted) && !has_changed(w, sum))))
		return line_come_over(k, w, err);
	if (of.kind != CRM_INT || w->undo || crm_merge_moves(w->store) ||
	    (w->old != NULL && totals_write(w->store, k, of.i)) ||
	    (!has_changed(w, counted) && !has_changed(w, sum)))
		return CRM_OK;
	st = w->import ? head_of_import(w->store, k, of.i, w->arena, &h, err)
		       : head_load(w->store, k, of.i, w->arena, &h, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	if (h.currency.n > 0 &&
	    (st = line_take_currency(w, &h, says_amount(w), err)) != CRM_OK)
		return st;
	if ((st = line_not_below(w, err)) != CRM_OK)
		return st;
	if (!w->import && has_changed(w, broken) &&
	    (st = line_whole(w->store, w->new, err)) != CRM_OK)
		return st;
	if ((st = check_tax_rate(w->new, err)) != CRM_OK)
		return st;
	if ((st = ask_again(k, w, &h, &asked, err)) != CRM_OK)
		return st;
	if (!w->import && says_amount(w))
		line_as_one(w->new, &h);
	/* An import records what is, and the lists of that day may be gone. */
	if ((!w->import || asked) && has_changed(w, priced)) {
		st = line_price(w->store, w->new, &h, true, err);
		if (st == CRM_RULE && !asked &&
		    (k->unpriced || number(w->new, "gift") != 0))
			st = line_price(w->store, w->new, &h, false, err);
		if (st != CRM_OK)
			return st;
	}
	if (!w->import && has_changed(w, taxed) &&
	    (st = line_take_tax(w->store, w->new, &h, err)) != CRM_OK)
		return st;
	return work_out(w, &h, err);
}
