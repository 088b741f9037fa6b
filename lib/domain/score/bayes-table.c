/* What the values of a field were worth: counts of won and lost. */
#include "bayes.h"

#include <stdlib.h>

double
bayes_odds(const struct bayes_value *v, int64_t least,
    const struct crm_bayes_sums *sums)
{
	if (v->part == BAYES_REST || v->won + v->lost < least)
		return 0;
	return crm_bayes_log_odds(v->won, v->lost, sums);
}

void
bayes_speak(struct bayes_table *t, int64_t least)
{
	struct crm_bayes_sums sums = { 0, 0, 0 };
	bool rest = false;
	size_t i;

	for (i = 0; i < t->n; i++) {
		const struct bayes_value *v = &t->value[i];
		int64_t met = v->won + v->lost;

		sums.won += v->won;
		sums.lost += v->lost;
		if (v->part == BAYES_REST ||
		    (v->part == BAYES_VALUE && met < least))
			rest = rest || met > 0;
		else
			sums.values += met > 0;
	}
	sums.values += rest;
	for (i = 0; i < t->n; i++)
		t->odds[i] = bayes_odds(&t->value[i], least, &sums);
}

static bool
is_left(const struct bayes_how *how, size_t record)
{
	return how->left != NULL && how->left[record];
}

/* The bins of a number's field become the first values of the table.  Records
 * that are left aside have a bin, but no say where it begins. */
static size_t
make_bins(const struct bayes_rows *r, size_t f, const struct bayes_how *how,
    struct crm_arena *a, struct bayes_table *t, int64_t *edge)
{
	struct crm_buf sorted = CRM_BUF_INIT, text = CRM_BUF_INIT;
	size_t n = 0, edges, i;
	bool any = false;
	int64_t v;

	for (i = 0; i < r->n; i++) {
		if ((v = bayes_at(r, i, f)) == BAYES_BLANK)
			continue;
		any = true;
		if (is_left(how, i))
			continue;
		crm_buf_add(&sorted, &v, sizeof v);
		n++;
	}
	if (n > 0)
		qsort(sorted.data, n, sizeof v, crm_by_int64);
	edges = crm_bayes_edges(
	    (int64_t *)(void *)sorted.data, n, how->plain, edge);
	crm_buf_free(&sorted);
	t->value = crm_alloc_n(a, edges + 2, sizeof *t->value);
	for (i = 0; any && i <= edges; i++) {
		struct bayes_value *b = &t->value[t->n++];

		crm_buf_clear(&text);
		bayes_range(&r->field[f], i > 0 ? &edge[i - 1] : NULL,
		    i < edges ? &edge[i] : NULL, &text);
		*b = (struct bayes_value){ .part = BAYES_BIN,
			.has_low = i > 0,
			.low = i > 0 ? edge[i - 1] : 0,
			.text = {
			    crm_strndup(a, text.data, text.len), text.len } };
	}
	crm_buf_free(&text);
	return edges;
}

/* Words that are met often enough; behind them, if any are not, the rest. */
static void
make_words(const struct bayes_rows *r, size_t f, const struct bayes_how *how,
    struct crm_arena *a, struct bayes_table *t)
{
	struct bayes_words *w = &r->words[f];
	bool rest = false;
	size_t i;
	int64_t v;

	for (i = 0; i < w->n; i++)
		w->word[i].won = w->word[i].lost = 0;
	for (i = 0; i < r->n; i++)
		if ((v = bayes_at(r, i, f)) != BAYES_BLANK && !is_left(how, i))
			*(bayes_won(r, i) ? &w->word[v].won
					  : &w->word[v].lost) += 1;
	t->value = crm_alloc_n(a, w->n + 2, sizeof *t->value);
	for (i = 0; i < w->n; i++) {
		struct bayes_word *word = &w->word[i];

		if (word->won + word->lost < how->least) {
			rest = true;
			continue;
		}
		word->value = (uint32_t)t->n;
		t->value[t->n++] = (struct bayes_value){ .part = BAYES_VALUE,
			.text = word->text };
	}
	if (!rest)
		return;
	for (i = 0; i < w->n; i++)
		if (w->word[i].won + w->word[i].lost < how->least)
			w->word[i].value = (uint32_t)t->n;
	t->value[t->n++].part = BAYES_REST;
}

void
bayes_count(const struct bayes_rows *r, size_t f, const struct bayes_how *how,
    struct crm_arena *a, struct bayes_table *t, uint32_t *of)
{
	int64_t edge[CRM_BAYES_EDGES], v;
	bool number = r->field[f].number, blank = false;
	size_t edges = 0, i, at;

	*t = (struct bayes_table){ .n = 0 };
	if (number)
		edges = make_bins(r, f, how, a, t, edge);
	else
		make_words(r, f, how, a, t);
	for (i = 0; i < r->n; i++) {
		v = bayes_at(r, i, f);
		if (v == BAYES_BLANK) {
			blank = true;
			at = t->n;
		} else
			at = number ? crm_bayes_bin(edge, edges, v)
				    : r->words[f].word[v].value;
		if (!is_left(how, i))
			*(bayes_won(r, i) ? &t->value[at].won
					  : &t->value[at].lost) += 1;
		of[i * r->fields + f] = (uint32_t)at;
	}
	if (blank)
		t->value[t->n++].part = BAYES_EMPTY;
	t->odds = crm_alloc_n(a, t->n, sizeof *t->odds);
	bayes_speak(t, how->least);
}
