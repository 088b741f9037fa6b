/*
 * A value of a field out of text, by its type; parse-text.c has the types that
 * are text.
 */
#include "internal.h"

#include <assert.h>
#include <string.h>

/* Names the field in an error that a module below made. */
static enum crm_status
name_field(enum crm_status st, const struct crm_field *f, struct crm_err *err)
{
	if (st == CRM_OK || err == NULL)
		return st;
	crm_err_in_field(err, f->name);
	return err->status = CRM_INVALID;
}

static void
tell(const struct crm_parse *p, enum crm_did did, bool so)
{
	if (so && p->did != NULL)
		*p->did |= (unsigned)did;
}

static enum crm_status
read_number(const struct crm_parse *p, struct crm_text t, int digits, int flags,
    struct crm_value *out, struct crm_err *err)
{
	enum crm_status st;
	bool rounded;

	out->kind = CRM_INT;
	st = crm_number_read(t, digits,
	    flags | p->numbers | (p->file ? CRM_NUM_IMPORT : 0),
	    p->scale > 0 ? p->scale : 1, &out->i, &rounded, err);
	tell(p, CRM_DID_ROUND, rounded);
	return st;
}

/* Nobody means 12500 % by 12.500. */
static enum crm_status
read_percent(const struct crm_parse *p, struct crm_text t,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_parse sure = *p;

	sure.numbers &= ~CRM_NUM_DOUBT;
	return read_number(&sure, t, PERCENT_DIGITS, CRM_NUM_PERCENT, out, err);
}

/* Rounding is for amounts: half a person is a mistake. */
static enum crm_status
read_whole(const struct crm_parse *p, struct crm_text t, struct crm_value *out,
    struct crm_err *err)
{
	struct crm_parse exact = *p;

	exact.numbers &= ~CRM_NUM_ROUND;
	return read_number(&exact, t, 0, 0, out, err);
}

/* ---- money ---- */

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool
is_bare_number(struct crm_text t)
{
	for (size_t i = 0; i < t.n; i++) {
		if (!(t.p[i] >= '0' && t.p[i] <= '9') && t.p[i] != '.' &&
		    t.p[i] != ',' && t.p[i] != '-')
			return false;
	}
	return true;
}

/* What stands before a percent sign, of either width. */
static struct crm_text
without_percent(struct crm_text t)
{
	static const char *const signs[] = { "%", "\uff05" };
	struct crm_text bare = crm_text_trim(t);
	size_t i, n;

	for (i = 0; i < sizeof signs / sizeof *signs; i++) {
		n = strlen(signs[i]);
		if (bare.n > n && memcmp(bare.p + bare.n - n, signs[i], n) == 0)
			return crm_text_trim(
			    (struct crm_text){ bare.p, bare.n - n });
	}
	return t;
}

/* A number that may bear a currency: with `digits` behind the point, or with
 * as many as the currency has where they are negative. */
static enum crm_status
read_amount(const struct crm_parse *p, struct crm_text t,
    struct crm_text currency, int digits, struct crm_value *out,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	int minor;

	if (currency.n == 0)
		currency = crm_text_of(p->base_currency);
	minor = crm_currency_digits_n(currency);
	if (minor < 0)
		return crm_fail(err, CRM_INVALID,
		    "'%s' is not a currency code such as CNY or USD",
		    crm_quote(quoted, currency));
	st = read_number(
	    p, t, digits < 0 ? minor : digits, CRM_NUM_MONEY, out, err);
	if (st == CRM_OK && currency.n > 0 && !is_bare_number(t) &&
	    !crm_number_is_in(t, currency))
		return crm_fail(err, CRM_INVALID,
		    "'%s' is not in %.*s, the"
		    " currency of the record",
		    crm_quote(quoted, t), (int)currency.n, currency.p);
	return st;
}

static enum crm_status
read_money(const struct crm_parse *p, struct crm_text t,
    struct crm_text currency, struct crm_value *out, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;

	st = read_amount(p, t, currency, -1, out, err);
	if (st == CRM_OK && (out->i > CRM_MONEY_MAX || out->i < -CRM_MONEY_MAX))
		return crm_fail(err, CRM_INVALID,
		    "'%s' is too large an"
		    " amount",
		    crm_quote(quoted, t));
	return st;
}

