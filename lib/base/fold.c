/*
 * Folded copies of text, by which names are compared, and squeezed ones, by
 * which headers are.  How many blanks stand between two words, and which, is how
 * somebody typed: folded they are one.  Those around a text pad it: folded they are
 * none.
 */
#include <crm/base/text.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* What utf8proc_NFKC_Casefold asks for. */
#define FOLD_OPTIONS \
	((utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE | \
	    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE))

enum {
	FOLD_STACK = 512, /* code points folded without malloc */
	HAN_LEN = 3,
};

/* Eight ASCII characters at once: in each byte, 0x80 stands where a capital is,
 * and a quarter of it is what makes it small.  False where one is no ASCII. */
static bool
lower_word(char *to, const char *p)
{
	const uint64_t each = UINT64_C(0x0101010101010101), high = each * 0x80;
	uint64_t w, capital;

	memcpy(&w, p, sizeof w);
	if ((w & high) != 0)
		return false;
	capital = (w + each * (0x80 - 'A')) & ~(w + each * (0x7F - 'Z')) & high;
	w |= capital >> 2;
	memcpy(to, &w, sizeof w);
	return true;
}

/* Lowers the ASCII that p begins with into `to`; gives its length. */
static size_t
lower_ascii(char *to, const char *p, size_t n)
{
	const size_t word = sizeof(uint64_t);
	size_t i = 0;

	while (n - i >= word && lower_word(to + i, p + i))
		i += word;
	/* What is shorter than a word is the end of the last one. */
	if (n >= word && n - i < word &&
	    lower_word(to + n - word, p + n - word))
		return n;
	for (; i < n && (unsigned char)p[i] < 0x80; i++) {
		unsigned char c = (unsigned char)p[i];

		to[i] = (char)(c | ((unsigned char)(c - 'A') < 26 ? 32 : 0));
	}
	return i;
}

/* U+4E00..U+9FFF: they fold to themselves and compose with nothing. */
static bool
is_han(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;

	return n >= HAN_LEN && p[0] >= 0xE4 && p[0] <= 0xE9 &&
	    (p[0] > 0xE4 || p[1] >= 0xB8) && (p[1] & 0xC0) == 0x80 &&
	    (p[2] & 0xC0) == 0x80;
}

/*
 * Folds the ASCII and Han that t begins with into `to`, which has room for
 * t.n bytes; gives how many bytes it did.
 */
static size_t
fold_plain(char *to, struct crm_text t)
{
	size_t i = 0, n;

	while (i < t.n) {
		i += lower_ascii(to + i, t.p + i, t.n - i);
		for (n = 0; is_han(t.p + i + n, t.n - i - n); n += HAN_LEN)
			continue;
		if (n == 0)
			break;
		memcpy(to + i, t.p + i, n);
		i += n;
	}
	return i;
}

/* Start of the last character of t. */
static size_t
step_back(struct crm_text t)
{
	size_t i = t.n;

	while (i > 0 && ((unsigned char)t.p[--i] & 0xC0) == 0x80)
		continue;
	return i;
}

/* Appends t folded by utf8proc; false where it cannot be. */
static bool
fold_any(struct crm_buf *out, struct crm_text t)
{
	utf8proc_int32_t stack[FOLD_STACK + 1], *points = stack;
	const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)t.p;
	utf8proc_ssize_t n, len = (utf8proc_ssize_t)t.n;

	n = utf8proc_decompose(p, len, points, FOLD_STACK, FOLD_OPTIONS);
	if (n > FOLD_STACK) {
		points = calloc((size_t)n + 1, sizeof *points);
		if (points == NULL)
			return false;
		n = utf8proc_decompose(p, len, points, n, FOLD_OPTIONS);
	}
	if (n >= 0)
		n = utf8proc_reencode(points, n, FOLD_OPTIONS);
	if (n >= 0)
		crm_buf_add(out, points, (size_t)n);
	if (points != stack)
		free(points);
	return n >= 0;
}

/* Blanks that utf8proc leaves as they are: tabs and ends of lines. */
static bool
is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* A control character, or two blanks side by side, among the eight bytes at p. */
static bool
odd_word(const char *p)
{
	const uint64_t each = UINT64_C(0x0101010101010101), high = each * 0x80;
	uint64_t w, low, blank;

	memcpy(&w, p, sizeof w);
	low = w & ~high;
	blank = (high - (low ^ each * ' ')) & ~w;
	return (((blank & blank << 8) | (~w & ~(low + each * (0x80 - ' ')))) &
		   high) != 0;
}

