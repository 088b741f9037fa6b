/*
 * What the lines that a file brings come to, kept by their document until all are
 * there: to add it up again from the table would cost more than all else of them.  It
 * holds where these are all lines that the document has, and nobody changed any.
 */
#include "summed.h"

#include <crm/base/hash.h>

/* ---- what a document gets of its lines ---- */

static const char *const kept[SUMS] = { "amount", "net", "tax", "gross" };

enum crm_status
sums_add(const struct totals *t, size_t i, struct sums *x, struct crm_err *err)
{
	size_t f;

	for (f = 0; f < SUMS; f++)
		if (!totals_add(&x->of[f], line_get(&t->line[i], kept[f]).i))
			return totals_too_large(err);
	x->worth |= t->worth;
	return off_list_add(t, i, &x->off, err);
}

/* What it comes to, and how far the whole is below what everybody pays. */
void
sums_put(const struct sums *x, struct crm_record *patch)
{
	size_t f;

	for (f = 0; f < SUMS; f++)
		line_put(patch, kept[f], crm_value_int(x->of[f]));
	line_put(patch, "off_list", off_list_share(&x->off));
	line_put(patch, "below_floor", crm_value_int(off_list_below(&x->off)));
}

/* The last line that came to anything is gone, and what it came to with it. */
void
sums_blank(struct crm_record *patch)
{
	size_t f;

	for (f = 0; f < SUMS; f++)
		line_put(patch, kept[f], CRM_VALUE_NULL);
	line_put(patch, "off_list", CRM_VALUE_NULL);
	line_put(patch, "below_floor", CRM_VALUE_NULL);
}

/* ---- kept of a batch ---- */

/* Documents beyond are added up from their lines. */
enum { SLOTS_FIRST = 1 << 10, MOST = 1 << 18 };

struct summed {
	int64_t document;
	const struct crm_lines *k;
	struct sums sums;
	int64_t n;  /* lines */
	bool known; /* they are as they came */
	struct summed *next;
};

/* Of a batch; forgotten where that goes back to its savepoint. */
struct all_summed {
	struct summed **slot;
	size_t slots, n, went_back;
};

static struct all_summed *
all_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;
	struct all_summed *x = crm_batch_memory(s, &owner, sizeof *x, a);

	if (x->slot == NULL || x->went_back != crm_went_back(s)) {
		x->slots = SLOTS_FIRST;
		x->slot = crm_alloc_n(*a, x->slots, sizeof *x->slot);
		x->n = 0;
		x->went_back = crm_went_back(s);
	}
	return x;
}

/* Where one is, or belongs: at the end of its chain. */
static struct summed **
find(const struct all_summed *all, const struct crm_lines *k, int64_t document)
{
	uint64_t h = crm_mix(0, (uint64_t)document);
	struct summed **x = &all->slot[h % all->slots];

	while (*x != NULL && ((*x)->document != document || (*x)->k != k))
		x = &(*x)->next;
	return x;
}

/* Twice the slots once each has one. */
static void
make_room(struct all_summed *all, struct crm_arena *a)
{
	struct all_summed wide = *all;
	struct summed *x, *next;
	size_t i;

	if (all->n < all->slots)
		return;
	wide.slots = 2 * all->slots;
	wide.slot = crm_alloc_n(a, wide.slots, sizeof *wide.slot);
	for (i = 0; i < all->slots; i++)
		for (x = all->slot[i]; x != NULL; x = next) {
			next = x->next;
			x->next = NULL;
			*find(&wide, x->k, x->document) = x;
		}
	*all = wide;
}

/* NULL where there is no room. */
static struct summed *
note(struct crm_store *s, const struct crm_lines *k, int64_t document)
{
	struct crm_arena *a;
	struct all_summed *all = all_of(s, &a);
	struct summed *x = *find(all, k, document);

	if (x != NULL || all->n >= MOST)
		return x;
	make_room(all, a);
	x = crm_alloc(a, sizeof *x);
	x->document = document;
	x->k = k;
	x->known = true;
	*find(all, k, document) = x;
	all->n++;
	return x;
}

