/* How often a value must be met before a model believes it: what the training
 * records say themselves, when parts of them are left aside and judged. */
#include "bayes.h"

#include <math.h>

enum {
	FOLDS = 5,
	/* What a count is worth hangs on the count, not on how many leads there
	 * are: so many tell it, and a large set is learned as fast as ever. */
	ENOUGH = 4000,
	CHANCE = 2, /* standard errors that chance may gain */
	STEPS = 8,  /* of calibration, which has settled by then */
	PULL = 10,  /* so many records speak for the model as it is */
};

/* From the most careful on: of two that are as good, the first is taken. */
static const int64_t candidate[] = { CRM_BAYES_LEAST, 20, 10, 5, 2 };
enum { CANDIDATES = sizeof candidate / sizeof *candidate };

/* How much less a model surprised by records left aside than the share of won
 * ones alone does. */
struct gain {
	double sum, squares;
};

struct choosing {
	struct bayes_rows rows; /* those that are looked at */
	struct crm_buf fold;    /* uint8_t, by record */
	bool plain;
	struct crm_arena *a;
	struct gain gain[CANDIDATES];
	double *said[CANDIDATES]; /* the log-odds of each record, when it was
				   * left aside */
};

/* The records of one turn, without those left aside. */
struct turn {
	bool *left;
	uint32_t *value; /* of all, by record and field */
	struct bayes_table *table;
	struct crm_bayes_data train;
	int64_t won, lost;
};

/* The part of the record that is number `turn` of its outcome.  Five behind each
 * other are in five parts, but in another order each time: files have patterns
 * (every tenth row of a list is odd) that a fixed order would put into one part.
 * The same leads are always parted the same way. */
static uint8_t
part_of(size_t turn)
{
	uint64_t mixed = (uint64_t)(turn / FOLDS) *
	    UINT64_C(0x9e3779b97f4a7c15);

	return (uint8_t)((turn + (mixed >> 32)) % FOLDS);
}

/* Won and lost ones in turn, so that each part has as many of them as the whole,
 * in whatever order they came. */
static void
sample(struct choosing *c, const struct bayes_rows *all)
{
	size_t stride = (all->n + ENOUGH - 1) / ENOUGH, seen[2] = { 0, 0 }, i;
	size_t cells = all->fields * sizeof(int64_t);

	c->rows = (struct bayes_rows){
		.field = all->field, .fields = all->fields, .words = all->words
	};
	for (i = 0; i < all->n; i++) {
		bool won = bayes_won(all, i);
		size_t turn = seen[won]++;
		uint8_t fold = part_of(turn / stride);

		if (turn % stride != 0)
			continue;
		crm_buf_add(&c->rows.cells, all->cells.data + i * cells, cells);
		crm_buf_add(&c->rows.won, &won, sizeof won);
		crm_buf_add(&c->fold, &fold, sizeof fold);
		*(won ? &c->rows.n_won : &c->rows.n_lost) += 1;
		c->rows.n++;
	}
}

/* The values of the records that are learned from, one behind the other. */
static void
gather(const struct choosing *c, struct turn *t)
{
	const struct bayes_rows *r = &c->rows;
	size_t i, f, n = 0;
	uint32_t *value = crm_alloc_n(c->a, r->n * r->fields, sizeof *value);
	bool *won = crm_alloc_n(c->a, r->n, sizeof *won);
	const double **odds = crm_alloc_n(c->a, r->fields, sizeof *odds);

	for (i = 0; i < r->n; i++) {
		if (t->left[i])
			continue;
		for (f = 0; f < r->fields; f++)
			value[n * r->fields + f] = t->value[i * r->fields + f];
		won[n++] = bayes_won(r, i);
	}
	for (f = 0; f < r->fields; f++)
		odds[f] = t->table[f].odds;
	t->train = (struct crm_bayes_data){ n, r->fields, value, odds, won };
}

/* Counts without part `fold`; each value for itself, as no least is chosen. */
static void
begin_turn(const struct choosing *c, int fold, struct turn *t)
{
	const struct bayes_rows *r = &c->rows;
	struct bayes_how how = { .plain = c->plain };
	size_t i;

	*t = (struct turn){ .left = crm_alloc_n(c->a, r->n, sizeof(bool)) };
	for (i = 0; i < r->n; i++) {
		t->left[i] = (unsigned char)c->fold.data[i] == fold;
		if (!t->left[i])
			*(bayes_won(r, i) ? &t->won : &t->lost) += 1;
	}
	how.left = t->left;
	t->value = crm_alloc_n(c->a, r->n * r->fields, sizeof *t->value);
	t->table = crm_alloc_n(c->a, r->fields, sizeof *t->table);
	for (i = 0; i < r->fields; i++)
		bayes_count(r, i, &how, c->a, &t->table[i], t->value);
	gather(c, t);
}

