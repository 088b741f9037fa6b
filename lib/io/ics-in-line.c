/* Lines of a calendar that comes in: unfolding, parameters, texts. */
#include "ics-in.h"

#include <string.h>
#include <strings.h>

bool
ics_is(struct crm_text t, const char *word)
{
	size_t n = strlen(word);

	return t.n == n && strncasecmp(t.p, word, n) == 0;
}

/* A physical line without its end, which is passed. */
static struct crm_text
physical(struct ics_lines *l)
{
	const char *end = memchr(l->rest.p, '\n', l->rest.n);
	size_t n = end == NULL ? l->rest.n : (size_t)(end - l->rest.p);
	struct crm_text t = { l->rest.p, n };

	n += end != NULL;
	l->rest.p += n;
	l->rest.n -= n;
	l->line++;
	if (t.n > 0 && t.p[t.n - 1] == '\r')
		t.n--;
	return t;
}

/* With those behind it that begin with a blank. */
static struct crm_text
logical(struct ics_lines *l)
{
	struct crm_text t = physical(l), more;
	struct crm_buf b = CRM_BUF_INIT;

	if (l->rest.n == 0 || (l->rest.p[0] != ' ' && l->rest.p[0] != '\t'))
		return t;
	crm_buf_add(&b, t.p, t.n);
	while (l->rest.n > 0 && (l->rest.p[0] == ' ' || l->rest.p[0] == '\t')) {
		more = physical(l);
		crm_buf_add(&b, more.p + 1, more.n > 0 ? more.n - 1 : 0);
	}
	t = (struct crm_text){ crm_strndup(l->arena, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

/* Up to a sign outside of quotes; t.n where there is none. */
static size_t
find_plain(struct crm_text t, char sign)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < t.n && (quoted || t.p[i] != sign); i++)
		quoted ^= t.p[i] == '"';
	return i;
}

static struct crm_text
behind(struct crm_text t, size_t n)
{
	return n < t.n ? (struct crm_text){ t.p + n, t.n - n }
		       : (struct crm_text){ "", 0 };
}

bool
ics_next(struct ics_lines *l, struct ics_prop *p)
{
	while (l->rest.n > 0) {
		int64_t line = l->line;
		struct crm_text t = logical(l), head;
		size_t colon = find_plain(t, ':'), semi;

		if (colon == t.n)
			continue; /* none: programs leave blank lines */
		head = (struct crm_text){ t.p, colon };
		semi = find_plain(head, ';');
		*p = (struct ics_prop){ .name = { t.p, semi },
			.params = behind(head, semi + 1),
			.value = behind(t, colon + 1),
			.line = line };
		return true;
	}
	return false;
}

/* Without the quotes around it; ^n, ^' and ^^ undone (RFC 6868). */
static struct crm_text
param_text(struct crm_text t, struct crm_arena *a)
{
	char *to, *start;
	size_t i;

	if (t.n >= 2 && t.p[0] == '"' && t.p[t.n - 1] == '"')
		t = (struct crm_text){ t.p + 1, t.n - 2 };
	if (memchr(t.p, '^', t.n) == NULL)
		return t;
	start = to = crm_alloc(a, t.n + 1);
	for (i = 0; i < t.n; i++) {
		char next = i + 1 < t.n ? t.p[i + 1] : '\0';

		*to++ = t.p[i];
		if (t.p[i] != '^' ||
		    (next != 'n' && next != '\'' && next != '^'))
			continue;
		to[-1] = next == 'n' ? '\n' : next == '\'' ? '"' : '^';
		i++;
	}
	return (struct crm_text){ start, (size_t)(to - start) };
}

struct crm_text
ics_param_value(const struct ics_prop *p, const char *name, struct crm_arena *a)
{
	struct crm_text rest = p->params;

	while (rest.n > 0) {
		size_t n = find_plain(rest, ';');
		struct crm_text one = { rest.p, n };
		size_t eq = find_plain(one, '=');

		if (eq < one.n && ics_is((struct crm_text){ one.p, eq }, name))
			return param_text(behind(one, eq + 1), a);
		rest = behind(rest, n + 1);
	}
	return (struct crm_text){ "", 0 };
}

struct crm_text
ics_plain(struct crm_text t, struct crm_arena *a)
{
	char *to, *start;
	size_t i;

	if (memchr(t.p, '\\', t.n) == NULL)
		return crm_text_trim(t);
	start = to = crm_alloc(a, t.n + 1);
	for (i = 0; i < t.n; i++) {
		if (t.p[i] == '\\' && i + 1 < t.n) {
			i++;
			*to++ = t.p[i] == 'n' || t.p[i] == 'N' ? '\n' : t.p[i];
		} else
			*to++ = t.p[i];
	}
	return crm_text_trim((struct crm_text){ start, (size_t)(to - start) });
}
