/*
 * Slices of text: comparing, trimming, UTF-8, escaping, and how far apart two
 * words are.
 */
#include <crm/base/text.h>

#include <stdint.h>
#include <string.h>

enum {
	NO_BREAK_SPACE_LEN = 2, /* U+00A0: C2 A0 */
	WIDE_SPACE_LEN = 3,     /* U+3000: E3 80 80 */
	WIDE_SPACE = 0x3000,
	REPLACEMENT = 0xFFFD,
	QUOTE_COLUMNS = 60,
	WORD_MAX = 63,
};

struct crm_text
crm_text_of(const char *s)
{
	return s == NULL ? CRM_TEXT("") : (struct crm_text){ s, strlen(s) };
}

bool
crm_text_eq(struct crm_text a, struct crm_text b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
crm_text_is(struct crm_text a, const char *s)
{
	return crm_text_eq(a, crm_text_of(s));
}

struct crm_text
crm_int_text(int64_t v, char buf[CRM_INT_SIZE])
{
	size_t n = CRM_INT_SIZE;
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		buf[--n] = (char)('0' + u % 10);
	while ((u /= 10) != 0);
	if (v < 0)
		buf[--n] = '-';
	return (struct crm_text){ buf + n, CRM_INT_SIZE - n };
}

int
crm_text_cmp(struct crm_text a, struct crm_text b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (order != 0)
		return order;
	return (a.n > b.n) - (a.n < b.n);
}

/* FNV-1a; the multiplication moves up alone, so the upper bits come down. */
uint64_t
crm_text_hash(struct crm_text t)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < t.n; i++)
		h = (h ^ (unsigned char)t.p[i]) * UINT64_C(0x100000001b3);
	return h ^ h >> 29;
}

static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Bytes of the blank that t begins with, or 0. */
static size_t
blank_before(struct crm_text t)
{
	if (t.n == 0)
		return 0;
	if (is_blank(t.p[0]))
		return 1;
	if (t.n >= NO_BREAK_SPACE_LEN &&
	    memcmp(t.p, "\xC2\xA0", NO_BREAK_SPACE_LEN) == 0)
		return NO_BREAK_SPACE_LEN;
	if (t.n >= WIDE_SPACE_LEN &&
	    memcmp(t.p, "\xE3\x80\x80", WIDE_SPACE_LEN) == 0)
		return WIDE_SPACE_LEN;
	return 0;
}

/* The same for the blank that t ends with. */
static size_t
blank_behind(struct crm_text t)
{
	const char *end;

	if (t.n == 0)
		return 0;
	end = t.p + t.n;
	if (is_blank(end[-1]))
		return 1;
	if (t.n >= NO_BREAK_SPACE_LEN &&
	    memcmp(end - NO_BREAK_SPACE_LEN, "\xC2\xA0", NO_BREAK_SPACE_LEN) ==
		0)
		return NO_BREAK_SPACE_LEN;
	if (t.n >= WIDE_SPACE_LEN &&
	    memcmp(end - WIDE_SPACE_LEN, "\xE3\x80\x80", WIDE_SPACE_LEN) == 0)
		return WIDE_SPACE_LEN;
	return 0;
}

struct crm_text
crm_text_trim(struct crm_text t)
{
	size_t n;

	while ((n = blank_before(t)) > 0) {
		t.p += n;
		t.n -= n;
	}
	while ((n = blank_behind(t)) > 0)
		t.n -= n;
	return t;
}

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

static void
escape_byte(struct crm_buf *out, unsigned char c)
{
	static const char hex[] = "0123456789abcdef";
	char s[4] = { '\\', 'x', hex[c >> 4], hex[c & 15] };

	if (c == '\n')
		crm_buf_add(out, "\\n", 2);
	else if (c == '\t')
		crm_buf_add(out, "\\t", 2);
	else if (c == '\\')
		crm_buf_add(out, "\\\\", 2);
	else
		crm_buf_add(out, s, sizeof s);
}

