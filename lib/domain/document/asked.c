/* What a line has from the lists and from its product, and nobody typed: it is asked for
 * anew where the line is of another product, or its document for another customer. */
#include "line.h"

enum crm_status
line_listed(struct crm_store *s, const struct crm_record *line,
    const struct head *h, bool *yes, struct crm_err *err)
{
	struct crm_value price = line_get(line, "unit_price");
	struct crm_price_ask ask;

	*yes = false;
	if (price.kind != CRM_INT || line_get(line, "gift").i != 0 ||
	    !line_asks(line, h, &ask))
		return CRM_OK;
	return crm_price_is_listed(s, &ask, price.i, yes, err);
}

/* The rate of the tax of a line's product; null: none. */
static enum crm_status
product_tax(struct crm_store *s, const struct crm_record *line,
    struct crm_value *rate, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "product");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record product;
	enum crm_status st;

	*rate = CRM_VALUE_NULL;
	if (line_get(line, "product").kind != CRM_INT)
		return CRM_OK;
	st = crm_load(s, e, line_get(line, "product").i, &a, &product, err);
	if (st == CRM_OK)
		st = tax_of(s, &product, &a, rate, err);
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
line_take_tax(struct crm_store *s, struct crm_record *line,
    const struct head *h, struct crm_err *err)
{
	struct crm_value rate = line_get(line, "tax_rate");
	enum crm_status st;

	if (rate.kind == CRM_INT || h->tax_rate.kind == CRM_INT)
		return CRM_OK;
	st = product_tax(s, line, &rate, err);
	if (st == CRM_OK && rate.kind == CRM_INT)
		line_put(line, "tax_rate", rate);
	return st;
}

/* ---- another product ---- */

static bool
says(const struct crm_record *line, const char *field)
{
	int i = crm_field_index(line->entity, crm_text_of(field));

	return i >= 0 && line->given[i];
}

enum crm_status
line_other_product(const struct crm_saving *w, const struct head *h,
    bool *asked, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st;

	*asked = false;
	if (!says(w->new, "unit_price") &&
	    (st = line_listed(w->store, w->old, h, asked, err)) != CRM_OK)
		return st;
	if (*asked)
		line_put(w->new, "unit_price", CRM_VALUE_NULL);
	if (says(w->new, "tax_rate"))
		return CRM_OK;
	st = product_tax(w->store, w->old, &rate, err);
	if (st == CRM_OK && rate.kind == CRM_INT &&
	    crm_value_eq(rate, line_get(w->old, "tax_rate")))
		line_put(w->new, "tax_rate", CRM_VALUE_NULL);
	return st;
}

/* ---- another quantity ---- */

/* Whether the price of a line is what the lists say of just that quantity. */
static enum crm_status
is_as_asked(struct crm_store *s, const struct crm_record *line,
    const struct head *h, bool *yes, struct crm_err *err)
{
	struct crm_value price = line_get(line, "unit_price");
	struct crm_price at = { .price = 0 };
	struct crm_price_ask ask;
	enum crm_status st;

	*yes = false;
	if (price.kind != CRM_INT || line_get(line, "gift").i != 0 ||
	    !line_asks(line, h, &ask))
		return CRM_OK;
	st = crm_price_of(s, &ask, &at, err);
	*yes = st == CRM_OK && at.price == price.i;
	return st == CRM_RULE ? CRM_OK : st;
}

/* What a contract says is called off at its price. */
static bool
is_called_off(const struct crm_record *line)
{
	int i = crm_field_index(line->entity, CRM_TEXT("contract_line"));

	return i >= 0 && line->v[i].kind == CRM_INT;
}

enum crm_status
line_other_quantity(const struct crm_saving *w, const struct head *h,
    bool *asked, struct crm_err *err)
{
	enum crm_status st;

	*asked = false;
	if (says(w->new, "unit_price") || is_called_off(w->new) ||
	    (w->import && says(w->new, "amount")))
		return CRM_OK;
	st = is_as_asked(w->store, w->old, h, asked, err);
	if (*asked)
		line_put(w->new, "unit_price", CRM_VALUE_NULL);
	return st;
}

/* ---- another document ---- */

/* Whether what the lists have for a document is another price than before.  Another rate
 * of the same currency takes back no price that was offered in it. */
static bool
asks_other(const struct head *was, const struct head *is)
{
	return was->customer != is->customer ||
	    !crm_text_eq(was->currency, is->currency);
}

static bool
has_other_tax(const struct head *was, const struct head *is)
{
	return was->included != is->included ||
	    !crm_value_eq(was->tax_rate, is->tax_rate);
}

/* Whether a line has the price that the lists had for it.  Nobody knows on which day
 * that of a draft was asked for, if it says none: one that they had on any is such. */
static enum crm_status
was_listed(struct crm_store *s, const struct crm_record *line,
    const struct head *was, const struct head *is, bool *yes,
    struct crm_err *err)
{
	struct crm_price_ask ask;

	*yes = false;
	if (asks_other(was, is))
		return line_listed(s, line, was, yes, err);
	if (!was->other_day)
		return has_other_tax(was, is)
		    ? is_as_asked(s, line, was, yes, err)
		    : CRM_OK;
	if (line_get(line, "unit_price").kind != CRM_INT ||
	    line_get(line, "gift").i != 0 || is_called_off(line) ||
	    !line_asks(line, was, &ask))
		return CRM_OK;
	return crm_price_was_listed(
	    s, &ask, line_get(line, "unit_price").i, yes, err);
}

enum crm_status
line_other_document(struct crm_store *s, const struct crm_record *line,
    const struct head *was, const struct head *is, bool *yes,
    struct crm_err *err)
{
	struct crm_price price;
	struct crm_price_ask ask;
	bool listed;
	enum crm_status st = was_listed(s, line, was, is, &listed, err);

	*yes = false;
	if (st != CRM_OK || !listed || !line_asks(line, is, &ask))
		return st;
	st = crm_price_of(s, &ask, &price, err);
	*yes = st == CRM_OK;
	return st == CRM_RULE && crm_text_eq(was->currency, is->currency)
	    ? CRM_OK
	    : st;
}
