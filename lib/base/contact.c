/* E-mail addresses in their stored form. */
#include <crm/base/text.h>

#include <string.h>

enum { EMAIL_MAX = 254 }; /* RFC 5321: a path is 256 with its brackets */

static bool
is_digit(unsigned c)
{
	return c - '0' < 10;
}

static bool
is_letter(unsigned c)
{
	return (c | 0x20) - 'a' < 26;
}

static bool
in_local(unsigned char c)
{
	if (c <= ' ' || c == 0x7F)
		return false;
	switch (c) {
	case '"':
	case '(':
	case ')':
	case ',':
	case ':':
	case ';':
	case '<':
	case '>':
	case '@':
	case '[':
	case '\\':
	case ']':
		return false;
	default:
		return true;
	}
}

static bool
in_domain(unsigned char c)
{
	return is_letter(c) || is_digit(c) || c == '-' || c == '.' || c >= 0x80;
}

static bool
seen_utf8(struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;

	if (crm_utf8_valid(t) != t.n)
		return false;
	while (p < end) {
		if (crm_is_unseen(crm_utf8_next(&p, end)))
			return false;
	}
	return true;
}

/* At least two labels, none of them empty; or localhost. */
static bool
domain_ok(const char *p, size_t n)
{
	bool dot = false;

	if (n == 0 || p[0] == '.' || p[n - 1] == '.')
		return false;
	for (size_t i = 1; i < n; i++) {
		if (p[i] != '.')
			continue;
		if (p[i - 1] == '.')
			return false;
		dot = true;
	}
	return dot || (n == 9 && memcmp(p, "localhost", 9) == 0);
}

/* Lower-cases t into `to`; its check in the same pass. */
static bool
email_form(char *to, struct crm_text t)
{
	size_t at = t.n;
	unsigned char high = 0;

	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		if ((unsigned)(c - 'A') < 26)
			c |= 0x20;
		to[i] = (char)c;
		high |= c;
		if (at == t.n && c == '@')
			at = i;
		else if (!(at == t.n ? in_local(c) : in_domain(c)))
			return false;
	}
	return at > 0 && at < t.n && domain_ok(to + at + 1, t.n - at - 1) &&
	    (high < 0x80 || seen_utf8(t));
}

bool
crm_email_norm(struct crm_buf *out, struct crm_text t)
{
	char *to;

	t = crm_text_trim(t);
	if (t.n == 0 || t.n > EMAIL_MAX)
		return false;
	to = crm_buf_room(out, t.n);
	if (!email_form(to, t)) {
		*to = '\0';
		return false;
	}
	to[t.n] = '\0';
	out->len += t.n;
	return true;
}
