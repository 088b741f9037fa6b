/* How often a value must be met before a model believes it, and which learner is
 * better: what the training records say themselves, when parts of them are left
 * aside and judged. */
#include "bayes.h"

#include <math.h>
#include <stdlib.h>

enum {
	FOLDS = 5,
	/* Those to come are less like these than these are like each other:
	 * what is said of the last parts by those before them alone says how
	 * sure one may be. */
	AHEAD = 2,
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

/* Of the second learner, likewise. */
static const double pulls[] = { 100, 30, 10, 3 };
enum { PULLS = sizeof pulls / sizeof *pulls };

/* What is tried, and behind it the chosen one on the last parts. */
enum { LOOKED = CANDIDATES + PULLS, TRIED };

/* How much less a model surprised by records left aside than the share of won
 * ones alone does. */
struct gain {
	double sum, squares;
};

struct choosing {
	struct bayes_rows rows; /* those that are looked at */
	struct crm_buf fold;    /* uint8_t, by record */
	struct crm_buf place; /* the same, of its fifth in the order of time */
	bool plain;
	struct crm_arena *a;
	/* Of the candidates, and behind them, with the best of those, the pulls
	 * of the second learner. */
	struct gain gain[TRIED];
	double *said[TRIED]; /* the log-odds of each record, when
					   * it was left aside */
};

/* The records of one turn, without those left aside. */
struct turn {
	bool *left, *asked; /* of those left aside, those that are judged */
	uint32_t *value;    /* of all, by record and field */
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
	size_t records[2] = { 0, 0 };
	size_t cells = all->fields * sizeof(int64_t);

