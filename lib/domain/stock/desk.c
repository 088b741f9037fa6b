/*
 * What a batch knows of a product in a warehouse: read once and kept until it ends.  A
 * move locks its product, so nobody else changes any of it meanwhile; what the batch
 * itself changes is told here.
 */
#include "stock.h"

#include <crm/base/hash.h>

/* More are read anew each time, so that a batch of all goods of a large company does
 * not grow without end. */
enum { SLOTS_FIRST = 64, MOST = 100000 };

/* Of a batch; forgotten where that goes back to its savepoint. */
struct desks {
	struct desk **slot;
	size_t slots, n, went_back;
};

static void
clear(struct desks *d, struct crm_arena *a)
{
	d->slots = SLOTS_FIRST;
	d->slot = crm_alloc_n(a, d->slots, sizeof *d->slot);
	d->n = 0;
}

static struct desks *
desks_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;
	struct desks *d = crm_batch_memory(s, &owner, sizeof *d, a);

	if (d->slot == NULL || d->went_back != crm_went_back(s)) {
		clear(d, *a);
		d->went_back = crm_went_back(s);
	}
	return d;
}

/* Where one is, or belongs: at the end of its chain. */
static struct desk **
find(const struct desks *d, int64_t product, int64_t warehouse)
{
	uint64_t h = crm_mix(
	    crm_mix(0, (uint64_t)product), (uint64_t)warehouse);
	struct desk **x = &d->slot[h % d->slots];

	while (*x != NULL && ((*x)->g.id != product || (*x)->p.id != warehouse))
		x = &(*x)->next;
	return x;
}

/* Twice the slots once each has one. */
static void
make_room(struct desks *d, struct crm_arena *a)
{
	struct desks wide = *d;
	struct desk *x, *next;
	size_t i;

	if (d->n < d->slots)
		return;
	wide.slots = 2 * d->slots;
	wide.slot = crm_alloc_n(a, wide.slots, sizeof *wide.slot);
	for (i = 0; i < d->slots; i++)
		for (x = d->slot[i]; x != NULL; x = next) {
			next = x->next;
			x->next = NULL;
			*find(&wide, x->g.id, x->p.id) = x;
		}
	*d = wide;
}

static enum crm_status
read_again(
    struct crm_store *s, struct desk *x, int64_t warehouse, struct crm_err *err)
{
	enum crm_status st = level_load(s, &x->g, warehouse, &x->l, err);

	if (st == CRM_OK)
		st = level_lacking(s, x->g.id, warehouse, &x->lacking, err);
	x->known = st == CRM_OK;
	return st;
}

static enum crm_status
read_desk(struct crm_store *s, int64_t product, int64_t warehouse,
    struct crm_arena *a, struct desk *x, struct crm_err *err)
{
	enum crm_status st;

	if ((st = goods_load(s, product, a, &x->g, err)) == CRM_OK &&
	    (st = place_load(s, warehouse, a, &x->p, err)) == CRM_OK)
		st = read_again(s, x, warehouse, err);
	return st;
}

enum crm_status
desk_load(struct crm_store *s, int64_t product, int64_t warehouse,
    struct crm_arena *a, struct desk **out, struct crm_err *err)
{
	struct crm_arena *batch;
	struct desks *d = desks_of(s, &batch);
	struct desk *x = *find(d, product, warehouse);
	enum crm_status st;

	if (x != NULL && x->known) {
		*out = x;
		return CRM_OK;
	}
	if (x != NULL) {
		*out = x;
		return read_again(s, x, warehouse, err);
	}
	if (d->n >= MOST) {
		*out = crm_alloc(a, sizeof **out);
		return read_desk(s, product, warehouse, a, *out, err);
	}
	*out = x = crm_alloc(batch, sizeof *x);
	st = read_desk(s, product, warehouse, batch, x, err);
	if (st != CRM_OK)
		return st;
	make_room(d, batch);
	*find(d, product, warehouse) = x;
	d->n++;
	return CRM_OK;
}

const struct desk *
desk_known(struct crm_store *s, int64_t product, int64_t warehouse)
{
	struct crm_arena *a;
	const struct desk *x = *find(desks_of(s, &a), product, warehouse);

	return x != NULL && x->known ? x : NULL;
}

struct desk *
desk_at(struct crm_store *s, int64_t product, int64_t warehouse)
{
	struct crm_arena *a;

	return *find(desks_of(s, &a), product, warehouse);
}

/* A promise joins its level, or leaves it where `by` is -1. */
static void
count_promise(struct crm_store *s, const struct crm_record *r, int64_t by)
{
	const struct crm_value *until = value_of(r, "until");
	int64_t held = value_of(r, "held")->i, lacks;
	struct crm_arena *a;
	struct desk *x = *find(desks_of(s, &a), value_of(r, "product")->i,
	    value_of(r, "warehouse")->i);

	if (x == NULL || r->v[r->entity->deleted].kind != CRM_NULL ||
	    !crm_text_is(text_of(r, "status"), "open"))
		return;
	x->l.promises += by;
	if (until->kind == CRM_INT && until->i < crm_store_clock(s)->today) {
		x->l.lapsed += held > 0 ? by : 0;
		return;
	}
	x->l.reserved += by * held;
	lacks = value_of(r, "quantity")->i - value_of(r, "shipped")->i - held;
	x->lacking += lacks > 0 ? by * lacks : 0;
}

void
desk_told(const struct crm_saving *w)
{
	if (w->old != NULL)
		count_promise(w->store, w->old, -1);
	count_promise(w->store, w->new, 1);
}

void
desk_unsure(struct crm_store *s, const struct crm_record *r)
{
	const struct crm_value *product = value_of(r, "product");
	const struct crm_value *warehouse = value_of(r, "warehouse");
	struct crm_arena *a;
	struct desk *x = *find(desks_of(s, &a), product->i, warehouse->i);

	if (x != NULL)
		x->known = x->open_known = false;
}

void
desk_forget(struct crm_store *s)
{
	struct crm_arena *a;
	struct desks *d = desks_of(s, &a);

	if (d->n > 0)
		clear(d, a);
}
