/* Which dimensions of a table tell its rows apart. */
#include <stdlib.h>
#include <string.h>

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

/* Names before ids: an id says no more where names tell rows apart. */
static void
names_first(struct draft *d)
{
	size_t *by = crm_alloc_n(d->a, d->bys + 1, sizeof *by), n = 0;

	for (int ids = 0; ids < 2; ids++)
		for (size_t i = 0; i < d->bys; i++) {
			enum crm_type type = d->w->column[d->by[i]].type;

			if ((type == CRM_T_ID || type == CRM_T_REF) == ids)
				by[n++] = d->by[i];
		}
	memcpy(d->by, by, n * sizeof *by);
}

static bool
is_of_date(const struct draft *d, size_t i, const char *date)
{
	const char *of = d->w->column[d->by[i]].date;

	return of != NULL && date != NULL && strcmp(of, date) == 0;
}

/* Brings the dimension at `from` to the place `to` before it. */
static void
bring(struct draft *d, size_t from, size_t to)
{
	size_t by = d->by[from];

	memmove(d->by + to + 1, d->by + to, (from - to) * sizeof *d->by);
	d->by[to] = by;
}

/* Periods of one date are together, the finest first: it says what the others say. */
static void
nest_periods(struct draft *d)
{
	for (size_t i = 0; i < d->bys; i++) {
		const char *date = d->w->column[d->by[i]].date;

		for (size_t k = i + 1, end = i + 1; k < d->bys; k++) {
			size_t to = end;

			if (!is_of_date(d, k, date))
				continue;
			while (to > i &&
			    d->w->column[d->by[to - 1]].days >
				d->w->column[d->by[k]].days)
				to--;
			bring(d, k, to);
			end++;
		}
		while (i + 1 < d->bys && is_of_date(d, i + 1, date))
			i++;
	}
}

void
draft_drop(struct draft *d)
{
	size_t kept = 0, told = 1, first;

	names_first(d);
	nest_periods(d);
	first = d->by[0];

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

/* What is along an axis for its own order: numbers, then times. */
static int
rank_of(const struct crm_column *c)
{
	if (c->type == CRM_T_INT || c->type == CRM_T_DECIMAL ||
	    c->type == CRM_T_MONEY)
		return 2;
	return c->role == CRM_ROLE_TIME;
}

void
draft_order(struct draft *d)
{
	const char *date;
	size_t best = 0;

	for (size_t i = 1; i < d->bys; i++)
		if (rank_of(&d->w->column[d->by[i]]) >
		    rank_of(&d->w->column[d->by[best]]))
			best = i;
	d->along = 1;
	if (d->bys == 0)
		return;
	bring(d, best, 0);
	date = d->w->column[d->by[0]].date;
	for (size_t i = 1; i < d->bys; i++)
		if (is_of_date(d, i, date))
			bring(d, i, d->along++);
}

bool
draft_is_parted(const struct draft *d)
{
	return d->bys > d->along;
}

bool
draft_in_order(const struct draft *d)
{
	const struct crm_column *c;

	if (d->list || d->bys == 0)
		return false;
	c = &d->w->column[d->by[0]];
	return c->role == CRM_ROLE_TIME || c->type == CRM_T_INT ||
	    c->type == CRM_T_DECIMAL || c->type == CRM_T_MONEY;
}
