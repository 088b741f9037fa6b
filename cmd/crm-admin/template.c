/* template load, template text: what documents are printed from, as files. */
#include "admin.h"

#include <crm/domain/book.h>
#include <crm/domain/print.h>
#include <crm/io/card.h>

#include <string.h>

#define WORD_FOR(f) \
	{ \
		.name = "for", .type = CRM_T_TEXT, .flags = (f), \
		.arg = "KIND", .help = "what is printed by it: quote, order …" \
	}
#define WORD_FORMAT \
	{ \
		.name = "format", .type = CRM_T_TEXT, .arg = "FORMAT", \
		.help = "text, md or html; else by the name of the file" \
	}

const struct crm_word template_load_words[] = {
	WORD_FOR(CRM_W_NEEDED),
	WORD_FORMAT,
	{ .name = "language",
	    .type = CRM_T_TEXT,
	    .arg = "LANG",
	    .help = "en or zh; else it is for any" },
	{ .name = "name",
	    .type = CRM_T_TEXT,
	    .help = "else the kind, format and language" },
	{ .name = NULL },
};

const struct crm_word template_text_words[] = {
	WORD_FOR(0),
	{ .name = "format",
	    .type = CRM_T_TEXT,
	    .arg = "FORMAT",
	    .help = "text, md or html (default)" },
	{ .name = "language",
	    .type = CRM_T_TEXT,
	    .arg = "LANG",
	    .help = "en or zh; else that of the book, or of your messages" },
	{ .name = NULL },
};

/* ---- load ---- */

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

/* What format= says, else the end of the file's name. */
static enum crm_status
format_of_file(struct crm_cmd *c, const char *path, struct crm_text *out,
    struct crm_err *err)
{
	static const struct {
		const char *suffix, *format;
	} suffixes[] = { { ".html", "html" }, { ".htm", "html" },
		{ ".md", "md" }, { ".markdown", "md" }, { ".txt", "text" },
		{ ".text", "text" } };
	const char *dot = strrchr(base_name(path), '.');

	*out = crm_arg_text(c, "format");
	for (size_t i = 0; dot != NULL && out->n == 0 &&
	     i < sizeof suffixes / sizeof *suffixes;
	     i++)
		if (strcmp(dot, suffixes[i].suffix) == 0)
			*out = crm_text_of(suffixes[i].format);
	return out->n > 0
	    ? CRM_OK
	    : crm_fail(err, CRM_USAGE,
		  "say its format: format=text, format=md or format=html");
}

/* What the file and the words make of it. */
struct loading {
	struct crm_text body, format, name;
};

static enum crm_status
fill(struct crm_cmd *c, const struct loading *l, struct crm_record *r,
    struct crm_err *err)
{
	struct crm_text language = crm_arg_text(c, "language");
	enum crm_status st;

	if ((st = crm_assign_field(c, r, "for", crm_arg_text(c, "for"), err)) !=
		CRM_OK ||
	    (st = crm_assign_field(c, r, "format", l->format, err)) != CRM_OK ||
	    (st = crm_assign_field(c, r, "name", l->name, err)) != CRM_OK)
		return st;
	if (language.n > 0 &&
	    (st = crm_assign_field(c, r, "language", language, err)) != CRM_OK)
		return st;
	crm_record_set(r, crm_field_index(r->entity, CRM_TEXT("body")),
	    crm_value_text(l->body));
	return CRM_OK;
}

