/*
 * Sums by several dimensions.  A leaf is one value of each: while rows are read
 * they are found by a hash; when all is read, the rest of --top is made one,
 * gaps between periods are filled (cube-gaps.c), the sums of --totals are added,
 * and leaves are brought in order.
 */
#include "cube.h"

#include <stdlib.h>
#include <string.h>

void
cube_init(struct cube *c, struct crm_arena *a, size_t n_dims, size_t size)
{
	size_t i;

	*c = (struct cube){ .arena = a, .size = size, .n_dims = n_dims };
	for (i = 0; i < n_dims; i++)
		groups_init(&c->dim[i], a, size);
	groups_init(&c->leaves, a, size);
}

struct crm_value
place_key(const struct place *p)
{
	return crm_value_text((struct crm_text){ (const char *)p, sizeof *p });
}

struct place
place_of(const struct group *g)
{
	struct place p;

	memcpy(&p, g->key.t.p, sizeof p);
	return p;
}

/* ---- where a row is added ---- */

/* A grid is at most so large; beyond, leaves are found by the hash alone. */
enum { MOST_CELLS = 1 << 20, FIRST_CELLS = 16 };

static uint64_t
room_for(uint32_t have, uint32_t at)
{
	uint64_t n = have == 0 ? FIRST_CELLS : have;

	while (n <= at && n <= MOST_CELLS)
		n *= 2;
	return n;
}

/* false where it would be too large. */
static bool
grow_grid(struct cube *c, const uint32_t *at)
{
	uint64_t rows = room_for(c->rows, at[0]), i;
	uint64_t columns = room_for(c->columns, at[1]);
	void **grid;

	if (rows * columns > MOST_CELLS)
		return false;
	grid = crm_alloc_n(c->arena, rows * columns, sizeof *grid);
	for (i = 0; i < c->rows; i++)
		memcpy(grid + i * columns, c->grid + i * c->columns,
		    c->columns * sizeof *grid);
	c->grid = grid;
	c->rows = (uint32_t)rows;
	c->columns = (uint32_t)columns;
	return true;
}

static void *
leaf_at(struct cube *c, const struct place *p)
{
	void **cell;

	if (c->n_dims != 2 ||
	    ((p->at[0] >= c->rows || p->at[1] >= c->columns) &&
		!grow_grid(c, p->at)))
		return groups_at(&c->leaves, place_key(p));
	cell = &c->grid[(size_t)p->at[0] * c->columns + p->at[1]];
	if (*cell == NULL)
		*cell = groups_at(&c->leaves, place_key(p));
	return *cell;
}

void *
cube_at(struct cube *c, const struct crm_value *key)
{
	struct place p = { .kind = ROW_PLAIN };
	size_t i;

	/* By one dimension its value is the leaf, without one there is one leaf. */
	if (c->n_dims == 1)
		return groups_at(&c->dim[0], key[0]);
	if (c->n_dims == 0)
		return c->only != NULL
		    ? c->only
		    : (c->only = groups_at(&c->leaves, place_key(&p)));
	for (i = 0; i < c->n_dims; i++)
		p.at[i] = (uint32_t)groups_index(&c->dim[i], key[i]);
	return leaf_at(c, &p);
}

/* ---- when all is read ---- */

/* The sums of one dimension's values become leaves. */
static void
leaves_of_values(struct cube *c)
{
	size_t i;

	for (i = 0; i < c->dim[0].n; i++) {
		struct place p = { .at = { (uint32_t)i }, .kind = ROW_PLAIN };
		size_t at = groups_index(&c->leaves, place_key(&p));

		c->leaves.all[at].sums = c->dim[0].all[i].sums;
	}
}

/* Of several dimensions, the sums over each value. */
static enum crm_status
sum_values(struct finish *f, struct crm_err *err)
{
	struct cube *c = f->c;
	enum crm_status st = CRM_OK;
	size_t i, k;

	for (i = 0; i < c->leaves.n && st == CRM_OK; i++) {
		struct place p = place_of(&c->leaves.all[i]);

		for (k = 0; k < c->n_dims && st == CRM_OK; k++)
			st = f->t->merge(f->run, c->dim[k].all[p.at[k]].sums,
			    c->leaves.all[i].sums, err);
	}
	return st;
}

