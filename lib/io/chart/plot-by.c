/* Which dimensions of a table tell its rows apart. */
#include <stdlib.h>

#include "plot.h"

/* A hash of the cells of a row in the first n dimensions. */
static uint64_t
hash_of(const struct draft *d, const struct crm_value *cells, size_t n)
{
	const uint64_t prime = UINT64_C(0x100000001b3);
	uint64_t h = 0;

	for (size_t i = 0; i < n; i++) {
		const struct crm_value v = cells[d->by[i]];
		uint64_t x = v.kind == CRM_STR ? crm_text_hash(v.t)
		    : v.kind == CRM_INT        ? (uint64_t)v.i + 1
					       : 0;

		h = (h ^ x) * prime + (h >> 29);
	}
	return h;
}

static int
by_hash(const void *a, const void *b)
{
	const uint64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* How many different rows the first n dimensions tell. */
static size_t
count_distinct(const struct draft *d, size_t n)
{
	uint64_t *h = crm_alloc_n(d->a, d->n + 1, sizeof *h);
	size_t count = 0;

	for (size_t i = 0; i < d->n; i++)
		h[i] = hash_of(d, d->row[i], n);
	qsort(h, d->n, sizeof *h, by_hash);
	for (size_t i = 0; i < d->n; i++)
		count += i == 0 || h[i] != h[i - 1];
	return count;
}

void
draft_drop(struct draft *d)
{
	size_t kept = 0, first = d->by[0], told = 1;

	for (size_t i = 0; i < d->bys; i++) {
		size_t n;

		d->by[kept] = d->by[i];
		n = count_distinct(d, kept + 1);
		if (n > told) {
			told = n;
			kept++;
		}
	}
	/* All rows are of one kind: it still has a name. */
	if (kept == 0)
		d->by[kept++] = first;
	d->bys = kept;
}

void
draft_order(struct draft *d)
{
	for (size_t i = 1; i < d->bys; i++)
		if (d->w->column[d->by[i]].role == CRM_ROLE_TIME &&
		    d->w->column[d->by[0]].role != CRM_ROLE_TIME) {
			size_t time = d->by[i];

			d->by[i] = d->by[0];
			d->by[0] = time;
		}
}
