/* Whether a text is one of some words, both squeezed. */
#include "internal.h"

#include <string.h>

enum {
	HAN_LEN = 3, /* bytes of a character from U+4000 to U+9FFF */
};

static bool
slow_means(struct crm_text squeezed, struct crm_text word)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool same;

	crm_squeeze(&b, word);
	same = crm_text_eq(squeezed, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
	return same;
}

/* Characters of ASCII that crm_squeeze keeps. */
static bool
is_kept(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
	    (c != '\0' && strchr("+<=>^`|~", c) != NULL);
}

/* Whether a Han character begins at p; squeezing leaves it as it is. */
static bool
is_han(const char *p, size_t n)
{
	unsigned char c = (unsigned char)*p;

	return c >= 0xE4 && c <= 0xE9 && n >= HAN_LEN;
}

/*
 * Squeezes as it goes, for nearly every word differs within its first
 * characters; what is neither ASCII nor Han takes the long way.
 */
static bool
means(struct crm_text squeezed, struct crm_text word)
{
	const char *s = squeezed.p, *end = s + squeezed.n;
	size_t i = 0;

	while (i < word.n) {
		char c = word.p[i];

		if (is_han(word.p + i, word.n - i)) {
			if (end - s < HAN_LEN ||
			    memcmp(s, word.p + i, HAN_LEN) != 0)
				return false;
			s += HAN_LEN;
			i += HAN_LEN;
			continue;
		}
		if ((unsigned char)c >= 0x80)
			return slow_means(squeezed, word);
		i++;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if (!is_kept((unsigned char)c))
			continue;
		if (s == end || *s++ != c)
			return false;
	}
	return s == end;
}

bool
word_means(struct crm_text squeezed, const char *word)
{
	return word != NULL && means(squeezed, crm_text_of(word));
}

bool
list_means(struct crm_text squeezed, const char *list)
{
	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, "|");

		if (means(squeezed, (struct crm_text){ list, n }))
			return true;
		list += n + (list[n] == '|');
	}
	return false;
}

bool
crm_header_is(struct crm_text header, const char *list)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool is;

	crm_squeeze(&b, header);
	is = b.len > 0 && list_means((struct crm_text){ b.data, b.len }, list);
	crm_buf_free(&b);
	return is;
}
