/* Hashes of texts, a word of eight bytes a step. */
#include <crm/base/hash.h>

#include <endian.h>
#include <string.h>

enum { WORD = sizeof(uint64_t), HALF = WORD / 2, BITS = 8 };

/* Bytes from the lowest on, which is the same on every machine. */
static uint64_t
half_word(const unsigned char *p)
{
	uint32_t x;

	memcpy(&x, p, sizeof x);
	return le32toh(x);
}

static uint64_t
whole_word(const unsigned char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof x);
	return le64toh(x);
}

/* The last 1 to 8 of n bytes, those before `rest` passed over: loads that go
 * back over bytes which were taken cost less than a loop. */
static uint64_t
last_word(const unsigned char *rest, size_t n, size_t left)
{
	const unsigned char *end = rest + left;
	uint64_t x = 0;

	if (n >= WORD)
		return whole_word(end - WORD) >> BITS * (WORD - left);
	if (n >= HALF)
		return half_word(rest) |
		    half_word(end - HALF) >> BITS * (WORD - n) << HALF * BITS;
	while (end > rest)
		x = x << BITS | *--end;
	return x;
}

uint64_t
crm_mix_text(uint64_t h, struct crm_text t)
{
	const unsigned char *p = (const unsigned char *)t.p;
	size_t n = t.n;

	for (h = crm_mix(h, n); n > WORD; n -= WORD, p += WORD)
		h = crm_mix(h, whole_word(p));
	return n == 0 ? h : crm_mix(h, last_word(p, t.n, n));
}
