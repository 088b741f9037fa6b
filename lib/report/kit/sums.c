/* Sums, rates and rows that all reports share. */
#include "kit.h"

#include <stdlib.h>

/* DOMAIN: an estimated rate under this many cases is marked. */
enum { LOW_N = 20 };

/* Shares are rounded to 0.01 %. */
enum { SHARE_STEPS = 10000, STEP = CRM_WHOLE / SHARE_STEPS };

enum crm_status
add_money(int64_t *sum, int64_t v, struct crm_err *err)
{
	if (!__builtin_add_overflow(*sum, v, sum))
		return CRM_OK;
	return crm_fail(err, CRM_FAIL, "sum overflows");
}

struct crm_value
percent(int64_t n, int64_t of)
{
	if (of == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(
	    STEP * crm_div_round((__int128)n * SHARE_STEPS, of));
}

void
shares_note(const struct crm_sink *sink)
{
	sink->note(sink->ctx,
	    crm_tr(
		"shares are blank where a sum is below zero: parts then make "
		"up no whole"));
}

void
interval_note(const struct crm_sink *sink)
{
	sink->note(sink->ctx,
	    crm_tr(
		"shares have no interval: they are parts of a sum, no rates of "
		"counts"));
}

struct crm_value
low_n(int64_t n)
{
	return n < LOW_N ? crm_value_text(CRM_TEXT(N_("low n")))
			 : CRM_VALUE_NULL;
}

void
numbers_add(struct numbers *d, struct crm_arena *a, int64_t v)
{
	d->v = crm_grow(a, d->v, d->n, &d->cap, sizeof *d->v);
	d->v[d->n++] = v;
}

void
numbers_sort(struct numbers *d)
{
	if (d->n > 0)
		qsort(d->v, d->n, sizeof *d->v, crm_by_int64);
}

struct crm_value
numbers_median(const struct numbers *d)
{
	if (d->n == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(
	    (d->v[(d->n - 1) / 2] + d->v[d->n / 2]) * (CRM_WHOLE / 2));
}

struct crm_value
numbers_rank(const struct numbers *d, int percent_of)
{
	enum { HUNDRED = 100 };
	size_t at;

	if (d->n == 0)
		return CRM_VALUE_NULL;
	at = (d->n * (size_t)percent_of + HUNDRED - 1) / HUNDRED;
	return crm_value_int(d->v[at == 0 ? 0 : at - 1]);
}

struct crm_value
mean_of(__int128 sum, int64_t n)
{
	enum { HUNDRED = 100, HUNDREDTH = CRM_WHOLE / HUNDRED };

	return n == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(HUNDREDTH * crm_div_round(sum * HUNDRED, n));
}

struct crm_value
numbers_mean(const struct numbers *d)
{
	__int128 sum = 0;
	size_t i;

	for (i = 0; i < d->n; i++)
		sum += d->v[i];
	return mean_of(sum, (int64_t)d->n);
}

void
numbers_merge(
    struct numbers *d, struct crm_arena *a, const struct numbers *from)
{
	size_t i;

	for (i = 0; i < from->n; i++)
		numbers_add(d, a, from->v[i]);
}

int64_t
whole_root(__int128 v)
{
	int64_t low = 0, high = INT64_C(1) << 62, middle;

	while (low < high) {
		middle = low + (high - low + 1) / 2;
		if ((__int128)middle * middle <= v)
			low = middle;
		else
			high = middle - 1;
	}
	return low;
}

/* (k + z^2/2 +- z sqrt(k (n - k) / n + z^2/4)) / (n + z^2) with z = 1.96, all in
 * millionths. */
void
wilson(int64_t k, int64_t n, struct crm_value *low, struct crm_value *high)
{
	enum { Z2 = 3841600 /* 1.96 squared */, QUARTER = 4, HALF = 2 };
	__int128 whole = CRM_WHOLE, under, half, middle;
	int64_t of, a, b;

	*low = *high = CRM_VALUE_NULL;
	if (n <= 0 || k < 0 || k > n)
		return;
	under = (__int128)k * (n - k) * whole / n + Z2 / QUARTER;
	half = whole_root(under * Z2);
	middle = (__int128)k * whole + Z2 / HALF;
	of = n * CRM_WHOLE + Z2;
	a = crm_div_round((middle - half) * SHARE_STEPS, of) * STEP;
	b = crm_div_round((middle + half) * SHARE_STEPS, of) * STEP;
	*low = crm_value_int(a < 0 ? 0 : a);
	*high = crm_value_int(b > CRM_WHOLE ? CRM_WHOLE : b);
}
