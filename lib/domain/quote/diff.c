/* What one quote has otherwise than another, or than the prices of a day. */
#include "quote.h"

#include <crm/domain/price.h>

#include "domain/document/copy.h"
#include "domain/document/line.h"

#include <string.h>

/* What is compared of the whole, and of each line. */
static const char *const of_quote[] = { "valid_until", "currency",
	"tax_included", "discount", "terms", "amount", NULL };
static const char *const of_line[] = { "quantity", "unit", "unit_price",
	"discount", "discounts", "gift", "tax_rate", "amount", NULL };
static const char *const of_price[] = { "unit_price", "list_price",
	"floor_price", NULL };

struct diff {
	struct crm_store *s;
	struct crm_arena *a;
	enum crm_status (*each)(
	    void *ctx, const struct crm_quote_change *c, struct crm_err *err);
	void *ctx;
};

/* The lines of a quote, each taken by one of the other. */
struct lines {
	struct crm_record *r;
	bool *taken;
	size_t n;
};

static const char *
text_for(struct diff *d, const struct crm_record *r, const char *field)
{
	const struct crm_entity *e = r->entity;
	int at = field_of(e, field), digits;
	struct crm_text currency = e->currency >= 0 ? text_of(r, "currency")
						    : CRM_TEXT("");
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	if (r->v[at].kind == CRM_NULL)
		return "";
	digits = currency.n > 0 ? crm_currency_digits_n(currency)
				: crm_currency_digits(crm_store_currency(d->s));
	crm_value_format(
	    &b, crm_store_dict(d->s), e, e->field[at], r->v[at], digits);
	text = crm_strdup(d->a, b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return text;
}

/* Fields of a record that the other has otherwise; NULL has nothing. */
static enum crm_status
compare(struct diff *d, struct crm_text product, const char *const *fields,
    const struct crm_record *old, const struct crm_record *new,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; fields[i] != NULL && st == CRM_OK; i++) {
		const struct crm_quote_change c = { .product = product,
			.field = fields[i],
			.old = old == NULL ? "" : text_for(d, old, fields[i]),
			.new = new == NULL ? "" : text_for(d, new, fields[i]) };

		if (strcmp(c.old, c.new) != 0)
			st = d->each(d->ctx, &c, err);
	}
	return st;
}

static enum crm_status
load_lines(
    struct diff *d, int64_t quote, struct lines *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(d->s), "quote-line");
	enum crm_status st;
	int64_t *ids;
	size_t i;

	st = document_lines(
	    d->s, "quote-line", "quote", quote, d->a, &ids, &out->n, err);
	if (st != CRM_OK)
		return st;
	out->r = crm_alloc_n(d->a, out->n + 1, sizeof *out->r);
	out->taken = crm_alloc_n(d->a, out->n + 1, sizeof *out->taken);
	for (i = 0; i < out->n && st == CRM_OK; i++)
		st = crm_load(d->s, e, ids[i], d->a, &out->r[i], err);
	return st;
}

static bool
is_same(const struct crm_record *a, const struct crm_record *b)
{
	const struct crm_value *product = value_of(a, "product");

	return product->kind == CRM_NULL
	    ? value_of(b, "product")->kind == CRM_NULL &&
		!differs(a, b, "description")
	    : !differs(a, b, "product");
}

/* The first line of the other that is about the same and nobody's yet. */
static const struct crm_record *
match(struct lines *in, const struct crm_record *line)
{
	size_t i;

	for (i = 0; i < in->n; i++)
		if (!in->taken[i] && is_same(&in->r[i], line)) {
			in->taken[i] = true;
			return &in->r[i];
		}
	return NULL;
}

static enum crm_status
name_of(struct diff *d, const struct crm_record *line, struct crm_text *out,
    struct crm_err *err)
{
	const struct crm_value *product = value_of(line, "product");
	enum crm_status st;

	*out = text_of(line, "description");
	if (product->kind != CRM_INT)
		return CRM_OK;
	st = crm_display(d->s, crm_dict_find(crm_store_dict(d->s), "product"),
	    product->i, out, err);
	if (st == CRM_OK)
		*out = crm_text_of(text_dup(d->a, *out));
	return st;
}

