/* Many numbers of which few differ: memory is for the different ones alone. */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

static void
add_times(struct counts *c, struct crm_arena *a, int64_t v, int64_t times)
{
	if (c->of.arena == NULL)
		groups_init(&c->of, a, sizeof(int64_t));
	*(int64_t *)groups_at(&c->of, crm_value_int(v)) += times;
	c->n += times;
	c->in_order = NULL;
}

static int64_t
times_of(const struct group *g)
{
	return *(const int64_t *)g->sums;
}

void
counts_add(struct counts *c, struct crm_arena *a, int64_t v)
{
	add_times(c, a, v, 1);
}

void
counts_merge(struct counts *c, struct crm_arena *a, const struct counts *from)
{
	size_t i;

	for (i = 0; i < from->of.n; i++)
		add_times(
		    c, a, from->of.all[i].key.i, times_of(&from->of.all[i]));
}

static int
by_number(const void *a, const void *b)
{
	const struct group *x = a, *y = b;

	return (x->key.i > y->key.i) - (x->key.i < y->key.i);
}

static void
put_in_order(struct counts *c)
{
	if (c->in_order != NULL)
		return;
	c->in_order = crm_alloc_n(c->of.arena, c->of.n, sizeof *c->in_order);
	memcpy(c->in_order, c->of.all, c->of.n * sizeof *c->in_order);
	qsort(c->in_order, c->of.n, sizeof *c->in_order, by_number);
}

/* The number at a place, from 0, of all in their order. */
static int64_t
number_at(struct counts *c, int64_t place)
{
	const struct group *g;

	put_in_order(c);
	for (g = c->in_order; place >= times_of(g); g++)
		place -= times_of(g);
	return g->key.i;
}

struct crm_value
counts_mean(const struct counts *c)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < c->of.n; i++)
		sum += c->of.all[i].key.i * times_of(&c->of.all[i]);
	return mean_of(sum, c->n);
}

struct crm_value
counts_median(struct counts *c)
{
	if (c->n == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(
	    (number_at(c, (c->n - 1) / 2) + number_at(c, c->n / 2)) *
	    (CRM_WHOLE / 2));
}

struct crm_value
counts_rank(struct counts *c, int percent_of)
{
	enum { HUNDRED = 100 };
	int64_t at;

	if (c->n == 0)
		return CRM_VALUE_NULL;
	at = (c->n * percent_of + HUNDRED - 1) / HUNDRED;
	return crm_value_int(number_at(c, at == 0 ? 0 : at - 1));
}
