/* Exponential smoothing: the state goes over the values once. */
#include "smooth.h"

double
crm_smooth(struct crm_smooth *s, const double *y, size_t n)
{
	double squares = 0, error;
	size_t i;

	for (i = 0; i < n; i++) {
		error = y[i] - smooth_next(s, y[i]);
		squares += error * error;
	}
	return squares;
}

void
crm_smooth_ahead(const struct crm_smooth *s, size_t h, double *out)
{
	double base = s->level, trend = s->trend;
	size_t i;

	for (i = 0; i < h; i++) {
		trend *= s->phi;
		base += trend;
		out[i] = smooth_add(s, base,
		    s->season == CRM_NO_SEASON
			? 0
			: s->index[(s->at + i) % s->period]);
	}
}
