/* The arithmetic of the learned probability; nothing of it knows the book. */
#include <crm/domain/bayes.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define START 0.1    /* DOMAIN: counts begin with it */
#define PULL 1.0     /* of a weight towards 1 */
#define SETTLED 1e-9 /* what is gained by a last step */
#define ROUGH 1e-2   /* the same, where models are only compared */
enum { STEPS = 100, HALVINGS = 40 };

double
crm_bayes_log_odds(int64_t won, int64_t lost, const struct crm_bayes_sums *all)
{
	double k = (double)all->values;

	return log(((double)won + START) / ((double)all->won + START * k)) -
	    log(((double)lost + START) / ((double)all->lost + START * k));
}

double
crm_bayes_surprise(double log_odds, bool won)
{
	double z = won ? log_odds : -log_odds;

	return z > 0 ? log1p(exp(-z)) : log1p(exp(z)) - z;
}

int64_t
crm_bayes_millionths(double v)
{
	return (int64_t)round(v * CRM_WHOLE);
}

int64_t
crm_bayes_prior(int64_t won, int64_t lost)
{
	return crm_bayes_millionths(log((double)won / (double)lost));
}

int64_t
crm_bayes_probability(double log_odds)
{
	return crm_bayes_millionths(1 / (1 + exp(-log_odds)));
}

/* ---- bins ---- */

/* Numbers that are a tenth of all or more: each edge, and the next number's. */
static size_t
common_edges(const int64_t *v, size_t n, int64_t *edge, int64_t *common,
    size_t *n_common)
{
	size_t i, end, edges = 0;

	*n_common = 0;
	for (i = 0; i < n; i = end) {
		for (end = i; end < n && v[end] == v[i]; end++)
			;
		if ((end - i) * CRM_BAYES_BINS < n)
			continue;
		common[(*n_common)++] = v[i];
		edge[edges++] = v[i];
		if (end < n)
			edge[edges++] = v[end];
	}
	return edges;
}

/* The deciles of the numbers that are not common. */
static size_t
decile_edges(const int64_t *v, size_t n, const int64_t *common, size_t n_common,
    int64_t *edge)
{
	size_t rest = 0, at = 0, i, j, q = 1;

	for (i = 0; i < n; i++) {
		for (j = 0; j < n_common && common[j] != v[i]; j++)
			;
		rest += j == n_common;
	}
	for (i = 0; i < n && q < CRM_BAYES_BINS; i++) {
		for (j = 0; j < n_common && common[j] != v[i]; j++)
			;
		if (j < n_common)
			continue;
		for (; q < CRM_BAYES_BINS && rest * q / CRM_BAYES_BINS == at;
		     q++)
			*edge++ = v[i];
		at++;
	}
	return q - 1;
}

size_t
crm_bayes_edges(
    const int64_t *sorted, size_t n, bool plain, int64_t edge[CRM_BAYES_EDGES])
{
	int64_t common[CRM_BAYES_BINS];
	size_t n_common = 0, all = 0, kept = 0, i;

	if (n == 0)
		return 0;
	if (!plain)
		all = common_edges(sorted, n, edge, common, &n_common);
	if (n_common < n)
		all += decile_edges(sorted, n, common, n_common, edge + all);
	qsort(edge, all, sizeof *edge, crm_by_int64);
	for (i = 0; i < all; i++)
		if (edge[i] > sorted[0] &&
		    (kept == 0 || edge[i] > edge[kept - 1]))
			edge[kept++] = edge[i];
	return kept;
}

size_t
crm_bayes_bin(const int64_t *edge, size_t n, int64_t v)
{
	size_t bin = 0;

	while (bin < n && v >= edge[bin])
		bin++;
	return bin;
}

/* ---- weights: Newton's method, with steps that never make it worse ---- */

struct fit {
	const struct crm_bayes_data *d;
	size_t n; /* 1 + fields */
	double *w, *next, *gradient, *step;
	double *hessian; /* n x n */
	double *x;       /* of one record */
};

