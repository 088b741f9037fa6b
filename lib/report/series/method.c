/* The methods by name: which fit a series, and what each says of the next
 * periods. */
#include <crm/report/series.h>

#include <math.h>

const char *const crm_method_names[CRM_METHODS] = {
	[CRM_M_NAIVE] = "naive",
	[CRM_M_SEASONAL_NAIVE] = "seasonal_naive",
	[CRM_M_AVERAGE] = "moving_average",
	[CRM_M_SIMPLE] = "simple_smoothing",
	[CRM_M_HOLT] = "holt",
	[CRM_M_DAMPED] = "damped_holt",
	[CRM_M_WINTERS_ADD] = "holt_winters_add",
	[CRM_M_WINTERS_MUL] = "holt_winters_mul",
	[CRM_M_THETA] = "theta",
	[CRM_M_YEARLY] = "theta_of_seasons",
	[CRM_M_CROSTON] = "croston",
	[CRM_M_SBA] = "sba",
	[CRM_M_TSB] = "tsb",
	[CRM_M_COMBINED] = "combined",
};

/* ---- which fit ---- */

static double
smallest(const double *y, size_t n)
{
	double least = INFINITY;
	size_t i;

	for (i = 0; i < n; i++)
		least = fmin(least, y[i]);
	return least;
}

/* Methods for gaps are for series with some, which are never below 0. */
static bool
has_gaps(const double *y, size_t n)
{
	return smallest(y, n) == 0;
}

bool
crm_method_fits(enum crm_method m, const double *y, size_t n, size_t period)
{
	bool seasons = period > 1 && n >= CRM_LEARN_SEASONS * period;

	switch (m) {
	case CRM_M_SEASONAL_NAIVE:
	case CRM_M_WINTERS_ADD:
	case CRM_M_YEARLY:
		return seasons;
	case CRM_M_WINTERS_MUL:
		return seasons && smallest(y, n) > 0;
	case CRM_M_CROSTON:
	case CRM_M_SBA:
	case CRM_M_TSB:
		return has_gaps(y, n);
	case CRM_M_COMBINED:
	case CRM_METHODS:
		return false;
	case CRM_M_NAIVE:
	case CRM_M_AVERAGE:
	case CRM_M_SIMPLE:
	case CRM_M_HOLT:
	case CRM_M_DAMPED:
	case CRM_M_THETA:
		return n >= CRM_LEARN_VALUES;
	}
	return false;
}

/* ---- methods ---- */

double
crm_moving_average(const double *y, size_t n, size_t k)
{
	double sum = 0;
	size_t i;

	for (i = n - k; i < n; i++)
		sum += y[i];
	return sum / (double)k;
}

static void
level_off(double v, size_t h, double *out)
{
	size_t i;

	for (i = 0; i < h; i++)
		out[i] = v;
}

static void
repeat(const double *y, size_t n, size_t period, size_t h, double *out)
{
	size_t i;

	for (i = 0; i < h; i++)
		out[i] = y[n - period + i % period];
}

/* A series without its season, by which the methods that know none go; it is
 * given back behind them. */
struct bare {
	double *y;
	const double *index; /* NULL: it has none */
};

static struct bare
strip(const double *y, size_t n, size_t period, const double *index,
    struct crm_arena *a)
{
	const double nothing = 1e-4;
	struct bare b = { crm_alloc_n(a, n, sizeof *y), index };
	size_t i;

	if (index != NULL && smallest(index, period) < nothing)
		b.index = NULL;
	for (i = 0; i < n; i++)
		b.y[i] = b.index == NULL ? y[i] : y[i] / b.index[i % period];
	return b;
}

/* As Theta was published: the whole season where a test finds one. */
static struct bare
strip_tested(const double *y, size_t n, size_t period, struct crm_arena *a)
{
	double *index = NULL;

	if (smallest(y, n) > 0 && crm_has_season(y, n, period)) {
		index = crm_alloc_n(a, period, sizeof *index);
		crm_season_index(y, n, period, CRM_MULTIPLIED, a, index);
	}
	return strip(y, n, period, index, a);
}

/* As much of a season as is more than chance. */
static struct bare
strip_shrunk(const double *y, size_t n, size_t period, struct crm_arena *a)
{
	double *index = NULL;

	if (smallest(y, n) > 0 && period > 1 && n > 2 * period) {
		index = crm_alloc_n(a, period, sizeof *index);
		crm_season_index(y, n, period, CRM_MULTIPLIED, a, index);
		crm_season_shrink(y, n, period, index);
	}
	return strip(y, n, period, index, a);
}

static void
dress(const struct bare *b, size_t n, size_t period, size_t h, double *out)
{
	size_t i;

	for (i = 0; b->index != NULL && i < h; i++)
		out[i] *= b->index[(n + i) % period];
}

static double
slope(const double *y, size_t n)
{
	double middle = (double)(n - 1) / 2, xx = 0, xy = 0, x;
	size_t i;

	for (i = 0; i < n; i++) {
		x = (double)i - middle;
		xx += x * x;
		xy += x * y[i];
	}
	return xy / xx;
}