/* ---- the others ---- */

static enum crm_status
read_bool(struct crm_text t, struct crm_value *out, struct crm_err *err)
{
	static const struct {
		const char *word;
		bool is;
	} words[] = {
		{ "yes", true },
		{ "no", false },
		{ "1", true },
		{ "0", false },
		{ "true", true },
		{ "false", false },
		{ "y", true },
		{ "n", false },
		{ "是", true },
		{ "否", false },
	};
	char quoted[CRM_QUOTE_SIZE];

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (strlen(words[i].word) == t.n &&
		    strncasecmp(words[i].word, t.p, t.n) == 0) {
			*out = crm_value_int(words[i].is);
			return CRM_OK;
		}
	}
	return crm_fail(
	    err, CRM_INVALID, "'%s' is not yes or no", crm_quote(quoted, t));
}

/* A date that begins with a word or a sign may be an expression: som-1m, +30d.
 * "Jan 5, 2026" is none. */
static bool
is_expression(const struct crm_parse *p, struct crm_text t)
{
	int64_t ignored;
	bool lost;

	return p->clock != NULL &&
	    (is_letter(t.p[0]) || t.p[0] == '+' || t.p[0] == '-') &&
	    crm_date_read(t, &p->dates, &ignored, &lost, NULL) != CRM_OK;
}

/* Relative to the day on which a file is read, the same file would say another
 * thing every day. */
static enum crm_status
refuse_relative(struct crm_text t, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_INVALID,
	    "'%s' is for the command line; a file holds the day itself:"
	    " 2026-11-21",
	    crm_quote(quoted, t));
}

static bool
is_relative(const struct crm_parse *p, struct crm_text t)
{
	int64_t ignored;

	return crm_instant_expr(t, p->clock, &ignored, NULL) == CRM_OK;
}

static enum crm_status
read_date(const struct crm_parse *p, struct crm_text t, struct crm_value *out,
    struct crm_err *err)
{
	enum crm_status st;
	bool lost;

	out->kind = CRM_INT;
	if (is_expression(p, t)) {
		if (!p->file)
			return crm_date_expr(t, p->clock, &out->i, err);
		if (is_relative(p, t))
			return refuse_relative(t, err);
	}
	st = crm_date_read(t, &p->dates, &out->i, &lost, err);
	tell(p, CRM_DID_TIME, lost);
	return st;
}

static enum crm_status
read_instant(const struct crm_parse *p, struct crm_text t,
    struct crm_value *out, struct crm_err *err)
{
	out->kind = CRM_INT;
	if (is_expression(p, t)) {
		if (!p->file)
			return crm_instant_expr(t, p->clock, &out->i, err);
		if (is_relative(p, t))
			return refuse_relative(t, err);
	}
	return crm_instant_read(t, &p->dates, &out->i, err);
}

/* The entity whose id this field is. */
static const struct crm_entity *
owner_of(const struct crm_dict *d, const struct crm_field *f)
{
	for (size_t i = 0; i < d->n; i++) {
		if (d->entity[i]->field[0] == f)
			return d->entity[i];
	}
	return NULL;
}

static enum crm_status
read_id(const struct crm_parse *p, const struct crm_field *f, struct crm_text t,
    struct crm_value *out, struct crm_err *err)
{
	const struct crm_entity *e = owner_of(p->dict, f);

	assert(e != NULL);
	out->kind = CRM_INT;
	return crm_id_parse(p->dict, e, t, &out->i, err);
}

static enum crm_status
read_any(const struct crm_parse *p, struct crm_text t, struct crm_value *out,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text code;
	int64_t number;

	if (!crm_id_split(t, &code, &number) ||
	    crm_dict_code(p->dict, code) == NULL)
		return crm_fail(err, CRM_INVALID,
		    "'%s' is not the id of a record (C12)",
		    crm_quote(quoted, t));
	*out = crm_value_text(t);
	return CRM_OK;
}

