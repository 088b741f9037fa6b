/* Base64. */
#include <crm/base/base64.h>

#include <string.h>

enum { GROUP = 3, LETTERS = 4, BITS = 6, MASK = 63 };

static const char letter[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
			     "abcdefghijklmnopqrstuvwxyz0123456789+/";

void
crm_base64(struct crm_buf *out, const void *p, size_t n)
{
	const unsigned char *from = p;

	for (size_t i = 0; i < n; i += GROUP) {
		size_t left = n - i;
		unsigned v = (unsigned)from[i] << 16 |
		    (left > 1 ? (unsigned)from[i + 1] << 8 : 0) |
		    (left > 2 ? from[i + 2] : 0);

		crm_buf_char(out, letter[v >> 18]);
		crm_buf_char(out, letter[v >> 12 & MASK]);
		crm_buf_char(out, left > 1 ? letter[v >> 6 & MASK] : '=');
		crm_buf_char(out, left > 2 ? letter[v & MASK] : '=');
	}
}

/* What a letter stands for, or -1. */
static int
value_of(char c)
{
	const char *at = c == '\0' ? NULL : strchr(letter, c);

	return at == NULL ? -1 : (int)(at - letter);
}

bool
crm_base64_read(struct crm_buf *out, struct crm_text t)
{
	size_t before = out->len, i, k, end = t.n;

	if (t.n % LETTERS != 0)
		return false;
	while (end > 0 && t.n - end < GROUP - 1 && t.p[end - 1] == '=')
		end--;
	crm_buf_str(out, "");
	for (i = 0; i < end; i += LETTERS) {
		size_t n = end - i < LETTERS ? end - i : LETTERS;
		unsigned v = 0;

		for (k = 0; k < LETTERS; k++) {
			int x = k < n ? value_of(t.p[i + k]) : 0;

			if (x < 0) {
				out->len = before;
				return false;
			}
			v = v << BITS | (unsigned)x;
		}
		for (k = 0; k + 1 < n; k++)
			crm_buf_char(out, (char)(v >> (16 - 8 * k) & 0xff));
	}
	return true;
}
