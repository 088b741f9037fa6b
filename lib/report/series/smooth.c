/* Exponential smoothing: the state goes over the values once. */
#include "smooth.h"

#include <math.h>

/* A season of its own for each loop, and a state that nothing else points to:
 * then it stays in registers. */
static inline double
pass(struct crm_smooth *s, enum crm_season season, const double *y, size_t n,
    double bound)
{
	struct crm_smooth t = *s;
	double squares = 0, error;
	size_t i;

	t.season = season;
	for (i = 0; i < n && squares <= bound; i++) {
		error = y[i] - smooth_next(&t, y[i]);
		squares += error * error;
	}
	*s = t;
	return squares;
}

double
smooth_within(struct crm_smooth *s, const double *y, size_t n, double bound)
{
	switch (s->season) {
	case CRM_ADDED:
		return pass(s, CRM_ADDED, y, n, bound);
	case CRM_MULTIPLIED:
		return pass(s, CRM_MULTIPLIED, y, n, bound);
	case CRM_NO_SEASON:
		break;
	}
	return pass(s, CRM_NO_SEASON, y, n, bound);
}

double
crm_smooth(struct crm_smooth *s, const double *y, size_t n)
{
	return smooth_within(s, y, n, INFINITY);
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
