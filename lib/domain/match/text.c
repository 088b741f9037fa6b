/* Small text work of likeness: words, hashes, sounds. */
#include "match.h"

#include <string.h>

enum {
	HAN_FROM = 0x2E80,
	HAN_TO = 0xD7FF, /* with kana and hangul */
	LATIN_MARKS = 0xC0,
};

static bool
is_han_char(unsigned c)
{
	return (c >= HAN_FROM && c <= HAN_TO) || (c >= 0xF900 && c <= 0xFAFF) ||
	    (c >= 0x20000 && c <= 0x3FFFF);
}

bool
has_han(struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;

	while (p < end) {
		if ((unsigned char)*p < 0xE2)
			p++;
		else if (is_han_char(crm_utf8_next(&p, end)))
			return true;
	}
	return false;
}

/* Letters and digits; of other scripts all but what is punctuation. */
static bool
in_word(unsigned c)
{
	if (c < 0x80)
		return (c | 0x20) - 'a' < 26 || c - '0' < 10;
	return c >= LATIN_MARKS && c != 0xD7 && c != 0xF7 &&
	    !(c >= 0x2000 && c <= 0x2BFF) &&
	    !(c >= 0x3000 && c <= 0x303F && c != 0x3005 && c != 0x3007) &&
	    c != 0x30FB && !(c >= 0xFE10 && c <= 0xFE4F) && c < 0xFFFC;
}

size_t
split_words(struct crm_text t, struct crm_text *out, size_t room)
{
	const char *p = t.p, *end = p + t.n, *from, *start = NULL;
	size_t n = 0;

	while (p < end) {
		from = p;
		if (in_word(crm_utf8_next(&p, end))) {
			if (start == NULL)
				start = from;
			continue;
		}
		if (start != NULL && n + 1 < room) {
			out[n++] = (struct crm_text){ start,
				(size_t)(from - start) };
			start = NULL;
		}
	}
	if (start != NULL && n < room)
		out[n++] = (struct crm_text){ start, (size_t)(end - start) };
	return n;
}

struct crm_text
first_chars(struct crm_text t, size_t n)
{
	const char *p = t.p, *end = p + t.n;

	while (n-- > 0 && p < end)
		crm_utf8_next(&p, end);
	return (struct crm_text){ t.p, (size_t)(p - t.p) };
}

/* FNV-1a, and the last steps of splitmix64 for bits that are well spread. */
uint64_t
hash_text(uint64_t seed, struct crm_text t)
{
	uint64_t h = (UINT64_C(0xcbf29ce484222325) ^ seed) *
	    UINT64_C(0x100000001b3);
	size_t i;

	for (i = 0; i < t.n; i++)
		h = (h ^ (unsigned char)t.p[i]) * UINT64_C(0x100000001b3);
	h = (h ^ h >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	h = (h ^ h >> 27) * UINT64_C(0x94d049bb133111eb);
	return h ^ h >> 31;
}

/* Soundex (Russell 1918), with the first letter by its class where it has one:
 * Katharine and Catherine sound alike. */
struct crm_text
sound_of(struct crm_text t, char out[4])
{
	/*                          abcdefghijklmnopqrstuvwxyz */
	static const char codes[] = "01230120022455012623010202";
	char last = '0';
	size_t i, n = 0;

	for (i = 0; i < t.n && n < 4; i++) {
		unsigned char c = (unsigned char)t.p[i];
		char code;

		if ((unsigned)(c - 'a') >= 26)
			continue;
		code = codes[c - 'a'];
		if (n == 0)
			out[n++] = code == '0' ? 'a' : code;
		else if (code != '0' && code != last)
			out[n++] = code;
		if (c != 'h' && c != 'w')
			last = code;
	}
	return (struct crm_text){ out, n };
}
