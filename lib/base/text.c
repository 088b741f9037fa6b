/* Slices of text: comparing, trimming, and how far apart two words are. */
#include <crm/base/text.h>

#include <stdint.h>
#include <string.h>

enum {
	NO_BREAK_SPACE_LEN = 2, /* U+00A0: C2 A0 */
	WIDE_SPACE_LEN = 3,     /* U+3000: E3 80 80 */
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

void
crm_buf_int(struct crm_buf *b, int64_t v)
{
	char digits[CRM_INT_SIZE];
	struct crm_text t = crm_int_text(v, digits);

	crm_buf_add(b, t.p, t.n);
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