	c->rows = (struct bayes_rows){
		.field = all->field, .fields = all->fields, .words = all->words
	};
	for (i = 0; i < all->n; i++)
		records[bayes_won(all, i)] += !bayes_again(all, i);
	for (i = 0; i < all->n; i++) {
		bool won = bayes_won(all, i);
		/* What is said of one record stays together: the one row
		 * would tell of the other. */
		size_t turn = bayes_again(all, i) ? seen[won] - 1 : seen[won]++;
		uint8_t fold = part_of(turn / stride);
		uint8_t place = (uint8_t)(FOLDS * turn / records[won]);

		if (turn % stride != 0)
			continue;
		crm_buf_add(&c->rows.cells, all->cells.data + i * cells, cells);
		crm_buf_add(&c->rows.won, &won, sizeof won);
		crm_buf_add(&c->fold, &fold, sizeof fold);
		crm_buf_add(&c->place, &place, sizeof place);
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

/* Counts without part `part`, and when `ahead` without those behind it; each value
 * for itself, as no least is chosen. */
static void
begin_turn(const struct choosing *c, int part, bool ahead, struct turn *t)
{
	const struct crm_buf *of = ahead ? &c->place : &c->fold;
	const struct bayes_rows *r = &c->rows;
	struct bayes_how how = { .plain = c->plain };
	size_t i;

	*t = (struct turn){ .left = crm_alloc_n(c->a, r->n, sizeof(bool)),
		.asked = crm_alloc_n(c->a, r->n, sizeof(bool)) };
	for (i = 0; i < r->n; i++) {
		int mine = (unsigned char)of->data[i];

		t->asked[i] = mine == part;
		t->left[i] = t->asked[i] || (ahead && mine > part);
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

/* The same of the second learner. */
static double
refined_of(const struct choosing *c, const struct turn *t, double intercept,
    size_t record)
{
	const uint32_t *value = t->value + record * c->rows.fields;
	size_t f;

	for (f = 0; f < c->rows.fields; f++)
		intercept += t->table[f].own[value[f]];
	return intercept;
}

/* The first learner, with a least count. */
static void
learn(const struct choosing *c, const struct turn *t, int64_t least,
    int64_t *weight)
{
	size_t i;

	for (i = 0; i < c->rows.fields; i++) {
		bayes_speak(&t->table[i], least);
		weight[i + 1] = CRM_WHOLE;
	}
	weight[0] = crm_bayes_prior(t->won, t->lost);
	if (!c->plain)
		crm_bayes_fit(&t->train, true, weight);
}

/* Adds what number `which` gains on those left aside: the first learner with
 * these weights, or the second, whose intercept is given. */
static void
judge(struct choosing *c, const struct turn *t, size_t which,
    const int64_t *weight, const double *intercept)
{
	struct gain *g = &c->gain[which];
	double share = (double)crm_bayes_prior(t->won, t->lost) / CRM_WHOLE;
	size_t i;

	for (i = 0; i < c->rows.n; i++) {
		bool won = bayes_won(&c->rows, i);
		double gain;

		if (!t->asked[i])
			continue;
		c->said[which][i] = intercept == NULL
		    ? log_odds_of(c, t, weight, i)
		    : refined_of(c, t, *intercept, i);
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

/* ---- calibration (Platt 1999), pulled towards what the model says ----
 *
 * Isotonic calibration (pool adjacent violators, drawn straight between the steps)
 * was tried on the training records alone, both fitted to four parts and judged on
 * the fifth; the 4,000 leads of tests/bench/scoring, Platt's first:
 *
 *                    AUC             Brier           log loss        off
 *   each part        0.8961 0.8941   0.1250 0.1249   0.3926 0.3941   2.0 1.2 %
 *   last in time     0.8729 0.8707   0.1418 0.1414   0.4398 0.4550   4.7 4.6 %
 *   of 1,000 leads   0.9022 0.8933   0.1155 0.1173   0.3653 0.3862   3.0 3.3 %
 *   of 300 leads     0.9022 0.8807   0.1101 0.1089   0.3518 0.3677   5.2 3.1 %
 *
 * (off: of deciles, what is said less what came.)  Its steps make ties, which cost
 * order, and say 0 and 1 where a few were all alike, which costs log loss, the most
 * where there are few; drawn towards the share of won ones (by 10 records a step)
 * it is off by more.  With Maven's deals, which tell nothing, both come to the
 * share.  And what fields add would no longer add up to what is said.  So Platt's
 * stays. */

struct slopes {
	double a, b; /* gradient */
	double aa, ab, bb;
};

static bool
is_ahead(const struct choosing *c, size_t record)
{
	return (unsigned char)c->place.data[record] >= FOLDS - AHEAD;
}

static void
add_slopes(struct slopes *s, double said, bool won, double a, double b)
{
	double p = 1 / (1 + exp(-(a * said + b)));
	double off = (won ? 1 : 0) - p;

	s->a += off * said;
	s->b += off;
	s->aa += p * (1 - p) * said * said;
	s->ab += p * (1 - p) * said;
	s->bb += p * (1 - p);
}

/* Of what was said of all, and of the last parts by those before them. */
static struct slopes
slopes_at(const struct choosing *c, const double *said, double a, double b)
{
	struct slopes s = { PULL * (1 - a), -PULL * b, PULL, 0, PULL };
	size_t i;

	for (i = 0; i < c->rows.n; i++) {
		bool won = bayes_won(&c->rows, i);

		add_slopes(&s, said[i], won, a, b);
		if (is_ahead(c, i))
			add_slopes(&s, c->said[LOOKED][i], won, a, b);
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

/* ---- how good it is ---- */

static void
measure(const struct choosing *c, const double *said, struct bayes_choice *out)
{
	struct bayes_guess *g = crm_alloc_n(c->a, c->rows.n, sizeof *g);
	double n = (double)c->rows.n;
	size_t i;

	out->brier = out->log_loss = 0;
	for (i = 0; i < c->rows.n; i++) {
		bool won = bayes_won(&c->rows, i);
		double sum = out->scale * said[i] + out->shift;
		double off = (won ? 1 : 0) - 1 / (1 + exp(-sum));

		g[i] = (struct bayes_guess){ sum, won };
		out->brier += off * off / n;
		out->log_loss += crm_bayes_surprise(sum, won) / n;
	}
	out->auc = bayes_area(g, c->rows.n);
}

/* ---- choosing ---- */

static size_t
best_of(const struct choosing *c, size_t best, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to; i++)
		if (c->gain[i].sum > c->gain[best].sum)
			best = i;
	return best;
}

/* The second learner, with the least count that is best for the first. */
static void
try_pulls(struct choosing *c, struct turn *t, int64_t least, int64_t *weight)
{
	size_t i;

	learn(c, t, least, weight);
	for (i = 0; i < PULLS; i++) {
		double intercept = bayes_refine(
		    &t->train, t->table, weight, pulls[i], true, c->a);

		judge(c, t, CANDIDATES + i, NULL, &intercept);
	}
}

/* What the chosen model says of the last parts. */
static void
look_ahead(
    struct choosing *c, const struct bayes_choice *chosen, int64_t *weight)
{
	struct turn t;
	int part;

	for (part = FOLDS - AHEAD; part < FOLDS; part++) {
		double intercept;

		begin_turn(c, part, true, &t);
		learn(c, &t, chosen->least, weight);
		if (chosen->pull > 0)
			intercept = bayes_refine(&t.train, t.table, weight,
			    chosen->pull, true, c->a);
		judge(c, &t, LOOKED, weight,
		    chosen->pull > 0 ? &intercept : NULL);
	}
}

static void
choose(struct choosing *c, struct bayes_choice *out)
{
	int64_t *weight = crm_alloc_n(c->a, c->rows.fields + 1, sizeof *weight);
	struct turn t[FOLDS];
	size_t i, best;
	int fold;

	for (i = 0; i < TRIED; i++)
		c->said[i] = crm_alloc_n(c->a, c->rows.n, sizeof *c->said[i]);
	for (fold = 0; fold < FOLDS; fold++) {
		begin_turn(c, fold, false, &t[fold]);
		for (i = 0; i < CANDIDATES; i++) {
			learn(c, &t[fold], candidate[i], weight);
			judge(c, &t[fold], i, weight, NULL);
		}
	}
	best = best_of(c, 0, 1, CANDIDATES);
	out->least = candidate[best];
	if (!c->plain) {
		for (fold = 0; fold < FOLDS; fold++)
			try_pulls(c, &t[fold], out->least, weight);
		best = best_of(c, best, CANDIDATES, CANDIDATES + PULLS);
		if (best >= CANDIDATES)
			out->pull = pulls[best - CANDIDATES];
	}
	out->tells = is_more_than_chance(&c->gain[best], c->rows.n);
	if (!c->plain) {
		look_ahead(c, out, weight);
		calibrate(c, c->said[best], out);
	}
	measure(c, c->said[best], out);
}

struct bayes_choice
bayes_choose(const struct bayes_rows *r, bool plain)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct choosing c = { .plain = plain, .a = &a };
	struct bayes_choice out = { .least = CRM_BAYES_LEAST,
		.scale = 1,
		.auc = -1,
		.brier = -1,
		.log_loss = -1 };

	sample(&c, r);
	if (c.rows.n_won >= FOLDS && c.rows.n_lost >= FOLDS)
		choose(&c, &out);
	crm_buf_free(&c.rows.cells);
	crm_buf_free(&c.rows.won);
	crm_buf_free(&c.fold);
	crm_buf_free(&c.place);
	crm_arena_free(&a);
	return out;
}
