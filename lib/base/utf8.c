/* UTF-8: what is valid, and its characters. */
#include <crm/base/text.h>

#include <stdint.h>
#include <string.h>

enum { REPLACEMENT = 0xFFFD };

static bool
is_tail(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* Whether three bytes, of which the first says so, are a character: its tails
 * are such, and it is neither overlong nor a surrogate. */
static bool
is_three(const unsigned char *p)
{
	uint32_t c = (uint32_t)p[0] << 16 | (uint32_t)p[1] << 8 | p[2];

	return (c & 0xC0C0) == 0x8080 && c >= 0xE0A080 &&
	    (c < 0xEDA080 || c > 0xEDBFBF);
}

/* Bytes of the valid character of two to four bytes at p, or 0. */
static inline size_t
multibyte(const char *s, const char *end)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t left = (size_t)(end - s);

	/* Three first: Chinese has no others. */
	if ((p[0] & 0xF0) == 0xE0)
		return left >= 3 && is_three(p) ? 3 : 0;
	if (p[0] < 0xC2 || p[0] > 0xF4 || left < 2 || !is_tail(p[1]))
		return 0;
	if (p[0] < 0xE0)
		return 2;
	if (left < 4 || !is_tail(p[2]) || !is_tail(p[3]) ||
	    (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))
		return 0;
	return 4;
}

/* The first byte from p on that is not ASCII, or end. */
static const char *
skip_ascii(const char *p, const char *end)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t word;

	for (; (size_t)(end - p) >= sizeof word; p += sizeof word) {
		memcpy(&word, p, sizeof word);
		if ((word & high) != 0)
			break;
	}
	while (p < end && (unsigned char)*p < 0x80)
		p++;
	return p;
}

size_t
crm_utf8_valid(struct crm_text t)
{
	const char *p = t.p, *end = t.p + t.n;
	size_t n;

	/* Characters of several bytes come in runs. */
	while ((p = skip_ascii(p, end)) < end)
		for (; p < end && (unsigned char)*p >= 0x80; p += n)
			if ((n = multibyte(p, end)) == 0)
				return (size_t)(p - t.p);
	return t.n;
}

unsigned
crm_utf8_next(const char **s, const char *end)
{
	const unsigned char *p = (const unsigned char *)*s;
	size_t n;

	if (p[0] < 0x80) {
		*s += 1;
		return p[0];
	}
	n = multibyte(*s, end);
	*s += n == 0 ? 1 : n;
	switch (n) {
	case 2:
		return (p[0] & 0x1Fu) << 6 | (p[1] & 0x3Fu);
	case 3:
		return (p[0] & 0x0Fu) << 12 | (p[1] & 0x3Fu) << 6 |
		    (p[2] & 0x3Fu);
	case 4:
		return (p[0] & 0x07u) << 18 | (p[1] & 0x3Fu) << 12 |
		    (p[2] & 0x3Fu) << 6 | (p[3] & 0x3Fu);
	default:
		return REPLACEMENT;
	}
}

size_t
crm_utf8_size(const char *p, const char *end)
{
	return multibyte(p, end);
}
