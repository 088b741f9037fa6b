/* Documents by templates: which one, one record after another, pages. */
#include "print.h"

#include <string.h>
#include <strings.h>

/* A template that records name is read once. */
struct read {
	int64_t id;
	struct crm_template *t;
	struct read *next;
};

struct crm_print {
	struct crm_store *s;
	struct crm_arena *a;
	struct crm_print_ask ask;
	struct names *names;
	struct crm_template *usual; /* NULL: not looked for yet */
	struct read *read;
	int by_record; /* the field in which a record names its own; -1 */
};

/* ---- which template ---- */

static enum crm_status
read_text(struct crm_print *p, struct crm_text text, struct crm_template **out,
    struct crm_err *err)
{
	const struct crm_template_source source = names_source(p->names);

	return crm_template_read(text, p->ask.format, &source,
	    names_shape(p->names, p->ask.entity), p->a, out, err);
}

/* CRM_USAGE where a template is not for this. */
static enum crm_status
check_fits(struct crm_print *p, const struct crm_record *r, struct crm_err *err)
{
	struct crm_text kind = text_of(r, "for"), format = text_of(r, "format");
	const char *id = typed_id(p->a, r->entity, r->id);

	if (!crm_text_is(kind, p->ask.entity->def->name))
		return crm_fail_record(err, CRM_USAGE,
		    "%s is a template for %s, not for %s", id,
		    kind_word(p->a, p->s, kind),
		    crm_entity_word(p->ask.entity));
	if (!crm_text_is(format, crm_print_format(p->ask.format)))
		return crm_fail_record(err, CRM_USAGE,
		    "%s is a template for -o %.*s", id, (int)format.n,
		    format.p);
	return CRM_OK;
}

static enum crm_status
read_record(struct crm_print *p, int64_t id, struct crm_template **out,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(p->s), "template");
	struct read *known = p->read;
	struct crm_record r;
	enum crm_status st;

	while (known != NULL && known->id != id)
		known = known->next;
	if (known != NULL) {
		*out = known->t;
		return CRM_OK;
	}
	if ((st = crm_load(p->s, e, id, p->a, &r, err)) != CRM_OK ||
	    (st = check_fits(p, &r, err)) != CRM_OK)
		return st;
	st = read_text(p, text_of(&r, "body"), out, err);
	if (st != CRM_OK) {
		crm_err_in_file(err, typed_id(p->a, e, id));
		return st;
	}
	known = crm_alloc(p->a, sizeof *known);
	*known = (struct read){ id, *out, p->read };
	p->read = known;
	return CRM_OK;
}

/* The one for all records that name none. */
static enum crm_status
find_usual(struct crm_print *p, struct crm_err *err)
{
	const char *kind = p->ask.entity->def->name, *own;
	enum crm_status st;
	int64_t id = p->ask.named;

	if (p->ask.text.p != NULL)
		return read_text(p, p->ask.text, &p->usual, err);
	if (id == 0 &&
	    (st = template_active(p->s, kind, p->ask.format, p->ask.chinese,
		 &id, err)) != CRM_OK)
		return st;
	if (id != 0)
		return read_record(p, id, &p->usual, err);
	own = crm_print_own(kind, p->ask.format, p->ask.chinese);
	if (own == NULL)
		return crm_fail(err, CRM_RULE,
		    "there is no template for %s; make one: crm-admin template "
		    "load FILE for=%s",
		    kind, kind);
	return read_text(p, crm_text_of(own), &p->usual, err);
}

static enum crm_status
template_of(struct crm_print *p, int64_t id, struct crm_template **out,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	int64_t own = 0;
	enum crm_status st = CRM_OK;

	if (p->by_record >= 0 && p->ask.named == 0 && p->ask.text.p == NULL &&
	    (st = crm_load(p->s, p->ask.entity, id, &a, &r, err)) == CRM_OK &&
	    r.v[p->by_record].kind == CRM_INT)
		own = r.v[p->by_record].i;
	crm_arena_free(&a);
	if (st != CRM_OK)
		return st;
	if (own != 0)
		return read_record(p, own, out, err);
	if (p->usual == NULL && (st = find_usual(p, err)) != CRM_OK)
		return st;
	*out = p->usual;
	return CRM_OK;
}