/* ---- the order of values ---- */

/* What comparing two values needs, which qsort does not hand through. */
struct value {
	const struct group *g;
	int64_t weight;
	bool by_weight, by_key;
};

static int64_t
weight_of(const struct finish *f, const struct group *g)
{
	return f->t->weight == NULL ? 0 : f->t->weight(f->run, g->sums);
}

static int
value_order(const void *a, const void *b)
{
	const struct value *x = a, *y = b;

	if (x->by_key && x->g->key.kind == CRM_INT && y->g->key.kind == CRM_INT)
		return (x->g->key.i > y->g->key.i) -
		    (x->g->key.i < y->g->key.i);
	if (x->by_weight && x->weight != y->weight)
		return x->weight > y->weight ? -1 : 1;
	return group_order(x->g, y->g);
}

static void
rank_values(struct finish *f, size_t k)
{
	struct groups *g = &f->c->dim[k];
	struct value *v = crm_alloc_n(f->c->arena, g->n + 1, sizeof *v);
	uint32_t *rank = crm_alloc_n(f->c->arena, g->n + 1, sizeof *rank);
	bool time = dimension_is_time(&f->d->d[k]);
	size_t i;

	for (i = 0; i < g->n; i++)
		v[i] = (struct value){ &g->all[i], weight_of(f, &g->all[i]),
			!time &&
			    (f->t->heavy_first || (k == 0 && f->o->top > 0)),
			time };
	qsort(v, g->n, sizeof *v, value_order);
	for (i = 0; i < g->n; i++)
		rank[v[i].g - g->all] = (uint32_t)i;
	f->c->rank[k] = rank;
}

/* How a value stands for --top: periods are shown in their order, but the largest of
 * them are on top as of all others. */
static void
find_standing(struct finish *f)
{
	struct groups *g = &f->c->dim[0];
	struct value *v = crm_alloc_n(f->c->arena, g->n + 1, sizeof *v);
	size_t i;

	f->standing = crm_alloc_n(f->c->arena, g->n + 1, sizeof *f->standing);
	for (i = 0; i < g->n; i++)
		v[i] = (struct value){ &g->all[i], weight_of(f, &g->all[i]),
			true, false };
	qsort(v, g->n, sizeof *v, value_order);
	for (i = 0; i < g->n; i++)
		f->standing[v[i].g - g->all] = (uint32_t)i;
}

/* ---- the rest, totals ---- */

static enum crm_status
merge_at(struct finish *f, const struct place *p, const void *sums,
    struct crm_err *err)
{
	return f->t->merge(
	    f->run, groups_at(&f->c->leaves, place_key(p)), sums, err);
}

/* Whether a value of the first dimension is among the heaviest, or those of the
 * period that this one is compared with. */
static bool
is_on_top(const struct finish *f, uint32_t at)
{
	const struct crm_report_opts *o = f->o;
	struct crm_value key = f->c->dim[0].all[at].key;

	if (o->top_kept != NULL)
		return groups_find(o->top_kept, key) != NULL;
	if (f->standing[at] >= (uint64_t)o->top)
		return false;
	if (o->top_met != NULL)
		groups_at(o->top_met, key);
	return true;
}

/* What is not among the heaviest of the first dimension becomes one leaf. */
static enum crm_status
make_rest(struct finish *f, struct crm_err *err)
{
	struct groups old = f->c->leaves;
	enum crm_status st = CRM_OK;
	size_t i;

	groups_init(&f->c->leaves, f->c->arena, f->c->size);
	for (i = 0; i < old.n && st == CRM_OK; i++) {
		struct place p = place_of(&old.all[i]);

		if (!is_on_top(f, p.at[0])) {
			p.at[0] = REST_MEMBERS;
			/* What is laid across is a column, in the same row. */
			p.kind = f->d->across && f->c->n_dims == 1 ? ROW_PLAIN
								   : ROW_REST;
		}
		st = merge_at(f, &p, old.all[i].sums, err);
	}
	return st;
}

/* What a sum over the dimensions from the k-th on is: rows of the rest have one of
 * their own, for it is no row of the rest again. */
static enum row_kind
sum_kind(enum row_kind of, size_t k)
{
	if (k == 0)
		return ROW_TOTAL;
	return of == ROW_REST ? ROW_REST_SUBTOTAL : ROW_SUBTOTAL;
}

