/*
 * An amount and its currency are one value.
 *
 * Money is kept in minor units: 12.00 CNY is 1200, 1200 JPY is 1200.  Where the
 * currency of a record changes and an amount does not change with it, the
 * number that people see stays, not the one that is kept.
 */
#include "internal.h"

static struct crm_text
currency_of(const struct crm_store *s, const struct crm_record *r)
{
	int i = r->entity->currency;

	return i >= 0 && r->v[i].kind == CRM_STR ? r->v[i].t
						 : crm_text_of(s->currency);
}

int
money_digits(const struct crm_store *s, struct crm_text currency)
{
	int digits = crm_currency_digits_n(currency);

	return digits >= 0 ? digits : crm_currency_digits(s->currency);
}

/* The same number with `to` digits behind the point instead of `from`; false
 * where it has more, or is too large. */
static bool
same_number(int64_t *v, int from, int to)
{
	int64_t power;

	if (to >= from)
		return !__builtin_mul_overflow(*v, crm_pow10(to - from), v) &&
		    *v <= CRM_MONEY_MAX && *v >= -CRM_MONEY_MAX;
	power = crm_pow10(from - to);
	if (*v % power != 0)
		return false;
	*v /= power;
	return true;
}

static enum crm_status
refuse(struct crm_store *s, const struct crm_record *old, struct crm_text to,
    int field, struct crm_err *err)
{
	const struct crm_entity *e = old->entity;
	const char *name = e->field[field]->name;
	struct crm_text from = currency_of(s, old);
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_number_format(&b, old->v[field].i, money_digits(s, from), true);
	st = crm_fail_field(err, CRM_INVALID, name,
	    "%s %.*s cannot be an amount in %.*s; give both: %s=%.*s "
	    "%s=AMOUNT",
	    b.data, (int)from.n, from.p, (int)to.n, to.p,
	    e->field[e->currency]->name, (int)to.n, to.p, name);
	crm_buf_free(&b);
	return st;
}

static bool
in_currency(const struct crm_entity *e, size_t i)
{
	return e->field[i]->type == CRM_T_MONEY &&
	    !crm_field_in_base(e->field[i]);
}

/* The same, and prices, of which the number is kept whatever the currency. */
static bool
bears_currency(const struct crm_entity *e, size_t i)
{
	return in_currency(e, i) || (e->field[i]->flags & CRM_F_PRICE) != 0;
}

/* The field of an amount that the record has behind the patch, or -1. */
static int
amount_left(const struct crm_record *old, const struct crm_record *patch)
{
	const struct crm_entity *e = old->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if (bears_currency(e, i) &&
		    (patch->given[i] ? patch->v[i] : old->v[i]).kind == CRM_INT)
			return (int)i;
	return -1;
}

/* A blank currency is the book's: beside an amount that currency stays said, and of
 * one in another the amount would be another. */
static enum crm_status
stay_said(struct crm_store *s, const struct crm_record *old,
    struct crm_record *patch, struct crm_err *err)
{
	const struct crm_entity *e = old->entity;
	struct crm_text from = currency_of(s, old);
	int field = amount_left(old, patch);
	const char *name;

	if (field < 0 || old->v[e->currency].kind != CRM_STR)
		return CRM_OK;
	if (crm_text_is(from, s->currency)) {
		patch->v[e->currency] = old->v[e->currency];
		return CRM_OK;
	}
	name = e->field[field]->name;
	return crm_fail_field(err, CRM_INVALID, e->field[e->currency]->name,
	    "there is an amount in %.*s, %s, which is none without it: say "
	    "another currency, or clear %s too",
	    (int)from.n, from.p, name, name);
}

bool
money_says(const struct crm_record *patch)
{
	int i = patch->entity->currency;

	return i >= 0 && patch->given[i];
}

enum crm_status
money_follow(struct crm_store *s, const struct crm_record *old,
    struct crm_record *patch, struct crm_err *err)
{
	const struct crm_entity *e = old->entity;
	struct crm_text to;
	int from, digits;
	size_t i;

	if (!money_says(patch))
		return CRM_OK;
	if (patch->v[e->currency].kind == CRM_NULL)
		return stay_said(s, old, patch, err);
	to = currency_of(s, patch);
	from = money_digits(s, currency_of(s, old));
	digits = money_digits(s, to);
	for (i = 0; i < e->n && from != digits; i++) {
		struct crm_value v = old->v[i];

		if (!in_currency(e, i) || patch->given[i] || v.kind != CRM_INT)
			continue;
		if (!same_number(&v.i, from, digits))
			return refuse(s, old, to, (int)i, err);
		crm_record_set(patch, (int)i, v);
	}
	return CRM_OK;
}

bool
money_apart(struct crm_store *s, const struct crm_record *a,
    const struct crm_record *b, size_t field)
{
	return money_bears(a, field) && b->v[field].kind != CRM_NULL &&
	    !crm_text_eq(currency_of(s, a), currency_of(s, b));
}

bool
money_bears(const struct crm_record *r, size_t field)
{
	return r->entity->currency >= 0 && bears_currency(r->entity, field);
}

/* ---- of what a record is a part of ---- */

int
crm_currency_owner(struct crm_store *s, const struct crm_entity *e)
{
	const struct crm_entity *of;
	size_t i;

	if (e->currency >= 0 &&
	    (e->field[e->currency]->flags & CRM_F_READONLY) == 0)
		return -1;
	for (i = 0; i < e->n; i++) {
		if ((e->field[i]->flags & CRM_F_OWNER) == 0)
			continue;
		of = crm_dict_find(s->dict, e->field[i]->ref);
		if (of != NULL && of->currency >= 0)
			return (int)i;
	}
	return -1;
}

enum crm_status
crm_currency_from(struct crm_store *s, const struct crm_entity *e, int field,
    int64_t id, struct crm_arena *a, struct crm_text *out, struct crm_err *err)
{
	const struct crm_entity *of = crm_dict_find(
	    s->dict, e->field[field]->ref);
	const char *const asked[] = { of->field[of->currency]->name, NULL };
	struct crm_record r;
	enum crm_status st;

	*out = crm_text_of(s->currency);
	st = crm_load_some(s, of, id, asked, a, &r, err);
	if (st == CRM_OK && r.v[of->currency].kind == CRM_STR)
		*out = r.v[of->currency].t;
	return st == CRM_NOTFOUND ? CRM_OK : st;
}
