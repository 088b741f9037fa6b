/*
 * What there is on any day: read from the moves, and where a batch asks again for
 * the same goods kept by the day until it ends, so that a file of moves of the past
 * costs the days behind each, not all that moved in them.
 */
#include "stock.h"

#include <crm/base/hash.h>

#include <string.h>

enum { SLOTS_FIRST = 64 };

struct day {
	int64_t on, moved;
};

/* A product in a warehouse, of one lot or of all (0). */
struct kept {
	int64_t product, warehouse, lot;
	bool known;      /* it was asked for again, and is kept */
	struct day *day; /* in their order */
	size_t n, cap;
	struct kept *next;
};

/* Of a batch; forgotten where that goes back to its savepoint. */
struct days {
	struct kept **slot;
	size_t slots, n, went_back;
};

static struct days *
days_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;
	struct days *d = crm_batch_memory(s, &owner, sizeof *d, a);

	if (d->slot == NULL || d->went_back != crm_went_back(s)) {
		d->slots = SLOTS_FIRST;
		d->slot = crm_alloc_n(*a, d->slots, sizeof *d->slot);
		d->n = 0;
		d->went_back = crm_went_back(s);
	}
	return d;
}

/* Where one is, or belongs: at the end of its chain. */
static struct kept **
find(const struct days *d, int64_t product, int64_t warehouse, int64_t lot)
{
	uint64_t h = crm_mix(
	    crm_mix(crm_mix(0, (uint64_t)product), (uint64_t)warehouse),
	    (uint64_t)lot);
	struct kept **k = &d->slot[h % d->slots];

	while (*k != NULL &&
	    ((*k)->product != product || (*k)->warehouse != warehouse ||
		(*k)->lot != lot))
		k = &(*k)->next;
	return k;
}

/* Twice the slots once each has one. */
static void
make_room(struct days *d, struct crm_arena *a)
{
	struct days wide = {
		.slots = 2 * d->slots, .n = d->n, .went_back = d->went_back
	};
	struct kept *k, *next;
	size_t i;

	if (d->n < d->slots)
		return;
	wide.slot = crm_alloc_n(a, wide.slots, sizeof *wide.slot);
	for (i = 0; i < d->slots; i++)
		for (k = d->slot[i]; k != NULL; k = next) {
			next = k->next;
			k->next = NULL;
			*find(&wide, k->product, k->warehouse, k->lot) = k;
		}
	*d = wide;
}

static struct kept *
note(struct days *d, struct crm_arena *a, int64_t product, int64_t warehouse,
    int64_t lot)
{
	struct kept *k = crm_alloc(a, sizeof *k);

	*k = (struct kept){
		.product = product, .warehouse = warehouse, .lot = lot
	};
	make_room(d, a);
	*find(d, product, warehouse, lot) = k;
	d->n++;
	return k;
}

