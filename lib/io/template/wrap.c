/* Lines of a text that fit into so many columns of a terminal. */
#include "template.h"

/* What no line begins with: marks that belong to the character before. */
static bool
is_closing(unsigned c)
{
	static const unsigned marks[] = { 0x3001, 0x3002, 0xff0c, 0xff0e,
		0xff1a, 0xff1b, 0xff01, 0xff1f, 0xff09, 0x300b, 0x300d, 0x300f,
		0x3011, 0x201d, 0x2019 };

	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (marks[i] == c)
			return true;
	return c == ',' || c == '.' || c == ')' || c == ':' || c == ';';
}

/* Whether a line may end between the characters at p and behind it. */
static bool
may_end(const char *p, const char *end)
{
	unsigned one, next;

	one = crm_utf8_next(&p, end);
	if (p == end || one == ' ')
		return true;
	next = crm_utf8_next(&p, end);
	if (next == ' ')
		return true;
	/* Between Chinese characters, which are wide. */
	return (one >= 0x2e80 || next >= 0x2e80) && !is_closing(next);
}

/* The last place of a prefix at which a line may end; its whole length where there
 * is none. */
static size_t
last_place(struct crm_text t, size_t prefix)
{
	const char *p = t.p, *end = t.p + t.n;
	size_t place = 0;

	while ((size_t)(p - t.p) < prefix) {
		const char *at = p;

		crm_utf8_next(&p, end);
		if ((size_t)(p - t.p) <= prefix && may_end(at, end))
			place = (size_t)(p - t.p);
	}
	return place > 0 ? place : prefix;
}

struct crm_text
wrap_next(struct crm_text *rest, size_t width)
{
	const char *newline = memchr(rest->p, '\n', rest->n);
	struct crm_text line = { rest->p,
		newline == NULL ? rest->n : (size_t)(newline - rest->p) };
	size_t own = line.n, cut, got;

	cut = crm_width_prefix(line, width, &got);
	if (cut == 0 && line.n > 0) { /* one that is wider than the line */
		const char *p = line.p;

		crm_utf8_next(&p, line.p + line.n);
		cut = (size_t)(p - line.p);
	}
	if (cut < line.n)
		line.n = cut = last_place(line, cut);
	while (cut < own && rest->p[cut] == ' ')
		cut++;
	if (cut == own && newline != NULL)
		cut++;
	rest->p += cut;
	rest->n -= cut;
	while (line.n > 0 && line.p[line.n - 1] == ' ')
		line.n--;
	return line;
}
