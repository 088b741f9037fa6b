/*
 * How right a model is of what comes after it: the training records parted by time,
 * learned from the earlier and asked about the later.  Parts left aside at random
 * (bayes-choose.c) flatter it, as what comes is less like what was.
 */
#include "bayes.h"

#include <math.h>
#include <stdlib.h>

enum {
	PARTS = 5, /* the last of which is asked about */
	LEAST = 5, /* won ones and lost ones on either side */
};

/* What steps say is 0 or 1 at times; such a miss is not to outweigh all else. */
static const double surest = 0.00005;

enum side { NEITHER, BEFORE, BEHIND };

struct split {
	const struct bayes_rows *all;
	struct crm_arena *a;
	int64_t closed;         /* the last day of those before */
	struct bayes_rows past; /* the rows before */
	struct bayes_rows both; /* those, and behind them those asked about */
	struct crm_buf own;     /* int64_t, of those asked about */
	bool *left;
	uint32_t *value;
	struct bayes_table *table;
	int64_t *weight;
	struct bayes_choice choice;
};

/* ---- the two sides ---- */

/* The last day behind which a fifth of the records or more closed; 0 where none has a
 * day. */
static int64_t
day_of_split(const struct bayes_rows *r)
{
	struct crm_buf days = CRM_BUF_INIT;
	size_t i, n = 0;
	int64_t day = 0;

	for (i = 0; i < r->n; i++) {
		int64_t closed = bayes_time(r, i).closed;

		if (bayes_again(r, i))
			continue;
		crm_buf_add(&days, &closed, sizeof closed);
		n++;
	}
	if (n > 0) {
		int64_t *sorted = (int64_t *)(void *)days.data;

		qsort(sorted, n, sizeof *sorted, crm_by_int64);
		day = sorted[i = n * (PARTS - 1) / PARTS];
		while (day != 0 && i > 0 && sorted[i] == day)
			i--;
		/* Where all closed on one day there is none before it. */
		if (day != 0)
			day = sorted[i] < day ? sorted[i] : day - 1;
	}
	crm_buf_free(&days);
	return day;
}

static enum side
side_of(const struct split *s, size_t i)
{
	struct bayes_time t = bayes_time(s->all, i);

	if (s->closed == 0)
		return i < s->all->n * (PARTS - 1) / PARTS ? BEFORE : BEHIND;
	if (t.closed <= s->closed)
		return BEFORE;
	if (t.day <= s->closed)
		return NEITHER;
	/* Each once, on the first such day. */
	return bayes_again(s->all, i) &&
		bayes_time(s->all, i - 1).day > s->closed
	    ? NEITHER
	    : BEHIND;
}

static void
copy_row(const struct bayes_rows *from, size_t i, struct bayes_rows *to)
{
	size_t cells = from->fields * sizeof(int64_t);
	bool won = bayes_won(from, i), again = bayes_again(from, i);

	crm_buf_add(&to->cells, from->cells.data + i * cells, cells);
	crm_buf_add(&to->won, &won, sizeof won);
	crm_buf_add(&to->again, &again, sizeof again);
	*(won ? &to->n_won : &to->n_lost) += 1;
	to->n++;
}

/* Whether there are enough on both. */
static bool
part(struct split *s)
{
	size_t i;

	s->past = s->both = (struct bayes_rows){ .field = s->all->field,
		.fields = s->all->fields,
		.words = s->all->words };
	s->closed = day_of_split(s->all);
	for (i = 0; i < s->all->n; i++)
		if (side_of(s, i) == BEFORE) {
			copy_row(s->all, i, &s->past);
			copy_row(s->all, i, &s->both);
		}
	for (i = 0; i < s->all->n; i++)
		if (side_of(s, i) == BEHIND) {
			int64_t own = bayes_time(s->all, i).own;

			copy_row(s->all, i, &s->both);
			crm_buf_add(&s->own, &own, sizeof own);
		}
	return s->past.n_won >= LEAST && s->past.n_lost >= LEAST &&
	    s->both.n_won >= s->past.n_won + LEAST &&
	    s->both.n_lost >= s->past.n_lost + LEAST;
}

/* ---- what the earlier say of the later ---- */

