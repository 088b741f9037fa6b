/* The largest categories and series of a plot; the others are one, the rest. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "chart.h"

#include <crm/base/tr.h>

struct weight {
	double size;
	size_t i;
};

static int
by_size(const void *a, const void *b)
{
	const struct weight *x = a, *y = b;

	if (x->size != y->size)
		return x->size < y->size ? 1 : -1;
	return x->i < y->i ? -1 : 1;
}

static double
size_of(const struct plot *p, size_t i, size_t k)
{
	double v = p->value[i * p->series + k];

	return isnan(v) ? 0 : fabs(v);
}

/* Marks the `most` largest of n; one more behind them is none. */
static bool *
largest(struct weight *w, size_t n, size_t most, struct crm_arena *a)
{
	bool *kept = crm_alloc_n(a, n + 1, sizeof *kept);

	qsort(w, n, sizeof *w, by_size);
	for (size_t i = 0; i < most; i++)
		kept[w[i].i] = true;
	return kept;
}

static const char *
rest_name(struct crm_arena *a, size_t n)
{
	return crm_sprintf(a, crm_tr("Rest (%zu)"), n);
}

static void
add_up(double *to, double v)
{
	if (!isnan(v))
		*to = (isnan(*to) ? 0 : *to) + v;
}

/* What is not kept goes to `rest`, which is behind them, or away. */
static void
pack_categories(
    struct plot *p, const bool *kept, size_t n, bool adds, struct crm_arena *a)
{
	double *value = crm_alloc_n(a, (n + 1) * p->series, sizeof *value);
	const char **label = crm_alloc_n(a, n + 1, sizeof *label);
	size_t at = 0;

	for (size_t k = 0; k < p->series; k++)
		value[n * p->series + k] = NAN;
	for (size_t i = 0; i < p->n; i++) {
		for (size_t k = 0; k < p->series; k++) {
			double v = p->value[i * p->series + k];

			if (kept[i])
				value[at * p->series + k] = v;
			else
				add_up(&value[n * p->series + k], v);
		}
		if (kept[i])
			label[at++] = p->label[i];
	}
	label[n] = rest_name(a, p->n - n);
	p->rest = adds;
	p->n = adds ? n + 1 : n;
	p->label = label;
	p->value = value;
}

static void
reduce_categories(struct plot *p, struct crm_arena *a, bool adds)
{
	size_t n = p->n - p->rest;
	struct weight *w = crm_alloc_n(a, n + 1, sizeof *w);

	if (n <= CHART_CATEGORIES)
		return;
	for (size_t i = 0; i < n; i++) {
		w[i].i = i;
		for (size_t k = 0; k < p->series; k++)
			w[i].size += size_of(p, i, k);
	}
	if (!adds)
		plot_note(p,
		    crm_sprintf(a,
			crm_tr("the %d largest of %zu; the others do not add "
			       "up and are not drawn"),
			CHART_CATEGORIES, n));
	/* A rest that is there already is not kept: it goes into the new one. */
	pack_categories(
	    p, largest(w, n, CHART_CATEGORIES, a), CHART_CATEGORIES, adds, a);
}

static void
reduce_series(struct plot *p, struct crm_arena *a, bool adds)
{
	size_t n = p->kind == CHART_SPARKS ? CHART_CATEGORIES : CHART_SERIES;
	size_t had = p->series, at;
	struct weight *w = crm_alloc_n(a, had, sizeof *w);
	const char **name = crm_alloc_n(a, n + 1, sizeof *name);
	double *value = crm_alloc_n(a, p->n * (n + 1), sizeof *value);
	size_t to = adds ? n + 1 : n;
	bool *kept;

	for (size_t k = 0; k < had; k++) {
		w[k].i = k;
		for (size_t i = 0; i < p->n; i++)
			w[k].size += size_of(p, i, k);
	}
	kept = largest(w, had, n, a);
	for (size_t i = 0; i < p->n; i++) {
		if (adds)
			value[i * to + n] = NAN;
		at = 0;
		for (size_t k = 0; k < had; k++) {
			double v = p->value[i * had + k];

			if (kept[k])
				value[i * to + at++] = v;
			else if (adds)
				add_up(&value[i * to + n], v);
		}
	}
	at = 0;
	for (size_t k = 0; k < had; k++)
		if (kept[k])
			name[at++] = p->name[k];
	name[n] = rest_name(a, had - n);
	if (!adds)
		plot_note(p,
		    crm_sprintf(a,
			crm_tr("the %d largest of %zu; the others do not add "
			       "up and are not drawn"),
			(int)n, had));
	p->name = name;
	p->series = to;
	p->rest_series = adds;
	p->value = value;
}

void
plot_reduce(struct plot *p, struct crm_arena *a, bool adds, bool ordered)
{
	if (!ordered)
		reduce_categories(p, a, adds);
	if (p->series >
	    (p->kind == CHART_SPARKS ? CHART_CATEGORIES : CHART_SERIES))
		reduce_series(p, a, adds);
}
