/* What a line has from the lists and from its product, and nobody typed: it is asked for
 * anew where the line is of another product, or its document for another customer. */
#include "line.h"

#include <crm/store/log.h>

/* A line and its document as they were behind the batch that gave the line what it has in
 * a field. */
struct then {
	int64_t batch;
	struct crm_record line;
	struct head h;
};

/* *there: its document was, too. */
static enum crm_status
load_behind(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const char *field, struct crm_arena *a,
    struct then *t, bool *there, struct crm_err *err)
{
	const struct crm_entity *e = line->entity;
	int of = field_of(e, k->of);
	struct crm_record document;
	enum crm_status st;

	*there = false;
	if ((st = crm_log_from(s, line, field, &t->batch, err)) != CRM_OK ||
	    (st = crm_load_behind(s, e, line->id, t->batch, a, &t->line, there,
		 err)) != CRM_OK ||
	    !*there || t->line.v[of].kind != CRM_INT)
		return st;
	st = crm_load_behind(s,
	    crm_dict_find(crm_store_dict(s), e->field[of]->ref),
	    t->line.v[of].i, t->batch, a, &document, there, err);
	if (st == CRM_OK)
		st = head_of(s, k, &document, a, &t->h, err);
	return st == CRM_OK && line_get(&document, k->day).kind != CRM_INT
	    ? crm_batch_day(s, t->batch, &t->h.day, err)
	    : st;
}

/* Whether the price that a line has was listed when it got it: lists and rates move, and
 * who went by them typed nothing.  `ask`: as it was asked then. */
static enum crm_status
was_listed(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, struct crm_arena *a,
    struct crm_price_ask *ask, bool *yes, struct crm_err *err)
{
	struct crm_value price = line_get(line, "unit_price"), then;
	struct then t;
	enum crm_status st = load_behind(
	    s, k, line, "unit_price", a, &t, yes, err);

	if (st != CRM_OK || !*yes)
		return st;
	*yes = false;
	then = line_get(&t.line, "unit_price");
	if (!crm_value_eq(then, price) || line_get(&t.line, "gift").i != 0 ||
	    !line_asks(&t.line, &t.h, ask))
		return CRM_OK;
	ask->behind = t.batch;
	return crm_price_is_listed(s, ask, price.i, yes, err);
}

enum crm_status
line_listed(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const struct head *h, bool *yes,
    struct crm_err *err)
{
	struct crm_value price = line_get(line, "unit_price");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_price_ask ask;
	enum crm_status st;