/* ---- printing ---- */

enum crm_status
crm_print_open(struct crm_store *s, const struct crm_print_ask *ask,
    struct crm_arena *a, struct crm_print **out, struct crm_err *err)
{
	struct crm_print *p = crm_alloc(a, sizeof *p);
	const struct crm_entity *e = ask->entity;
	enum crm_status st = CRM_OK;

	p->s = s;
	p->a = a;
	p->ask = *ask;
	p->names = names_open(s, ask->chinese, a);
	p->by_record = crm_field_index(e, CRM_TEXT("template"));
	if (p->by_record >= 0 &&
	    (e->field[p->by_record]->type != CRM_T_REF ||
		strcmp(e->field[p->by_record]->ref, "template") != 0))
		p->by_record = -1;
	/* What was named is wrong before there is any record. */
	if (ask->named != 0 || ask->text.p != NULL)
		st = find_usual(p, err);
	*out = p;
	return st;
}

enum crm_status
crm_print_one(
    struct crm_print *p, int64_t id, struct crm_buf *out, struct crm_err *err)
{
	const struct crm_template_opts o = { .chinese = p->ask.chinese,
		.today = crm_store_clock(p->s)->today };
	struct crm_template *t;
	enum crm_status st;

	if ((st = template_of(p, id, &t, err)) != CRM_OK)
		return st;
	st = crm_template_render(
	    t, names_record(p->names, p->ask.entity, id), &o, out, err);
	names_forget(p->names);
	return st;
}

void
crm_print_close(struct crm_print *p)
{
	if (p != NULL)
		names_close(p->names);
}

/* ---- pages ---- */

/* Where a tag of this name begins: its own text is the template's, for none comes of
 * a value.  NULL: nowhere. */
static const char *
find_tag(const char *p, const char *end, const char *tag)
{
	size_t n = strlen(tag);

	for (; p != NULL && (size_t)(end - p) >= n; p++)
		if (strncasecmp(p, tag, n) == 0)
			return p;
	return NULL;
}

/* What stands in the body of a page; all of it, and false, where it has none. */
static bool
find_body(struct crm_text page, struct crm_text *body)
{
	const char *end = page.p + page.n;
	const char *from = find_tag(page.p, end, "<body"), *to;

	*body = page;
	if (from == NULL ||
	    (from = memchr(from, '>', (size_t)(end - from))) == NULL)
		return false;
	from++;
	to = find_tag(from, end, "</body");
	*body = (struct crm_text){ from,
		(size_t)((to == NULL ? end : to) - from) };
	return true;
}

static void
add_html(struct crm_pages *p, struct crm_text page, struct crm_buf *out)
{
	struct crm_text body;
	bool has_body = find_body(page, &body);

	if (p->n == 0) {
		p->body = has_body;
		crm_buf_add(out, page.p, (size_t)(body.p + body.n - page.p));
		return;
	}
	crm_buf_str(out, "<div style=\"break-before: page\">");
	crm_buf_add(out, body.p, body.n);
	crm_buf_str(out, "</div>\n");
}

void
crm_pages_add(struct crm_pages *p, struct crm_text page, struct crm_buf *out)
{
	static const char *const breaks[] = { "\f",
		"\n<div style=\"break-before: page\"></div>\n\n" };

	if (p->format == CRM_TEMPLATE_HTML)
		add_html(p, page, out);
	else {
		crm_buf_str(out, p->n > 0 ? breaks[p->format] : "");
		crm_buf_add(out, page.p, page.n);
		if (page.n > 0 && page.p[page.n - 1] != '\n')
			crm_buf_char(out, '\n');
	}
	p->n++;
}

void
crm_pages_end(const struct crm_pages *p, struct crm_buf *out)
{
	if (p->body)
		crm_buf_str(out, "</body>\n</html>\n");
}
