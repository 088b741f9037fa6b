/* A template's text -> its nodes. */
#include "template.h"

#include <ctype.h>
#include <strings.h>

static enum crm_status
fail_tag(const struct tag *tag, struct crm_err *err, const char *format)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail_line(
	    err, tag->line, tag->column, format, crm_quote(quoted, tag->text));
}

/* ---- nodes ---- */

static struct node *
add_node(struct reader *r, enum node_is is, const struct tag *tag)
{
	struct open *in = &r->open[r->n_open - 1];
	struct node *n = crm_alloc(r->arena, sizeof *n);

	n->is = is;
	if (tag != NULL) {
		n->line = tag->line;
		n->column = tag->column;
	}
	*in->end = n;
	in->end = &n->next;
	return n;
}

/* Whether text of HTML leaves us where a value is no text: in a script or a style,
 * in which nothing can be made harmless. */
static bool
is_raw_behind(bool raw, struct crm_text t)
{
	static const char *const tags[] = { "script", "style" };

	for (size_t i = 0; i + 1 < t.n; i++) {
		bool closes = t.p[i + 1] == '/';
		const char *name = t.p + i + 1 + closes;

		for (size_t k = 0; t.p[i] == '<' && k < 2; k++)
			if ((size_t)(t.p + t.n - name) >= strlen(tags[k]) &&
			    strncasecmp(name, tags[k], strlen(tags[k])) == 0)
				raw = !closes;
	}
	return raw;
}

static void
add_text(struct reader *r, const char *from, const char *to)
{
	if (to <= from)
		return;
	add_node(r, NODE_TEXT, NULL)->text = (struct crm_text){ from,
		(size_t)(to - from) };
	if (r->t->format == CRM_TEMPLATE_HTML)
		r->raw = is_raw_behind(
		    r->raw, (struct crm_text){ from, (size_t)(to - from) });
}

/* ---- blocks ---- */

static enum crm_status
open_block(struct reader *r, struct node *n, const void *shape, bool loop,
    const struct tag *tag, struct crm_err *err)
{
	if (r->n_open > TEMPLATE_DEEP)
		return crm_fail_line(err, tag->line, tag->column,
		    "blocks stand at most %d deep within each other",
		    (int)TEMPLATE_DEEP);
	r->open[r->n_open++] = (struct open){ n, &n->first, shape, loop };
	return CRM_OK;
}

static enum crm_status
nothing_behind(const struct tag *tag, struct crm_text rest, struct crm_err *err)
{
	return crm_text_trim(rest).n == 0
	    ? CRM_OK
	    : fail_tag(tag, err, "'{{%s}}' has more behind its name");
}

static enum crm_status
read_loop(struct reader *r, const struct tag *tag, struct crm_text rest,
    struct crm_err *err)
{
	struct node *n = add_node(r, NODE_LOOP, tag);
	enum crm_status st = name_read(r, tag, &rest, &n->name, err);

	if (st != CRM_OK || (st = nothing_behind(tag, rest, err)) != CRM_OK)
		return st;
	if (n->name.is.what == CRM_NAMES_CELL)
		return fail_tag(tag, err,
		    "'{{%s}}': it is neither a list nor a record; a condition "
		    "is {{?name}}");
	return open_block(r, n, n->name.is.shape, true, tag, err);
}

/* "= value" or "!= value" */
static enum crm_status
read_compare(struct reader *r, const struct tag *tag, struct crm_text *rest,
    struct node *n, struct crm_err *err)
{
	struct crm_text value;

	n->compares = true;
	n->differs = *rest->p == '!';
	if (n->differs && (rest->n < 2 || rest->p[1] != '='))
		return fail_tag(tag, err, "'{{%s}}': != is missing its =");
	rest->p += 1 + n->differs;
	rest->n -= 1 + n->differs;
	if (n->name.is.what == CRM_NAMES_LIST)
		return fail_tag(
		    tag, err, "'{{%s}}': a list is not compared with a value");
	if (!take_word(r->arena, rest, &value))
		return fail_tag(
		    tag, err, "'{{%s}}': what it is compared with is missing");
	n->text = value;
	return name_compare(&n->name, tag, &n->text, err);
}

static enum crm_status
read_if(struct reader *r, const struct tag *tag, struct crm_text rest, bool not,
    struct crm_err *err)
{
	struct node *n = add_node(r, NODE_IF, tag);
	enum crm_status st = name_read(r, tag, &rest, &n->name, err);

