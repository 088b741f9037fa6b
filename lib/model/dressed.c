/* What spreadsheets do to a text, and what of it can be taken back. */
#include "internal.h"

#include <string.h>

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
is_code(const struct crm_field *f)
{
	return (f->flags & (CRM_F_EXT | CRM_F_CODE)) != 0;
}

bool
crm_field_is_bare(const struct crm_field *f)
{
	return (f->flags & (CRM_F_EXT | CRM_F_CODE | CRM_F_BARE)) != 0;
}

bool
crm_field_is_prose(const struct crm_field *f)
{
	return (f->type == CRM_T_TEXT || f->type == CRM_T_NOTE) &&
	    !crm_field_is_bare(f);
}

bool
is_destroyed(struct crm_text t)
{
	size_t i = 0, from;

	while (i < t.n && is_digit(t.p[i]))
		i++;
	if (i == 0)
		return false;
	if (i < t.n && t.p[i] == '.') {
		for (i++; i < t.n && is_digit(t.p[i]); i++)
			continue;
	}
	if (t.n - i < 3 || (t.p[i] | 0x20) != 'e' || t.p[i + 1] != '+')
		return false;
	for (from = i += 2; i < t.n && is_digit(t.p[i]); i++)
		continue;
	return i == t.n && i > from;
}

/* Digits that a number with two decimals has at least before them, and a version
 * or a chapter has not. */
enum { FORMATTED_DIGITS = 3 };

/* What a text ends with that says that a whole number was kept as a float, or shown
 * with two decimals: 17850.0, 17850.00; 0: nothing. */
static size_t
float_end(struct crm_text t)
{
	size_t i = 0, end;

	while (i < t.n && is_digit(t.p[i]))
		i++;
	end = t.n - i;
	if (i == 0 || t.p[0] == '0' || end < 2 || t.p[i] != '.' ||
	    t.p[i + 1] != '0')
		return 0;
	return end == 2 ||
		(end == 3 && t.p[i + 2] == '0' && i >= FORMATTED_DIGITS)
	    ? end
	    : 0;
}

/* A text within a pair of quotes, as it was typed or as a word processor made it
 * of it, without them; *in is left alone where it is in none. */
static bool
unquoted(
    struct crm_text t, const char *open, const char *close, struct crm_text *in)
{
	size_t from = strlen(open), to = strlen(close);

	if (t.n <= from + to || memcmp(t.p, open, from) != 0 ||
	    memcmp(t.p + t.n - to, close, to) != 0)
		return false;
	*in = (struct crm_text){ t.p + from, t.n - from - to };
	return true;
}

/* A formula that is nothing but a text: ="00018", =T("00018"). */
static bool
is_formula(struct crm_text t, struct crm_text *in)
{
	/* Asked of every cell of a file. */
	if (t.n == 0 || t.p[0] != '=')
		return false;
	return unquoted(t, "=\"", "\"", in) || unquoted(t, "=“", "”", in) ||
	    unquoted(t, "=‘", "’", in) || unquoted(t, "=T(\"", "\")", in) ||
	    unquoted(t, "=T(“", "”)", in) || unquoted(t, "=T(‘", "’)", in);
}

/* An apostrophe that keeps a text from being a number.  Before a + it is our own:
 * exports for spreadsheets write phones so, and phones know it. */
static bool
is_marked(struct crm_text t, bool numbers, struct crm_text *in)
{
	if (t.n < 2 || t.p[0] != '\'' || t.p[1] == '+' ||
	    !(numbers || is_digit(t.p[1])))
		return false;
	*in = (struct crm_text){ t.p + 1, t.n - 1 };
	return true;
}

/* One outermost piece of dress taken off; the same text where there is none. */
static struct crm_text
undress_once(struct crm_text t, bool numbers)
{
	struct crm_text trimmed = crm_text_trim(t), in = trimmed;

	if (is_formula(trimmed, &in) || is_marked(trimmed, numbers, &in))
		return in;
	if (!numbers)
		return t;
	if (unquoted(trimmed, "‘", "’", &in) ||
	    unquoted(trimmed, "‘", "", &in) || unquoted(trimmed, "’", "", &in))
		return in;
	in.n -= float_end(trimmed);
	return in.n < trimmed.n ? in : t;
}

struct crm_text
crm_undress(struct crm_text t, bool numbers)
{
	struct crm_text in;

	do {
		in = t;
		t = undress_once(in, numbers);
	} while (t.n != in.n);
	return t;
}

static void
tell(const struct crm_parse *p, enum crm_did did)
{
	if (p->did != NULL)
		*p->did |= (unsigned)did;
}

static size_t
count(struct crm_text t, char c)
{
	size_t n = 0;

	for (size_t i = 0; i < t.n; i++)
		n += t.p[i] == c;
	return n;
}

/* Whether blanks that look like none go, too: not where they part. */
static bool
drops_blanks(const struct crm_field *f, struct crm_text t)
{
	return is_code(f) ||
	    ((f->type == CRM_T_EMAIL || f->type == CRM_T_EMAILS) &&
		count(t, '@') < 2);
}

/* Whether there is nothing to take off, as of nearly all: ASCII that no
 * spreadsheet touched. */
static bool
is_bare(struct crm_text t)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t word;
	size_t i = 0;

	if (t.n == 0)
		return true;
	if (t.p[0] == '=' || t.p[0] == '\'' || t.p[0] == ' ' ||
	    t.p[t.n - 1] == '0')
		return false;
	for (; t.n - i >= sizeof word; i += sizeof word) {
		memcpy(&word, t.p + i, sizeof word);
		if ((word & high) != 0)
			return false;
	}
	while (i < t.n && (unsigned char)t.p[i] < 0x80)
		i++;
	return i == t.n;
}

struct crm_text
undressed(
    const struct crm_parse *p, const struct crm_field *f, struct crm_text t)
{
	struct crm_text in;
	bool blanks;

	if (f->type == CRM_T_TAGS || is_bare(t)) /* tags are words */
		return t;
	blanks = drops_blanks(f, t);
	if (crm_has_unseen(t, blanks)) {
		t = crm_drop_unseen(p->arena, t, blanks);
		tell(p, CRM_DID_UNSEEN);
	}
	in = crm_undress(t, is_code(f) || f->type == CRM_T_PHONE);
	if (in.n != t.n)
		tell(p, CRM_DID_UNDRESS);
	return in;
}