/* The first day that is not before one. */
static size_t
place_of(const struct kept *k, int64_t on)
{
	size_t low = 0, high = k->n, mid;

	if (k->n > 0 && k->day[k->n - 1].on < on)
		return k->n;
	while (low < high) {
		mid = (low + high) / 2;
		if (k->day[mid].on < on)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void
add(struct kept *k, struct crm_arena *a, int64_t on, int64_t moved)
{
	size_t at = place_of(k, on);

	if (at == k->n || k->day[at].on != on) {
		k->day = crm_grow(a, k->day, k->n, &k->cap, sizeof *k->day);
		memmove(&k->day[at + 1], &k->day[at],
		    (k->n++ - at) * sizeof *k->day);
		k->day[at] = (struct day){ on, 0 };
	}
	k->day[at].moved += moved;
}

void
days_add(struct crm_store *s, const struct crm_record *move)
{
	const struct crm_value *lot = value_of(move, "lot");
	struct crm_arena *a;
	struct days *d = days_of(s, &a);
	struct kept *k;
	int side;

	for (side = 0; side < (lot->kind == CRM_INT ? 2 : 1); side++) {
		k = *find(d, value_of(move, "product")->i,
		    value_of(move, "warehouse")->i, side == 0 ? 0 : lot->i);
		if (k != NULL && k->known)
			add(k, a, value_of(move, "moved_on")->i,
			    value_of(move, "quantity")->i);
	}
}

/* What moved behind a day, by the day, the last first.  No move is ever deleted; not
 * asking leaves all that is read in the index. */
static enum crm_status
read_days(struct crm_store *s, const struct kept *k, int64_t behind,
    struct crm_stmt **q, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(k->product),
		crm_value_int(k->warehouse), crm_value_int(behind),
		crm_value_int(k->lot) };
	enum crm_status st;

#define DAYS(of) \
	"SELECT \"moved_on\", CAST(sum(\"quantity\") AS BIGINT) FROM move " \
	"WHERE \"product\" = ? AND \"warehouse\" = ? AND \"moved_on\" > ? " of \
	"GROUP BY \"moved_on\" " \
	"ORDER BY \"moved_on\" DESC"
	st = crm_sql(
	    s, k->lot == 0 ? DAYS("") : DAYS("AND \"lot\" = ? "), q, err);
#undef DAYS
	if (st == CRM_OK)
		crm_bind_all(*q, v, k->lot == 0 ? COUNT(v) - 1 : COUNT(v));
	return st;
}

static enum crm_status
keep(struct crm_store *s, struct kept *k, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, last;
	struct day x;
	bool row;

	st = read_days(s, k, CRM_DATE_MIN - 1, &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		k->day = crm_grow(a, k->day, k->n, &k->cap, sizeof *k->day);
		k->day[k->n++] = (struct day){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	for (i = 0, last = k->n; i + 1 < last; i++) {
		x = k->day[i];
		k->day[i] = k->day[--last];
		k->day[last] = x;
	}
	k->known = st == CRM_OK;
	return st;
}

/* ---- the least there is ---- */

/* From the last day back: what there is on a day is what there is now less what
 * moved behind it. */
struct lowest {
	int64_t then, least, day;
};

/* So many moved on a day, before which there were others. */
static void
go_back(struct lowest *l, int64_t on, int64_t moved)
{
	if (l->then <= l->least) {
		l->least = l->then;
		l->day = on;
	}
	l->then -= moved;
}

static enum crm_status
lowest_read(struct crm_store *s, const struct kept *k, int64_t from,
    struct lowest *l, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = read_days(s, k, from, &q, err);
	bool row;

	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		go_back(l, crm_col_int(q, 0), crm_col_int(q, 1));
	return st;
}

static void
lowest_kept(const struct kept *k, int64_t from, struct lowest *l)
{
	size_t i;

	for (i = k->n; i > 0 && k->day[i - 1].on > from; i--)
		go_back(l, k->day[i - 1].on, k->day[i - 1].moved);
}

enum crm_status
level_lowest(struct crm_store *s, int64_t product, int64_t warehouse,
    int64_t lot, int64_t now, int64_t from, int64_t *least, int64_t *day,
    struct crm_err *err)
{
	struct lowest l = { now, now, from };
	enum crm_status st = CRM_OK;
	struct crm_arena *a;
	struct days *d = days_of(s, &a);
	struct kept *k = *find(d, product, warehouse, lot);

	if (k == NULL)
		st = lowest_read(
		    s, note(d, a, product, warehouse, lot), from, &l, err);
	else {
		if (!k->known)
			st = keep(s, k, a, err);
		lowest_kept(k, from, &l);
	}
	go_back(&l, from, 0);
	*least = l.least;
	*day = l.day;
	return st;
}

enum crm_status
level_on(struct crm_store *s, const struct level_ask *ask, int64_t now,
    int64_t *quantity, struct crm_err *err)
{
	const struct kept k = { .product = ask->product,
		.warehouse = ask->warehouse,
		.lot = ask->lot };
	struct crm_stmt *q;
	enum crm_status st = read_days(s, &k, ask->day, &q, err);
	bool row;

	*quantity = now;
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		*quantity -= crm_col_int(q, 1);
	return st;
}
