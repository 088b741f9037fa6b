/* Seasons by classical decomposition, whether there is one, and how much of it is
 * more than noise. */
#include <crm/report/series.h>

#include <assert.h>
#include <math.h>

/* The mean over a season whose middle is value i; an even one has half of the
 * values at both ends. */
static double
middle_of(const double *y, size_t i, size_t period)
{
	size_t half = period / 2, k;
	double sum = 0;

	for (k = i - half; k <= i + half; k++)
		sum += y[k];
	if (period % 2 == 0)
		sum -= (y[i - half] + y[i + half]) / 2;
	return sum / (double)period;
}

static void
even_out(double *index, size_t period, enum crm_season season)
{
	double mean = 0;
	size_t i;

	for (i = 0; i < period; i++)
		mean += index[i] / (double)period;
	for (i = 0; i < period; i++)
		if (season == CRM_ADDED)
			index[i] -= mean;
		else if (mean > 0)
			index[i] /= mean;
}

void
crm_season_index(const double *y, size_t n, size_t period,
    enum crm_season season, struct crm_arena *a, double *index)
{
	size_t *met = crm_alloc_n(a, period, sizeof *met), half = period / 2, i;

	assert(period > 0);
	for (i = 0; i < period; i++)
		index[i] = 0;
	for (i = half; i + half < n; i++) {
		double trend = middle_of(y, i, period);

		index[i % period] += season == CRM_ADDED ? y[i] - trend
							 : y[i] / trend;
		met[i % period]++;
	}
	for (i = 0; i < period; i++)
		if (met[i] > 0)
			index[i] /= (double)met[i];
	even_out(index, period, season);
}

/* The variance that an index has by chance: that of the values of one place around
 * it, all places together, by how often a place was met.  INFINITY where none was
 * met twice: nothing is known of it. */
static double
noise_of(const double *y, size_t n, size_t period, const double *index)
{
	size_t half = period / 2, met = n - 2 * half, i;
	double squares = 0, off;

	if (met <= period)
		return INFINITY;
	for (i = half; i + half < n; i++) {
		off = y[i] / middle_of(y, i, period) - index[i % period];
		squares += off * off;
	}
	return squares / (double)(met - period) * (double)period / (double)met;
}

void
crm_season_shrink(const double *y, size_t n, size_t period, double *index)
{
	double noise = noise_of(y, n, period, index), spread = 0, sure;
	size_t k;

	for (k = 0; k < period; k++)
		spread += (index[k] - 1) * (index[k] - 1);
	spread /= (double)(period - 1);
	sure = spread > noise ? 1 - noise / spread : 0;
	for (k = 0; k < period; k++)
		index[k] = 1 + sure * (index[k] - 1);
}

/* How values k apart go together. */
static double
correlation(const double *y, size_t n, double mean, size_t k)
{
	double with = 0, all = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		all += (y[i] - mean) * (y[i] - mean);
		if (i >= k)
			with += (y[i] - mean) * (y[i - k] - mean);
	}
	return all > 0 ? with / all : 0;
}

bool
crm_has_season(const double *y, size_t n, size_t period)
{
	const double nine_in_ten = 1.6448536269514722; /* two-sided, normal */
	double mean = 0, chance = 1, r;
	size_t i;

	if (period < 2 || n <= 2 * period)
		return false;
	for (i = 0; i < n; i++)
		mean += y[i] / (double)n;
	for (i = 1; i < period; i++) {
		r = correlation(y, n, mean, i);
		chance += 2 * r * r;
	}
	return fabs(correlation(y, n, mean, period)) >
	    nine_in_ten * sqrt(chance / (double)n);
}
