/*
 * Back-tests from rolling origins.  The weights of the combined method come from
 * the same origins that it is judged by, so its own figures are a little kind to
 * it.
 */
#include <crm/report/series.h>

#include <math.h>

/* The forecasts of a method from an origin stand in h places. */
struct trial {
	const double *y;
	size_t n, period, h;
	size_t first, origins; /* values before the first origin; how many */
	double scale, root;    /* what MASE and RMSSE divide by */
	double *said[CRM_METHODS];
	bool fits[CRM_METHODS];
};

/* A season needs two of them before the first origin, and the horizon behind; and
 * origins enough, for by one alone any method may be right. */
static void
plan(const double *y, size_t n, size_t period, size_t h, size_t most,
    struct trial *t)
{
	size_t learn = CRM_LEARN_SEASONS * period;

	*t = (struct trial){ .y = y, .n = n, .period = period, .h = h };
	if (period < 2 || n < learn + h + CRM_FEW_ORIGINS - 1) {
		t->period = 1;
		learn = CRM_LEARN_VALUES;
	}
	if (n < learn + h)
		return;
	t->origins = n - h - learn + 1;
	if (t->origins > most)
		t->origins = most;
	t->first = n - h - t->origins + 1;
	t->scale = crm_naive_error(y, n, t->period);
	t->root = crm_naive_root(y, n, t->period);
}

static void
try_one(struct trial *t, enum crm_method m, struct crm_arena *a)
{
	size_t i;

	t->fits[m] = crm_method_fits(m, t->y, t->first, t->period);
	if (!t->fits[m])
		return;
	t->said[m] = crm_alloc_n(a, t->origins * t->h, sizeof(double));
	for (i = 0; i < t->origins; i++)
		crm_method_ahead(m, t->y, t->first + i, t->period, t->h,
		    t->said[m] + i * t->h);
}

static struct crm_judged
judge(const struct trial *t, enum crm_method m)
{
	const double rounding = 1e-12;
	struct crm_judged j = { .fits = t->fits[m], .wape = -1, .mase = -1 };
	struct crm_errors e = { 0 };
	struct crm_error_figures f;
	size_t i, k;

	if (!j.fits)
		return j;
	for (i = 0; i < t->origins; i++)
		for (k = 0; k < t->h; k++)
			crm_errors_add(&e, t->y[t->first + i + k],
			    t->said[m][i * t->h + k]);
	/* What rounding leaves is no error. */
	if (e.size <= e.values * rounding)
		e.size = 0;
	f = crm_errors_figures(&e);
	if (e.values > 0)
		j.wape = f.wape;
	if (t->scale > 0)
		j.mase = f.size / t->scale;
	j.bias = f.bias;
	j.mape = f.mape;
	j.smape = f.smape;
	j.rmsse = t->root > 0 ? f.root / t->root : NAN;
	return j;
}

/* Lower is better; methods of one figure are in their order. */
static double
badness(const struct crm_outlook *o, enum crm_method m)
{
	const struct crm_judged *j = &o->of[m];

	return j->mase >= 0 ? j->mase : j->wape;
}

/* Of two forms of one method the better one stands for both: their errors are of a
 * kind, and would have twice their say. */
static bool
is_worse_form(const struct crm_outlook *o, enum crm_method m)
{
	const enum crm_method add = CRM_M_WINTERS_ADD, mul = CRM_M_WINTERS_MUL;

	if (!o->of[add].fits || !o->of[mul].fits)
		return false;
	return m == (badness(o, add) < badness(o, mul) ? mul : add);
}

/* A share of each method that is neither a yardstick nor has a trend without end,
 * as its error is small. */
