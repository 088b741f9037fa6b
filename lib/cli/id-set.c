/* A table of ids by their hash, half of it free at least. */
#include "id-set.h"

enum { CAP_FIRST = 64 };

static size_t
slot_of(const struct id_set *s, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u) & (s->cap - 1);

	while (s->slot[i] != 0 && s->slot[i] != id)
		i = (i + 1) & (s->cap - 1);
	return i;
}

static void
grow(struct id_set *s, struct crm_arena *a)
{
	const struct id_set old = *s;
	size_t i;

	s->cap = old.cap == 0 ? CAP_FIRST : old.cap * 2;
	s->slot = crm_alloc_n(a, s->cap, sizeof *s->slot);
	s->value = crm_alloc_n(a, s->cap, sizeof *s->value);
	for (i = 0; i < old.cap; i++)
		if (old.slot[i] != 0) {
			size_t at = slot_of(s, old.slot[i]);

			s->slot[at] = old.slot[i];
			s->value[at] = old.value[i];
		}
}

bool
id_set_add(struct id_set *s, struct crm_arena *a, int64_t id)
{
	size_t i;

	if (s->n * 2 >= s->cap)
		grow(s, a);
	i = slot_of(s, id);
	if (s->slot[i] == id)
		return false;
	s->slot[i] = id;
	s->n++;
	return true;
}

void
id_set_give(struct id_set *s, int64_t id, int64_t value)
{
	s->value[slot_of(s, id)] = value;
}

int64_t
id_set_value(const struct id_set *s, int64_t id)
{
	size_t i;

	if (s->cap == 0)
		return 0;
	i = slot_of(s, id);
	return s->slot[i] == id ? s->value[i] : 0;
}
