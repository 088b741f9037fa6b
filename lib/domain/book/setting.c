/* Settings whose values the programs depend on. */
#include "book.h"

/* Amounts in the base currency are kept with deals: they would all be wrong. */
static enum crm_status
check_unused(struct crm_store *s, struct crm_err *err)
{
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT (SELECT count(*) FROM (SELECT 1 FROM deal "
	    "LIMIT 1) x) + (SELECT count(*) FROM (SELECT 1 FROM sale_order "
	    "LIMIT 1) y)",
	    NULL, 0, &n, err);
	if (st != CRM_OK || n.i == 0)
		return st;
	return crm_fail_field(err, CRM_RULE, "base_currency",
	    "is %s and "
	    "cannot change: the book has deals or orders; begin a new book "
	    "with: crm-admin init --currency CODE",
	    crm_store_currency(s));
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

enum crm_status
setting_save(const struct crm_saving *w, struct crm_err *err)
{
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
	return st;
}

/* Without it the book would fall back on another currency, silently. */
enum crm_status
setting_hide(const struct crm_saving *w, struct crm_err *err)
{
	if (!crm_text_is(text_of(w->new, "name"), "base_currency"))
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "base_currency",
	    "every book has "
	    "one; a book without deals and orders may change it: crm-admin "
	    "setting set base_currency value=CODE");
}