static void
inputs(const struct fit *f, size_t record)
{
	const uint32_t *value = f->d->value + record * f->d->fields;
	size_t i;

	f->x[0] = 1;
	for (i = 1; i < f->n; i++)
		f->x[i] = f->d->odds[i - 1][value[i - 1]];
}

static double
dot(const double *a, const double *b, size_t n)
{
	double sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += a[i] * b[i];
	return sum;
}

/* What is to become small: surprise, and distance of the weights from 1. */
static double
loss(const struct fit *f, const double *w)
{
	double sum = 0;
	size_t r, i;

	for (r = 0; r < f->d->records; r++) {
		inputs(f, r);
		sum += crm_bayes_surprise(dot(w, f->x, f->n), f->d->won[r]);
	}
	for (i = 1; i < f->n; i++)
		sum += PULL / 2 * (w[i] - 1) * (w[i] - 1);
	return sum;
}

static void
slopes(const struct fit *f)
{
	size_t n = f->n, r, i, j;

	memset(f->gradient, 0, n * sizeof *f->gradient);
	memset(f->hessian, 0, n * n * sizeof *f->hessian);
	for (r = 0; r < f->d->records; r++) {
		double p;

		inputs(f, r);
		p = 1 / (1 + exp(-dot(f->w, f->x, n)));
		for (i = 0; i < n; i++) {
			double x = f->x[i];

			f->gradient[i] += ((f->d->won[r] ? 1 : 0) - p) * x;
			for (j = 0; j <= i; j++)
				f->hessian[i * n + j] += p * (1 - p) * x *
				    f->x[j];
		}
	}
	for (i = 0; i < n; i++) {
		for (j = 0; j < i; j++)
			f->hessian[j * n + i] = f->hessian[i * n + j];
		if (i == 0) {
			f->hessian[0] += SETTLED;
		} else {
			f->gradient[i] -= PULL * (f->w[i] - 1);
			f->hessian[i * n + i] += PULL;
		}
	}
}

/* Solves hessian x step = gradient.  It is positive definite: no pivoting. */
static void
solve(const struct fit *f)
{
	double *h = f->hessian, *b = f->step;
	size_t n = f->n, i, j, k;

	memcpy(b, f->gradient, n * sizeof *b);
	for (i = 0; i < n; i++)
		for (j = i + 1; j < n; j++) {
			double part = h[j * n + i] / h[i * n + i];

			for (k = i; k < n; k++)
				h[j * n + k] -= part * h[i * n + k];
			b[j] -= part * b[i];
		}
	for (i = n; i-- > 0;) {
		for (k = i + 1; k < n; k++)
			b[i] -= h[i * n + k] * b[k];
		b[i] /= h[i * n + i];
	}
}

static void
descend(const struct fit *f, double settled)
{
	double now = loss(f, f->w), then, part;
	int i, halvings;
	size_t k;

	for (i = 0; i < STEPS; i++) {
		slopes(f);
		solve(f);
		part = 1;
		for (halvings = 0; halvings < HALVINGS; halvings++) {
			for (k = 0; k < f->n; k++)
				f->next[k] = f->w[k] + part * f->step[k];
			then = loss(f, f->next);
			if (then <= now)
				break;
			part /= 2;
		}
		if (halvings == HALVINGS)
			return;
		memcpy(f->w, f->next, f->n * sizeof *f->w);
		if (now - then < settled)
			return;
		now = then;
	}
}

void
crm_bayes_fit(const struct crm_bayes_data *d, bool rough, int64_t *w)
{
	struct crm_arena a = CRM_ARENA_INIT;
	size_t n = d->fields + 1, i;
	double *room = crm_alloc_n(&a, n * (n + 5), sizeof *room);
	struct fit f = { d, n, room, room + n, room + 2 * n, room + 3 * n,
		room + 5 * n, room + 4 * n };

	for (i = 1; i < n; i++)
		f.w[i] = 1;
	descend(&f, rough ? ROUGH : SETTLED);
	for (i = 0; i < n; i++)
		w[i] = crm_bayes_millionths(f.w[i]);
	crm_arena_free(&a);
}
