/* Words, quotes and ranges of a filter, and the place of an error in it. */
#include "ast.h"

#include <string.h>

enum { SHOWN_MAX = 400 }; /* bytes of a long source in an error */

size_t
lex_at(const struct parser *p)
{
	return (size_t)(p->at - p->src);
}

/* Bytes of the blank at s, 0 where there is none: ASCII's, U+00A0, U+3000. */
static size_t
blank(const char *s)
{
	if (*s == ' ' || (*s >= '\t' && *s <= '\r'))
		return 1;
	if (strncmp(s, "\xC2\xA0", 2) == 0)
		return 2;
	return strncmp(s, "\xE3\x80\x80", 3) == 0 ? 3 : 0;
}

static bool
ends_word(const char *s)
{
	return *s == '\0' || strchr("(),", *s) != NULL || blank(s) > 0;
}

static bool
ends_name(const char *s)
{
	return ends_word(s) || strchr("=<>!~@\"'", *s) != NULL;
}

void
lex_blanks(struct parser *p)
{
	size_t n;

	while ((n = blank(p->at)) > 0)
		p->at += n;
}

bool
lex_char(struct parser *p, char c)
{
	lex_blanks(p);
	if (*p->at != c)
		return false;
	p->at++;
	return true;
}

struct crm_text
lex_name(struct parser *p)
{
	const char *from;

	lex_blanks(p);
	for (from = p->at; !ends_name(p->at); p->at++)
		;
	return (struct crm_text){ from, (size_t)(p->at - from) };
}

static bool
same_word(struct crm_text t, const char *word)
{
	size_t i;

	for (i = 0; i < t.n && word[i] != '\0'; i++)
		if ((t.p[i] | 0x20) != word[i])
			return false;
	return i == t.n && word[i] == '\0';
}

bool
lex_keyword(struct parser *p, const char *word)
{
	const char *from = p->at;

	if (same_word(lex_name(p), word))
		return true;
	p->at = from;
	return false;
}

/* Where the part of a long source begins that an error shows. */
static size_t
window(const char *src, size_t at)
{
	size_t from = at > SHOWN_MAX / 2 ? at - SHOWN_MAX / 2 : 0;

	while (from > 0 && ((unsigned char)src[from] & 0xC0) == 0x80)
		from--;
	return from;
}

enum crm_status
caret(struct parser *p, enum crm_status status, size_t at)
{
	size_t len = (size_t)(p->end - p->src), from = 0, n = len;

	p->err->status = status;
	if (len > SHOWN_MAX) {
		from = window(p->src, at);
		n = len - from < SHOWN_MAX ? len - from : SHOWN_MAX;
		while (n > 0 && from + n < len &&
		    ((unsigned char)p->src[from + n] & 0xC0) == 0x80)
			n--;
	}
	crm_fail_at(p->err, crm_strndup(p->arena, p->src + from, n), at - from);
	return status;
}

/* The quote that ends what begins at s, or NULL. */
static const char *
closing(const char *s, char quote)
{
	for (; *s != '\0'; s++) {
		if (*s == quote)
			return s;
		if (*s == '\\' && (s[1] == '\\' || s[1] == '"' || s[1] == '\''))
			s++;
	}
	return NULL;
}

static enum crm_status
quoted(struct parser *p, struct literal *out)
{
	const char *s = p->at + 1, *end = closing(s, *p->at);
	char *to;

	if (end == NULL) {
		crm_fail(p->err, CRM_USAGE, "the quote is never closed");
		return caret(p, CRM_USAGE, lex_at(p));
	}
	to = crm_alloc(p->arena, (size_t)(end - s) + 1);
	out->t.p = to;
	while (s < end) {
		if (*s == '\\' && (s[1] == '\\' || s[1] == '"' || s[1] == '\''))
			s++;
		*to++ = *s++;
	}
	out->t.n = (size_t)(to - out->t.p);
	out->at = lex_at(p) + 1;
	out->quoted = true;
	p->at = end + 1;
	return CRM_OK;
}

