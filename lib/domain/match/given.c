/*
 * Which words of names are given names.  "Caitlin Goode" may be written "Goode
 * Caitlin": what stands first in more names than last is a given name wherever
 * it stands.
 */
#include "match.h"

enum { WORD = 1 };

static uint64_t
word_key(const struct crm_party *p, unsigned i)
{
	return hash_text(WORD, p->name[i]);
}

/* 1 where the word stands first, -1 where it stands last. */
static int
position(const struct crm_party *p, uint64_t key)
{
	if (word_key(p, 0) == key)
		return 1;
	return word_key(p, p->names - 1) == key ? -1 : 0;
}

static void
mark(struct crm_party *p, uint64_t key, bool given)
{
	unsigned i;

	for (i = 0; i < p->names; i++)
		if (word_key(p, i) == key)
			p->given = given ? p->given | 1U << i
					 : p->given & ~(1U << i);
}

/* One word, in all the names that have it; where it stands first as often as
 * last it is what it was. */
static void
mark_word(struct parties *p, const struct block_entry *e, size_t n)
{
	int64_t first = 0;
	size_t i;

	for (i = 0; i < n; i++)
		first += position(&p->party[e[i].party], e[i].key);
	for (i = 0; i < n && first != 0; i++)
		mark(&p->party[e[i].party], e[i].key, first > 0);
}

void
mark_given(struct parties *p)
{
	struct entries all = { .bytes = CRM_BUF_INIT };
	const struct block_entry *e;
	size_t i, j, n;
	unsigned k;

	for (i = 0; i < p->n; i++) {
		const struct crm_party *x = &p->party[i];

		all.party = (uint32_t)i;
		for (k = 0; k < x->names && x->names > 1; k++)
			entry_put(&all, word_key(x, k));
	}
	e = entries_sorted(&all, &n);
	for (i = 0; i < n; i = j) {
		for (j = i + 1; j < n && e[j].key == e[i].key; j++)
			continue;
		mark_word(p, &e[i], j - i);
	}
	entries_free(&all);
}
