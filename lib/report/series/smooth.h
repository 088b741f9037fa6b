/* A step of exponential smoothing, for the loops that take it a million times. */
#ifndef CRM_REPORT_SMOOTH_H
#define CRM_REPORT_SMOOTH_H

#include <crm/report/series.h>

static inline double
smooth_add(const struct crm_smooth *s, double base, double index)
{
	return s->season == CRM_MULTIPLIED ? base * index : base + index;
}

/* Takes in a value; gives what was forecast of it. */
static inline double
smooth_next(struct crm_smooth *s, double y)
{
	double trend = s->phi * s->trend, base = s->level + trend;
	double index = s->season == CRM_NO_SEASON ? 0 : s->index[s->at];
	double seen = s->season == CRM_MULTIPLIED ? y / index : y - index;
	double level = base + s->alpha * (seen - base);

	s->trend = s->beta * (level - s->level) + (1 - s->beta) * trend;
	s->level = level;
	if (s->season == CRM_NO_SEASON)
		return base;
	seen = s->season == CRM_MULTIPLIED ? y / base : y - base;
	s->index[s->at] = index + s->gamma * (seen - index);
	s->at = s->at + 1 == s->period ? 0 : s->at + 1;
	return smooth_add(s, base, index);
}

/* crm_smooth that gives up where the sum has passed `bound`, and gives what it was
 * then. */
double
smooth_within(struct crm_smooth *s, const double *y, size_t n, double bound);

#endif