static void
learn(struct split *s, bool plain)
{
	size_t fields = s->both.fields, n = s->both.n, i;
	const double **odds = crm_alloc_n(s->a, fields, sizeof *odds);
	struct crm_bayes_data d = { s->past.n, fields, NULL, odds,
		(const bool *)(const void *)s->both.won.data };
	struct bayes_how how = { .plain = plain };

	s->choice = bayes_choose(&s->past, plain);
	s->left = crm_alloc_n(s->a, n, sizeof *s->left);
	for (i = 0; i < n; i++)
		s->left[i] = i >= s->past.n;
	how.least = s->choice.least;
	how.left = s->left;
	s->value = crm_alloc_n(s->a, n * fields, sizeof *s->value);
	s->table = crm_alloc_n(s->a, fields, sizeof *s->table);
	s->weight = crm_alloc_n(s->a, fields + 1, sizeof *s->weight);
	for (i = 0; i < fields; i++) {
		bayes_count(&s->both, i, &how, s->a, &s->table[i], s->value);
		odds[i] = s->table[i].odds;
		s->weight[i + 1] = CRM_WHOLE;
	}
	d.value = s->value;
	s->weight[0] = crm_bayes_prior(s->past.n_won, s->past.n_lost);
	if (!plain)
		crm_bayes_fit(&d, false, s->weight);
	if (s->choice.pull > 0)
		s->weight[0] = crm_bayes_millionths(bayes_refine(
		    &d, s->table, s->weight, s->choice.pull, false, s->a));
}

static double
share_of(const struct split *s, size_t i)
{
	const uint32_t *value = s->value + i * s->both.fields;
	double sum = (double)s->weight[0] / CRM_WHOLE;
	size_t f;

	for (f = 0; f < s->both.fields; f++)
		sum += s->choice.pull > 0 ? s->table[f].own[value[f]]
					  : (double)s->weight[f + 1] /
			CRM_WHOLE * s->table[f].odds[value[f]];
	return 1 / (1 + exp(-(s->choice.scale * sum + s->choice.shift)));
}

/* ---- how right that was ---- */

static int
by_said(const void *a, const void *b)
{
	const struct bayes_guess *x = a, *y = b;

	return (x->said > y->said) - (x->said < y->said);
}

double
bayes_area(struct bayes_guess *g, size_t n)
{
	double ranks = 0, won = 0;
	size_t i, j, k;

	qsort(g, n, sizeof *g, by_said);
	for (i = 0; i < n; i = j) {
		for (j = i; j < n && g[j].said == g[i].said; j++)
			;
		for (k = i; k < j; k++)
			if (g[k].won) {
				ranks += (double)(i + j + 1) / 2;
				won++;
			}
	}
	return won == 0 || won == (double)n
	    ? -1
	    : (ranks - won * (won + 1) / 2) / (won * ((double)n - won));
}

static void
measure(struct bayes_guess *g, size_t n, struct crm_bayes_quality *q)
{
	size_t i;

	*q = (struct crm_bayes_quality){ .n = (int64_t)n };
	if (n == 0)
		return;
	q->auc = bayes_area(g, n);
	for (i = 0; i < n; i++) {
		double off = (g[i].won ? 1 : 0) - g[i].said;
		double right = g[i].won ? g[i].said : 1 - g[i].said;
		int at = (int)(g[i].said * CRM_BAYES_TENTHS);
		struct crm_bayes_tenth *t =
		    &q->tenth[at < CRM_BAYES_TENTHS ? at
						    : CRM_BAYES_TENTHS - 1];

		q->brier += off * off / (double)n;
		q->log_loss -= log(fmax(right, surest)) / (double)n;
		t->n++;
		t->came += g[i].won;
		t->said += g[i].said;
	}
}

static void
judge(const struct split *s, struct crm_bayes_judged *out)
{
	const int64_t *own = (const int64_t *)(const void *)s->own.data;
	size_t n = s->both.n - s->past.n, known = 0, i;
	struct bayes_guess *all = crm_alloc_n(s->a, n, sizeof *all);
	struct bayes_guess *step = crm_alloc_n(s->a, n, sizeof *step);
	struct bayes_guess *beside = crm_alloc_n(s->a, n, sizeof *beside);

	for (i = 0; i < n; i++) {
		bool won = bayes_won(&s->both, s->past.n + i);

		all[i] = (struct bayes_guess){ share_of(s, s->past.n + i),
			won };
		if (own[i] == BAYES_BLANK)
			continue;
		beside[known] = all[i];
		step[known++] = (struct bayes_guess){
			(double)own[i] / CRM_WHOLE, won
		};
	}
	measure(all, n, &out->model);
	measure(step, known, &out->own);
	measure(beside, known, &out->beside);
}

void
bayes_judge(
    const struct bayes_rows *r, bool plain, struct crm_bayes_judged *out)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct split s = { .all = r, .a = &a };
	size_t i;

	*out = (struct crm_bayes_judged){ .learned = 0 };
	if (part(&s)) {
		learn(&s, plain);
		judge(&s, out);
		out->closed = s.closed;
		for (i = 0; i < s.past.n; i++)
			out->learned += !bayes_again(&s.past, i);
	}
	bayes_rows_free(&s.past);
	bayes_rows_free(&s.both);
	crm_buf_free(&s.own);
	crm_arena_free(&a);
}