static double
log_odds_of(const struct choosing *c, const struct turn *t, const int64_t *w,
    size_t record)
{
	const uint32_t *value = t->value + record * c->rows.fields;
	double sum = (double)w[0];
	size_t f;

	for (f = 0; f < c->rows.fields; f++)
		sum += (double)w[f + 1] * t->table[f].odds[value[f]];
	return sum / CRM_WHOLE;
}

/* Learns with one candidate, and adds what that gains on those left aside. */
static void
judge(struct choosing *c, const struct turn *t, size_t which, int64_t *weight)
{
	int64_t least = candidate[which];
	struct gain *g = &c->gain[which];
	int64_t prior = crm_bayes_prior(t->won, t->lost);
	double share = (double)prior / CRM_WHOLE;
	size_t i;

	for (i = 0; i < c->rows.fields; i++) {
		bayes_speak(&t->table[i], least);
		weight[i + 1] = CRM_WHOLE;
	}
	weight[0] = prior;
	if (!c->plain)
		crm_bayes_fit(&t->train, true, weight);
	for (i = 0; i < c->rows.n; i++) {
		bool won = bayes_won(&c->rows, i);
		double gain;

		if (!t->left[i])
			continue;
		c->said[which][i] = log_odds_of(c, t, weight, i);
		gain = crm_bayes_surprise(share, won) -
		    crm_bayes_surprise(c->said[which][i], won);
		g->sum += gain;
		g->squares += gain * gain;
	}
}

static bool
is_more_than_chance(const struct gain *g, size_t n)
{
	double mean = g->sum / (double)n;
	double variance = g->squares / (double)n - mean * mean;

	return mean > 0 && mean > CHANCE * sqrt(fmax(variance, 0) / (double)n);
}

/* ---- calibration (Platt 1999), pulled towards what the model says ---- */

struct slopes {
	double a, b; /* gradient */
	double aa, ab, bb;
};

static struct slopes
slopes_at(const struct choosing *c, const double *said, double a, double b)
{
	struct slopes s = { PULL * (1 - a), -PULL * b, PULL, 0, PULL };
	size_t i;

	for (i = 0; i < c->rows.n; i++) {
		double p = 1 / (1 + exp(-(a * said[i] + b)));
		double off = (bayes_won(&c->rows, i) ? 1 : 0) - p;

		s.a += off * said[i];
		s.b += off;
		s.aa += p * (1 - p) * said[i] * said[i];
		s.ab += p * (1 - p) * said[i];
		s.bb += p * (1 - p);
	}
	return s;
}

/* Newton's method: the sum is convex, and begins near its end. */
static void
calibrate(
    const struct choosing *c, const double *said, struct bayes_choice *out)
{
	int i;

	for (i = 0; i < STEPS; i++) {
		struct slopes s = slopes_at(c, said, out->scale, out->shift);
		double det = s.aa * s.bb - s.ab * s.ab;

		out->scale += (s.a * s.bb - s.b * s.ab) / det;
		out->shift += (s.b * s.aa - s.a * s.ab) / det;
	}
}

static void
choose(struct choosing *c, struct bayes_choice *out)
{
	int64_t *weight = crm_alloc_n(c->a, c->rows.fields + 1, sizeof *weight);
	size_t i, best = 0;
	struct turn t;
	int fold;

	for (i = 0; i < CANDIDATES; i++)
		c->said[i] = crm_alloc_n(c->a, c->rows.n, sizeof *c->said[i]);
	for (fold = 0; fold < FOLDS; fold++) {
		begin_turn(c, fold, &t);
		for (i = 0; i < CANDIDATES; i++)
			judge(c, &t, i, weight);
	}
	for (i = 1; i < CANDIDATES; i++)
		if (c->gain[i].sum > c->gain[best].sum)
			best = i;
	out->least = candidate[best];
	out->tells = is_more_than_chance(&c->gain[best], c->rows.n);
	if (!c->plain && out->tells)
		calibrate(c, c->said[best], out);
}

struct bayes_choice
bayes_choose(const struct bayes_rows *r, bool plain)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct choosing c = { .plain = plain, .a = &a };
	struct bayes_choice out = { .least = CRM_BAYES_LEAST, .scale = 1 };

	sample(&c, r);
	if (c.rows.n_won >= FOLDS && c.rows.n_lost >= FOLDS)
		choose(&c, &out);
	crm_buf_free(&c.rows.cells);
	crm_buf_free(&c.rows.won);
	crm_buf_free(&c.fold);
	crm_arena_free(&a);
	return out;
}
