/* The search: pairs that share a key are compared, each once. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

enum {
	WINDOW = 8, /* entries before and behind in a block */
};

struct search {
	struct parties p;
	struct blocks b;
	bool *touched;        /* by the ids that were given, or NULL */
	uint32_t *seen;       /* by which party a party was met last */
	struct crm_buf found; /* of struct crm_dupe */
	size_t compared;
};

static void
compare(struct search *s, uint32_t i, uint32_t j)
{
	struct crm_dupe d = { .a = &s->p.party[i], .b = &s->p.party[j] };

	if (j <= i || s->seen[j] == i + 1)
		return;
	s->seen[j] = i + 1;
	if (s->touched != NULL && !s->touched[i] && !s->touched[j])
		return;
	s->compared++;
	if (party_compare(d.a, d.b, &d.match))
		crm_buf_add(&s->found, &d, sizeof d);
}

/* Where the block of an entry begins. */
static size_t
block_start(const struct blocks *b, size_t at)
{
	uint64_t key = b->entry[at].key;
	size_t low = 0, high = at, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (b->entry[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Records of other kinds stand first in a block (match-block.c): a lead meets
 * its customer, however many leads there are of it. */
static void
compare_around(struct search *s, uint32_t i, size_t at)
{
	const struct block_entry *e = s->b.entry;
	size_t to = at + WINDOW + 1 < s->b.n ? at + WINDOW + 1 : s->b.n;
	size_t from = at > WINDOW ? at - WINDOW : 0, k;

	for (k = at + 1; k < to && e[k].key == e[at].key; k++)
		compare(s, i, e[k].party);
	for (k = at; k-- > from && e[k].key == e[at].key;)
		compare(s, i, e[k].party);
	if (s->p.searched == s->p.n || from == 0 ||
	    e[from - 1].key != e[at].key)
		return;
	k = block_start(&s->b, from);
	for (to = k + WINDOW; k < to && k < from && e[k].party >= s->p.searched;
	     k++)
		compare(s, i, e[k].party);
}

static void
touch(struct search *s, const struct crm_dupes_opts *o, struct crm_arena *a)
{
	int64_t *ids = crm_alloc_n(a, o->n_ids + 1, sizeof *ids);
	size_t i;

	s->touched = crm_alloc_n(a, s->p.n + 1, sizeof *s->touched);
	if (o->n_ids == 0)
		return;
	memcpy(ids, o->ids, o->n_ids * sizeof *ids);
	qsort(ids, o->n_ids, sizeof *ids, crm_by_int64);
	for (i = 0; i < s->p.searched; i++)
		s->touched[i] = bsearch(&s->p.party[i].id, ids, o->n_ids,
				    sizeof *ids, crm_by_int64) != NULL;
}

enum crm_status
crm_dupes_find(struct crm_store *store, const struct crm_entity *e,
    const struct crm_dupes_opts *o, struct crm_arena *a, struct crm_dupes *out,
    struct crm_err *err)
{
	struct search s = { .found = CRM_BUF_INIT };
	enum crm_status st;
	uint32_t i, k;

	*out = (struct crm_dupes){ .n = 0 };
	st = parties_load(store, e, o->where, a, &s.p, err);
	if (st != CRM_OK)
		return st;
	if (o->ids != NULL)
		touch(&s, o, a);
	mark_common(&s.p);
	mark_given(&s.p);
	blocks_make(&s.p, a, &s.b);
	s.seen = crm_alloc_n(a, s.p.n + 1, sizeof *s.seen);
	for (i = 0; i < s.p.searched; i++)
		for (k = s.b.first[i]; k < s.b.first[i + 1]; k++)
			compare_around(&s, i, s.b.place[k]);
	blocks_free(&s.b);
	out->n = s.found.len / sizeof *out->pair;
	out->pair = crm_alloc_n(a, out->n + 1, sizeof *out->pair);
	if (out->n > 0)
		memcpy(out->pair, s.found.data, out->n * sizeof *out->pair);
	crm_buf_free(&s.found);
	out->parties = s.p.n;
	out->compared = s.compared;
	clusters_make(&s.p, out->pair, out->n, a);
	return CRM_OK;
}