/* The one of the name gets the text; where there is none it is made. */
static enum crm_status
load_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct loading *l = c->state;
	enum crm_action done = CRM_ACT_INSERTED;
	struct crm_record r;
	enum crm_status st;
	int64_t id = 0;

	st = crm_resolve(c->store, c->entity, l->name, false, &id, NULL);
	if (st != CRM_OK && st != CRM_NOTFOUND)
		return crm_resolve(
		    c->store, c->entity, l->name, false, &id, err);
	crm_record_init(&r, c->entity, c->arena);
	r.id = st == CRM_OK ? id : 0;
	if (r.id != 0 &&
	    (st = crm_lock(c->store, c->entity, id, err)) != CRM_OK)
		return st;
	if ((st = fill(c, l, &r, err)) != CRM_OK)
		return st;
	st = r.id == 0 ? crm_insert(c->store, &r, err)
		       : crm_update(c->store, &r, &done, err);
	if (st == CRM_OK)
		crm_cmd_count(c, r.id, done);
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
template_load(struct crm_cmd *c, struct crm_err *err)
{
	const char *path = c->n_operands > 0 ? c->operand[0] : "-";
	struct crm_text language = crm_arg_text(c, "language");
	struct crm_text kind = crm_arg_text(c, "for");
	struct loading l;
	enum crm_status st;

	if ((st = format_of_file(c, path, &l.format, err)) != CRM_OK ||
	    (st = crm_text_read(path, NULL, c->arena, &l.body, err)) != CRM_OK)
		return st;
	l.name = crm_arg_text(c, "name");
	if (l.name.n == 0)
		l.name = crm_text_of(crm_sprintf(c->arena, "%.*s %.*s%s%.*s",
		    (int)kind.n, kind.p, (int)l.format.n, l.format.p,
		    language.n > 0 ? " " : "", (int)language.n, language.p));
	c->state = &l;
	st = crm_cmd_write(c, load_body, err);
	c->state = NULL;
	if (st == CRM_INVALID && strcmp(err->field, "body") == 0) {
		err->field[0] = '\0';
		crm_err_in_file(err, path);
	}
	return st;
}

/* ---- text ---- */

static void
put_text(struct crm_cmd *c, struct crm_text t)
{
	crm_out_write(c->out, t.p, t.n);
	if (t.n > 0 && t.p[t.n - 1] != '\n')
		crm_out_write(c->out, "\n", 1);
}

static enum crm_status
put_record(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;
	int64_t id;

	st = crm_resolve(
	    c->store, c->entity, crm_text_of(c->operand[0]), false, &id, err);
	if (st == CRM_OK)
		st = crm_load(c->store, c->entity, id, c->arena, &r, err);
	if (st == CRM_OK)
		put_text(
		    c, r.v[crm_field_index(c->entity, CRM_TEXT("body"))].t);
	return st;
}

/* "delivery, order, quote" */
static const char *
kinds(struct crm_cmd *c)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *kind, *all;

	for (size_t i = 0; (kind = crm_print_kind(i)) != NULL; i++)
		crm_buf_printf(&b, "%s%s", i > 0 ? ", " : "", kind);
	all = crm_strdup(c->arena, b.data);
	crm_buf_free(&b);
	return all;
}

static enum crm_status
put_own(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text kind = crm_arg_text(c, "for");
	struct crm_text format = crm_arg_text(c, "format");
	struct crm_text language = crm_arg_text(c, "language");
	bool chinese = c->chinese;
	enum crm_status st = CRM_OK;
	const char *text = NULL;

	if (language.n > 0)
		chinese = crm_text_is(language, "zh");
	else if ((st = crm_book_language(c->store, &chinese, err)) != CRM_OK)
		return st;
	if (format.n == 0)
		format = CRM_TEXT("html");
	for (int f = CRM_TEMPLATE_TEXT; f <= CRM_TEMPLATE_HTML; f++)
		if (crm_text_is(
			format, crm_print_format((enum crm_template_format)f)))
			text = crm_print_own(
			    crm_strndup(c->arena, kind.p, kind.n),
			    (enum crm_template_format)f, chinese);
	if (text == NULL)
		return crm_fail(err, CRM_USAGE,
		    "the program has templates for %s, as text, md and html, "
		    "in en and zh: for=KIND format=FORMAT",
		    kinds(c));
	put_text(c, crm_text_of(text));
	return CRM_OK;
}

enum crm_status
template_text(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands > 1)
		return crm_fail(err, CRM_USAGE,
		    "text takes one template, or for= and no template");
	return c->n_operands == 1 ? put_record(c, err) : put_own(c, err);
}
