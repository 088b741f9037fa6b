/* Exchange rates by day, and documents that take them. */
#include "book.h"

#include <crm/domain/rate.h>

enum crm_status
rate_save(const struct crm_saving *w, struct crm_err *err)
{
	if (crm_text_is(
		text_of(w->new, "currency"), crm_store_currency(w->store)))
		return crm_fail_field(err, CRM_INVALID, "currency",
		    "is that of the book, of which one is one");
	return check_rate(w->new, err);
}

enum crm_status
crm_rate_on(struct crm_store *s, struct crm_text currency, int64_t day,
    struct crm_value *rate, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_text(currency),
		crm_value_int(day) };

	*rate = crm_value_int(crm_pow10(CRM_RATE_DIGITS));
	if (currency.n == 0 || crm_text_is(currency, crm_store_currency(s)))
		return CRM_OK;
	return crm_get_int(s,
	    "SELECT \"rate\" FROM exchange_rate WHERE \"currency\" = ? "
	    "AND \"day\" <= ? AND \"deleted\" IS NULL "
	    "ORDER BY \"day\" DESC, \"id\" DESC LIMIT 1",
	    v, COUNT(v), rate, err);
}

enum crm_status
crm_rate_between(struct crm_store *s, struct crm_text of, struct crm_text in,
    int64_t day, int64_t *rate, struct crm_err *err)
{
	struct crm_value x, y;
	enum crm_status st = crm_rate_on(s, of, day, &x, err);

	*rate = 0;
	if (st == CRM_OK)
		st = crm_rate_on(s, in, day, &y, err);
	if (st == CRM_OK && x.kind == CRM_INT && y.kind == CRM_INT &&
	    !crm_mul_div(x.i, crm_pow10(CRM_RATE_DIGITS), y.i, rate))
		*rate = 0;
	return st;
}

/* ---- documents ---- */

const char *const crm_rate_days[] = { "ordered_on", "quoted_on", "drawn_on",
	NULL };

static int64_t
day_of(const struct crm_store *s, const struct crm_record *r,
    const char *const *days)
{
	for (; *days != NULL; days++) {
		int i = crm_field_index(r->entity, crm_text_of(*days));

		if (i >= 0 && r->v[i].kind == CRM_INT)
			return r->v[i].i;
	}
	return crm_store_clock(s)->today;
}

enum crm_status
crm_rate_listed(struct crm_store *s, const struct crm_record *document,
    bool *yes, struct crm_err *err)
{
	const struct crm_value v[] = { *value_of(document, "currency"),
		*value_of(document, "rate") };
	struct crm_value n;
	enum crm_status st;

	*yes = false;
	if (v[0].kind != CRM_STR || v[1].kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(s,
	    "SELECT count(*) FROM exchange_rate WHERE \"currency\" = ? "
	    "AND \"rate\" = ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);
	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static bool
has_other_day(const struct crm_saving *w)
{
	const char *const *day;

	for (day = crm_rate_days; *day != NULL; day++)
		if (crm_field_index(w->new->entity, crm_text_of(*day)) >= 0 &&
		    differs(w->old, w->new, *day))
			return true;
	return false;
}

/* What was confirmed once has receivables at its rate. */
static bool
is_draft(const struct crm_record *r)
{
	int confirmed = crm_field_index(r->entity, CRM_TEXT("confirmed_at"));

	return crm_text_is(text_of(r, "status"), "draft") &&
	    (confirmed < 0 || r->v[confirmed].kind == CRM_NULL);
}

enum crm_status
crm_rate_follow(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st;
	bool yes;

	if (w->old == NULL || w->import || w->undo || !is_draft(w->old) ||
	    !has_other_day(w) || differs(w->old, w->new, "currency") ||
	    w->new->given[field_of(w->new->entity, "rate")])
		return CRM_OK;
	if ((st = crm_rate_listed(w->store, w->old, &yes, err)) == CRM_OK &&
	    yes)
		st = crm_rate_on(w->store, text_of(w->new, "currency"),
		    day_of(w->store, w->new, crm_rate_days), &rate, err);
	if (st == CRM_OK && yes && rate.kind == CRM_INT)
		crm_record_set(w->new, field_of(w->new->entity, "rate"), rate);
	return st;
}

enum crm_status
crm_rate_judged(struct crm_store *s, const struct crm_record *document,
    bool higher, struct crm_value *rate, struct crm_err *err)
{
	struct crm_text currency = text_of(document, "currency");
	struct crm_value that;
	enum crm_status st;

	*rate = *value_of(document, "rate");
	if (currency.n == 0 || crm_text_is(currency, crm_store_currency(s)))
		return CRM_OK;
	st = crm_rate_on(
	    s, currency, day_of(s, document, crm_rate_days), &that, err);
	if (st == CRM_OK && that.kind == CRM_INT &&
	    (rate->kind != CRM_INT ||
		(higher ? that.i > rate->i : that.i < rate->i)))
		*rate = that;
	return st;
}

static bool
is_asked(const struct crm_saving *w)
{
	int rate = field_of(w->new->entity, "rate");

	if (w->old == NULL)
		return w->new->v[rate].kind == CRM_NULL;
	return differs(w->old, w->new, "currency") && !w->new->given[rate];
}

enum crm_status
crm_rate_fill(
    const struct crm_saving *w, const char *const *days, struct crm_err *err)
{
	struct crm_text currency = text_of(w->new, "currency");
	struct crm_value rate = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (w->undo || !is_asked(w))
		return CRM_OK;
	if (currency.n > 0 &&
	    !crm_text_is(currency, crm_store_currency(w->store)))
		st = crm_rate_on(w->store, currency,
		    day_of(w->store, w->new, days), &rate, err);
	if (st == CRM_OK)
		crm_record_set(w->new, field_of(w->new->entity, "rate"), rate);
	return st;
}

static enum crm_status
no_rate(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	const char *currency = text_dup(w->arena, text_of(w->new, "currency"));

	if (w->old == NULL)
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "is needed of an amount in %s, which is not the currency "
		    "of the book: rate=N, or that of its day: crm-admin rate "
		    "add currency=%s rate=N",
		    currency, currency);
	return crm_fail_field(err, CRM_RULE, "rate",
	    "is needed of an amount in %s, which is not the currency of the "
	    "book: %s set %s rate=N, or that of its day: crm-admin rate add "
	    "currency=%s rate=N",
	    currency, crm_entity_command(e, w->arena),
	    typed_id(w->arena, e, w->new->id), currency);
}

/* Its rate, where it has none and its day has. */
static enum crm_status
set_rate(
    const struct crm_saving *w, const char *const *days, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st = crm_rate_on(w->store, text_of(w->new, "currency"),
	    day_of(w->store, w->new, days), &rate, err);

	if (st == CRM_OK)
		crm_record_set(w->new, field_of(w->new->entity, "rate"), rate);
	return st;
}

static enum in_base
in_base(const struct crm_saving *w, const char *amount)
{
	int64_t base;

	return base_amount(w->store, *value_of(w->new, amount),
	    text_of(w->new, "currency"), *value_of(w->new, "rate"), &base);
}

enum crm_status
crm_rate_booked(const struct crm_saving *w, const char *amount,
    const char *const *days, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (w->undo)
		return CRM_OK;
	if (in_base(w, amount) == NO_RATE)
		st = set_rate(w, days, err);
	if (st != CRM_OK)
		return st;
	switch (in_base(w, amount)) {
	case NO_RATE:
		return no_rate(w, err);
	case TOO_LARGE:
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "the amount is too large at this rate");
	default:
		return CRM_OK;
	}
}
