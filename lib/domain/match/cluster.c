/*
 * Clusters: records that pairs hold together, by union-find.  The surest pairs
 * join first, and two credit codes never come into one cluster.
 */
#include "match.h"

#include <stdlib.h>

struct node {
	struct node *up;             /* itself at the root */
	struct crm_text credit_code; /* of the whole cluster, at the root */
	int64_t number;              /* at the root; 0: not yet */
};

static struct node *
root(struct node *n)
{
	while (n->up != n) {
		n->up = n->up->up;
		n = n->up;
	}
	return n;
}

/* The lower one stays above: it is the one that comes first. */
static bool
join(struct node *a, struct node *b)
{
	a = root(a);
	b = root(b);
	if (a == b)
		return true;
	if (a->credit_code.n > 0 && b->credit_code.n > 0 &&
	    !crm_text_eq(a->credit_code, b->credit_code))
		return false;
	if (b < a) {
		struct node *t = a;

		a = b;
		b = t;
	}
	b->up = a;
	if (a->credit_code.n == 0)
		a->credit_code = b->credit_code;
	return true;
}

static int
by_records(const struct crm_dupe *x, const struct crm_dupe *y)
{
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return x->b < y->b ? -1 : x->b > y->b;
}

static int
by_score(const void *px, const void *py)
{
	const struct crm_dupe *x = px, *y = py;

	if (x->match.score != y->match.score)
		return x->match.score > y->match.score ? -1 : 1;
	return by_records(x, y);
}

/* Those of no cluster come last. */
static int
by_cluster(const void *px, const void *py)
{
	const struct crm_dupe *x = px, *y = py;

	if (x->cluster != y->cluster)
		return (uint64_t)x->cluster - 1 < (uint64_t)y->cluster - 1 ? -1
									   : 1;
	return by_records(x, y);
}

void
clusters_make(const struct parties *p, struct crm_dupe *pair, size_t n,
    struct crm_arena *a)
{
	struct node *node = crm_alloc_n(a, p->n + 1, sizeof *node), *r;
	bool *kept = crm_alloc_n(a, p->n + 1, sizeof *kept);
	int64_t number = 0;
	bool joined;
	size_t i;

	for (i = 0; i < p->n; i++) {
		node[i].up = &node[i];
		node[i].credit_code = p->party[i].credit_code;
	}
	qsort(pair, n, sizeof *pair, by_score);
	for (i = 0; i < n; i++) {
		size_t x = (size_t)(pair[i].a - p->party);
		size_t y = (size_t)(pair[i].b - p->party);

		kept[x] |= joined = join(&node[x], &node[y]);
		pair[i].cluster = joined; /* 1: to be numbered */
		pair[i].match.sure &= joined;
	}
	for (i = 0; i < p->n; i++)
		if (kept[i] && (r = root(&node[i]))->number == 0)
			r->number = ++number;
	for (i = 0; i < n; i++)
		if (pair[i].cluster != 0)
			pair[i].cluster =
			    root(&node[pair[i].a - p->party])->number;
	qsort(pair, n, sizeof *pair, by_cluster);
}
