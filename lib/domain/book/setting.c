/* Settings whose values the programs depend on. */
#include "book.h"

#include <crm/base/zone.h>
#include <crm/store/log.h>

#include <string.h>

/* Whether records of a kind, hidden ones too, have a value in a field that is in
 * the base currency - an amount that is kept in it, or has no other - or a rate
 * into it. */
static enum crm_status
has_base_amounts(struct crm_store *s, const struct crm_entity *e,
    const struct crm_field *f, bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value n;
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, &a);
	crm_buf_str(&q.text, "SELECT count(*) FROM (SELECT 1 FROM ");
	crm_buf_printf(&q.text, "\"%s\" t WHERE ", e->def->table);
	crm_sql_field(&q, e, f, "t");
	crm_buf_str(&q.text, " IS NOT NULL");
	if (e->currency >= 0 && f->type == CRM_T_MONEY && !crm_field_in_base(f))
		crm_buf_printf(&q.text, " AND t.\"%s\" IS NULL",
		    e->field[e->currency]->name);
	crm_buf_str(&q.text, " LIMIT 1) x");
	st = crm_get_int(s, q.text.data, q.bind, q.n, &n, err);
	*yes = st == CRM_OK && n.i > 0;
	crm_sql_free(&q);
	crm_arena_free(&a);
	return st;
}

/* Whether amounts of a field are in no currency but the base's. */
static bool
is_base(const struct crm_entity *e, const struct crm_field *f)
{
	return f->type == CRM_T_RATE || e->currency < 0 || crm_field_in_base(f);
}

/* What it was is in the log, which says the amounts of the time in the currency of the
 * time: of those that are in the base's that is nowhere but here. */
static enum crm_status
check_past(struct crm_store *s, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	if (!is_base(e, f))
		return CRM_OK;
	st = crm_log_has(s, e, f, &yes, err);
	return st != CRM_OK || !yes
	    ? st
	    : crm_fail_field(err, CRM_RULE, "base_currency",
		  "is %s and cannot change: the book had amounts in it (%s of "
		  "a %s), which its log keeps; begin a new book with: "
		  "crm-admin init --currency CODE",
		  crm_store_currency(s), f->name, crm_entity_word(e));
}

/* Amounts that nobody said a currency of would all be others. */
static enum crm_status
check_unused(struct crm_store *s, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	enum crm_status st;
	size_t i, j;
	bool yes;

	for (i = 0; i < d->n; i++)
		for (j = 0; j < d->entity[i]->n; j++) {
			const struct crm_field *f = d->entity[i]->field[j];

			if ((f->type != CRM_T_MONEY && f->type != CRM_T_RATE) ||
			    (f->flags & CRM_F_DERIVED) != 0)
				continue;
			st = has_base_amounts(s, d->entity[i], f, &yes, err);
			if (st != CRM_OK)
				return st;
			if (yes)
				return crm_fail_field(err, CRM_RULE,
				    "base_currency",
				    "is %s and cannot change: the book has "
				    "amounts in it (%s of a %s); begin a new "
				    "book with: crm-admin init --currency CODE",
				    crm_store_currency(s), f->name,
				    crm_entity_word(d->entity[i]));
			st = check_past(s, d->entity[i], f, err);
			if (st != CRM_OK)
				return st;
		}
	return CRM_OK;
}

static enum crm_status
check_currency(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	struct crm_text code = text_of(new, "value");
	char quoted[CRM_QUOTE_SIZE];

	if (code.n == 0 || crm_currency_digits_n(code) < 0)
		return crm_fail_field(err, CRM_INVALID, "base_currency",
		    "'%s' is not a currency code like CNY",
		    crm_quote(quoted, code));
	if (old == NULL ? crm_text_is(code, crm_store_currency(s))
			: crm_text_eq(code, text_of(old, "value")))
		return CRM_OK;
	return check_unused(s, err);
}

static enum crm_status
check_month(const struct crm_record *new, struct crm_err *err)
{
	struct crm_text t = text_of(new, "value");
	char quoted[CRM_QUOTE_SIZE];
	int m = 0;
	size_t i;

	for (i = 0; i < t.n && i < 2 && t.p[i] >= '0' && t.p[i] <= '9'; i++)
		m = m * 10 + (t.p[i] - '0');
	if (i == t.n && m >= 1 && m <= 12)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "fiscal_start",
	    "'%s' is not a month from 1 to 12", crm_quote(quoted, t));
}

static enum crm_status
check_language(const struct crm_record *new, struct crm_err *err)
{
	struct crm_text t = text_of(new, "value");
	char quoted[CRM_QUOTE_SIZE];

	if (crm_text_is(t, "en") || crm_text_is(t, "zh"))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "language",
	    "'%s' is not en or zh", crm_quote(quoted, t));
}

