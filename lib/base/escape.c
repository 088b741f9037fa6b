/* Text as a message or a table may show it. */
#include <crm/base/text.h>

#include <string.h>

enum { WIDE_SPACE = 0x3000, QUOTE_COLUMNS = 60 };

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
	return crm_utf8_size(p, end);
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
		while (n > 0 && ((unsigned char)b.data[n] & 0xC0) == 0x80)
			n--;
	}
	memcpy(out, b.data, n);
	out[n] = '\0';
	if (n < all.n)
		memcpy(out + n, more, sizeof more);
	crm_buf_free(&b);
	return out;
}