/* The new lines in their order, then those of the old that are gone. */
static enum crm_status
compare_lines(struct diff *d, struct lines *old, const struct lines *new,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_text name;
	size_t i;

	for (i = 0; i < new->n &&st == CRM_OK; i++)
		if ((st = name_of(d, &new->r[i], &name, err)) == CRM_OK)
			st = compare(d, name, of_line, match(old, &new->r[i]),
			    &new->r[i], err);
	for (i = 0; i < old->n && st == CRM_OK; i++)
		if (!old->taken[i] &&
		    (st = name_of(d, &old->r[i], &name, err)) == CRM_OK)
			st = compare(d, name, of_line, &old->r[i], NULL, err);
	return st;
}

enum crm_status
crm_quote_diff(struct crm_store *s, int64_t old, int64_t new,
    struct crm_arena *a,
    enum crm_status (*each)(
	void *ctx, const struct crm_quote_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "quote");
	struct diff d = { s, a, each, ctx };
	struct crm_record was, is;
	struct lines before, after;
	enum crm_status st;

	if ((st = crm_load(s, e, old, a, &was, err)) != CRM_OK ||
	    (st = crm_load(s, e, new, a, &is, err)) != CRM_OK ||
	    (st = load_lines(&d, old, &before, err)) != CRM_OK ||
	    (st = load_lines(&d, new, &after, err)) != CRM_OK ||
	    (st = compare_lines(&d, &before, &after, err)) != CRM_OK)
		return st;
	return compare(
	    &d, (struct crm_text){ NULL, 0 }, of_quote, &was, &is, err);
}

/* ---- against the prices of a day ---- */

static int64_t
number_of(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

static void
set(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* A line as the prices of the day would have it; blank where nothing has one. */
static enum crm_status
price_anew(struct diff *d, const struct crm_record *quote,
    const struct crm_record *line, int64_t day, struct crm_record *out,
    struct crm_err *err)
{
	struct crm_price_ask ask;
	struct crm_price price = { .floor = CRM_VALUE_NULL };
	enum crm_status st;
	struct head h;
	bool known;

	if ((st = head_of(d->s, &quote_lines_kind, quote, d->a, &h, err)) !=
	    CRM_OK)
		return st;
	h.day = day;
	known = line_asks(line, &h, &ask);
	if (known)
		st = crm_price_of(d->s, &ask, &price, err);
	known = known && st == CRM_OK;

	if (st != CRM_OK && st != CRM_RULE)
		return st;
	crm_record_init(out, line->entity, d->a);
	memcpy(out->v, line->v, line->entity->n * sizeof *out->v);
	set(out, "unit_price",
	    known ? crm_value_int(price.price) : CRM_VALUE_NULL);
	set(out, "list_price",
	    known ? crm_value_int(price.list) : CRM_VALUE_NULL);
	set(out, "floor_price", known ? price.floor : CRM_VALUE_NULL);
	return CRM_OK;
}

enum crm_status
crm_quote_diff_prices(struct crm_store *s, int64_t id, int64_t day,
    struct crm_arena *a,
    enum crm_status (*each)(
	void *ctx, const struct crm_quote_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "quote");
	struct diff d = { s, a, each, ctx };
	struct crm_record quote, anew;
	struct crm_text name;
	struct lines lines;
	enum crm_status st;

	if ((st = crm_load(s, e, id, a, &quote, err)) != CRM_OK ||
	    (st = load_lines(&d, id, &lines, err)) != CRM_OK)
		return st;
	for (size_t i = 0; i < lines.n && st == CRM_OK; i++) {
		const struct crm_record *line = &lines.r[i];

		/* What no price is asked for: no product, or a gift. */
		if (number_of(line, "product") == 0 ||
		    number_of(line, "gift") != 0)
			continue;
		if ((st = name_of(&d, line, &name, err)) == CRM_OK &&
		    (st = price_anew(&d, &quote, line, day, &anew, err)) ==
			CRM_OK)
			st = compare(&d, name, of_price, line, &anew, err);
	}
	return st;
}

enum crm_status
crm_quote_previous(
    struct crm_store *s, int64_t id, int64_t *previous, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"previous\" FROM quote WHERE \"id\" = ?", &v, 1, &found,
	    err);

	*previous = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}