static void
forget(struct crm_store *s, const struct crm_lines *k, struct crm_value of)
{
	struct crm_arena *a;
	struct summed *x;

	if (of.kind != CRM_INT)
		return;
	x = *find(all_of(s, &a), k, of.i);
	if (x != NULL)
		x->known = false;
}

/* What a gift is at the price of everybody follows from the other lines. */
static bool
stands_alone(const struct crm_record *line)
{
	return line_get(line, "gift").i == 0 ||
	    line_get(line, "list_price").kind != CRM_INT;
}

/* One more line of the import that is open. */
static void
add(const struct crm_lines *k, const struct crm_saving *w, int64_t document)
{
	struct summed *x = note(w->store, k, document);
	struct totals t = { .s = w->store, .k = k, .a = w->arena };

	if (x == NULL || !x->known)
		return;
	x->n++;
	x->known = stands_alone(w->new) &&
	    head_of_import(w->store, k, document, w->arena, &t.h, NULL) ==
		CRM_OK &&
	    totals_of_line(&t, w->new, NULL) == CRM_OK &&
	    sums_add(&t, 0, &x->sums, NULL) == CRM_OK;
}

void
summed_line(const struct crm_lines *k, const struct crm_saving *w)
{
	const struct crm_value is = line_get(w->new, k->of);

	if (k->imported == NULL)
		return;
	if (w->old != NULL)
		forget(w->store, k, line_get(w->old, k->of));
	if (w->old != NULL || !w->import)
		forget(w->store, k, is);
	else if (is.kind == CRM_INT)
		add(k, w, is.i);
}

/* *all: the document has no lines but these.  One that was deleted counts as another:
 * to look whether it is costs more than the lines are worth that are read again. */
static enum crm_status
are_all(
    struct crm_store *s, const struct summed *x, bool *all, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), x->k->kind);
	const struct crm_value id = crm_value_int(x->document);
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value n;
	enum crm_status st;

	crm_buf_str(&sql, "SELECT count(*) FROM \"");
	crm_buf_str(&sql, e->def->table);
	crm_buf_str(&sql, "\" WHERE \"");
	crm_buf_str(&sql, x->k->of);
	crm_buf_str(&sql, "\" = ?");
	st = crm_get_int(s, sql.data, &id, 1, &n, err);
	*all = st == CRM_OK && n.i == x->n;
	crm_buf_free(&sql);
	return st;
}

/* A discount on the whole is spread over the lines: *done is false. */
static enum crm_status
write_sums(struct crm_store *s, const struct summed *x, struct crm_arena *a,
    bool *done, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *lines = crm_dict_find(d, x->k->kind);
	const struct crm_entity *e = crm_dict_find(
	    d, lines->field[field_of(lines, x->k->of)]->ref);
	struct crm_record now, patch;
	enum crm_action did;
	enum crm_status st;

	*done = true;
	if ((st = crm_lock(s, e, x->document, err)) != CRM_OK ||
	    (st = crm_load(s, e, x->document, a, &now, err)) != CRM_OK)
		/* The whole goes, and its lines with it. */
		return st == CRM_NOTFOUND ? CRM_OK : st;
	*done = line_get(&now, "discount").i == 0;
	if (!*done || !x->sums.worth)
		return CRM_OK;
	crm_record_init(&patch, e, a);
	patch.id = x->document;
	sums_put(&x->sums, &patch);
	totals_adding(s, x->k, x->document);
	st = crm_update_loaded(s, &now, &patch, &did, err);
	totals_adding(s, x->k, 0);
	return st;
}

enum crm_status
summed_write(struct crm_store *s, const struct crm_lines *k, int64_t document,
    bool *done, struct crm_err *err)
{
	struct crm_arena *batch, a = CRM_ARENA_INIT;
	const struct summed *x = *find(all_of(s, &batch), k, document);
	enum crm_status st;

	*done = false;
	if (x == NULL || !x->known)
		return CRM_OK;
	st = are_all(s, x, done, err);
	if (st == CRM_OK && *done)
		st = write_sums(s, x, &a, done, err);
	crm_arena_free(&a);
	return st;
}