/* Days after which something goes up, or "never". */
static enum crm_status
check_days(struct crm_text name, struct crm_text t, struct crm_err *err)
{
	enum { DIGITS_MAX = 4 };
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	for (i = 0; i < t.n && t.p[i] >= '0' && t.p[i] <= '9'; i++)
		;
	if ((t.n > 0 && t.n <= DIGITS_MAX && i == t.n) ||
	    crm_text_is(t, "never"))
		return CRM_OK;
	crm_fail(err, CRM_INVALID, "'%s' is not a number of days, or never",
	    crm_quote(quoted, t));
	if (name.n < sizeof err->field) {
		char field[sizeof err->field] = "";

		memcpy(field, name.p, name.n);
		crm_err_in_field(err, field);
	}
	return CRM_INVALID;
}

static enum crm_status
check_zone(const struct crm_record *new, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_zone *zone;
	enum crm_status st = crm_zone_load(
	    &a, text_dup(&a, text_of(new, "value")), &zone, err);

	if (st == CRM_INVALID)
		crm_err_in_field(err, "zone");
	crm_arena_free(&a);
	return st;
}

/* How receivables arise where orders do not say it. */
static enum crm_status
check_form(struct crm_text t, struct crm_err *err)
{
	static const char *const forms[] = { "none", "signing", "instalment",
		"confirmation", "delivery", "milestone", NULL };
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	for (i = 0; forms[i] != NULL; i++)
		if (crm_text_is(t, forms[i]))
			return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "receivable_form",
	    "'%s' is not one of none, signing, instalment, confirmation, "
	    "delivery, milestone",
	    crm_quote(quoted, t));
}

/* Megabytes, from 1 on. */
static enum crm_status
check_megabytes(struct crm_text t, struct crm_err *err)
{
	enum { DIGITS_MAX = 5 };
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	for (i = 0; i < t.n && t.p[i] >= '0' && t.p[i] <= '9'; i++)
		;
	return t.n > 0 && t.n <= DIGITS_MAX && i == t.n && t.p[0] != '0'
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "attachment_max",
		  "'%s' is not a number of megabytes from 1 to 99999",
		  crm_quote(quoted, t));
}

enum crm_status
setting_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char escalate[] = "escalate_";
	struct crm_text name = text_of(w->new, "name");
	enum crm_status st = CRM_OK;

	if (w->old != NULL && differs(w->old, w->new, "name"))
		return crm_fail_field(err, CRM_RULE, "name",
		    "a setting keeps "
		    "its name; delete it and add another");
	if (crm_text_is(name, "base_currency"))
		st = check_currency(w->store, w->old, w->new, err);
	else if (crm_text_is(name, "fiscal_start"))
		st = check_month(w->new, err);
	else if (crm_text_is(name, "attachment_max"))
		st = check_megabytes(text_of(w->new, "value"), err);
	else if (crm_text_is(name, "case_reopen_days") ||
	    crm_text_is(name, "credit_overdue_days") ||
	    crm_text_is(name, "partner_protection"))
		st = check_days(name, text_of(w->new, "value"), err);
	else if (crm_text_is(name, "receivable_form"))
		st = check_form(text_of(w->new, "value"), err);
	else if (crm_text_is(name, "zone"))
		st = check_zone(w->new, err);
	else if (crm_text_is(name, "language"))
		st = check_language(w->new, err);
	else if (!w->import && name.n > sizeof escalate - 1 &&
	    memcmp(name.p, escalate, sizeof escalate - 1) == 0)
		st = crm_fail_field(err, CRM_INVALID, "name",
		    "what goes up when is a rule: crm-admin escalation add "
		    "level=manager days=3 [what=task]");
	return st == CRM_OK ? setting_value_check(w, err) : st;
}

/* Without it the book would fall back on another currency, silently. */
enum crm_status
setting_hide(const struct crm_saving *w, struct crm_err *err)
{
	if (!crm_text_is(text_of(w->new, "name"), "base_currency"))
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "base_currency",
	    "every book has "
	    "one; a book without amounts in it may change it: crm-admin "
	    "setting set base_currency value=CODE");
}

enum crm_status
settings_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	static const struct crm_finding lacks = { .code = "setting",
		.field = "base_currency",
		.text = "the setting base_currency is not there: amounts have "
			"no currency" };
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT count(*) FROM setting WHERE \"name\" = 'base_currency' "
	    "AND \"deleted\" IS NULL",
	    NULL, 0, &n, err);
	return st != CRM_OK || n.i > 0 ? st : each(ctx, &lacks, err);
}
