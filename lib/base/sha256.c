/* SHA-256 (FIPS 180-4), by which a file that was read before is known again. */
#include <crm/base/sha256.h>

#include <string.h>

enum { BLOCK = 64, LENGTH_AT = 56 };

/* The first 32 bits of the fractions of the cube roots of 64 primes. */
static const uint32_t round_key[64] = {
	0x428a2f98,
	0x71374491,
	0xb5c0fbcf,
	0xe9b5dba5,
	0x3956c25b,
	0x59f111f1,
	0x923f82a4,
	0xab1c5ed5,
	0xd807aa98,
	0x12835b01,
	0x243185be,
	0x550c7dc3,
	0x72be5d74,
	0x80deb1fe,
	0x9bdc06a7,
	0xc19bf174,
	0xe49b69c1,
	0xefbe4786,
	0x0fc19dc6,
	0x240ca1cc,
	0x2de92c6f,
	0x4a7484aa,
	0x5cb0a9dc,
	0x76f988da,
	0x983e5152,
	0xa831c66d,
	0xb00327c8,
	0xbf597fc7,
	0xc6e00bf3,
	0xd5a79147,
	0x06ca6351,
	0x14292967,
	0x27b70a85,
	0x2e1b2138,
	0x4d2c6dfc,
	0x53380d13,
	0x650a7354,
	0x766a0abb,
	0x81c2c92e,
	0x92722c85,
	0xa2bfe8a1,
	0xa81a664b,
	0xc24b8b70,
	0xc76c51a3,
	0xd192e819,
	0xd6990624,
	0xf40e3585,
	0x106aa070,
	0x19a4c116,
	0x1e376c08,
	0x2748774c,
	0x34b0bcb5,
	0x391c0cb3,
	0x4ed8aa4a,
	0x5b9cca4f,
	0x682e6ff3,
	0x748f82ee,
	0x78a5636f,
	0x84c87814,
	0x8cc70208,
	0x90befffa,
	0xa4506ceb,
	0xbef9a3f7,
	0xc67178f2,
};

static uint32_t
turn(uint32_t x, int n)
{
	return x >> n | x << (32 - n);
}

/* One round: `d` and `h` become what the names of the next begin and end with. */
static inline void
one(const uint32_t *a, const uint32_t *b, const uint32_t *c, uint32_t *d,
    const uint32_t *e, const uint32_t *f, const uint32_t *g, uint32_t *h,
    uint32_t key)
{
	uint32_t t = *h + key + (turn(*e, 6) ^ turn(*e, 11) ^ turn(*e, 25)) +
	    ((*e & *f) ^ (~*e & *g));

	*d += t;
	*h = t + (turn(*a, 2) ^ turn(*a, 13) ^ turn(*a, 22)) +
	    ((*a & *b) ^ (*a & *c) ^ (*b & *c));
}

/* Behind eight rounds each of the eight words has its place again: none is moved. */
static void
eight(uint32_t v[8], const uint32_t key[8])
{
	uint32_t a = v[0], b = v[1], c = v[2], d = v[3];
	uint32_t e = v[4], f = v[5], g = v[6], h = v[7];

	one(&a, &b, &c, &d, &e, &f, &g, &h, key[0]);
	one(&h, &a, &b, &c, &d, &e, &f, &g, key[1]);
	one(&g, &h, &a, &b, &c, &d, &e, &f, key[2]);
	one(&f, &g, &h, &a, &b, &c, &d, &e, key[3]);
	one(&e, &f, &g, &h, &a, &b, &c, &d, key[4]);
	one(&d, &e, &f, &g, &h, &a, &b, &c, key[5]);
	one(&c, &d, &e, &f, &g, &h, &a, &b, key[6]);
	one(&b, &c, &d, &e, &f, &g, &h, &a, key[7]);
	v[0] = a, v[1] = b, v[2] = c, v[3] = d;
	v[4] = e, v[5] = f, v[6] = g, v[7] = h;
}

static void
mix(uint32_t h[8], const unsigned char *p)
{
	uint32_t w[64], v[8], key[8];

	for (int i = 0; i < 16; i++, p += 4)
		w[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
		    (uint32_t)p[2] << 8 | p[3];
	for (int i = 16; i < 64; i++) {
		uint32_t a = w[i - 15], b = w[i - 2];

		w[i] = w[i - 16] + w[i - 7] +
		    (turn(a, 7) ^ turn(a, 18) ^ a >> 3) +
		    (turn(b, 17) ^ turn(b, 19) ^ b >> 10);
	}
	memcpy(v, h, sizeof v);
	for (int i = 0; i < 64; i += 8) {
		for (int k = 0; k < 8; k++)
			key[k] = round_key[i + k] + w[i + k];
		eight(v, key);
	}
	for (int i = 0; i < 8; i++)
		h[i] += v[i];
}

void
crm_sha256_init(struct crm_sha256 *s)
{
	/* Fractions of the square roots of the first eight primes. */
	static const uint32_t start[8] = {
		0x6a09e667,
		0xbb67ae85,
		0x3c6ef372,
		0xa54ff53a,
		0x510e527f,
		0x9b05688c,
		0x1f83d9ab,
		0x5be0cd19,
	};

	memcpy(s->h, start, sizeof start);
	s->total = 0;
}

void
crm_sha256_add(struct crm_sha256 *s, const void *data, size_t n)
{
	const unsigned char *p = data;
	size_t used = s->total % BLOCK;

	if (n == 0) /* data may be NULL */
		return;
	s->total += n;
	if (used > 0) {
		size_t take = n < BLOCK - used ? n : BLOCK - used;

		memcpy(s->block + used, p, take);
		if (used + take < BLOCK)
			return;
		mix(s->h, s->block);
		p += take;
		n -= take;
	}
	for (; n >= BLOCK; n -= BLOCK, p += BLOCK)
		mix(s->h, p);
	if (n > 0)
		memcpy(s->block, p, n);
}

void
crm_sha256_hex(struct crm_sha256 *s, char hex[65])
{
	static const char digit[] = "0123456789abcdef";
	static const unsigned char pad[BLOCK] = { 0x80 };
	uint64_t bits = s->total * 8;
	unsigned char length[8];
	size_t used = s->total % BLOCK;

	for (int i = 0; i < 8; i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	crm_sha256_add(s, pad,
	    used < LENGTH_AT ? LENGTH_AT - used : BLOCK + LENGTH_AT - used);
	crm_sha256_add(s, length, sizeof length);
	for (int i = 0; i < 64; i++)
		hex[i] = digit[s->h[i / 8] >> (28 - i % 8 * 4) & 15];
	hex[64] = '\0';
}