	*yes = false;
	if (price.kind != CRM_INT || line_get(line, "gift").i != 0 ||
	    !line_asks(line, h, &ask))
		return CRM_OK;
	st = crm_price_is_listed(s, &ask, price.i, yes, err);
	if (st == CRM_OK && !*yes)
		st = was_listed(s, k, line, &a, &ask, yes, err);
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
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

/* Whether the rate of a line was that of its product when it got it. */
static enum crm_status
had_product_tax(struct crm_store *s, const struct crm_record *line, bool *yes,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record then, product, tax;
	int64_t batch;
	enum crm_status st;

	*yes = false;
	st = crm_log_from(s, line, "tax_rate", &batch, err);
	if (st == CRM_OK)
		st = crm_load_behind(
		    s, line->entity, line->id, batch, &a, &then, yes, err);
	if (st == CRM_OK && *yes &&
	    (*yes = line_get(&then, "product").kind == CRM_INT))
		st = crm_load_behind(s, crm_dict_find(d, "product"),
		    line_get(&then, "product").i, batch, &a, &product, yes,
		    err);
	if (st == CRM_OK && *yes &&
	    (*yes = line_get(&product, "tax").kind == CRM_INT))
		st = crm_load_behind(s, crm_dict_find(d, "tax"),
		    line_get(&product, "tax").i, batch, &a, &tax, yes, err);
	if (st == CRM_OK && *yes)
		*yes = crm_value_eq(
		    *value_of(&tax, "rate"), line_get(line, "tax_rate"));
	crm_arena_free(&a);
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* ---- another product ---- */

static bool
says(const struct crm_record *line, const char *field)
{
	int i = crm_field_index(line->entity, crm_text_of(field));

	return i >= 0 && line->given[i];
}

enum crm_status
line_other_product(const struct crm_lines *k, const struct crm_saving *w,
    const struct head *h, bool *asked, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st;
	bool its;

	*asked = false;
	if (!says(w->new, "unit_price") &&
	    (st = line_listed(w->store, k, w->old, h, asked, err)) != CRM_OK)
		return st;
	if (*asked)
		line_put(w->new, "unit_price", CRM_VALUE_NULL);
	if (says(w->new, "tax_rate"))
		return CRM_OK;
	if (line_get(w->old, "tax_rate").kind != CRM_INT)
		return CRM_OK;
	st = product_tax(w->store, w->old, &rate, err);
	its = rate.kind == CRM_INT &&
	    crm_value_eq(rate, line_get(w->old, "tax_rate"));
	if (st == CRM_OK && !its)
		st = had_product_tax(w->store, w->old, &its, err);
	if (st == CRM_OK && its)
		line_put(w->new, "tax_rate", CRM_VALUE_NULL);
	return st;
}

/* ---- another quantity ---- */

bool
line_is_called_off(const struct crm_record *line)
{
	int i = crm_field_index(line->entity, CRM_TEXT("contract_line"));

	return i >= 0 && line->v[i].kind == CRM_INT;
}

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

/* Whether it was then, and what is asked now would have had another price then, too: a
 * list that moves meanwhile takes back no price that was offered. */
static enum crm_status
was_as_asked(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const struct crm_price_ask *now,
    bool other_day, bool *yes, struct crm_err *err)
{
	struct crm_value price = line_get(line, "unit_price");
	struct crm_price at = { .price = 0 }, other = { .price = 0 };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_price_ask ask;
	enum crm_status st;

	*yes = false;
	if (price.kind != CRM_INT || line_get(line, "gift").i != 0 ||
	    line_is_called_off(line))
		return CRM_OK;
	st = was_listed(s, k, line, &a, &ask, yes, err);
	if (st == CRM_OK && *yes)
		st = crm_price_of(s, &ask, &at, err);
	*yes &= st == CRM_OK && at.price == price.i;
	if (*yes) {
		ask.quantity = now->quantity;
		ask.unit = now->unit;
		ask.tax = now->tax;
		ask.tax_rate = now->tax_rate;
		if (other_day)
			ask.day = now->day;
		st = crm_price_of(s, &ask, &other, err);
		*yes = st == CRM_OK && other.price != at.price;
	}
	crm_arena_free(&a);
	return st == CRM_RULE || st == CRM_NOTFOUND ? CRM_OK : st;
}

enum crm_status
line_other_quantity(const struct crm_lines *k, const struct crm_saving *w,
    const struct head *h, bool *asked, struct crm_err *err)
{
	struct crm_price_ask now;
	enum crm_status st;

	*asked = false;
	if (says(w->new, "unit_price") || line_is_called_off(w->new) ||
	    (w->import && says(w->new, "amount")))
		return CRM_OK;
	st = is_as_asked(w->store, w->old, h, asked, err);
	if (st == CRM_OK && !*asked && line_asks(w->new, h, &now))
		st = was_as_asked(w->store, k, w->old, &now, false, asked, err);
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

/* Whether a line has the price that the lists have for it in a document as that was.
 * Nobody knows by which day that of a draft goes, if it says none: one that they have on
 * any is such. */
static enum crm_status
is_of_document(struct crm_store *s, const struct crm_record *line,
    const struct head *was, bool *yes, struct crm_err *err)
{
	struct crm_price_ask ask;

	if (!was->other_day)
		return is_as_asked(s, line, was, yes, err);
	*yes = false;
	if (line_get(line, "unit_price").kind != CRM_INT ||
	    line_get(line, "gift").i != 0 || line_is_called_off(line) ||
	    !line_asks(line, was, &ask))
		return CRM_OK;
	return crm_price_was_listed(
	    s, &ask, line_get(line, "unit_price").i, yes, err);
}

/* The same, or when it got it. */
static enum crm_status
had_of_document(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const struct head *was,
    const struct head *is, bool *yes, struct crm_err *err)
{
	struct crm_price_ask now;
	enum crm_status st;

	*yes = false;
	if (asks_other(was, is))
		return line_listed(s, k, line, was, yes, err);
	if (!was->other_day && !has_other_tax(was, is))
		return CRM_OK;
	st = is_of_document(s, line, was, yes, err);
	return st == CRM_OK && !*yes && line_asks(line, is, &now)
	    ? was_as_asked(s, k, line, &now, was->other_day, yes, err)
	    : st;
}

enum crm_status
line_other_document(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *line, const struct head *was,
    const struct head *is, bool *yes, struct crm_err *err)
{
	struct crm_price price;
	struct crm_price_ask ask;
	bool listed;
	enum crm_status st = had_of_document(s, k, line, was, is, &listed, err);

	*yes = false;
	if (st != CRM_OK || !listed || !line_asks(line, is, &ask))
		return st;
	st = crm_price_of(s, &ask, &price, err);
	*yes = st == CRM_OK;
	return st == CRM_RULE && crm_text_eq(was->currency, is->currency)
	    ? CRM_OK
	    : st;
}
