/* E-mail addresses in their stored form. */
#include <crm/base/text.h>

#include <string.h>

enum { EMAIL_MAX = 254 }; /* RFC 5321: a path is 256 with its brackets */

/* ASCII as input methods of Chinese and Japanese write it, and their full stops,
 * which stand for dots between the labels of a domain (RFC 3490). */
#define FULL_WIDTH_FIRST 0xFF01u
#define FULL_WIDTH_LAST 0xFF5Eu
#define FULL_WIDTH_FROM 0xFEE0u
#define FULL_STOP 0x3002u
#define HALF_FULL_STOP 0xFF61u

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

static bool
is_ascii(struct crm_text t)
{
	unsigned char high = 0;

	for (size_t i = 0; i < t.n; i++)
		high |= (unsigned char)t.p[i];
	return high < 0x80;
}

/* Half-width, in `to`, which has room for EMAIL_MAX bytes; what is longer stays. */
static struct crm_text
half_width(char *to, struct crm_text t)
{
	const char *p = t.p, *end = p + t.n, *from;
	bool domain = false;
	size_t n = 0, len;

	while (p < end) {
		unsigned c;

		from = p;
		c = crm_utf8_next(&p, end);
		len = (size_t)(p - from);
		if (n + len > EMAIL_MAX)
			return t;
		if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
			c -= FULL_WIDTH_FROM;
		else if (domain && (c == FULL_STOP || c == HALF_FULL_STOP))
			c = '.';
		if (c < 0x80) {
			to[n++] = (char)c;
			domain |= c == '@';
		} else {
			memcpy(to + n, from, len);
			n += len;
		}
	}
	return (struct crm_text){ to, n };
}

bool
crm_email_norm(struct crm_buf *out, struct crm_text t)
{
	char plain[EMAIL_MAX], *to;

	t = crm_text_trim(t);
	if (t.n > 0 && !is_ascii(t))
		t = half_width(plain, t);
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
