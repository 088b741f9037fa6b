/*
 * The open receivables of a customer in the order of their turn, read once and kept
 * until the batch ends: one customer's payments find what those before them left.  What
 * the ledger takes of them is told here; where anybody else writes a receivable, or the
 * batch goes back to its savepoint, all are read anew.
 */
#include "queue.h"

#include <crm/base/hash.h>

#include <stdlib.h>
#include <string.h>

/* Of a batch. */
struct queues {
	struct queue **slot;
	size_t slots, n, went_back;
	/* Of what is open, of what was given up, of what numbers name. */
	size_t state, given_up, names;
	struct queue *below; /* those of customers with who is below them */
};

enum { SLOTS_FIRST = 64 };

static struct queues *
queues_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;
	struct queues *q = crm_batch_memory(s, &owner, sizeof *q, a);

	if (q->slot == NULL) {
		q->slots = SLOTS_FIRST;
		q->slot = crm_alloc_n(*a, q->slots, sizeof(struct queue *));
		q->state = q->given_up = q->names = 1;
	}
	if (q->went_back != crm_went_back(s)) {
		q->went_back = crm_went_back(s);
		q->state++;
		q->given_up++;
		q->names++;
	}
	return q;
}

static struct queue **
slot_of(const struct queues *q, int64_t customer)
{
	return &q->slot[crm_mix(0, (uint64_t)customer) % q->slots];
}

/* Twice the slots once each has one. */
static void
make_room(struct queues *q, struct crm_arena *a)
{
	struct queue **old = q->slot, **to, *x, *next;
	size_t i, slots = q->slots;

	if (q->n < slots)
		return;
	q->slots = 2 * slots;
	q->slot = crm_alloc_n(a, q->slots, sizeof(struct queue *));
	for (i = 0; i < slots; i++)
		for (x = old[i]; x != NULL; x = next) {
			next = x->next;
			to = slot_of(q, x->customer);
			x->next = *to;
			*to = x;
		}
}

static bool
is_for(const struct queue *x, const struct allocating *k, int64_t day)
{
	return x->customer == k->paid.customer &&
	    x->subsidiaries == k->how->subsidiaries && x->day == day &&
	    strcmp(x->currency, k->paid.currency) == 0 &&
	    crm_value_eq(x->seller, k->seller);
}

static struct queue *
find(struct allocating *k, int64_t day, struct queues *q, struct crm_arena *a)
{
	struct queue **slot, *x = *slot_of(q, k->paid.customer);

	while (x != NULL && !is_for(x, k, day))
		x = x->next;
	if (x != NULL)
		return x;
	make_room(q, a);
	x = crm_alloc(a, sizeof *x);
	x->customer = k->paid.customer;
	x->subsidiaries = k->how->subsidiaries;
	memcpy(x->currency, k->paid.currency, sizeof x->currency);
	x->seller = k->seller;
	x->day = day;
	slot = slot_of(q, x->customer);
	x->next = *slot;
	*slot = x;
	q->n++;
	if (x->subsidiaries) {
		x->next_below = q->below;
		q->below = x;
	}
	return x;
}

/* ---- reading ---- */

static int
place_cmp(const void *x, const void *y)
{
	const struct place *a = x, *b = y;

	return a->id < b->id ? -1 : a->id > b->id;
}

static void
note_places(struct queue *x, struct crm_arena *a)
{
	size_t i;

	if (x->places < x->n) {
		x->places = x->cap;
		x->place = crm_alloc_n(a, x->places, sizeof *x->place);
	}
	for (i = 0; i < x->n; i++)
		x->place[i] = (struct place){ x->c[i].id, i };
	if (x->n > 0)
		qsort(x->place, x->n, sizeof *x->place, place_cmp);
}

static enum crm_status
read_queue(struct crm_store *s, struct queue *x, struct crm_arena *a,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(x->customer),
		crm_value_int(x->subsidiaries), crm_value_int(x->day),
		crm_value_text(crm_text_of(crm_store_currency(s))),
		crm_value_text(crm_text_of(x->currency)), x->seller,
		x->seller };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	x->n = x->first = x->n_early = 0;
	x->same = NULL;
	x->named = 0;
	st = crm_sql(s,
	    PAYS_FOR
	    "SELECT r.\"id\", r.\"open\", r.\"booked_on\", "
	    "CASE WHEN coalesce(r.\"early\", t.\"early\") IS NULL THEN 0 "
	    "ELSE 1 END FROM receivable r "
	    "LEFT JOIN terms t ON t.\"id\" = r.\"terms\" "
	    "WHERE r.\"customer\" IN (SELECT \"id\" FROM below) "
	    "AND r.\"open\" > 0 AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL AND r.\"booked_on\" <= ? "
	    "AND coalesce(r.\"currency\", ?) = ? "
	    "AND (r.\"seller\" IS NULL OR CAST(? AS BIGINT) IS NULL "
	    "OR r.\"seller\" = ?) "
	    "ORDER BY coalesce(r.\"disputed\", 0), "
	    "coalesce(r.\"due_on\", r.\"booked_on\"), r.\"booked_on\", "
	    "r.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		x->c = crm_grow(a, x->c, x->n, &x->cap, sizeof *x->c);
		x->c[x->n++] = (struct candidate){ .id = crm_col_int(q, 0),
			.open = crm_col_int(q, 1),
			.day = crm_col_int(q, 2),
			.early = crm_col_int(q, 3) == 1 };
		x->n_early += x->c[x->n - 1].early;
	}
	note_places(x, a);
	return st;
}