/* Bytes of the character at p that can be shown as it is, or 0. */
static size_t
shown(const char *p, const char *end)
{
	unsigned char c = (unsigned char)*p;

	if (c < 0x80)
		return c >= ' ' && c != '\\' && c != 0x7F;
	if (c == 0xC2 && end - p > 1 && (unsigned char)p[1] < 0xA0)
		return 0; /* C1 controls: a terminal may obey them */
	return multibyte(p, end);
}

/* An ideographic space is a blank like any other to who reads Chinese. */
static bool
is_hidden(const char **p, const char *end)
{
	unsigned c = crm_utf8_next(p, end);

	return c != WIDE_SPACE && crm_is_unseen(c);
}

/* Embeddings, overrides and isolates turn what stands around them, and a table's
 * next column too: U+202A to U+202E, U+2066 to U+2069. */
static bool
turns_text(const char *p, size_t n)
{
	const unsigned char *u = (const unsigned char *)p;

	return n == 3 && u[0] == 0xE2 &&
	    ((u[1] == 0x80 && u[2] >= 0xAA && u[2] <= 0xAE) ||
		(u[1] == 0x81 && u[2] >= 0xA6 && u[2] <= 0xA9));
}

/* Appends t with what cannot be shown escaped; with what is not seen too, where
 * `hidden`. */
static void
escape(struct crm_buf *out, struct crm_text t, bool hidden)
{
	const char *p, *from, *end, *next;
	size_t n;

	if (t.n == 0)
		t = CRM_TEXT(""); /* its p may be NULL */
	p = from = t.p;
	end = p + t.n;
	crm_buf_room(out, t.n);
	while (p < end) {
		next = p;
		n = shown(p, end);
		if (n == 1 ||
		    (n > 1 && !turns_text(p, n) &&
			!(hidden && is_hidden(&next, end)))) {
			p += n;
			continue;
		}
		crm_buf_add(out, from, (size_t)(p - from));
		if (n > 1) {
			crm_buf_printf(out, "\\u%04x", crm_utf8_next(&p, end));
		} else {
			escape_byte(out, (unsigned char)*p++);
		}
		from = p;
	}
	crm_buf_add(out, from, (size_t)(end - from));
}

void
crm_escape(struct crm_buf *out, struct crm_text t)
{
	escape(out, t, false);
}

const char *
crm_quote(char out[CRM_QUOTE_SIZE], struct crm_text t)
{
	static const char more[] = "\xE2\x80\xA6"; /* … */
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text all;
	size_t n, got;

	if (t.n > CRM_QUOTE_SIZE)
		t.n = CRM_QUOTE_SIZE; /* far more than can be shown */
	escape(&b, t, true);
	all = (struct crm_text){ b.data, b.len };
	n = crm_width_prefix(all, QUOTE_COLUMNS, &got);
	if (n < all.n)
		n = crm_width_prefix(all, QUOTE_COLUMNS - 1, &got);
	if (n > CRM_QUOTE_SIZE - sizeof more) { /* a heap of marks */
		n = CRM_QUOTE_SIZE - sizeof more;
		while (n > 0 && is_tail((unsigned char)b.data[n]))
			n--;
	}
	memcpy(out, b.data, n);
	out[n] = '\0';
	if (n < all.n)
		memcpy(out + n, more, sizeof more);
	crm_buf_free(&b);
	return out;
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t
crm_distance(struct crm_text a, struct crm_text b)
{
	size_t rows[3][WORD_MAX + 1], *older = rows[0], *old = rows[1],
				      *row = rows[2], *spare;
	size_t i, j;

	if (a.n > WORD_MAX || b.n > WORD_MAX)
		return WORD_MAX + 1;
	for (j = 0; j <= b.n; j++)
		old[j] = older[j] = j;
	for (i = 1; i <= a.n; i++) {
		row[0] = i;
		for (j = 1; j <= b.n; j++) {
			row[j] = old[j - 1] + (a.p[i - 1] != b.p[j - 1]);
			row[j] = least(row[j], least(old[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] &&
			    a.p[i - 2] == b.p[j - 1])
				row[j] = least(row[j], older[j - 2] + 1);
		}
		spare = older;
		older = old;
		old = row;
		row = spare;
	}
	return old[b.n];
}
