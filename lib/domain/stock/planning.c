/* The arithmetic of planning and of stock analysis. */
#include <crm/base/date.h>
#include <crm/base/number.h>
#include <crm/domain/planning.h>

#include <math.h>

int64_t
crm_promise_day(int64_t today, int64_t free, const struct crm_incoming *in,
    size_t n, int64_t quantity)
{
	size_t i;

	if (free >= quantity)
		return today;
	for (i = 0; i < n; i++)
		if ((free += in[i].quantity) >= quantity)
			return in[i].day > today ? in[i].day : today;
	return CRM_DATE_MIN;
}

/* ---- reorder point ---- */

double
crm_need_sigma(const struct crm_need *n)
{
	return sqrt(n->days * n->deviation * n->deviation +
	    n->mean * n->mean * n->days_deviation * n->days_deviation);
}

double
crm_safety_stock(const struct crm_need *n, double z)
{
	return z * crm_need_sigma(n);
}

double
crm_reorder_point(const struct crm_need *n, double z)
{
	return n->mean * n->days + crm_safety_stock(n, z);
}

double
crm_economic_lot(double year, double order, double holding)
{
	return holding > 0 ? sqrt(2 * year * order / holding) : 0;
}

/* ---- an order ---- */

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

bool
crm_is_time(const struct crm_order_ask *a)
{
	return (a->min > 0 || a->max > 0 || a->demand ||
		   (a->limits && a->projected < 0)) &&
	    a->projected <= larger(a->min, a->reorder_point);
}

int64_t
crm_order_quantity(const struct crm_order_ask *a)
{
	int64_t lacks = larger(a->max, a->reorder_point) - a->projected;

	if (!crm_is_time(a) || lacks <= 0)
		return 0;
	lacks = larger(lacks, a->least);
	if (a->pack > 0 && lacks % a->pack != 0)
		lacks += a->pack - lacks % a->pack;
	return lacks;
}

int64_t
crm_run_out(int64_t from, double have, double daily)
{
	double days;

	if (daily <= 0)
		return CRM_DATE_MAX;
	days = have > 0 ? floor(have / daily + 1e-9) : 0;
	return days < (double)(CRM_DATE_MAX - from) ? from + (int64_t)days
						    : CRM_DATE_MAX;
}

double
crm_usable(int64_t from, double have, const struct crm_incoming *expires,
    size_t n, double daily)
{
	double used = 0, quantity, room;
	size_t i;

	for (i = 0; i < n; i++) {
		quantity = (double)expires[i].quantity / CRM_WHOLE;
		have -= quantity;
		room = daily * (double)(expires[i].day - from + 1) - used;
		if (room > 0)
			used += quantity < room ? quantity : room;
	}
	return used + have;
}

double
crm_demand(double history, double without_deals, double deals)
{
	return history > without_deals + deals ? history
					       : without_deals + deals;
}

/* ---- analysis ---- */

char
crm_abc(double share_before)
{
	const double a = 0.80, b = 0.95;

	return share_before < a ? 'A' : share_before < b ? 'B' : 'C';
}

double
crm_mean(const double *x, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += x[i];
	return n > 0 ? sum / (double)n : 0;
}

double
crm_deviation(const double *x, size_t n)
{
	double mean = crm_mean(x, n), sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += (x[i] - mean) * (x[i] - mean);
	return n > 0 ? sqrt(sum / (double)n) : 0;
}

double
crm_variation(const double *x, size_t n)
{
	double mean = crm_mean(x, n);

	return mean > 0 ? crm_deviation(x, n) / mean : 0;
}

char
crm_xyz(double variation)
{
	const double x = 0.5, y = 1.0;

	return variation < x ? 'X' : variation < y ? 'Y' : 'Z';
}
