/* print: documents of records, by a template; many ids make many, a page each. */
#include "cli/internal.h"

#include <crm/cli/verbs.h>
#include <crm/domain/book.h>
#include <crm/domain/print.h>
#include <crm/io/card.h>

#include <string.h>
#include <unistd.h>

static enum crm_template_format
format_of(const struct crm_cmd *c)
{
	return c->format == CRM_FMT_MD  ? CRM_TEMPLATE_MD
	    : c->format == CRM_FMT_HTML ? CRM_TEMPLATE_HTML
					: CRM_TEMPLATE_TEXT;
}

/* --language, else that of the book, else that of the messages. */
static enum crm_status
choose_language(
    const struct crm_cmd *c, struct crm_print_ask *ask, struct crm_err *err)
{
	const char *language = c->opt[CRM_OPT_PRINT_LANGUAGE];

	ask->chinese = c->chinese;
	if (language == NULL)
		return crm_book_language(c->store, &ask->chinese, err);
	ask->chinese = strcmp(language, "zh") == 0;
	if (!ask->chinese && strcmp(language, "en") != 0)
		return crm_fail(err, CRM_USAGE,
		    "--language: '%s' is not one of en, zh", language);
	return CRM_OK;
}

/* --template: a name of one in the book, else a file. */
static enum crm_status
choose_template(
    struct crm_cmd *c, struct crm_print_ask *ask, struct crm_err *err)
{
	const char *name = c->opt[CRM_OPT_TEMPLATE];
	const struct crm_entity *e = crm_dict_find(c->dict, "template");
	enum crm_status st;

	if (name == NULL)
		return CRM_OK;
	st = crm_resolve(
	    c->store, e, crm_text_of(name), false, &ask->named, err);
	if (st == CRM_OK || (st != CRM_NOTFOUND && st != CRM_USAGE))
		return st;
	ask->named = 0;
	if (strcmp(name, "-") != 0 && access(name, F_OK) != 0)
		return crm_fail(err, CRM_NOTFOUND,
		    "--template: '%s' is neither a template of the book nor a "
		    "file; crm-admin template list",
		    name);
	return crm_text_read(name, NULL, c->arena, &ask->text, err);
}

static enum crm_status
print_all(struct crm_cmd *c, struct crm_print *p, struct crm_err *err)
{
	struct crm_pages pages = { .format = format_of(c) };
	struct crm_buf page = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < c->ids.n && st == CRM_OK; i++) {
		crm_buf_clear(&page);
		crm_buf_str(&page, "");
		if ((st = crm_print_one(p, c->ids.id[i], &page, err)) != CRM_OK)
			break;
		crm_pages_add(&pages, (struct crm_text){ page.data, page.len },
		    crm_out_buf(c->out));
		crm_out_check(c->out);
		if (crm_out_closed(c->out))
			break;
	}
	if (st == CRM_OK)
		crm_pages_end(&pages, crm_out_buf(c->out));
	crm_buf_free(&page);
	return st;
}

enum crm_status
crm_verb_print(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_print_ask ask = { .entity = c->entity,
		.format = format_of(c) };
	const char *name = c->opt[CRM_OPT_TEMPLATE];
	struct crm_print *p = NULL;
	enum crm_status st;

	if ((st = choose_language(c, &ask, err)) != CRM_OK ||
	    (st = choose_template(c, &ask, err)) != CRM_OK)
		return st;
	st = crm_print_open(c->store, &ask, c->whole, &p, err);
	if (st == CRM_INVALID && ask.text.p != NULL)
		crm_err_in_file(err, name);
	if (st == CRM_OK)
		st = print_all(c, p, err);
	crm_print_close(p);
	return st;
}
