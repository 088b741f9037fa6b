/* How wrong forecasts were, in the measures that people compare by. */
#include <crm/report/series.h>

#include <math.h>

void
crm_errors_add(struct crm_errors *e, double came, double said)
{
	double off = said - came, both = fabs(said) + fabs(came);

	e->n++;
	e->sum += off;
	e->size += fabs(off);
	e->squares += off * off;
	e->values += fabs(came);
	/* Both nothing: right. */
	e->even += both > 0 ? 2 * fabs(off) / both : 0;
	/* Of nothing nothing is a part. */
	e->parts += came == 0 ? NAN : fabs(off / came);
}

struct crm_error_figures
crm_errors_figures(const struct crm_errors *e)
{
	double n = (double)e->n;

	return (struct crm_error_figures){
		.mean = e->sum / n,
		.size = e->size / n,
		.root = sqrt(e->squares / n),
		.bias = e->values > 0 ? e->sum / e->values : NAN,
		.wape = e->values > 0 ? e->size / e->values : NAN,
		.mape = e->parts / n,
		.smape = e->even / n,
	};
}

double
crm_naive_error(const double *y, size_t n, size_t period)
{
	double sum = 0;
	size_t i;

	if (n <= period)
		return 0;
	for (i = period; i < n; i++)
		sum += fabs(y[i] - y[i - period]);
	return sum / (double)(n - period);
}

double
crm_naive_root(const double *y, size_t n, size_t period)
{
	double sum = 0;
	size_t i;

	if (n <= period)
		return 0;
	for (i = period; i < n; i++)
		sum += (y[i] - y[i - period]) * (y[i] - y[i - period]);
	return sqrt(sum / (double)(n - period));
}