size_t
queue_place(const struct queue *x, int64_t receivable)
{
	const struct place key = { .id = receivable };
	const struct place *p = x->n == 0
	    ? NULL
	    : bsearch(&key, x->place, x->n, sizeof *x->place, place_cmp);

	return p != NULL ? p->at : SIZE_MAX;
}

bool
queue_has(const struct queue *x, int64_t receivable)
{
	return queue_place(x, receivable) != SIZE_MAX;
}

size_t
queue_names(struct crm_store *s, struct crm_arena **a)
{
	return queues_of(s, a)->names;
}

enum crm_status
queue_open(struct allocating *k, struct queue **out, struct crm_err *err)
{
	int64_t day = k->how->day != CRM_DATE_MIN
	    ? k->how->day
	    : crm_store_clock(k->s)->today;
	struct crm_arena *a;
	struct queues *q = queues_of(k->s, &a);
	struct queue *x = find(k, day, q, a);
	enum crm_status st = CRM_OK;

	*out = x;
	if (x->read != q->state)
		st = read_queue(k->s, x, a, err);
	x->read = st == CRM_OK ? q->state : 0;
	return st;
}

const struct candidate *
queue_next(struct queue *x, size_t *at)
{
	while (x->first < x->n && x->c[x->first].open == 0)
		x->first++;
	*at = *at > x->first ? *at : x->first;
	while (*at < x->n && x->c[*at].open == 0)
		(*at)++;
	return *at < x->n ? &x->c[(*at)++] : NULL;
}

static enum crm_status
read_given_up(struct crm_store *s, struct queue *x, struct crm_arena *a,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(x->customer),
		crm_value_int(x->subsidiaries),
		crm_value_text(crm_text_of(crm_store_currency(s))),
		crm_value_text(crm_text_of(x->currency)) };

	return crm_ids(s,
	    PAYS_FOR
	    "SELECT DISTINCT r.\"id\" FROM receivable r JOIN write_off w "
	    "ON w.\"receivable\" = r.\"id\" "
	    "WHERE r.\"customer\" IN (SELECT \"id\" FROM below) "
	    "AND w.\"kind\" = 'bad_debt' AND w.\"status\" = 'posted' "
	    "AND w.\"deleted\" IS NULL AND r.\"deleted\" IS NULL "
	    "AND coalesce(r.\"currency\", ?) = ? ORDER BY r.\"id\"",
	    v, COUNT(v), a, &x->given_up, &x->n_given_up, err);
}

enum crm_status
queue_given_up(struct crm_store *s, struct queue *x, const int64_t **ids,
    size_t *n, struct crm_err *err)
{
	struct crm_arena *a;
	struct queues *q = queues_of(s, &a);
	enum crm_status st = CRM_OK;

	if (x->given_up_read != q->given_up)
		st = read_given_up(s, x, a, err);
	x->given_up_read = st == CRM_OK ? q->given_up : 0;
	*ids = x->given_up;
	*n = x->n_given_up;
	return st;
}

/* ---- what changes meanwhile ---- */

void
queue_stale(struct crm_store *s)
{
	struct crm_arena *a;

	queues_of(s, &a)->state++;
}

void
crm_receivables_renamed(struct crm_store *s)
{
	struct crm_arena *a;

	queues_of(s, &a)->names++;
}

void
queue_given_up_stale(struct crm_store *s)
{
	struct crm_arena *a;

	queues_of(s, &a)->given_up++;
}

static void
note_in(struct queue *x, const struct side *owed, bool more)
{
	size_t at = queue_place(x, owed->id);

	if (at == SIZE_MAX) {
		/* It was settled when the queue was read. */
		x->read = more ? 0 : x->read;
		return;
	}
	lookup_moved(x, at, x->c[at].open, owed->left);
	x->c[at].open = owed->left;
	x->first = at < x->first ? at : x->first;
}

void
queue_note(struct crm_store *s, const struct side *owed, bool more)
{
	struct crm_arena *a;
	struct queues *q = queues_of(s, &a);
	struct queue *x;

	for (x = *slot_of(q, owed->customer); x != NULL; x = x->next)
		if (x->customer == owed->customer && !x->subsidiaries)
			note_in(x, owed, more);
	for (x = q->below; x != NULL; x = x->next_below)
		note_in(x, owed, more);
}

/* Who is below whom changed. */
enum crm_status
queue_customer_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	if (w->old != NULL && differs(w->old, w->new, "parent")) {
		queue_stale(w->store);
		queue_given_up_stale(w->store);
	}
	return CRM_OK;
}
