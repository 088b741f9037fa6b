/*
 * Seals: sums by which a change that was not made here shows.
 *
 * The seal of a record is the sum of a hash of each value that is stored of it,
 * users' fields among them; not of its version and of whether it is deleted,
 * which the log has.  That of a batch is the sum over what it says of itself
 * and over each line that it wrote into the log.  They are sums so that a
 * change needs the changed values alone, and a column that comes empty changes
 * none.  What is wrong before a change is as wrong behind it.
 *
 * They prove against other programs and their mistakes, and not against who
 * makes seals, too.
 */
#include "internal.h"

#include <string.h>

enum { WORD = sizeof(uint64_t), BITS = 8 };

/* One step of a hash: every bit of x reaches the upper half, which comes back
 * down. */
static uint64_t
mix(uint64_t h, uint64_t x)
{
	h = (h ^ x) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ (h >> 32);
}

/* The same on every machine: bytes from the lowest on. */
static uint64_t
word(const unsigned char *p, size_t n)
{
	uint64_t x = 0;
	size_t i;

	for (i = 0; i < n; i++)
		x |= (uint64_t)p[i] << (BITS * i);
	return x;
}

/* The same of a whole one, which compilers know to be a single load. */
static uint64_t
whole_word(const unsigned char *p)
{
	return (uint64_t)p[0] | (uint64_t)p[1] << 8 | (uint64_t)p[2] << 16 |
	    (uint64_t)p[3] << 24 | (uint64_t)p[4] << 32 | (uint64_t)p[5] << 40 |
	    (uint64_t)p[6] << 48 | (uint64_t)p[7] << 56;
}

static uint64_t
mix_text(uint64_t h, struct crm_text t)
{
	const unsigned char *p = (const unsigned char *)t.p;
	size_t n = t.n;

	for (h = mix(h, n); n >= WORD; n -= WORD, p += WORD)
		h = mix(h, whole_word(p));
	return mix(h, word(p, n));
}

static uint64_t
mix_value(uint64_t h, struct crm_value v)
{
	h = mix(h, v.kind);
	if (v.kind == CRM_STR)
		return mix_text(h, v.t);
	return v.kind == CRM_INT ? mix(h, (uint64_t)v.i) : h;
}

/* So few bits that the sum of two is no more than an engine can add. */
static int64_t
cut(uint64_t h)
{
	return (int64_t)(h & CRM_SEAL_MASK);
}

int64_t
seal_add(int64_t a, int64_t b)
{
	return cut((uint64_t)a + (uint64_t)b);
}

int64_t
seal_less(int64_t a, int64_t b)
{
	return cut((uint64_t)a - (uint64_t)b);
}

bool
seal_has(const struct crm_entity *e, size_t field)
{
	const struct crm_field *f = e->field[field];

	return (int)field != e->deleted &&
	    (is_column(f) || (f->flags & CRM_F_CUSTOM) != 0);
}

int64_t
seal_value(const struct crm_field *f, struct crm_value v)
{
	uint64_t h;

	if (v.kind == CRM_NULL)
		return 0;
	h = f->flags & CRM_F_CUSTOM ? mix(1, (uint64_t)f->custom_id)
				    : mix_text(0, crm_text_of(f->name));
	return cut(mix_value(h, v));
}

int64_t
seal_born(int64_t id, int64_t born)
{
	return cut(mix(mix(mix(2, (uint64_t)id), (uint64_t)born), 0));
}

int64_t
seal_line(const char *table, const struct crm_value *v, size_t n)
{
	uint64_t h = mix_text(3, crm_text_of(table));
	size_t i;

	for (i = 0; i < n; i++)
		h = mix_value(h, v[i]);
	return cut(mix(h, n));
}

void
seal_note(
    struct crm_store *s, const char *table, const struct crm_value *v, size_t n)
{
	s->tx.seal = seal_add(s->tx.seal, seal_line(table, v, n));
}
