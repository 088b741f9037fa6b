/* What a new book begins with. */
#include "domain/core/core.h"

#include <crm/domain/book.h>

static void
set_text(struct crm_record *r, const char *field, const char *text)
{
	crm_record_set(
	    r, field_of(r->entity, field), crm_value_text(crm_text_of(text)));
}

static void
start(struct crm_store *s, const char *entity, struct crm_arena *a,
    struct crm_record *r)
{
	crm_record_init(r, crm_dict_find(crm_store_dict(s), entity), a);
}

static enum crm_status
add_setting(struct crm_store *s, struct crm_arena *a, const char *name,
    const char *value, struct crm_err *err)
{
	struct crm_record r;

	start(s, "setting", a, &r);
	set_text(&r, "name", name);
	set_text(&r, "value", value);
	return crm_insert(s, &r, err);
}

/* English is what a book is in that does not say it. */
static enum crm_status
add_language(struct crm_store *s, struct crm_arena *a, const char *language,
    struct crm_err *err)
{
	return strcmp(language, "en") == 0
	    ? CRM_OK
	    : add_setting(s, a, "language", language, err);
}

static enum crm_status
add_admin(struct crm_store *s, struct crm_arena *a, const char *login,
    struct crm_err *err)
{
	struct crm_record r;

	start(s, "user", a, &r);
	set_text(&r, "login", login);
	set_text(&r, "name", login);
	set_text(&r, "role", "admin");
	return crm_insert(s, &r, err);
}

enum crm_status
crm_book_begin(struct crm_store *s, const char *login, const char *currency,
    const char *language, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;

	if (*currency == '\0' || crm_currency_digits(currency) < 0)
		return crm_fail(err, CRM_USAGE,
		    "'%s' is not a currency code "
		    "like CNY",
		    crm_quote(quoted, crm_text_of(currency)));
	if ((st = add_setting(s, &a, "base_currency", currency, err)) ==
		CRM_OK &&
	    (st = add_setting(s, &a, "fiscal_start", "1", err)) == CRM_OK &&
	    (st = add_language(s, &a, language, err)) == CRM_OK &&
	    (st = add_admin(s, &a, login, err)) == CRM_OK)
		st = crm_book_defaults(s, 0, err);
	crm_arena_free(&a);
	return st;
}
