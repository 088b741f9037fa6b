/*
 * What has followed by itself in a batch: a list, and a table of places in it by
 * what was run for what, so that a rule runs once a record however many there are.
 * Entries leave in the opposite order in which they came, so that a chain of probes
 * is never broken.
 */
#include "internal.h"

#include <crm/base/hash.h>

#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 64 };

static struct crm_ran *
list_of(const struct crm_store *s, size_t *n)
{
	*n = s->ran.list.len / sizeof(struct crm_ran);
	return (struct crm_ran *)(void *)s->ran.list.data;
}

static size_t
first_slot(const struct crm_store *s, int64_t rule, const struct crm_entity *e,
    int64_t record)
{
	uint64_t h = crm_mix((uint64_t)(uintptr_t)e, (uint64_t)rule);

	return (size_t)crm_mix(h, (uint64_t)record) & (s->ran.slots - 1);
}

/* Where it is, or the free slot where it would be. */
static size_t
find(const struct crm_store *s, int64_t rule, const struct crm_entity *e,
    int64_t record)
{
	size_t n, at = first_slot(s, rule, e, record);
	const struct crm_ran *list = list_of(s, &n), *x;

	for (; s->ran.slot[at] != 0; at = (at + 1) & (s->ran.slots - 1)) {
		x = &list[s->ran.slot[at] - 1];
		if (x->rule == rule && x->entity == e && x->record == record)
			break;
	}
	return at;
}

static void
grow(struct crm_store *s)
{
	size_t i, n, slots = s->ran.slots == 0 ? FIRST_SLOTS : s->ran.slots * 2;
	const struct crm_ran *list = list_of(s, &n);

	if (n * 2 < s->ran.slots)
		return;
	free(s->ran.slot);
	s->ran.slot = calloc(slots, sizeof *s->ran.slot);
	if (s->ran.slot == NULL)
		crm_oom();
	s->ran.slots = slots;
	for (i = 0; i < n; i++)
		s->ran.slot[find(s, list[i].rule, list[i].entity,
		    list[i].record)] = (uint32_t)i + 1;
}

void
crm_note_ran(struct crm_store *s, const struct crm_ran *one)
{
	struct crm_ran x = *one;
	size_t n, at;

	grow(s);
	at = find(s, x.rule, x.entity, x.record);
	if (s->ran.slot[at] != 0)
		return;
	if (x.what != NULL)
		x.what = crm_strdup(&s->ran.arena, x.what);
	crm_buf_add(&s->ran.list, &x, sizeof x);
	(void)list_of(s, &n);
	s->ran.slot[at] = (uint32_t)n;
}

bool
crm_has_run(const struct crm_store *s, int64_t rule, const struct crm_entity *e,
    int64_t record)
{
	return s->ran.slots > 0 && s->ran.slot[find(s, rule, e, record)] != 0;
}

bool
crm_explains(const struct crm_store *s)
{
	return s->tx.explain;
}

size_t
crm_ran(const struct crm_store *s, const struct crm_ran **out)
{
	size_t n;

	*out = list_of(s, &n);
	return n;
}

void *
crm_batch_memory(struct crm_store *s, const void *owner, size_t size,
    struct crm_arena **arena)
{
	struct owned *x;

	*arena = &s->ran.arena;
	for (x = s->ran.memory; x != NULL; x = x->next)
		if (x->owner == owner)
			return x->memory;
	x = crm_alloc(&s->ran.arena, sizeof *x);
	x->owner = owner;
	x->memory = crm_alloc(&s->ran.arena, size);
	x->next = s->ran.memory;
	s->ran.memory = x;
	return x->memory;
}

size_t
crm_went_back(const struct crm_store *s)
{
	return s->ran.went_back;
}

struct crm_text
crm_batch_reason(const struct crm_store *s)
{
	return crm_text_trim(crm_text_of(s->tx.reason));
}

void
ran_begin(struct crm_store *s)
{
	ran_free(s);
}

void
ran_mark(struct crm_store *s)
{
	s->ran.mark = s->ran.list.len;
}

void
ran_forget(struct crm_store *s)
{
	s->ran.went_back++;
}

void
ran_go_back(struct crm_store *s)
{
	size_t n;
	const struct crm_ran *list = list_of(s, &n), *x;

	ran_forget(s);
	while (s->ran.list.len > s->ran.mark) {
		x = &list[s->ran.list.len / sizeof *x - 1];
		s->ran.slot[find(s, x->rule, x->entity, x->record)] = 0;
		s->ran.list.len -= sizeof *x;
	}
}

void
ran_free(struct crm_store *s)
{
	crm_buf_free(&s->ran.list);
	free(s->ran.slot);
	crm_arena_free(&s->ran.arena);
	s->ran = (struct ran){ .list = CRM_BUF_INIT, .arena = CRM_ARENA_INIT };
}