static void
weigh(struct crm_outlook *o)
{
	static const bool apart[CRM_METHODS] = { [CRM_M_NAIVE] = true,
		[CRM_M_AVERAGE] = true,
		[CRM_M_HOLT] = true };
	const double least = 1e-3;
	double all = 0;
	enum crm_method m;

	for (m = 0; m < CRM_M_COMBINED; m++) {
		double bad = fmax(badness(o, m), least);

		if (o->of[m].fits && !apart[m] && !is_worse_form(o, m))
			o->weight[m] = 1 / bad;
		all += o->weight[m];
	}
	for (m = 0; m < CRM_M_COMBINED; m++)
		o->weight[m] /= all;
}

static void
mean_of(const struct crm_outlook *o, double *const *said, size_t n, double *out)
{
	enum crm_method m;
	size_t i;

	for (i = 0; i < n; i++) {
		out[i] = 0;
		for (m = 0; m < CRM_M_COMBINED; m++)
			if (o->weight[m] > 0)
				out[i] += o->weight[m] * said[m][i];
	}
}

static void
combine(struct trial *t, struct crm_outlook *o, struct crm_arena *a)
{
	size_t n = t->origins * t->h;

	t->fits[CRM_M_COMBINED] = true;
	t->said[CRM_M_COMBINED] = crm_alloc_n(a, n, sizeof(double));
	mean_of(o, t->said, n, t->said[CRM_M_COMBINED]);
	o->of[CRM_M_COMBINED] = judge(t, CRM_M_COMBINED);
}

/* One alone only where it is far better: the one that was best is often so by
 * chance (on the training parts of M3, choosing it costs a point of sMAPE). */
static void
choose(struct crm_outlook *o)
{
	const double far = 0.5;
	enum crm_method m, best = CRM_M_COMBINED;

	o->chosen = CRM_M_COMBINED;
	for (m = 0; m < CRM_M_COMBINED; m++)
		if (o->of[m].fits && badness(o, m) < badness(o, best))
			best = m;
	if (badness(o, best) < far * badness(o, CRM_M_COMBINED))
		o->chosen = best;
}

static void
look_ahead(const struct trial *t, struct crm_outlook *o, struct crm_arena *a)
{
	double *said[CRM_METHODS] = { NULL };
	enum crm_method m;

	o->ahead = crm_alloc_n(a, t->h, sizeof *o->ahead);
	if (o->chosen != CRM_M_COMBINED) {
		crm_method_ahead(
		    o->chosen, t->y, t->n, t->period, t->h, o->ahead);
		return;
	}
	for (m = 0; m < CRM_M_COMBINED; m++)
		if (o->weight[m] > 0) {
			said[m] = crm_alloc_n(a, t->h, sizeof(double));
			crm_method_ahead(
			    m, t->y, t->n, t->period, t->h, said[m]);
		}
	mean_of(o, said, t->h, o->ahead);
}

/* Further ahead nothing is surer: a smaller error there is chance. */
static void
deviate(const struct trial *t, struct crm_outlook *o, struct crm_arena *a)
{
	double sum, e;
	size_t i, k;

	o->deviation = crm_alloc_n(a, t->h, sizeof *o->deviation);
	for (k = 0; k < t->h; k++) {
		sum = 0;
		for (i = 0; i < t->origins; i++) {
			e = t->said[o->chosen][i * t->h + k] -
			    t->y[t->first + i + k];
			sum += e * e;
		}
		o->deviation[k] = sqrt(sum / (double)t->origins);
		if (k > 0)
			o->deviation[k] = fmax(
			    o->deviation[k], o->deviation[k - 1]);
	}
}

void
crm_outlook(const double *y, size_t n, size_t period, size_t h, size_t most,
    struct crm_arena *a, struct crm_outlook *out)
{
	enum crm_method m;
	struct trial t;

	*out = (struct crm_outlook){ 0 };
	plan(y, n, period, h, most, &t);
	if (t.origins == 0)
		return;
	out->period = t.period;
	out->origins = t.origins;
	for (m = 0; m < CRM_M_COMBINED; m++) {
		try_one(&t, m, a);
		out->of[m] = judge(&t, m);
	}
	weigh(out);
	combine(&t, out, a);
	choose(out);
	look_ahead(&t, out, a);
	deviate(&t, out, a);
}
