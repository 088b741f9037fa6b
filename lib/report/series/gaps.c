/* Croston's method and its kin. */
#include <crm/report/series.h>

/* Size and interval, each smoothed where something came. */
static double
by_interval(const double *y, size_t n, double alpha)
{
	double size = 0, interval = 0, since = 0;
	bool met = false;
	size_t i;

	for (i = 0; i < n; i++) {
		since++;
		if (y[i] == 0)
			continue;
		size = met ? size + alpha * (y[i] - size) : y[i];
		interval = met ? interval + alpha * (since - interval) : since;
		met = true;
		since = 0;
	}
	return met ? size / interval : 0;
}

/* Size where something came, and in every period the chance that it does: so it
 * forgets what has stopped coming. */
static double
by_chance(const double *y, size_t n, double alpha, double beta)
{
	double size = 0, chance = 0;
	bool met = false;
	size_t i;

	for (i = 0; i < n; i++)
		chance += (y[i] != 0 ? 1 : 0) / (double)n;
	for (i = 0; i < n; i++) {
		chance += beta * ((y[i] != 0 ? 1 : 0) - chance);
		if (y[i] == 0)
			continue;
		size = met ? size + alpha * (y[i] - size) : y[i];
		met = true;
	}
	return size * chance;
}

double
crm_gaps(
    const double *y, size_t n, enum crm_gaps how, double alpha, double beta)
{
	if (how == CRM_TSB)
		return by_chance(y, n, alpha, beta);
	/* Syntetos and Boylan: a ratio of means is too large by about this. */
	return by_interval(y, n, alpha) * (how == CRM_SBA ? 1 - alpha / 2 : 1);
}
