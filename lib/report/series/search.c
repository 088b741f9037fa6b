/* The simplex of Nelder and Mead, kept within bounds. */
#include <crm/report/series.h>

#include <math.h>
#include <string.h>

enum { STEPS = 300 };

/* Corners are in the order of what they come to, the best first. */
struct simplex {
	double (*f)(const void *ctx, const double *x);
	const void *ctx;
	size_t n;
	const double *low, *high;
	double at[CRM_SEARCH_MOST + 1][CRM_SEARCH_MOST];
	double value[CRM_SEARCH_MOST + 1];
	double middle[CRM_SEARCH_MOST]; /* of all corners but the worst */
};

static void
settle(struct simplex *s, size_t corner)
{
	double x[CRM_SEARCH_MOST], v = s->value[corner];
	size_t i = corner;

	memcpy(x, s->at[corner], sizeof x);
	for (; i > 0 && s->value[i - 1] > v; i--) {
		memcpy(s->at[i], s->at[i - 1], sizeof x);
		s->value[i] = s->value[i - 1];
	}
	memcpy(s->at[i], x, sizeof x);
	s->value[i] = v;
}

static double
bounded(const struct simplex *s, size_t i, double x)
{
	return fmin(fmax(x, s->low[i]), s->high[i]);
}

static void
begin(struct simplex *s, const double *x)
{
	const double first = 0.15;
	size_t i, k;

	for (k = 0; k <= s->n; k++) {
		for (i = 0; i < s->n; i++)
			s->at[k][i] = x[i];
		if (k > 0) {
			double step = first * (s->high[k - 1] - s->low[k - 1]);

			i = k - 1;
			s->at[k][i] = x[i] + step <= s->high[i] ? x[i] + step
								: x[i] - step;
		}
		s->value[k] = s->f(s->ctx, s->at[k]);
		settle(s, k);
	}
}

/* A corner on the line from the worst through the middle. */
static double
try_at(const struct simplex *s, double how_far, double *x)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		x[i] = bounded(s, i,
		    s->middle[i] + how_far * (s->middle[i] - s->at[s->n][i]));
	return s->f(s->ctx, x);
}

static void
replace(struct simplex *s, const double *x, double value)
{
	memcpy(s->at[s->n], x, s->n * sizeof *x);
	s->value[s->n] = value;
	settle(s, s->n);
}

static void
shrink(struct simplex *s)
{
	size_t i, k;

	for (k = 1; k <= s->n; k++) {
		for (i = 0; i < s->n; i++)
			s->at[k][i] = (s->at[k][i] + s->at[0][i]) / 2;
		s->value[k] = s->f(s->ctx, s->at[k]);
	}
	for (k = 1; k <= s->n; k++)
		settle(s, k);
}

static void
step(struct simplex *s)
{
	double x[CRM_SEARCH_MOST], further[CRM_SEARCH_MOST], v, w;
	size_t i, k;

	for (i = 0; i < s->n; i++) {
		s->middle[i] = 0;
		for (k = 0; k < s->n; k++)
			s->middle[i] += s->at[k][i] / (double)s->n;
	}
	v = try_at(s, 1, x);
	if (v < s->value[0]) {
		w = try_at(s, 2, further);
		replace(s, w < v ? further : x, w < v ? w : v);
	} else if (v < s->value[s->n - 1]) {
		replace(s, x, v);
	} else {
		w = try_at(s, v < s->value[s->n] ? 0.5 : -0.5, further);
		if (w < v && w < s->value[s->n])
			replace(s, further, w);
		else
			shrink(s);
	}
}

double
crm_search(double (*f)(const void *ctx, const double *x), const void *ctx,
    size_t n, const double *low, const double *high, double *x)
{
	const double near = 1e-6;
	struct simplex s = {
		.f = f, .ctx = ctx, .n = n, .low = low, .high = high
	};
	int i;

	begin(&s, x);
	for (i = 0; i < STEPS &&
	     s.value[n] - s.value[0] > near * (fabs(s.value[0]) + near);
	     i++)
		step(&s);
	memcpy(x, s.at[0], n * sizeof *x);
	return s.value[0];
}
