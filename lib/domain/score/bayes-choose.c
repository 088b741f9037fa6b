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
judge(const struct choosing *c, const struct turn *t, int64_t least,
    int64_t *weight, struct gain *g)
{
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
		gain = crm_bayes_surprise(share, won) -
		    crm_bayes_surprise(log_odds_of(c, t, weight, i), won);
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

static int64_t
choose(struct choosing *c, bool *tells)
{
	int64_t *weight = crm_alloc_n(c->a, c->rows.fields + 1, sizeof *weight);
	size_t i, best = 0;
	struct turn t;
	int fold;

	for (fold = 0; fold < FOLDS; fold++) {
		begin_turn(c, fold, &t);
		for (i = 0; i < CANDIDATES; i++)
			judge(c, &t, candidate[i], weight, &c->gain[i]);
	}
	for (i = 1; i < CANDIDATES; i++)
		if (c->gain[i].sum > c->gain[best].sum)
			best = i;
	*tells = is_more_than_chance(&c->gain[best], c->rows.n);
	return candidate[best];
}

int64_t
bayes_choose(const struct bayes_rows *r, bool plain, bool *tells)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct choosing c = { .plain = plain, .a = &a };
	int64_t least = CRM_BAYES_LEAST;

	sample(&c, r);
	*tells = false;
	if (c.rows.n_won >= FOLDS && c.rows.n_lost >= FOLDS)
		least = choose(&c, tells);
	crm_buf_free(&c.rows.cells);
	crm_buf_free(&c.rows.won);
	crm_buf_free(&c.fold);
	crm_arena_free(&a);
	return least;
}
