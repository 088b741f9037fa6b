/* Groups: open addressing over the keys, growing by doubling. */
#include "kit.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64 };

static size_t
hash_of(struct crm_value v)
{
	const uint64_t odd = 0x9E3779B97F4A7C15u;
	uint64_t h = odd, word;
	size_t i, n;

	if (v.kind == CRM_INT)
		return (size_t)(((uint64_t)v.i + 1) * odd >> 20);
	/* Eight bytes at a time. */
	for (i = 0; v.kind == CRM_STR && i < v.t.n; i += sizeof word) {
		n = v.t.n - i < sizeof word ? v.t.n - i : sizeof word;
		word = 0;
		memcpy(&word, v.t.p + i, n);
		h = (h ^ word) * odd;
		h ^= h >> 29;
	}
	return (size_t)(h >> 20);
}

void
groups_init(struct groups *g, struct crm_arena *a, size_t size)
{
	*g = (struct groups){ .arena = a,
		.size = size,
		.n_slots = FIRST_SLOTS,
		.cap = FIRST_SLOTS / 2 };
	g->slot = crm_alloc_n(a, g->n_slots, sizeof *g->slot);
	g->all = crm_alloc_n(a, g->cap, sizeof *g->all);
}

/* The slot of a key: where it is, or where it goes. */
static size_t *
slot_of(struct groups *g, struct crm_value key)
{
	size_t i = hash_of(key) & (g->n_slots - 1);

	while (
	    g->slot[i] != 0 && !crm_value_eq(g->all[g->slot[i] - 1].key, key))
		i = (i + 1) & (g->n_slots - 1);
	return &g->slot[i];
}

static void
grow(struct groups *g)
{
	size_t i;

	g->all = crm_grow(g->arena, g->all, g->n, &g->cap, sizeof *g->all);
	g->n_slots = g->cap * 2;
	g->slot = crm_alloc_n(g->arena, g->n_slots, sizeof *g->slot);
	for (i = 0; i < g->n; i++)
		*slot_of(g, g->all[i].key) = i + 1;
}

size_t
groups_index(struct groups *g, struct crm_value key)
{
	size_t *slot = slot_of(g, key);

	if (*slot != 0)
		return *slot - 1;
	if (g->n == g->cap) {
		grow(g);
		slot = slot_of(g, key);
	}
	if (key.kind == CRM_STR)
		key.t.p = crm_strndup(g->arena, key.t.p, key.t.n);
	g->all[g->n++] = (struct group){ .key = key,
		.sums = crm_alloc(g->arena, g->size) };
	*slot = g->n;
	return g->n - 1;
}

void *
groups_at(struct groups *g, struct crm_value key)
{
	size_t at = groups_index(g, key); /* which may move them */

	return g->all[at].sums;
}

void *
groups_find(struct groups *g, struct crm_value key)
{
	size_t slot = *slot_of(g, key);

	return slot == 0 ? NULL : g->all[slot - 1].sums;
}

/* Records of one name are told apart by their ids, or their rows would be one. */
static void
part_twins(const struct dimension *d, struct groups *g)
{
	struct groups names;
	struct crm_value cell;
	size_t i;

	groups_init(&names, g->arena, sizeof(size_t));
	for (i = 0; i < g->n; i++)
		++*(size_t *)groups_at(&names, g->all[i].cell);
	for (i = 0; i < g->n; i++) {
		cell = g->all[i].cell;
		if (cell.kind != CRM_STR || g->all[i].key.kind != CRM_INT ||
		    *(size_t *)groups_find(&names, cell) < 2)
			continue;
		g->all[i].cell = crm_value_text(crm_text_of(crm_sprintf(
		    g->arena, "%.*s (%s%lld)", (int)cell.t.n, cell.t.p,
		    d->shown->def->code, (long long)g->all[i].key.i)));
	}
}

enum crm_status
groups_name(struct crm_store *s, const struct dimension *d, struct groups *g,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < g->n && st == CRM_OK; i++)
		st = dimension_cell(
		    s, d, g->all[i].key, g->arena, &g->all[i].cell, err);
	if (st == CRM_OK && d->shown != NULL)
		part_twins(d, g);
	return st;
}

static int
value_order(struct crm_value a, struct crm_value b)
{
	if (a.kind == CRM_NULL || b.kind == CRM_NULL)
		return (a.kind == CRM_NULL) - (b.kind == CRM_NULL);
	if (a.kind == CRM_STR && b.kind == CRM_STR)
		return crm_text_cmp(a.t, b.t);
	if (a.kind == CRM_INT && b.kind == CRM_INT)
		return (a.i > b.i) - (a.i < b.i);
	return a.kind == CRM_INT ? -1 : 1;
}

int
group_order(const struct group *a, const struct group *b)
{
	int order = value_order(a->cell, b->cell);

	/* Two records of one name. */
	return order != 0 ? order : value_order(a->key, b->key);
}

/* qsort hands no context through: the groups are few, and merge sort keeps
 * equal ones in order. */
static void
merge_sort(struct group *v, struct group *tmp, size_t n,
    int (*order)(const struct group *, const struct group *))
{
	size_t half = n / 2, i = 0, j = half, k;

	if (n < 2)
		return;
	merge_sort(v, tmp, half, order);
	merge_sort(v + half, tmp, n - half, order);
	for (k = 0; k < n; k++)
		if (j == n || (i < half && order(&v[i], &v[j]) <= 0))
			tmp[k] = v[i++];
		else
			tmp[k] = v[j++];
	memcpy(v, tmp, n * sizeof *v);
}

void
groups_sort(
    struct groups *g, int (*order)(const struct group *, const struct group *))
{
	struct group *tmp = crm_alloc_n(g->arena, g->n + 1, sizeof *tmp);

	merge_sort(g->all, tmp, g->n, order);
}
