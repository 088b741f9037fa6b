/* Keys of records, gathered and sorted. */
#include "match.h"

#include <string.h>

enum {
	RADIX = 256,
	DIGITS = 8,
};

void
entry_put(struct entries *e, uint64_t key)
{
	struct block_entry x;

	memset(&x, 0, sizeof x);
	x.key = key;
	x.party = e->party;
	crm_buf_add(&e->bytes, &x, sizeof x);
}

void
entry_put_one(struct entries *e, uint64_t seed, struct crm_text t)
{
	if (t.n > 0)
		entry_put(e, hash_text(seed, t));
}

void
entry_put_two(
    struct entries *e, uint64_t seed, struct crm_text t, struct crm_text u)
{
	if (t.n > 0 && u.n > 0)
		entry_put(e, hash_text(hash_text(seed, t), u));
}

/* A radix sort, byte by byte. */
static void
sort(struct block_entry *e, size_t n)
{
	struct crm_buf room = CRM_BUF_INIT;
	struct block_entry *from = e, *to, *other;
	size_t count[RADIX], i, sum, at;
	int digit;

	to = (struct block_entry *)(void *)crm_buf_room(
	    &room, (n + 1) * sizeof *e);
	for (digit = 0; digit < DIGITS; digit++) {
		memset(count, 0, sizeof count);
		for (i = 0; i < n; i++)
			count[from[i].key >> 8 * digit & (RADIX - 1)]++;
		for (i = sum = 0; i < RADIX; i++) {
			at = count[i];
			count[i] = sum;
			sum += at;
		}
		for (i = 0; i < n; i++)
			to[count[from[i].key >> 8 * digit & (RADIX - 1)]++] =
			    from[i];
		other = from;
		from = to;
		to = other;
	}
	crm_buf_free(&room); /* an even number of rounds: all is in e */
}

struct block_entry *
entries_sorted(struct entries *e, size_t *n)
{
	struct block_entry *list = (struct block_entry *)(void *)e->bytes.data;

	*n = e->bytes.len / sizeof *list;
	if (*n > 0)
		sort(list, *n);
	return list;
}

void
entries_free(struct entries *e)
{
	crm_buf_free(&e->bytes);
}
