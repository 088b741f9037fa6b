/* Demand foretold from the days of a history. */
#include "history.h"

#include <crm/base/tr.h>
#include <crm/domain/planning.h>

#include <math.h>

/* A history is one of rare sales where on average more days than this go by
 * between two (Syntetos and Boylan). */
static const double rare = 1.32;
/* How fast sizes and intervals follow what happens. */
static const double follow = 0.1;

static size_t
days_with_sales(const struct history *h)
{
	size_t i, n = 0;

	for (i = 0; i < h->n; i++)
		n += h->day[i] > 0;
	return n;
}

/* Croston: the sizes of sales, and the days from one to the next, each smoothed.  It
 * begins from the means, so that a short history is no worse than these.  Days without a
 * sale say nothing, whenever one asks, until they are more than there ever were between
 * two: then it fades with each interval in which nothing was sold. */
static double
smoothed(const struct history *h, size_t sales)
{
	double size = 0, interval = (double)h->n / (double)sales;
	double longest = 0, gap, since;
	size_t i, last = h->n;

	for (i = 0; i < h->n; i++)
		size += h->day[i];
	size /= (double)sales;
	for (i = 0; i < h->n; i++) {
		if (h->day[i] <= 0)
			continue;
		size += follow * (h->day[i] - size);
		gap = last < i ? (double)(i - last) : interval;
		interval += follow * (gap - interval);
		longest = fmax(longest, gap);
		last = i;
	}
	since = (double)(h->n - last) - longest;
	return size / interval *
	    (since > 0 ? pow(1 - follow, since / interval) : 1);
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
