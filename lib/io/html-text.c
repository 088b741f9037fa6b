/* What people read of HTML, simply. */
#include <crm/io/mailbox.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME = 12, ENTITY = 10 };

/* ---- entities ---- */

static void
put_code(struct crm_buf *out, unsigned long c)
{
	if (c < 0x20 || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
		crm_buf_char(out, ' ');
	else if (c < 0x80)
		crm_buf_char(out, (char)c);
	else {
		if (c >= 0x10000) {
			crm_buf_char(out, (char)(0xf0 | c >> 18));
			crm_buf_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
		} else if (c >= 0x800)
			crm_buf_char(out, (char)(0xe0 | c >> 12));
		if (c >= 0x800)
			crm_buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
		else
			crm_buf_char(out, (char)(0xc0 | c >> 6));
		crm_buf_char(out, (char)(0x80 | (c & 0x3f)));
	}
}

/* "&amp;" at the front of a text: bytes that it takes; 0: it is none. */
static size_t
put_entity(struct crm_buf *out, struct crm_text t)
{
	static const struct {
		const char *name, *text;
	} known[] = { { "amp", "&" }, { "lt", "<" }, { "gt", ">" },
		{ "quot", "\"" }, { "apos", "'" }, { "nbsp", " " },
		{ "hellip", "…" }, { "mdash", "—" }, { "ndash", "–" },
		{ "lsquo", "‘" }, { "rsquo", "’" }, { "ldquo", "“" },
		{ "rdquo", "”" }, { "middot", "·" }, { "copy", "©" },
		{ "reg", "®" }, { "euro", "€" }, { "yen", "¥" },
		{ "times", "×" } };
	char name[ENTITY + 1] = "";
	size_t n = 1, i;

	while (n < t.n && n <= ENTITY && t.p[n] != ';')
		n++;
	if (n >= t.n || t.p[n] != ';' || n == 1)
		return 0;
	memcpy(name, t.p + 1, n - 1);
	if (name[0] == '#') {
		bool hex = (name[1] | 0x20) == 'x';
		char *end;
		unsigned long c = strtoul(name + 1 + hex, &end, hex ? 16 : 10);

		if (*end != '\0' || end == name + 1 + hex)
			return 0;
		put_code(out, c);
		return n + 1;
	}
	for (i = 0; i < sizeof known / sizeof *known; i++)
		if (strcmp(known[i].name, name) == 0) {
			crm_buf_str(out, known[i].text);
			return n + 1;
		}
	return 0;
}

/* ---- tags ---- */

/* The name of a tag, in lower case, "/p" of one that ends. */
static void
tag_name(struct crm_text t, char name[NAME])
{
	size_t i, n = 0;

	for (i = 1; i < t.n && n + 1 < NAME; i++) {
		char c = t.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || (c == '/' && n == 0)))
			break;
		name[n++] = c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
	}
	name[n] = '\0';
}

/* Bytes of a tag or a comment at the front. */
static size_t
tag_length(struct crm_text t)
{
	const char *end;
	char quote = '\0';
	size_t i;

	if (t.n >= 4 && memcmp(t.p, "<!--", 4) == 0) {
		end = memmem(t.p, t.n, "-->", 3);
		return end == NULL ? t.n : (size_t)(end + 3 - t.p);
	}
	for (i = 1; i < t.n && (quote != '\0' || t.p[i] != '>'); i++) {
		if (quote == '\0' && (t.p[i] == '"' || t.p[i] == '\''))
			quote = t.p[i];
		else if (t.p[i] == quote)
			quote = '\0';
	}
	/* A quote that is never closed is none. */
	if (i == t.n) {
		end = memchr(t.p, '>', t.n);
		return end == NULL ? t.n : (size_t)(end + 1 - t.p);
	}
	return i + 1;
}

/* Bytes up to the end of what nobody reads. */
static size_t
hidden_length(struct crm_text t, const char *name)
{
	char end[NAME + 1];
	size_t n = (size_t)snprintf(end, sizeof end, "</%s", name), i;

	for (i = 0; i + n <= t.n; i++)
		if (t.p[i] == '<' && strncasecmp(t.p + i, end, n) == 0)
			return i;
	return t.n;
}

static bool
is_one_of(const char *name, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

static void
end_line(struct crm_buf *out)
{
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		out->len--;
	/* At most one blank line. */
	if (out->len > 1 && out->data[out->len - 1] == '\n' &&
	    out->data[out->len - 2] == '\n')
		return;
	if (out->len > 0)
		crm_buf_char(out, '\n');
}

static size_t
pass_tag(struct crm_buf *out, struct crm_text t)
{
	static const char *const hidden[] = { "style", "script", "head",
		"title", NULL };
	static const char *const lines[] = { "br", "/p", "/div", "/tr", "/li",
		"/h1", "/h2", "/h3", "/h4", "/table", "/blockquote", "hr",
		NULL };
	char name[NAME];
	size_t n = tag_length(t);

	tag_name(t, name);
	if (is_one_of(name, hidden))
		return n +
		    hidden_length((struct crm_text){ t.p + n, t.n - n }, name);
	if (is_one_of(name, lines))
		end_line(out);
	else if (strcmp(name, "/td") == 0 || strcmp(name, "/th") == 0)
		crm_buf_char(out, '\t');
	else if (strcmp(name, "li") == 0)
		crm_buf_str(out, "- ");
	return n;
}

void
crm_html_text(struct crm_buf *out, struct crm_text t)
{
	while (t.n > 0) {
		size_t n = 1;

		if (*t.p == '<' && t.n > 1 &&
		    (t.p[1] == '/' || t.p[1] == '!' || t.p[1] == '?' ||
			((t.p[1] | 0x20) >= 'a' && (t.p[1] | 0x20) <= 'z')))
			n = pass_tag(out, t);
		else if (*t.p == '&' && (n = put_entity(out, t)) > 0)
			;
		else if ((unsigned char)*t.p <= ' ') {
			n = 1;
			if (out->len > 0 &&
			    strchr(" \n\t", out->data[out->len - 1]) == NULL)
				crm_buf_char(out, ' ');
		} else {
			n = 1;
			crm_buf_char(out, *t.p);
		}
		t.p += n;
		t.n -= n;
	}
}
