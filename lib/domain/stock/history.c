/* Demand foretold from the days of a history. */
#include "history.h"

#include <crm/base/tr.h>
#include <crm/domain/planning.h>

/* A history is one of rare sales where on average more days than this go by
 * between two (Syntetos and Boylan). */
static const double rare = 1.32;
/* How fast sizes and chances follow what happens. */
static const double follow = 0.1;

static size_t
days_with_sales(const struct history *h)
{
	size_t i, n = 0;

	for (i = 0; i < h->n; i++)
		n += h->day[i] > 0;
	return n;
}

/* Begins from the means, so that a short history is no worse than these. */
static double
smoothed(const struct history *h, size_t sales)
{
	double size = 0, chance = (double)sales / (double)h->n;
	size_t i;

	for (i = 0; i < h->n; i++)
		size += h->day[i];
	size /= (double)sales;
	for (i = 0; i < h->n; i++) {
		if (h->day[i] > 0)
			size += follow * (h->day[i] - size);
		chance += follow * ((h->day[i] > 0) - chance);
	}
	return size * chance;
}

struct forecast
history_forecast(const struct history *h)
{
	struct forecast f = { 0, 0, N_("no history") };
	size_t sales = days_with_sales(h);

	if (sales == 0)
		return f;
	f.mean = crm_mean(h->day, h->n);
	f.deviation = crm_deviation(h->day, h->n);
	f.source = N_("history");
	if ((double)h->n / (double)sales >= rare) {
		f.mean = smoothed(h, sales);
		f.source = N_("rare sales");
	}
	return f;
}