/* A leaf counts in the sums over the last of the dimensions, the last two … that
 * rows have; and each of these over what is laid across. */
static enum crm_status
add_totals(struct finish *f, const struct place *leaf, const void *sums,
    struct crm_err *err)
{
	size_t rows = f->c->n_dims - f->d->across, k;
	enum crm_status st = CRM_OK;
	struct place p = *leaf, all;

	for (k = rows + 1; k-- > 0 && st == CRM_OK;) {
		if (k < rows) {
			p.at[k] = ALL_MEMBERS;
			p.kind = sum_kind((enum row_kind)leaf->kind, k);
			st = merge_at(f, &p, sums, err);
		}
		if (f->d->across && st == CRM_OK) {
			all = p;
			all.at[rows] = ALL_MEMBERS;
			st = merge_at(f, &all, sums, err);
		}
	}
	return st;
}

static enum crm_status
make_totals(struct finish *f, struct crm_err *err)
{
	size_t n = f->c->leaves.n, i;
	enum crm_status st = CRM_OK;

	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct group g = f->c->leaves.all[i];
		struct place p = place_of(&g);

		if (f->c->n_dims > 0)
			st = add_totals(f, &p, g.sums, err);
		else if (f->t->own_total) {
			p.kind = ROW_TOTAL;
			st = merge_at(f, &p, g.sums, err);
		}
	}
	return st;
}

/* ---- the order of rows ---- */

struct ranked {
	uint32_t by[MOST_DIMENSIONS];
	struct leaf leaf;
};

static int
leaf_order(const void *a, const void *b)
{
	const struct ranked *x = a, *y = b;
	size_t k;

	for (k = 0; k < MOST_DIMENSIONS; k++)
		if (x->by[k] != y->by[k])
			return x->by[k] < y->by[k] ? -1 : 1;
	return (x->leaf.kind > y->leaf.kind) - (x->leaf.kind < y->leaf.kind);
}

static void
order_leaves(struct finish *f)
{
	struct cube *c = f->c;
	struct ranked *v = crm_alloc_n(c->arena, c->leaves.n + 1, sizeof *v);
	size_t i, k;

	for (i = 0; i < c->leaves.n; i++) {
		struct place p = place_of(&c->leaves.all[i]);

		v[i].leaf.kind = (enum row_kind)p.kind;
		v[i].leaf.sums = c->leaves.all[i].sums;
		for (k = 0; k < c->n_dims; k++) {
			v[i].leaf.at[k] = p.at[k];
			v[i].by[k] = p.at[k] >= REST_MEMBERS
			    ? p.at[k]
			    : c->rank[k][p.at[k]];
		}
	}
	qsort(v, c->leaves.n, sizeof *v, leaf_order);
	c->leaf = crm_alloc_n(c->arena, c->leaves.n + 1, sizeof *c->leaf);
	for (i = 0; i < c->leaves.n; i++)
		c->leaf[i] = v[i].leaf;
	c->n = c->leaves.n;
}

enum crm_status
cube_finish(struct cube *c, struct tally_run *run, struct crm_err *err)
{
	struct finish f = { c, run, run->t, run->o, &run->d };
	enum crm_status st = CRM_OK;
	size_t k;

	if (c->n_dims == 0)
		groups_at(&c->leaves, place_key(&(struct place){ .kind = 0 }));
	else if (c->n_dims == 1)
		leaves_of_values(c);
	else
		st = sum_values(&f, err);
	for (k = 0; k < c->n_dims && st == CRM_OK; k++)
		if (dimension_is_time(&f.d->d[k]) && dimensions_finest(f.d, k))
			cube_fill_periods(&f, k);
	for (k = 0; k < c->n_dims && st == CRM_OK; k++) {
		st = groups_name(run->s, &f.d->d[k], &c->dim[k], err);
		if (st == CRM_OK)
			rank_values(&f, k);
	}
	if (st == CRM_OK && f.o->top > 0 && c->n_dims > 0) {
		find_standing(&f);
		st = make_rest(&f, err);
	}
	if (st == CRM_OK && f.o->totals)
		st = make_totals(&f, err);
	if (st == CRM_OK)
		order_leaves(&f);
	return st;
}