static enum crm_status
read_typed(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text t, struct crm_text currency, struct crm_value *out,
    struct crm_err *err)
{
	switch (f->type) {
	case CRM_T_ID:
		return read_id(p, f, t, out, err);
	case CRM_T_EMAIL:
		return read_email(p, f, t, out, err);
	case CRM_T_PHONE:
		return read_phone(p, f, t, out, err);
	case CRM_T_TAGS:
		*out = read_tags(p->arena, t);
		return CRM_OK;
	case CRM_T_EMAILS:
	case CRM_T_PHONES:
		return read_contacts(p->arena, f, t, out, err);
	case CRM_T_CURRENCY:
		return read_currency(p->arena, f, t, out, err);
	case CRM_T_ENUM:
		return read_enum(f, t, out, err);
	case CRM_T_ANY:
		return read_any(p, t, out, err);
	case CRM_T_INT:
		return read_whole(p, t, out, err);
	case CRM_T_DECIMAL:
		return read_amount(p,
		    (f->flags & CRM_F_MAY_SHARE) != 0 ? without_percent(t) : t,
		    currency, CRM_DECIMAL_DIGITS, out, err);
	case CRM_T_PERCENT:
		return read_percent(p, t, out, err);
	case CRM_T_RATE:
		return read_number(p, t, CRM_RATE_DIGITS, 0, out, err);
	case CRM_T_MONEY:
		return read_money(p, t,
		    crm_field_in_base(f) ? (struct crm_text){ NULL, 0 }
					 : currency,
		    out, err);
	case CRM_T_BOOL:
		return read_bool(t, out, err);
	case CRM_T_DATE:
		return read_date(p, t, out, err);
	case CRM_T_INSTANT:
		return read_instant(p, t, out, err);
	default:
		assert(!"references are resolved by the store");
		return crm_fail(err, CRM_FAIL, "is a reference");
	}
}

/* Takes off a text that was refused what a spreadsheet put there; false where
 * there is no such thing. */
static bool
undress(
    const struct crm_parse *p, const struct crm_field *f, struct crm_text *text)
{
	struct crm_text bare = crm_text_trim(undressed(p, f, *text));
	bool less = bare.n != text->n;

	*text = bare;
	return less;
}

/* A code is the same with blanks around it, which nobody sees: columns are padded.  What
 * is dressed may be padded within, and the reverse: until nothing comes off. */
static struct crm_text
code_text(
    const struct crm_parse *p, const struct crm_field *f, struct crm_text text)
{
	struct crm_text t = undressed(p, f, text), bare = crm_text_trim(t);

	tell(p, CRM_DID_UNSEEN, bare.n != t.n);
	while (bare.n != text.n) {
		text = bare;
		bare = crm_text_trim(undressed(p, f, text));
	}
	return bare;
}

/* So is a name that a record is known by, a warehouse or a stage. */
static struct crm_text
bare_text(
    const struct crm_parse *p, const struct crm_field *f, struct crm_text text)
{
	struct crm_text bare;

	if (!crm_field_is_bare(f))
		return text;
	if (is_code(f))
		return code_text(p, f, text);
	bare = crm_text_trim(text);
	tell(p, CRM_DID_UNSEEN, bare.n != text.n);
	return bare;
}

enum crm_status
crm_value_parse(const struct crm_parse *p, const struct crm_field *f,
    struct crm_text text, struct crm_text currency, struct crm_value *out,
    struct crm_err *err)
{
	enum crm_status st;

	*out = CRM_VALUE_NULL;
	if (f->type == CRM_T_TEXT || f->type == CRM_T_NOTE)
		return read_text(f, bare_text(p, f, text), out, err);
	if (f->type == CRM_T_PHONE && text.n > 0 && text.p[0] != '+')
		text = undressed(p, f, text);
	text = crm_text_trim(text);
	do {
		if (text.n == 0) {
			*out = CRM_VALUE_NULL;
			return CRM_OK;
		}
		st = read_typed(p, f, text, currency, out, err);
	} while (st != CRM_OK && undress(p, f, &text));
	if (st != CRM_OK)
		*out = CRM_VALUE_NULL;
	return name_field(st, f, err);
}