	n->not = not ;
	if (st == CRM_OK && rest.n > 0 && (*rest.p == '=' || *rest.p == '!'))
		st = read_compare(r, tag, &rest, n, err);
	if (st != CRM_OK || (st = nothing_behind(tag, rest, err)) != CRM_OK)
		return st;
	return open_block(r, n, NULL, false, tag, err);
}

static enum crm_status
read_table(struct reader *r, const struct tag *tag, struct crm_text rest,
    struct crm_err *err)
{
	struct node *n = add_node(r, NODE_TABLE, tag);
	struct crm_text word, width = { NULL, 0 };

	if (!take_word(r->arena, &rest, &word) || !crm_text_is(word, "table"))
		return fail_tag(
		    tag, err, "'{{%s}}' is no block; there is {{=table}}");
	if (r->t->format == CRM_TEMPLATE_HTML)
		return crm_fail_line(err, tag->line, tag->column,
		    "{{=table}} is for text and Markdown; HTML has <table>");
	for (size_t i = 0; i < r->n_open; i++)
		if (r->open[i].node != NULL &&
		    r->open[i].node->is == NODE_TABLE)
			return fail_tag(
			    tag, err, "'{{%s}}' stands within another");
	n->width = TABLE_WIDTH;
	if (take_word(r->arena, &rest, &width)) {
		n->width = 0;
		for (size_t i = 0; i < width.n && i < 4; i++)
			n->width = n->width * 10 + (size_t)(width.p[i] - '0');
		for (size_t i = 0; i < width.n; i++)
			if (!isdigit((unsigned char)width.p[i]))
				n->width = 0;
		if (n->width == 0 || n->width > TEMPLATE_COLUMNS)
			return fail_tag(tag, err,
			    "'{{%s}}': its width is 1 to 1000 columns");
	}
	return open_block(r, n, NULL, false, tag, err);
}

/* The name of a block, as {{/name}} closes it. */
static bool
is_called(const struct node *n, struct crm_text name)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool same;

	if (n->is == NODE_TABLE)
		return crm_text_is(name, "table");
	for (size_t i = 0; i < n->name.n; i++) {
		crm_buf_str(&b, i == 0 ? "" : ".");
		crm_buf_add(&b, n->name.step[i].p, n->name.step[i].n);
	}
	same = crm_text_eq(name, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
	return same;
}

static enum crm_status
close_block(struct reader *r, const struct tag *tag, struct crm_text name,
    struct crm_err *err)
{
	const struct node *n = r->open[r->n_open - 1].node;

	name = crm_text_trim(name);
	if (n == NULL)
		return fail_tag(tag, err, "'{{%s}}': no block is open");
	if (name.n > 0 && !is_called(n, name))
		return crm_fail_line(err, tag->line, tag->column,
		    "'{{/%.*s}}' does not close the block that was opened in "
		    "line %lld",
		    (int)(name.n < 60 ? name.n : 60), name.p,
		    (long long)n->line);
	r->n_open--;
	return CRM_OK;
}

/* ---- values ---- */

static enum crm_status
read_value(struct reader *r, const struct tag *tag, struct crm_err *err)
{
	struct node *n = add_node(r, NODE_VALUE, tag);
	struct crm_text rest = tag->text;
	enum crm_status st;

	if (r->raw)
		return fail_tag(tag, err,
		    "'{{%s}}' stands in a script or a style, where no value "
		    "can be made harmless");
	if (rest.n > 0 && *rest.p == '"') {
		if (!take_word(r->arena, &rest, &n->text))
			return fail_tag(
			    tag, err, "'{{%s}}': the quote is not closed");
	} else if ((st = name_read(r, tag, &rest, &n->name, err)) != CRM_OK)
		return st;
	if (n->name.is.what == CRM_NAMES_LIST)
		return fail_tag(tag, err,
		    "'{{%s}}' is a list; {{#name}} … {{/name}} has its records");
	rest = crm_text_trim(rest);
	if (rest.n == 0)
		return CRM_OK;
	if (*rest.p != '|')
		return fail_tag(tag, err,
		    "'{{%s}}' has more behind its name; a filter stands behind "
		    "a |");
	return filters_read(r, tag, rest, n, err);
}

/* ---- tags ---- */

static bool
is_block(const struct tag *tag)
{
	return tag->text.n > 0 && strchr("#?^/=!", *tag->text.p) != NULL;
}

