/*
 * The second learner: logistic regression with a coefficient for each value,
 * which is pulled towards what the first one says of it.  With a strong pull the
 * two are the same, so one number chooses between them.
 *
 * Values of a field exclude each other, so that a step of Newton's for all of them
 * takes one look at the records; fields take turns until nothing moves.
 */
#include "bayes.h"

#include <math.h>

#define SETTLED 1e-6 /* the largest step that is no step */
#define ROUGH 1e-3   /* the same, where models are only compared */
#define STRIDE 1.0   /* no step is larger, lest two fields overshoot */
enum { ROUNDS = 200 };

struct refining {
	const struct crm_bayes_data *d;
	struct bayes_table *table;
	double pull;
	double *sum;       /* log-odds by record */
	double **start;    /* by field, value */
	double *up, *wide; /* of the values of a field: slope, curvature */
};

/* What the first learner says: where it begins. */
static double
begin(struct refining *r, const int64_t *weight, struct crm_arena *keep,
    struct crm_arena *a)
{
	const struct crm_bayes_data *d = r->d;
	double intercept = (double)weight[0] / CRM_WHOLE;
	size_t most = 1, f, v, i;

	r->start = crm_alloc_n(a, d->fields, sizeof *r->start);
	for (f = 0; f < d->fields; f++) {
		struct bayes_table *t = &r->table[f];
		double w = (double)weight[f + 1] / CRM_WHOLE;

		r->start[f] = crm_alloc_n(a, t->n, sizeof **r->start);
		t->own = crm_alloc_n(keep, t->n, sizeof *t->own);
		for (v = 0; v < t->n; v++)
			t->own[v] = r->start[f][v] = w * t->odds[v];
		most = t->n > most ? t->n : most;
	}
	r->up = crm_alloc_n(a, most, sizeof *r->up);
	r->wide = crm_alloc_n(a, most, sizeof *r->wide);
	r->sum = crm_alloc_n(a, d->records, sizeof *r->sum);
	for (i = 0; i < d->records; i++) {
		r->sum[i] = intercept;
		for (f = 0; f < d->fields; f++)
			r->sum[i] +=
			    r->table[f].own[d->value[i * d->fields + f]];
	}
	return intercept;
}

static double
step_of(double up, double wide)
{
	return fmin(fmax(up / wide, -STRIDE), STRIDE);
}

static double
turn_intercept(struct refining *r, double *intercept)
{
	double up = 0, wide = 0, step;
	size_t i;

	for (i = 0; i < r->d->records; i++) {
		double p = 1 / (1 + exp(-r->sum[i]));

		up += (r->d->won[i] ? 1 : 0) - p;
		wide += p * (1 - p);
	}
	step = wide > 0 ? step_of(up, wide) : 0;
	*intercept += step;
	for (i = 0; i < r->d->records; i++)
		r->sum[i] += step;
	return fabs(step);
}

/* Values that say nothing to the first learner say nothing here. */
static double
turn_field(struct refining *r, size_t f)
{
	const struct crm_bayes_data *d = r->d;
	struct bayes_table *t = &r->table[f];
	double largest = 0;
	size_t i, v;

	for (v = 0; v < t->n; v++)
		r->up[v] = r->wide[v] = 0;
	for (i = 0; i < d->records; i++) {
		double p = 1 / (1 + exp(-r->sum[i]));

		v = d->value[i * d->fields + f];
		r->up[v] += (d->won[i] ? 1 : 0) - p;
		r->wide[v] += p * (1 - p);
	}
	for (v = 0; v < t->n; v++) {
		double back = r->pull * (r->start[f][v] - t->own[v]);

		r->up[v] = t->odds[v] == 0
		    ? 0
		    : step_of(r->up[v] + back, r->wide[v] + r->pull);
		t->own[v] += r->up[v];
		largest = fmax(largest, fabs(r->up[v]));
	}
	for (i = 0; i < d->records; i++)
		r->sum[i] += r->up[d->value[i * d->fields + f]];
	return largest;
}

double
bayes_refine(const struct crm_bayes_data *d, struct bayes_table *table,
    const int64_t *weight, double pull, bool rough, struct crm_arena *keep)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct refining r = { .d = d, .table = table, .pull = pull };
	double intercept = begin(&r, weight, keep, &a), moved;
	int round = 0;
	size_t f;

	do {
		moved = turn_intercept(&r, &intercept);
		for (f = 0; f < d->fields; f++)
			moved = fmax(moved, turn_field(&r, f));
	} while (moved > (rough ? ROUGH : SETTLED) && ++round < ROUNDS);
	crm_arena_free(&a);
	return intercept;
}
