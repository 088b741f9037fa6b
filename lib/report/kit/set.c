/*
 * Sets: open addressing over whole numbers, which nearly all are: ids and days.  A
 * report over many lines has a set for each group, so one of few values is small.
 */
#include "set.h"

#include "group.h"

#include <string.h>

enum { FIRST_SLOTS = 8 };

struct set {
	struct crm_arena *arena;
	int64_t *slot; /* 0: free */
	size_t n, n_slots;
	int64_t last; /* added: lines come one behind the other */
	bool zero;    /* 0 is among them, and in no slot */
	struct groups *texts;
	const struct set **part; /* whose values belong to it, too */
	size_t n_parts, parts_cap;
};

static struct set *
made(struct set **set, struct crm_arena *a)
{
	if (*set == NULL) {
		*set = crm_alloc(a, sizeof **set);
		(*set)->arena = a;
	}
	return *set;
}

/* Where a number is, or where it goes. */
static int64_t *
slot_of(struct set *s, int64_t v)
{
	const uint64_t odd = 0x9E3779B97F4A7C15u;
	size_t i = (size_t)((uint64_t)v * odd >> 20) & (s->n_slots - 1);

	while (s->slot[i] != 0 && s->slot[i] != v)
		i = (i + 1) & (s->n_slots - 1);
	return &s->slot[i];
}

static void
grow(struct set *s)
{
	const int64_t *old = s->slot;
	size_t n = s->n_slots, i;

	s->n_slots = n == 0 ? FIRST_SLOTS : n * 2;
	s->slot = crm_alloc_n(s->arena, s->n_slots, sizeof *s->slot);
	for (i = 0; i < n; i++)
		if (old[i] != 0)
			*slot_of(s, old[i]) = old[i];
}

static void
add_number(struct set *s, int64_t v)
{
	int64_t *slot;

	if (v == 0) {
		s->zero = true;
		return;
	}
	if (v == s->last)
		return;
	s->last = v;
	if (s->n + s->n / 3 >= s->n_slots)
		grow(s);
	slot = slot_of(s, v);
	s->n += *slot == 0;
	*slot = v;
}

static void
add_text(struct set *s, struct crm_value v)
{
	if (s->texts == NULL) {
		s->texts = crm_alloc(s->arena, sizeof *s->texts);
		groups_init(s->texts, s->arena, 1);
	}
	groups_index(s->texts, v);
}

void
set_add(struct set **set, struct crm_value v, struct crm_arena *a)
{
	if (v.kind == CRM_INT)
		add_number(made(set, a), v.i);
	else if (v.kind == CRM_STR)
		add_text(made(set, a), v);
}

static void
add_part(struct set *s, const struct set *part)
{
	s->part = crm_grow(
	    s->arena, s->part, s->n_parts, &s->parts_cap, sizeof *s->part);
	s->part[s->n_parts++] = part;
}

void
set_merge(struct set **set, const struct set *from, struct crm_arena *a)
{
	size_t i;

	if (from == NULL)
		return;
	/* Its parts and not itself: what is merged into it later is not meant. */
	for (i = 0; i < from->n_parts; i++)
		add_part(made(set, a), from->part[i]);
	if (from->n > 0 || from->zero || from->texts != NULL)
		add_part(made(set, a), from);
}

static void
add_all(struct set *s, const struct set *from)
{
	size_t i;

	s->zero |= from->zero;
	for (i = 0; i < from->n_slots; i++)
		if (from->slot[i] != 0)
			add_number(s, from->slot[i]);
	for (i = 0; from->texts != NULL && i < from->texts->n; i++)
		add_text(s, from->texts->all[i].key);
}

int64_t
set_size(struct set *set)
{
	size_t i;

	if (set == NULL)
		return 0;
	for (i = 0; i < set->n_parts; i++)
		add_all(set, set->part[i]);
	set->n_parts = 0;
	return (int64_t)(set->n + set->zero +
	    (set->texts == NULL ? 0 : set->texts->n));
}
