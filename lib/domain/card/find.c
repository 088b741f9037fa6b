/* E-mails, websites and phone numbers within a text. */
#include "card.h"

#include <string.h>

#include "domain/core/core.h"

enum {
	PHONE_DIGITS = 7,
	PHONE_DIGITS_MAX = 15,
	EXTENSION_MAX = 6,
	CHINESE_MOBILE = 11
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool
card_find_email(struct crm_text t, struct crm_text *out)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t at, from, to;
	bool good = false;

	for (at = 1; at < t.n && !good; at++) {
		if (t.p[at] != '@')
			continue;
		for (from = at; from > 0 &&
		     (is_letter(t.p[from - 1]) || is_digit(t.p[from - 1]) ||
			 memchr("._%+-", t.p[from - 1], 5) != NULL);
		     from--)
			;
		for (to = at + 1; to < t.n &&
		     (is_letter(t.p[to]) || is_digit(t.p[to]) ||
			 t.p[to] == '.' || t.p[to] == '-');
		     to++)
			;
		while (to > at && memchr(".-", t.p[to - 1], 2) != NULL)
			to--;
		*out = (struct crm_text){ t.p + from, to - from };
		good = crm_email_norm(&b, *out);
		crm_buf_clear(&b);
	}
	crm_buf_free(&b);
	return good;
}

/* Up to a blank, or what is no byte of an address. */
static struct crm_text
token(struct crm_text t)
{
	size_t n = 0;

	while (n < t.n && (unsigned char)t.p[n] > ' ' &&
	    (unsigned char)t.p[n] < 0x80 && strchr(",;|()<>\"", t.p[n]) == NULL)
		n++;
	while (n > 0 && t.p[n - 1] == '.')
		n--;
	return (struct crm_text){ t.p, n };
}

static bool
begins(struct crm_text t, const char *s)
{
	size_t i;

	for (i = 0; s[i] != '\0'; i++)
		if (i == t.n || (t.p[i] | 0x20) != (s[i] | 0x20))
			return false;
	return true;
}

/* "acme.com", "acme.co.uk/de": words with dots, the last one known. */
static bool
is_domain(struct crm_text t)
{
	static const char *const ends[] = { "com", "cn", "net", "org", "io",
		"de", "fr", "uk", "eu", "us", "info", "biz", "jp", "kr", "hk",
		"tw", "sg", "in", "au", "ca", "it", "es", "nl", "ch", "at",
		"br", "ru", "tech", "ai", "cc", "top", "me", "co" };
	size_t i, dot = 0, n;

	for (n = 0; n < t.n && t.p[n] != '/'; n++) {
		if (t.p[n] == '.')
			dot = n;
		else if (!is_letter(t.p[n]) && !is_digit(t.p[n]) &&
		    t.p[n] != '-')
			return false;
	}
	if (dot < 2)
		return false;
	for (i = 0; i < COUNT(ends); i++)
		if (n - dot - 1 == strlen(ends[i]) &&
		    begins((struct crm_text){ t.p + dot + 1, n - dot - 1 },
			ends[i]))
			return true;
	return false;
}

bool
card_find_url(struct crm_text t, struct crm_text *out)
{
	size_t i;

	for (i = 0; i < t.n; i++) {
		struct crm_text rest = { t.p + i, t.n - i };

		if (i > 0 &&
		    (is_letter(t.p[i - 1]) || is_digit(t.p[i - 1]) ||
			memchr("@.-_/", t.p[i - 1], 5) != NULL))
			continue;
		*out = token(rest);
		if (memchr(out->p, '@', out->n) != NULL)
			continue;
		if (((begins(*out, "www.") || begins(*out, "http://") ||
			 begins(*out, "https://")) &&
			out->n > 8) ||
		    is_domain(*out))
			return true;
	}
	return false;
}

/* ---- phone numbers ---- */

/* Bytes of a word that an extension begins with. */
static size_t
extension_word(struct crm_text t)
{
	static const char *const words[] = { "ext.", "ext", "x", "#", "转",
		"分机" };
	size_t i, k, n;

	for (i = 0; i < COUNT(words); i++) {
		n = strlen(words[i]);
		for (k = 0; k < n && k < t.n; k++)
			if ((t.p[k] | 0x20) != (words[i][k] | 0x20))
				break;
		if (k == n)
			return n;
	}
	return 0;
}

/* Where an extension behind a number ends; `at` where there is none. */
static size_t
extension(struct crm_text t, size_t at)
{
	size_t i = at, n, digits = 0;

	while (i < t.n && t.p[i] == ' ')
		i++;
	if ((n = extension_word((struct crm_text){ t.p + i, t.n - i })) == 0)
		return at;
	for (i += n; i < t.n && (t.p[i] == ' ' || t.p[i] == ':'); i++)
		;
	for (; i < t.n && is_digit(t.p[i]); i++)
		digits++;
	return digits > 0 && digits <= EXTENSION_MAX ? i : at;
}

/* A number from `from`: *end behind its last digit. */
static size_t
scan(struct crm_text t, size_t from, size_t *end)
{
	size_t i, digits = 0, blanks = 0;
	bool mobile = false, plus = t.p[from] == '+';

	for (i = *end = from; i < t.n; i++) {
		if (is_digit(t.p[i])) {
			if (blanks > 0 && digits >= PHONE_DIGITS &&
			    (blanks > 1 ||
				(mobile && digits == CHINESE_MOBILE)))
				break;
			digits++;
			if (digits == 1)
				mobile = !plus && t.p[i] == '1';
			blanks = 0;
			*end = i + 1;
		} else if (t.p[i] == ' ')
			blanks++;
		else if (memchr("-.()", t.p[i], 4) == NULL &&
		    !(t.p[i] == '+' && i == from))
			break;
	}
	return digits;
}

/* Whether it is a number, and its digits, without those of its extension, are as many as
 * one has. */
static bool
is_number(struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool good = crm_phone_norm(&b, t);
	const char *x = good ? memchr(b.data, 'x', b.len) : NULL;
	size_t n = x != NULL ? (size_t)(x - b.data) : b.len, i, digits = 0;

	for (i = 0; i < n; i++)
		digits += is_digit(b.data[i]);
	crm_buf_free(&b);
	return good && digits <= PHONE_DIGITS_MAX;
}

bool
card_find_phone(struct crm_text t, struct crm_text *out)
{
	size_t i, end;
	bool good = false;

	for (i = 0; i < t.n && !good; i++) {
		if (!is_digit(t.p[i]) && t.p[i] != '+' && t.p[i] != '(')
			continue;
		if (i > 0 && (is_letter(t.p[i - 1]) || is_digit(t.p[i - 1])))
			continue;
		if (scan(t, i, &end) < PHONE_DIGITS)
			continue;
		end = extension(t, end);
		if (end < t.n && is_letter(t.p[end]))
			continue;
		*out = (struct crm_text){ t.p + i, end - i };
		good = is_number(*out);
	}
	return good;
}
