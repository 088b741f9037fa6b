/* Texts of others in a document: nothing that they say is taken for markup. */
#include "io/markup.h"
#include "template.h"

#include <ctype.h>

/* Controls, and what turns the direction of all that follows. */
static bool
is_dropped(unsigned c)
{
	return (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7f && c < 0xa0) ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
	    c == 0xfffd;
}

/* A copy without them, lines ended by \n, tabs as blanks. */
static void
clean(struct crm_buf *out, struct crm_text t)
{
	const char *p = t.p, *end = t.p + t.n;

	while (p < end) {
		const char *at = p;
		unsigned c = crm_utf8_next(&p, end);

		if (c == '\t')
			crm_buf_char(out, ' ');
		else if (!is_dropped(c))
			crm_buf_add(out, at, (size_t)(p - at));
	}
}

static void
put_newline(struct crm_buf *out, const struct escape *e)
{
	if (e->format == CRM_TEMPLATE_HTML)
		crm_buf_str(out, "<br>\n");
	else if (e->in_table)
		crm_buf_str(out, e->format == CRM_TEMPLATE_MD ? "<br>" : " ");
	else
		crm_buf_str(out, e->format == CRM_TEMPLATE_MD ? "  \n" : "\n");
}

/* Whether a line of Markdown that begins so is more than text: a list, a heading,
 * a rule. */
static bool
begins_markup(const char *p)
{
	if (*p == '-' || *p == '+' || *p == '=')
		return p[1] == ' ' || p[1] == '\0' || p[1] == '\n' ||
		    p[1] == *p;
	return false;
}

/* "1. " begins a list too: the length of its number, or 0. */
static size_t
begins_list(const char *p)
{
	size_t n = 0;

	while (isdigit((unsigned char)p[n]))
		n++;
	return n > 0 && (p[n] == '.' || p[n] == ')') && p[n + 1] == ' ' ? n : 0;
}

static void
put_md(struct crm_buf *out, const struct escape *e, const char *p)
{
	bool start = true;
	size_t n;

	for (; *p != '\0'; p++) {
		if (*p == '\n') {
			put_newline(out, e);
			start = true;
			continue;
		}
		if (start && begins_markup(p))
			crm_buf_char(out, '\\');
		if (start && (n = begins_list(p)) > 0) {
			crm_buf_add(out, p, n);
			crm_buf_char(out, '\\');
			p += n;
		}
		if (strchr("\\`*_[]<>|~&#$", *p) != NULL)
			crm_buf_char(out, '\\');
		crm_buf_char(out, *p);
		start = start && *p == ' ';
	}
}

static void
put_line(struct crm_buf *out, const struct escape *e, char *line)
{
	if (e->format == CRM_TEMPLATE_HTML)
		markup_text(out, line);
	else
		crm_buf_str(out, line);
}

void
escape_text(struct crm_buf *out, const struct escape *e, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	char *line, *end;

	crm_buf_str(&b, "");
	clean(&b, t);
	if (e->format == CRM_TEMPLATE_MD) {
		put_md(out, e, b.data);
		crm_buf_free(&b);
		return;
	}
	for (line = b.data; (end = strchr(line, '\n')) != NULL;
	     line = end + 1) {
		*end = '\0';
		put_line(out, e, line);
		put_newline(out, e);
	}
	put_line(out, e, line);
	crm_buf_free(&b);
}
