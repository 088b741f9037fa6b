/* Likeness of names: Jaro (1989), Winkler (1990). */
#include <crm/base/text.h>

#include <stdint.h>

enum {
	CHARS = 64, /* bits of a mask */
	PREFIX_MAX = 4,
};

#define PREFIX_BONUS 0.1

static unsigned
decode(unsigned to[CHARS], struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;
	unsigned n = 0;

	while (p < end && n < CHARS)
		to[n++] = (unsigned char)*p < 0x80 ? (unsigned char)*p++
						   : crm_utf8_next(&p, end);
	return n;
}

/* Characters of a that b has too, not farther away than `reach`; the masks
 * tell which ones of either. */
static unsigned
common(const unsigned *a, unsigned na, const unsigned *b, unsigned nb,
    unsigned reach, uint64_t *in_a, uint64_t *in_b)
{
	unsigned n = 0, i, j;

	*in_a = *in_b = 0;
	for (i = 0; i < na; i++) {
		unsigned to = i + reach + 1 < nb ? i + reach + 1 : nb;

		for (j = i > reach ? i - reach : 0; j < to; j++) {
			if (a[i] != b[j] || (*in_b >> j & 1) != 0)
				continue;
			*in_a |= UINT64_C(1) << i;
			*in_b |= UINT64_C(1) << j;
			n++;
			break;
		}
	}
	return n;
}

/* How many of the common characters stand in another order. */
static unsigned
moved(const unsigned *a, uint64_t in_a, const unsigned *b, uint64_t in_b)
{
	unsigned n = 0;

	for (; in_a != 0; in_a &= in_a - 1, in_b &= in_b - 1)
		n += a[__builtin_ctzll(in_a)] != b[__builtin_ctzll(in_b)];
	return n;
}

double
crm_jaro_winkler(struct crm_text ta, struct crm_text tb)
{
	unsigned a[CHARS], b[CHARS], na, nb, longer, m, p = 0;
	uint64_t in_a, in_b;
	double jaro;

	if (crm_text_eq(ta, tb))
		return ta.n > 0 ? 1 : 0;
	na = decode(a, ta);
	nb = decode(b, tb);
	longer = na > nb ? na : nb;
	m = common(a, na, b, nb, longer < 4 ? 0 : longer / 2 - 1, &in_a, &in_b);
	if (m == 0)
		return 0;
	jaro = ((double)m / na + (double)m / nb +
		   (m - moved(a, in_a, b, in_b) / 2.0) / m) /
	    3;
	while (p < PREFIX_MAX && p < na && p < nb && a[p] == b[p])
		p++;
	return jaro + p * PREFIX_BONUS * (1 - jaro);
}
