/* How often figures of a size are met: bins of one round width, as columns. */
#include <math.h>

#include "chart.h"

enum { BINS = 12 };

static const char *
bin_label(const struct scene *s, const struct plot *p, const struct scale *x,
    size_t i)
{
	return crm_sprintf(s->arena, "%s–%s",
	    short_text(s, p, scale_tick(x, i)),
	    short_text(s, p, scale_tick(x, i + 1)));
}

bool
draw_histogram(struct scene *s, const struct plot *p)
{
	struct plot bins = { .kind = CHART_COLUMNS,
		.unit = { .chinese = p->unit.chinese },
		.series = 1,
		.name = p->name };
	double low, high;
	struct scale x;

	plot_range(p, false, &low, &high);
	x = scale_make(low, high, false, BINS);
	bins.n = scale_ticks(&x) - 1;
	bins.label = crm_alloc_n(s->arena, bins.n, sizeof *bins.label);
	bins.value = crm_alloc_n(s->arena, bins.n, sizeof *bins.value);
	for (size_t i = 0; i < bins.n; i++)
		bins.label[i] = bin_label(s, p, &x, i);
	for (size_t i = 0; i < p->n; i++) {
		double at = floor((p->value[i] - x.low) / x.step);

		if (!isnan(at)) /* the largest of all belongs to the last */
			bins.value[(size_t)fmin(at, (double)bins.n - 1)]++;
	}
	return draw_columns(s, &bins);
}
