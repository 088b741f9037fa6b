/*
 * Holes: what left before it came.  What comes fills them (cost_fill); what an undo puts
 * back, or opens anew, may lie beside goods that are there, and these have left then.
 */
#include "stock.h"

static enum crm_status
too_large(struct crm_err *err)
{
	return crm_fail_field(
	    err, CRM_INVALID, "value", "is more than can be kept");
}

/* Whether an undo may have left a hole beside goods: there was one, or one that a
 * receipt had filled is open again. */
static bool
may_be(const struct crm_record *back, int64_t on_hand)
{
	return on_hand - value_of(back, "quantity")->i < 0 ||
	    (value_of(back, "quantity")->i < 0 && text_of(back, "parts").n > 0);
}

/* Goods and the holes that they fill. */
struct filling {
	struct cost_part *part; /* the holes, then the goods */
	size_t n;
	int64_t difference; /* what the holes were thought to cost, less that */
};

static enum crm_status
fill(struct crm_store *s, const struct desk *d, struct crm_arena *a,
    struct filling *f, struct crm_err *err)
{
	struct layer_ask ask = {
		.product = d->g.id, .warehouse = d->p.id, .holes = true
	};
	struct cost_pool pool = { .fifo = d->g.fifo };
	int64_t missing = 0, thought = 0, there, filled;
	struct cost_layer *hole, *l;
	struct cost_taken taken;
	size_t n_hole, n, i;
	enum crm_status st;

	f->n = 0;
	st = layers_read(s, &ask, INT64_MAX, a, &hole, &n_hole, err);
	for (i = 0; st == CRM_OK && i < n_hole; i++) {
		missing -= hole[i].left;
		thought -= hole[i].value;
	}
	pool.on_hand = d->l.pool.on_hand + missing;
	pool.value = d->l.pool.value + thought;
	there = pool.on_hand < missing ? pool.on_hand : missing;
	if (st != CRM_OK || there <= 0)
		return st;
	ask.holes = false;
	st = layers_read(s, &ask, there, a, &l, &n, err);
	if (st != CRM_OK)
		return st;
	f->part = crm_alloc_n(a, n_hole + n, sizeof *f->part);
	if (!cost_fill(hole, n_hole, there, f->part, &n_hole, &filled) ||
	    !cost_take(&pool, l, n, there, f->part + n_hole, &n, &taken))
		return too_large(err);
	f->n = n_hole + n;
	f->difference = -taken.value;
	for (i = 0; i < n_hole; i++)
		f->difference += f->part[i].value;
	return CRM_OK;
}

enum crm_status
holes_close(
    struct crm_store *s, const struct crm_record *back, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct filling f = { NULL, 0, 0 };
	struct crm_record r;
	enum crm_status st;
	struct desk *d;

	st = desk_load(s, value_of(back, "product")->i,
	    value_of(back, "warehouse")->i, &a, &d, err);
	if (st == CRM_OK && may_be(back, d->l.pool.on_hand))
		st = fill(s, d, &a, &f, err);
	if (st == CRM_OK && f.n > 0) {
		move_of_move(&r, back, "difference", &a);
		crm_record_set(&r, field_of(r.entity, "parts"),
		    crm_value_text(parts_write(&a, f.part, f.n)));
		crm_record_set(&r, field_of(r.entity, "value"),
		    crm_value_int(f.difference));
		st = move_follow(s, &r, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
difference_said(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record *r = w->new;
	const struct crm_value *value = value_of(r, "value");
	struct desk *d;
	enum crm_status st;

	if (!crm_text_is(text_of(r, "kind"), "difference") ||
	    value_of(r, "quantity")->i != 0 || value->kind != CRM_INT)
		return CRM_OK;
	st = desk_load(w->store, value_of(r, "product")->i,
	    value_of(r, "warehouse")->i, w->arena, &d, err);
	if (st == CRM_OK) {
		crm_record_set(r, field_of(r->entity, "value"),
		    crm_value_int(value->i - d->booked));
		d->booked = 0;
	}
	return st;
}
