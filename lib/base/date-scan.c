/* A place in a text of a date, and what is read from there on. */
#include "date-scan.h"

#include <string.h>

enum { TOLD_APART = 8 }; /* digits: as many as a compact date has */

int
scan_digits(struct scan *s, int *v)
{
	int n = 0;

	for (*v = 0; scan_digit(s); s->p++, n++) {
		if (n < TOLD_APART)
			*v = *v * 10 + (*s->p - '0');
	}
	return n;
}

bool
scan_take(struct scan *s, char c)
{
	if (s->p == s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

bool
scan_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(s->end - s->p) < n || strncasecmp(s->p, word, n) != 0)
		return false;
	s->p += n;
	return true;
}

bool
scan_blanks(struct scan *s)
{
	const char *from = s->p;

	while (scan_take(s, ' ') || scan_take(s, '\t') ||
	    scan_word(s, "\u00A0") || scan_word(s, "\u202F") ||
	    scan_word(s, "\u3000"))
		continue;
	return s->p > from;
}

int
scan_two(const char *p)
{
	unsigned a = (unsigned)(p[0] - '0'), b = (unsigned)(p[1] - '0');

	return a < 10 && b < 10 ? (int)(a * 10 + b) : -1;
}
