/* Keys of rows and records as 64-bit hashes in one open table. */
#include "import.h"

#include <stdlib.h>
#include <string.h>

uint64_t
hash_bytes(uint64_t h, const char *p, size_t n)
{
	while (n >= 8) {
		uint64_t w;

		memcpy(&w, p, 8);
		h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
		p += 8;
		n -= 8;
	}
	while (n-- > 0)
		h = (h ^ (unsigned char)*p++) * UINT64_C(0x100000001b3);
	h ^= h >> 29;
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 32;
	return h == 0 ? 1 : h;
}

static void
keymap_grow(struct keymap *m, size_t cap)
{
	struct keymap old = *m;
	size_t i, at;

	m->cap = cap;
	m->slot = calloc(m->cap, sizeof *m->slot);
	if (m->slot == NULL)
		crm_oom();
	for (i = 0; i < old.cap; i++) {
		if (old.slot[i].hash == 0)
			continue;
		at = (size_t)old.slot[i].hash & (m->cap - 1);
		while (m->slot[at].hash != 0)
			at = (at + 1) & (m->cap - 1);
		m->slot[at] = old.slot[i];
	}
	free(old.slot);
}

void
keymap_add(struct keymap *m, uint64_t hash, int64_t id, int64_t line)
{
	keymap_add_some(m, hash, id, line, SIZE_MAX);
}

void
keymap_add_some(struct keymap *m, uint64_t hash, int64_t id, int64_t line,
    size_t most)
{
	size_t at, n = 0;

	if ((m->n + 1) * 10 > m->cap * 7)
		keymap_grow(m, m->cap == 0 ? 1 << 12 : m->cap * 2);
	at = (size_t)hash & (m->cap - 1);
	for (; m->slot[at].hash != 0; at = (at + 1) & (m->cap - 1))
		if (m->slot[at].hash == hash &&
		    m->slot[at].line == (uint32_t)line && ++n == most)
			return;
	m->slot[at] = (struct key_slot){ hash, (int32_t)id, (uint32_t)line };
	m->n++;
}

void
keymap_free(struct keymap *m)
{
	free(m->slot);
	*m = (struct keymap){ NULL, 0, 0 };
}

uint64_t
like_hash(enum crm_type type, struct crm_text t)
{
	return hash_bytes((uint64_t)KIND_LIKE + (uint64_t)type, t.p, t.n);
}
