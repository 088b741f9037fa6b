/*
 * Parameters that make the squared errors one ahead small.  Without a season and
 * with added ones the forecasts are straight in the start (level and trend), so
 * for given parameters the best start is that of least squares; what is left to
 * search is alpha, beta, gamma, phi.
 */
#include "smooth.h"

#include <math.h>
#include <string.h>

static const double least = 1e-4, most = 0.9999;

/* ---- simple smoothing ---- */

struct values {
	const double *y;
	size_t n;
};

/* The squared errors with the best start for an alpha: an error is what it would
 * be from 0, less the start as far as it is remembered. */
static double
simple_at(const struct values *v, double alpha, double *start, double *end)
{
	double level = 0, left = 1, ee = 0, ec = 0, cc = 0, error;
	size_t i;

	for (i = 0; i < v->n; i++) {
		error = v->y[i] - level;
		ee += error * error;
		ec += error * left;
		cc += left * left;
		level += alpha * error;
		left *= 1 - alpha;
	}
	*start = ec / cc;
	*end = level + left * *start;
	return ee - ec * ec / cc;
}

/* Golden section between two neighbours of the best of a grid. */
static double
narrow(const struct values *v, double low, double high)
{
	enum { ROUNDS = 40 };
	const double part = 0.6180339887498949;
	double a = high - part * (high - low), b = low + part * (high - low);
	double unused[2];
	double fa = simple_at(v, a, &unused[0], &unused[1]);
	double fb = simple_at(v, b, &unused[0], &unused[1]);
	int i;

	for (i = 0; i < ROUNDS; i++)
		if (fa < fb) {
			high = b;
			b = a;
			fb = fa;
			a = high - part * (high - low);
			fa = simple_at(v, a, &unused[0], &unused[1]);
		} else {
			low = a;
			a = b;
			fa = fb;
			b = low + part * (high - low);
			fb = simple_at(v, b, &unused[0], &unused[1]);
		}
	return (low + high) / 2;
}

double
crm_fit_simple(const double *y, size_t n, struct crm_smooth *out)
{
	enum { GRID = 20 };
	const double wide = (most - least) / GRID;
	struct values v = { y, n };
	double best = INFINITY, at = least, alpha, sse, start, end;
	int i;

	for (i = 0; i <= GRID; i++) {
		alpha = least + i * wide;
		sse = simple_at(&v, alpha, &start, &end);
		if (sse < best) {
			best = sse;
			at = alpha;
		}
	}
	alpha = narrow(&v, fmax(least, at - wide), fmin(most, at + wide));
	sse = simple_at(&v, alpha, &start, &end);
	*out = (struct crm_smooth){
		.period = 1, .alpha = alpha, .phi = 1, .level = end
	};
	return sse;
}

/* ---- trend, and added seasons ---- */

struct straight {
	const double *y;
	size_t n, period;
	bool damped;
	const double *index; /* NULL: no season */
	double *now;         /* room for three while values pass */
};

enum { ALPHA, BETA, PHI, GAMMA, PARAMETERS };

static const double low[] = { 1e-4, 1e-4, 0.8, 1e-4 };
static const double high[] = { 0.9999, 0.9999, 0.98, 0.9999 };
static const double starts[][PARAMETERS] = { { 0.3, 0.1, 0.95, 0.1 },
	{ 0.7, 0.05, 0.9, 0.05 } };

static struct crm_smooth
state_at(const struct straight *t, const double *x, double *index)
{
	struct crm_smooth s = {
		.season = t->index == NULL ? CRM_NO_SEASON : CRM_ADDED,
		.period = t->period,
		.alpha = x[ALPHA],
		.beta = x[BETA],
		.phi = t->damped ? x[PHI] : 1,
		.gamma = t->index == NULL ? 0 : x[GAMMA],
		.index = index,
	};

	if (t->index != NULL)
		memset(index, 0, t->period * sizeof *index);
	return s;
}

/* For least squares: errors from a start of 0, and what a level and a trend to
 * start with forecast by themselves, of nothing. */
struct sums {
	double ee, el, et, ll, lt, tt;
	double level, trend; /* the best start */
};

static void
best_start(struct sums *q)
{
	const double flat = 1e-12;
	double det = q->ll * q->tt - q->lt * q->lt;

	q->level = q->ll > 0 ? q->el / q->ll : 0;
	q->trend = 0;
	if (det <= flat * q->ll * q->tt)
		return;
	q->level = (q->el * q->tt - q->et * q->lt) / det;
	q->trend = (q->et * q->ll - q->el * q->lt) / det;
}

static void
add_up(const struct straight *t, const double *x, struct sums *q)
{
	struct crm_smooth s = state_at(t, x, t->now);
	struct crm_smooth level = state_at(t, x, t->now + t->period);
	struct crm_smooth trend = state_at(t, x, t->now + 2 * t->period);
	double e, l, r;
	size_t i;

	*q = (struct sums){ 0 };
	if (t->index != NULL)
		memcpy(t->now, t->index, t->period * sizeof *t->now);
	level.level = 1;
	trend.trend = 1;
	for (i = 0; i < t->n; i++) {
		e = t->y[i] - smooth_next(&s, t->y[i]);
		l = smooth_next(&level, 0);
		r = smooth_next(&trend, 0);
		q->ee += e * e;
		q->el += e * l;
		q->et += e * r;
		q->ll += l * l;
		q->lt += l * r;
		q->tt += r * r;
	}
	best_start(q);
}