static enum crm_status
read_tag(struct reader *r, const struct tag *tag, struct crm_err *err)
{
	struct crm_text rest = { tag->text.p + 1, tag->text.n - 1 };

	if (tag->text.n == 0)
		return crm_fail_line(
		    err, tag->line, tag->column, "a name is missing in '{{}}'");
	switch (*tag->text.p) {
	case '!':
		return CRM_OK;
	case '#':
		return read_loop(r, tag, crm_text_trim(rest), err);
	case '?':
	case '^':
		return read_if(
		    r, tag, crm_text_trim(rest), *tag->text.p == '^', err);
	case '=':
		return read_table(r, tag, rest, err);
	case '/':
		return close_block(r, tag, rest, err);
	default:
		return read_value(r, tag, err);
	}
}

/* The end of a tag, behind its brackets: those in quotes are none; NULL. */
static const char *
end_of_tag(const char *p, const char *end)
{
	bool quoted = false, remark = p < end && *p == '!';

	for (; p + 1 < end; p++) {
		if (*p == '\\' && quoted)
			p++;
		else if (*p == '"' && !remark)
			quoted = !quoted;
		else if (!quoted && p[0] == '}' && p[1] == '}')
			return p + 2;
	}
	return NULL;
}

/* Where the line around a tag begins and ends, if there are but blanks beside it. */
static bool
is_alone(struct crm_text all, const char *begin, const char *end,
    const char **line, const char **behind)
{
	const char *stop = all.p + all.n;

	while (begin > all.p && (begin[-1] == ' ' || begin[-1] == '\t'))
		begin--;
	while (end < stop && (*end == ' ' || *end == '\t' || *end == '\r'))
		end++;
	if ((begin > all.p && begin[-1] != '\n') ||
	    (end < stop && *end != '\n'))
		return false;
	*line = begin;
	*behind = end < stop ? end + 1 : end;
	return true;
}

/* Moves the place of a tag on to where the next one begins. */
static void
place(struct tag *tag, const char *from, const char *to)
{
	while (from < to) {
		if (*from == '\n') {
			tag->line++;
			tag->column = 0;
		}
		crm_utf8_next(&from, to);
		tag->column++;
	}
}

static enum crm_status
read_all(struct reader *r, struct crm_text all, struct crm_err *err)
{
	const char *end = all.p + all.n, *done = all.p, *behind, *line;
	struct tag tag = { .begin = all.p, .line = 1, .column = 1 };
	enum crm_status st = CRM_OK;

	while (st == CRM_OK) {
		const char *at = memmem(done, (size_t)(end - done), "{{", 2);

		if (at == NULL)
			break;
		place(&tag, tag.begin, at);
		tag.begin = at;
		if ((behind = end_of_tag(at + 2, end)) == NULL)
			return crm_fail_line(err, tag.line, tag.column,
			    "'{{' is not closed; write {{\"{{\"}} where it is "
			    "meant");
		tag.text = crm_text_trim(
		    (struct crm_text){ at + 2, (size_t)(behind - 2 - at - 2) });
		line = at;
		if (is_block(&tag))
			is_alone(all, at, behind, &line, &behind);
		add_text(r, done, line);
		done = behind;
		st = read_tag(r, &tag, err);
	}
	if (st == CRM_OK)
		add_text(r, done, end);
	return st;
}

enum crm_status
crm_template_read(struct crm_text text, enum crm_template_format format,
    const struct crm_template_source *source, const void *shape,
    struct crm_arena *arena, struct crm_template **out, struct crm_err *err)
{
	struct crm_template *t = crm_alloc(arena, sizeof *t);
	struct reader r = { .t = t, .arena = arena, .n_open = 1 };
	const struct node *open;
	enum crm_status st;

	*out = t;
	t->format = format;
	t->source = *source;
	r.open[0] = (struct open){ NULL, &t->first, shape, false };
	if (text.n > TEMPLATE_BYTES)
		return crm_fail(err, CRM_INVALID,
		    "a template has at most %d bytes", (int)TEMPLATE_BYTES);
	if (crm_utf8_valid(text) < text.n ||
	    (text.n > 0 && memchr(text.p, '\0', text.n) != NULL) ||
	    (text.n > 0 && memchr(text.p, CELL_SEP, text.n) != NULL))
		return crm_fail(
		    err, CRM_INVALID, "a template is text in UTF-8");
	text.p = crm_strndup(arena, text.n == 0 ? "" : text.p, text.n);
	if ((st = read_all(&r, text, err)) != CRM_OK)
		return st;
	open = r.open[r.n_open - 1].node;
	if (open != NULL)
		return crm_fail_line(err, open->line, open->column,
		    "this block is never closed");
	return CRM_OK;
}
