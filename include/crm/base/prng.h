/* Random numbers that a seed gives, the same on every machine: xoshiro256**
 * (Blackman and Vigna), seeded by splitmix64.  Not for secrets. */
#ifndef CRM_PRNG_H
#define CRM_PRNG_H

#include <stdint.h>

struct crm_prng {
	uint64_t s[4]; /* not all 0 */
};

static inline uint64_t
crm_splitmix(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static inline uint64_t
crm_rotate(uint64_t x, int by)
{
	return x << by | x >> (64 - by);
}

static inline uint64_t
crm_prng_next(struct crm_prng *p)
{
	uint64_t *s = p->s, out = crm_rotate(s[1] * 5, 7) * 9, t = s[1] << 17;

	s[2] ^= s[0];
	s[3] ^= s[1];
	s[1] ^= s[2];
	s[0] ^= s[3];
	s[2] ^= t;
	s[3] = crm_rotate(s[3], 45);
	return out;
}

/* That of a thing by its number: its numbers are the same whatever else there
 * is, and in whatever order. */
static inline struct crm_prng
crm_prng_of(uint64_t seed, uint64_t number)
{
	uint64_t state = seed;
	struct crm_prng p;
	int i;

	state = crm_splitmix(&state) ^ number;
	for (i = 0; i < 4; i++)
		p.s[i] = crm_splitmix(&state);
	return p;
}

#endif