/* Simple smoothing with half the slope of the line through all values
 * (Assimakopoulos and Nikolopoulos 2000; Hyndman and Billah 2003): a line, of which
 * the next value is at 0. */
struct theta {
	double at, slope;
};

static struct theta
theta_of(const double *y, size_t n)
{
	struct crm_smooth s;
	double drift = slope(y, n) / 2;

	crm_fit_simple(y, n, &s);
	return (struct theta){ s.level +
		    drift * (1 - pow(1 - s.alpha, (double)n)) / s.alpha,
		drift };
}

void
crm_theta(const double *y, size_t n, size_t period, struct crm_arena *a,
    size_t h, double *out)
{
	struct bare b = strip_tested(y, n, period, a);
	struct theta t = theta_of(b.y, n);
	size_t i;

	for (i = 0; i < h; i++)
		out[i] = t.at + t.slope * (double)i;
	dress(&b, n, period, h, out);
}

/* Theta over the means of whole seasons, counted from the last value: what goes on
 * for years, months hide in their noise.  The mean of a season is in its middle.
 * By logarithms where there are any, as growth is by shares. */
static void
theta_of_seasons(const double *y, size_t n, size_t period, struct crm_arena *a,
    size_t h, double *out)
{
	struct bare b = strip_shrunk(y, n, period, a);
	size_t seasons = n / period, off = n % period, i;
	double *mean = crm_alloc_n(a, seasons, sizeof *mean);
	double middle = (double)(period - 1) / 2;
	bool grows = smallest(y, n) > 0;
	struct theta t;

	for (i = 0; i < seasons; i++) {
		mean[i] = crm_moving_average(
		    b.y, off + (i + 1) * period, period);
		if (grows)
			mean[i] = log(mean[i]);
	}
	t = theta_of(mean, seasons);
	for (i = 0; i < h; i++) {
		out[i] = t.at + t.slope * ((double)i - middle) / (double)period;
		if (grows)
			out[i] = exp(out[i]);
	}
	dress(&b, n, period, h, out);
}

static void
smoothed(enum crm_method m, const double *y, size_t n, size_t period,
    struct crm_arena *a, size_t h, double *out)
{
	struct bare b = strip_shrunk(y, n, period, a);
	struct crm_smooth s;

	if (m == CRM_M_SIMPLE)
		crm_fit_simple(b.y, n, &s);
	else
		crm_fit_trend(b.y, n, m == CRM_M_DAMPED, &s);
	crm_smooth_ahead(&s, h, out);
	dress(&b, n, period, h, out);
}

static void
winters(enum crm_season season, const double *y, size_t n, size_t period,
    struct crm_arena *a, size_t h, double *out)
{
	struct crm_smooth s;

	crm_fit_seasons(y, n, period, season, a, &s);
	crm_smooth_ahead(&s, h, out);
}

static void
ahead_with(enum crm_method m, const double *y, size_t n, size_t period,
    struct crm_arena *a, size_t h, double *out)
{
	enum { LAST = 3 };
	const double slow = 0.1;

	switch (m) {
	case CRM_M_NAIVE:
		level_off(y[n - 1], h, out);
		return;
	case CRM_M_SEASONAL_NAIVE:
		repeat(y, n, period, h, out);
		return;
	case CRM_M_AVERAGE:
		level_off(crm_moving_average(y, n, LAST), h, out);
		return;
	case CRM_M_SIMPLE:
	case CRM_M_HOLT:
	case CRM_M_DAMPED:
		smoothed(m, y, n, period, a, h, out);
		return;
	case CRM_M_WINTERS_ADD:
		winters(CRM_ADDED, y, n, period, a, h, out);
		return;
	case CRM_M_WINTERS_MUL:
		winters(CRM_MULTIPLIED, y, n, period, a, h, out);
		return;
	case CRM_M_THETA:
		crm_theta(y, n, period, a, h, out);
		return;
	case CRM_M_YEARLY:
		theta_of_seasons(y, n, period, a, h, out);
		return;
	case CRM_M_CROSTON:
		level_off(crm_gaps(y, n, CRM_CROSTON, slow, slow), h, out);
		return;
	case CRM_M_SBA:
		level_off(crm_gaps(y, n, CRM_SBA, slow, slow), h, out);
		return;
	case CRM_M_TSB:
		level_off(crm_gaps(y, n, CRM_TSB, slow, slow), h, out);
		return;
	case CRM_M_COMBINED:
	case CRM_METHODS:
		return;
	}
}

void
crm_method_ahead(enum crm_method m, const double *y, size_t n, size_t period,
    size_t h, double *out)
{
	struct crm_arena a = CRM_ARENA_INIT;
	bool positive = smallest(y, n) >= 0;
	size_t i;

	ahead_with(m, y, n, period, &a, h, out);
	for (i = 0; i < h; i++)
		if (positive && out[i] < 0)
			out[i] = 0;
	crm_arena_free(&a);
}