static bool
at_dots(const char *s)
{
	return s[0] == '.' && s[1] == '.';
}

static struct crm_text
word(struct parser *p, bool to_dots)
{
	const char *from = p->at;

	while (!ends_word(p->at) && !(to_dots && at_dots(p->at)))
		p->at++;
	return (struct crm_text){ from, (size_t)(p->at - from) };
}

static bool
is_number(struct crm_text t)
{
	size_t i = 0;

	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
		i++;
	return t.n > 0 && i == t.n;
}

/* The rest of "last month", "last 7 days" behind its first word; or no bytes. */
static struct crm_text
rest_of_period(struct parser *p, bool to_dots)
{
	struct crm_text number = CRM_TEXT(""), span;

	lex_blanks(p);
	span = word(p, to_dots);
	if (is_number(span)) {
		number = span;
		lex_blanks(p);
		span = word(p, to_dots);
	}
	if (!crm_period_span(span))
		return CRM_TEXT("");
	return number.n == 0
	    ? span
	    : crm_text_of(crm_sprintf(p->arena, "%.*s %.*s", (int)number.n,
		  number.p, (int)span.n, span.p));
}

/* A bare word, possibly none; those of "last month" are one value. */
static void
bare(struct parser *p, struct literal *out, bool to_dots)
{
	const char *behind;
	struct crm_text rest;

	out->t = word(p, to_dots);
	out->at = (size_t)(out->t.p - p->src);
	out->quoted = false;
	if (!crm_period_shift(out->t))
		return;
	behind = p->at;
	rest = rest_of_period(p, to_dots);
	if (rest.n > 0)
		out->t = crm_text_of(crm_sprintf(p->arena, "%.*s %.*s",
		    (int)out->t.n, out->t.p, (int)rest.n, rest.p));
	else
		p->at = behind;
}

static bool
at_quote(const struct parser *p)
{
	return *p->at == '"' || *p->at == '\'';
}

enum crm_status
lex_literal(struct parser *p, struct literal *out)
{
	lex_blanks(p);
	if (at_quote(p))
		return quoted(p, out);
	bare(p, out, false);
	if (out->t.n > 0)
		return CRM_OK;
	crm_fail(p->err, CRM_USAGE, "a value is missing");
	return caret(p, CRM_USAGE, out->at);
}

/* One end of a range: an open one has no bytes and no quotes. */
static enum crm_status
range_end(struct parser *p, struct literal *out, bool to_dots)
{
	if (at_quote(p))
		return quoted(p, out);
	bare(p, out, to_dots);
	return CRM_OK;
}

/* "A..B" quoted as a whole. */
static bool
split(struct literal *a, struct literal *b)
{
	const char *dots = NULL;

	for (size_t i = 0; i + 1 < a->t.n && dots == NULL; i++)
		if (at_dots(a->t.p + i))
			dots = a->t.p + i;
	if (dots == NULL)
		return false;
	*b = *a;
	b->t.p = dots + 2;
	b->t.n = (size_t)(a->t.p + a->t.n - b->t.p);
	b->at += (size_t)(b->t.p - a->t.p);
	a->t.n = (size_t)(dots - a->t.p);
	a->quoted = b->quoted = false;
	return true;
}

enum crm_status
lex_range(struct parser *p, struct literal *a, struct literal *b, bool *single)
{
	enum crm_status st;

	*single = false;
	lex_blanks(p);
	st = range_end(p, a, true);
	if (st != CRM_OK)
		return st;
	if (at_dots(p->at)) {
		p->at += 2;
		return range_end(p, b, false);
	}
	if (a->quoted && split(a, b))
		return CRM_OK;
	*single = true;
	if (a->t.n > 0 || a->quoted)
		return CRM_OK;
	crm_fail(p->err, CRM_USAGE,
	    "a list in brackets or a range A..B is "
	    "missing");
	return caret(p, CRM_USAGE, a->at);
}
