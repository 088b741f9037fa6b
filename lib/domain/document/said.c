/*
 * What is said of a document that its lines say already: its amount, and how that is
 * split, by a command or by a row of a file that meets it.
 */
#include "summed.h"

static const char *const sums[SUMS] = { "amount", "net", "tax", "gross" };

static int
digits_of(const struct crm_store *s, const struct crm_record *r)
{
	struct crm_value v = line_get(r, "currency");

	return v.kind == CRM_STR ? crm_currency_digits_n(v.t)
				 : crm_currency_digits(crm_store_currency(s));
}

/* Whether it is another number than the one that was there: that stays where the
 * currency is another, in as many decimals as that has. */
static bool
is_said(const struct crm_saving *w, const char *field)
{
	struct crm_value was = line_get(w->old, field),
			 is = line_get(w->new, field);
	int64_t v;

	if (crm_value_eq(was, is))
		return false;
	return was.kind != CRM_INT || is.kind != CRM_INT ||
	    !crm_mul_div(was.i, crm_pow10(digits_of(w->store, w->new)),
		crm_pow10(digits_of(w->store, w->old)), &v) ||
	    v != is.i;
}

static bool
is_field_of_sum(const struct crm_record *r, const char *field)
{
	int i = crm_field_of(r->entity, field);

	return i >= 0 && r->entity->field[i]->type == CRM_T_MONEY;
}

static const char *
first_said(const struct crm_saving *w, size_t *at)
{
	for (; *at < SUMS; ++*at)
		if (is_field_of_sum(w->new, sums[*at]) && is_said(w, sums[*at]))
			return sums[(*at)++];
	return NULL;
}

static bool
has_other_head(const struct crm_lines *k, const struct crm_saving *w)
{
	const char *const fields[] = { "customer", "partner", "currency",
		"rate", k->day, "tax_included", "discount" };
	size_t i;

	for (i = 0; i < COUNT(fields); i++)
		if (!crm_value_eq(line_get(w->old, fields[i]),
			line_get(w->new, fields[i])))
			return true;
	return false;
}

static enum crm_status
refuse(const struct crm_saving *w, const struct totals *t, const char *field,
    int64_t come_to, struct crm_err *err)
{
	struct crm_text currency = totals_currency(t, t->h.currency);
	const char *many = t->n == 1 ? "" : "s";
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	if (!has_other_head(t->k, w))
		return crm_fail_field(err, CRM_RULE, field,
		    "is the sum of its %zu line%s; change these", t->n, many);
	crm_number_format(&b, come_to, t->h.digits, true);
	st = crm_fail_field(err, CRM_RULE, field,
	    "is the sum of its %zu line%s, which come to %s %.*s; change these",
	    t->n, many, b.data, (int)currency.n, currency.p);
	crm_buf_free(&b);
	return st;
}

/* It says what they come to, or is refused. */
static enum crm_status
check_sums(const struct crm_saving *w, const struct totals *t,
    const struct sums *come_to, struct crm_err *err)
{
	const char *field;
	size_t at = 0;

	while ((field = first_said(w, &at)) != NULL)
		if (!crm_value_eq(line_get(w->new, field),
			crm_value_int(come_to->of[at - 1])))
			return refuse(w, t, field, come_to->of[at - 1], err);
	return CRM_OK;
}

enum crm_status
crm_lines_sum(
    const struct crm_lines *k, const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct totals t = { .s = w->store, .k = k, .a = &a };
	struct sums come_to;
	enum crm_status st;
	size_t at = 0;

	if (w->old == NULL || (w->import && !w->met) || w->undo ||
	    totals_write(w->store, k, w->new->id) ||
	    comes_back(w->old, w->new) ||
	    (first_said(w, &at) == NULL && !(w->met && has_other_head(k, w))))
		return CRM_OK;
	st = totals_foresee(&t, w, &come_to, err);
	/* One whose lines say nothing has what somebody says of it. */
	if (st == CRM_OK && come_to.worth)
		st = check_sums(w, &t, &come_to, err);
	crm_arena_free(&a);
	return st;
}