/* Whether blanks may have to be made one; words overlap by a byte, so that each
 * pair of neighbours is in one. */
static bool
odd_blanks(const char *p, size_t n)
{
	const size_t word = sizeof(uint64_t);
	size_t i;

	for (i = 0; n - i >= word; i += word - 1)
		if (odd_word(p + i))
			return true;
	if (n >= word)
		return odd_word(p + n - word);
	for (i = 0; i < n; i++)
		if ((unsigned char)p[i] < ' ' ||
		    (p[i] == ' ' && i > 0 && p[i - 1] == ' '))
			return true;
	return false;
}

/* Makes each run of blanks one; gives the length that is left. */
static size_t
join_blanks(char *p, size_t n)
{
	size_t i, kept = 0;

	if (!odd_blanks(p, n))
		return n;
	for (i = 0; i < n; i++) {
		if (!is_blank(p[i]))
			p[kept++] = p[i];
		else if (kept == 0 || p[kept - 1] != ' ')
			p[kept++] = ' ';
	}
	return kept;
}

/* Folds t behind what is in `out`, blanks as they are. */
static void
fold_text(struct crm_buf *out, struct crm_text t)
{
	size_t start = out->len, done;
	char *to = crm_buf_room(out, t.n);
	struct crm_text rest;

	if (t.n == 0) {
		*to = '\0';
		return;
	}
	done = fold_plain(to, t);
	if (done < t.n) {
		/* A mark may belong to the character before it. */
		done = step_back((struct crm_text){ t.p, done });
	}
	rest = (struct crm_text){ t.p + done, t.n - done };
	out->len += done;
	out->data[out->len] = '\0';
	if (rest.n == 0)
		return;
	if (crm_utf8_valid(rest) == rest.n && fold_any(out, rest))
		return;
	out->len = start;
	crm_buf_add(out, t.p, t.n);
}

/* Takes off the blank before a text whose runs of them are one, and that behind it;
 * gives the length that is left. */
static size_t
trim_blanks(char *p, size_t n)
{
	if (n > 0 && p[n - 1] == ' ')
		n--;
	if (n > 0 && p[0] == ' ')
		memmove(p, p + 1, --n);
	return n;
}

void
crm_fold_part(struct crm_buf *out, struct crm_text t)
{
	size_t start = out->len;

	fold_text(out, t);
	out->len = start + join_blanks(out->data + start, out->len - start);
	out->data[out->len] = '\0';
}

void
crm_fold(struct crm_buf *out, struct crm_text t)
{
	size_t start = out->len;

	crm_fold_part(out, t);
	out->len = start + trim_blanks(out->data + start, out->len - start);
	out->data[out->len] = '\0';
}

struct crm_text
crm_fold_part_dup(struct crm_arena *a, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_fold_part(&b, t);
	t = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

struct crm_text
crm_fold_dup(struct crm_arena *a, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	char *p = crm_strndup(a, t.p, t.n);

	if (fold_plain(p, t) == t.n) {
		t.n = trim_blanks(p, join_blanks(p, t.n));
		p[t.n] = '\0';
		return (struct crm_text){ p, t.n };
	}
	crm_fold(&b, t);
	t = (struct crm_text){ crm_strndup(a, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

/* Whether a character of a folded label tells it from others. */
static bool
tells(unsigned c)
{
	if (c < 0x80) {
		return (c | 0x20) - 'a' < 26 || c - '0' < 10 ||
		    (c > ' ' && c < 0x7F && strchr("+<=>^`|~", (int)c));
	}
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_PC:
	case UTF8PROC_CATEGORY_PD:
	case UTF8PROC_CATEGORY_PS:
	case UTF8PROC_CATEGORY_PE:
	case UTF8PROC_CATEGORY_PI:
	case UTF8PROC_CATEGORY_PF:
	case UTF8PROC_CATEGORY_PO:
	case UTF8PROC_CATEGORY_SC:
	case UTF8PROC_CATEGORY_ZS:
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
	case UTF8PROC_CATEGORY_CC:
		return false;
	default:
		return true;
	}
}

void
crm_squeeze(struct crm_buf *out, struct crm_text t)
{
	size_t start = out->len, n;
	const char *p, *from, *end;
	char *to;

	crm_fold(out, t);
	to = out->data + start;
	end = out->data + out->len;
	for (p = to; p < end;) {
		from = p;
		if (!tells(crm_utf8_next(&p, end)))
			continue;
		n = (size_t)(p - from);
		memmove(to, from, n);
		to += n;
	}
	*to = '\0';
	out->len = (size_t)(to - out->data);
}