static double
straight_at(const void *ctx, const double *x)
{
	struct sums q;

	add_up(ctx, x, &q);
	return q.ee - q.level * q.el - q.trend * q.et;
}

static double
fit_straight(const struct straight *t, struct crm_smooth *out)
{
	size_t n = t->index != NULL ? PARAMETERS : t->damped ? GAMMA : PHI;
	double x[2][PARAMETERS], value[2];
	const double *best;
	struct sums q;
	size_t i;

	for (i = 0; i < 2; i++) {
		memcpy(x[i], starts[i], sizeof x[i]);
		value[i] = crm_search(straight_at, t, n, low, high, x[i]);
	}
	best = x[value[1] < value[0]];
	add_up(t, best, &q);
	*out = state_at(t, best, t->now);
	if (t->index != NULL)
		memcpy(t->now, t->index, t->period * sizeof *t->now);
	out->level = q.level;
	out->trend = q.trend;
	return crm_smooth(out, t->y, t->n);
}

double
crm_fit_trend(const double *y, size_t n, bool damped, struct crm_smooth *out)
{
	const struct straight t = { y, n, 1, damped, NULL, NULL };

	return fit_straight(&t, out);
}

/* ---- multiplied seasons ---- */

struct seasonal {
	const double *y;
	size_t n, period;
	double *index; /* to start from, too */
	double *now;
	double level, trend; /* to start from */
};

static struct crm_smooth
seasonal_state(const struct seasonal *t, const double *x)
{
	memcpy(t->now, t->index, t->period * sizeof *t->now);
	return (struct crm_smooth){ .season = CRM_MULTIPLIED,
		.period = t->period,
		.alpha = x[ALPHA],
		.beta = x[BETA],
		.phi = x[PHI],
		.gamma = x[GAMMA],
		.level = t->level * x[PARAMETERS],
		.trend = t->level * x[PARAMETERS + 1],
		.index = t->now };
}

/* The squares, or more than `bound` where they pass it. */
static double
seasonal_within(const struct seasonal *t, const double *x, double bound)
{
	struct crm_smooth s = seasonal_state(t, x);
	double squares = smooth_within(&s, t->y, t->n, bound);

	return isfinite(squares) ? squares : HUGE_VAL;
}

static double
seasonal_at(const void *ctx, const double *x)
{
	return seasonal_within(ctx, x, INFINITY);
}

/* The line through the first two seasons, without their index, at period 0. */
static void
first_line(struct seasonal *t)
{
	size_t n = 2 * t->period, i;
	double x = 0, y = 0, xx = 0, xy = 0, v;

	for (i = 0; i < n; i++) {
		v = t->y[i] / t->index[i % t->period];
		x += (double)(i + 1) / (double)n;
		y += v / (double)n;
		xx += (double)(i + 1) * (double)(i + 1) / (double)n;
		xy += (double)(i + 1) * v / (double)n;
	}
	t->trend = (xy - x * y) / (xx - x * x);
	t->level = y - t->trend * x;
	if (t->level <= 0) {
		t->level = y;
		t->trend = 0;
	}
}

/* Makes the index that is started with better, place by place, by steps that
 * become smaller. */
static void
polish(const struct seasonal *t, const double *x)
{
	enum { ROUNDS = 10 };
	double best = seasonal_at(t, x), step = 0.05, was, now;
	bool better;
	size_t i;
	int round, side;

	for (round = 0; round < ROUNDS; round++) {
		better = false;
		for (i = 0; i < t->period; i++)
			for (side = -1; side <= 1; side += 2) {
				was = t->index[i];
				t->index[i] *= 1 + side * step;
				now = seasonal_within(t, x, best);
				if (now < best)
					best = now;
				else
					t->index[i] = was;
				better = better || now == best;
			}
		if (!better)
			step /= 2;
	}
}

/* Level and trend of the start are searched too, as shares of the level. */
static double
fit_multiplied(struct seasonal *t, struct crm_smooth *out)
{
	const double from[] = { low[0], low[1], low[2], low[3], 0.5, -0.1 };
	const double to[] = { high[0], high[1], high[2], high[3], 1.5, 0.1 };
	double x[PARAMETERS + 2] = { 0.3, 0.1, 0.95, 0.1, 1 };

	first_line(t);
	x[PARAMETERS + 1] = fmin(fmax(t->trend / t->level, from[5]), to[5]);
	crm_search(seasonal_at, t, PARAMETERS + 2, from, to, x);
	polish(t, x);
	crm_search(seasonal_at, t, PARAMETERS + 2, from, to, x);
	*out = seasonal_state(t, x);
	return crm_smooth(out, t->y, t->n);
}

double
crm_fit_seasons(const double *y, size_t n, size_t period,
    enum crm_season season, struct crm_arena *a, struct crm_smooth *out)
{
	double *room = crm_alloc_n(a, 4 * period, sizeof *room);
	struct seasonal m = { y, n, period, room, room + period, 0, 0 };
	const struct straight t = { y, n, period, true, room, room + period };

	crm_season_index(y, n, period, season, a, room);
	return season == CRM_MULTIPLIED ? fit_multiplied(&m, out)
					: fit_straight(&t, out);
}
