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

#include <crm/base/hash.h>

/* The kind is behind the value: one step tells a number from a text, and brings
 * the last byte, which the step before has in few bits, to all. */
static uint64_t
mix_value(uint64_t h, const struct crm_value *v)
{
	if (v->kind == CRM_STR)
		h = crm_mix_text(h, v->t);
	else if (v->kind == CRM_INT)
		h = crm_mix(h, (uint64_t)v->i);
	return crm_mix(h, v->kind);
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

uint64_t
seal_seed(const struct crm_field *f)
{
	return f->flags & CRM_F_CUSTOM ? crm_mix(1, (uint64_t)f->custom_id)
				       : crm_mix_text(0, crm_text_of(f->name));
}

int64_t
seal_value(uint64_t seed, const struct crm_value *v)
{
	return v->kind == CRM_NULL ? 0 : cut(mix_value(seed, v));
}

int64_t
seal_fields(const struct crm_record *r, const uint64_t *seed, const int *field,
    size_t n)
{
	uint64_t sum = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		const struct crm_value *v = &r->v[field[i]];

		if (v->kind != CRM_NULL)
			sum += mix_value(seed[field[i]], v);
	}
	return cut(sum);
}

int64_t
seal_born(int64_t id, int64_t born)
{
	return cut(
	    crm_mix(crm_mix(crm_mix(2, (uint64_t)id), (uint64_t)born), 0));
}

int64_t
seal_line(const char *table, const struct crm_value *v, size_t n)
{
	uint64_t h = crm_mix_text(3, crm_text_of(table));
	size_t i;

	for (i = 0; i < n; i++)
		h = mix_value(h, &v[i]);
	return cut(crm_mix(h, n));
}

void
seal_note(
    struct crm_store *s, const char *table, const struct crm_value *v, size_t n)
{
	s->tx.seal = seal_add(s->tx.seal, seal_line(table, v, n));
}
