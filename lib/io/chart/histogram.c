/* How often figures of a size are met: bins of one round width, as columns. */
#include <math.h>

#include "chart.h"

#include <crm/base/tr.h>

enum { BINS = 12 };

static const char *
bin_label(
    const struct plot *p, const struct scale *x, size_t i, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	short_number(&b, scale_tick(x, i), &p->unit);
	crm_buf_str(&b, "–");
	short_number(&b, scale_tick(x, i + 1), &p->unit);
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

void
plot_bins(struct plot *p, struct crm_arena *a)
{
	double low, high, *count;
	const char **label;
	struct scale x;
	size_t n;

	plot_range(p, false, &low, &high);
	x = scale_make(low, high, false, BINS);
	n = scale_ticks(&x) - 1;
	label = crm_alloc_n(a, n, sizeof *label);
	count = crm_alloc_n(a, n, sizeof *count);
	for (size_t i = 0; i < n; i++)
		label[i] = bin_label(p, &x, i, a);
	for (size_t i = 0; i < p->n; i++) {
		double at = floor((p->value[i] - x.low) / x.step);

		if (!isnan(at)) /* the largest of all belongs to the last */
			count[(size_t)fmin(at, (double)n - 1)]++;
	}
	p->title = crm_sprintf(a, crm_tr("%s: how many rows"), p->title);
	p->n = n;
	p->label = label;
	p->value = count;
	p->unit.percent = false;
	p->in_order = true;
}
