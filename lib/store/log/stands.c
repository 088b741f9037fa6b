/*
 * Which batches stand.  An undo takes back what a batch did, the undo of that brings it
 * again, and so on, whichever of them it names: each turns it, so that it stands where
 * as many were undone as not.
 */
#include "store/internal.h"

#include <crm/store/log.h>

#include <stdlib.h>

/* An undo, and the batch that was the first of its chain. */
struct turn {
	int64_t number, root;
};

static int
by_number(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static int
by_root(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	return (x->root > y->root) - (x->root < y->root);
}

static int
by_value(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* All undos in their order; what one of them undoes came before it. */
static enum crm_status
read_turns(struct crm_store *s, struct crm_arena *a, struct turn **out,
    size_t *n, struct crm_err *err)
{
	int64_t until = crm_as_of_asked(s) ? s->as_of : INT64_MAX;
	struct crm_value v = crm_value_int(until);
	struct turn key, *known;
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT \"number\", \"undoes\" FROM batch "
	    "WHERE \"undoes\" IS NOT NULL AND \"number\" <= ? "
	    "ORDER BY \"number\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, &v, 1);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		key.number = crm_col_int(q, 1);
		known = *n == 0
		    ? NULL
		    : bsearch(&key, *out, *n, sizeof key, by_number);
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct turn){ crm_col_int(q, 0),
			known == NULL ? key.number : known->root };
	}
	return st;
}

enum crm_status
crm_log_fallen(struct crm_store *s, struct crm_arena *a, struct crm_fallen *out,
    struct crm_err *err)
{
	struct turn *turn;
	enum crm_status st;
	size_t i, j, n;

	*out = (struct crm_fallen){ .n = 0 };
	if ((st = read_turns(s, a, &turn, &n, err)) != CRM_OK || n == 0)
		return st;
	out->batch = crm_alloc_n(a, 2 * n, sizeof *out->batch);
	for (i = 0; i < n; i++)
		out->batch[out->n++] = turn[i].number;
	qsort(turn, n, sizeof *turn, by_root);
	for (i = 0; i < n; i = j) {
		for (j = i; j < n && turn[j].root == turn[i].root; j++)
			;
		if ((j - i) % 2 == 1)
			out->batch[out->n++] = turn[i].root;
	}
	qsort(out->batch, out->n, sizeof *out->batch, by_value);
	return CRM_OK;
}

bool
crm_log_stands(const struct crm_fallen *f, int64_t number)
{
	return f->n == 0 ||
	    bsearch(&number, f->batch, f->n, sizeof number, by_value) == NULL;
}
