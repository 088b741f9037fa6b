/*
 * Reservations: what is held for whom.  One is never taken from its holder, but
 * by a count that finds less.
 */
#include "stock.h"

#include <crm/store/log.h>

static int64_t
number(const struct crm_record *r, const char *name)
{
	const struct crm_value *v = value_of(r, name);

	return v->kind == CRM_INT ? v->i : 0;
}

static bool
is_open(const struct crm_record *r)
{
	return crm_text_is(text_of(r, "status"), "open");
}

/* It holds nothing, whatever it says. */
static bool
is_deleted(const struct crm_record *r)
{
	return r->v[r->entity->deleted].kind != CRM_NULL;
}

/* As the batch knows it, or read. */
static enum crm_status
read_level(struct crm_store *s, const struct goods *g, int64_t warehouse,
    struct crm_arena *a, struct place *p, struct level *l, struct crm_err *err)
{
	const struct desk *x = desk_known(s, g->id, warehouse);
	enum crm_status st;

	if (x != NULL) {
		*p = x->p;
		*l = x->l;
		return CRM_OK;
	}
	st = place_load(s, warehouse, a, p, err);
	return st == CRM_OK ? level_load(s, g, warehouse, l, err) : st;
}

enum crm_status
stock_free(struct crm_store *s, const struct goods *g, int64_t warehouse,
    int64_t *free, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t there = 0, expired = 0;
	struct place p;
	struct level l;
	enum crm_status st;

	*free = 0;
	if ((st = read_level(s, g, warehouse, &a, &p, &l, err)) == CRM_OK &&
	    (st = level_from(s, g, warehouse, &l, crm_store_clock(s)->today,
		 &there, err)) == CRM_OK &&
	    g->tracking != TRACK_NONE)
		st = level_expired(s, g->id, warehouse,
		    crm_store_clock(s)->today, &expired, err);
	if (st == CRM_OK && p.sellable)
		*free = there - l.reserved - expired;
	crm_arena_free(&a);
	return st;
}

/* ---- the hooks ---- */

/* What is known of the levels of a promise, now and before, may be no more so where
 * rows are written that nobody tells of. */
static void
doubt_desk(const struct crm_saving *w)
{
	if ((!w->import && !w->undo) || w->verified)
		return;
	desk_unsure(w->store, w->new);
	if (w->old != NULL)
		desk_unsure(w->store, w->old);
}

/* What one may hold: no more than it lacks, nothing once it or its last day is
 * over. */
static int64_t
most(const struct crm_saving *w)
{
	const struct crm_record *r = w->new;
	const struct crm_value *until = value_of(r, "until");
	int64_t lacks = number(r, "quantity") - number(r, "shipped");
	bool over = until->kind == CRM_INT &&
	    until->i < crm_store_clock(w->store)->today;

	return is_open(r) && !over && lacks > 0 ? lacks : 0;
}

/* What an undo holds again has to be there: another may hold it meanwhile. */
static enum crm_status
check_held(
    const struct crm_saving *w, const struct goods *g, struct crm_err *err)
{
	int64_t before = w->old != NULL && !is_deleted(w->old)
	    ? number(w->old, "held")
	    : 0;
	int64_t held = number(w->new, "held"), free = 0;
	int64_t warehouse = value_of(w->new, "warehouse")->i;
	enum crm_status st = CRM_OK;
	struct desk *d;

	if (!w->undo || held <= before)
		return CRM_OK;
	/* Nothing is written between such questions: it is read once for all. */
	if (w->verified)
		st = desk_load(w->store, g->id, warehouse, w->arena, &d, err);
	if (st == CRM_OK)
		st = stock_free(w->store, g, warehouse, &free, err);
	return st != CRM_OK || free >= 0
	    ? st
	    : crm_fail_field(err, CRM_RULE, "held",
		  "would be %s of %s again, and %s of these are held for others "
		  "meanwhile",
		  quantity_dup(w->arena, held), g->name,
		  quantity_dup(w->arena, -free));
}

/* Whether it asks for other goods than before, or for those of another place. */
static bool
is_moved(const struct crm_saving *w)
{
	return w->old != NULL &&
	    (!crm_value_eq(
		 *value_of(w->new, "product"), *value_of(w->old, "product")) ||
		!crm_value_eq(*value_of(w->new, "warehouse"),
		    *value_of(w->old, "warehouse")));
}

/* What it is of and for stays, where goods left by it, or where its document says. */
static enum crm_status
check_stays(const struct crm_saving *w, struct crm_err *err)
{
	const char *id;

	if (w->old == NULL || w->import || w->undo ||
	    (!is_moved(w) &&
		crm_value_eq(
		    *value_of(w->new, "about"), *value_of(w->old, "about"))))
		return CRM_OK;
	if (number(w->old, "shipped") == 0 || !is_moved(w))
		return move_of_others(w, err);
	id = typed_id(w->arena, w->old->entity, w->old->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s of %s have left: crm-stock reservation release %s gives up the "
	    "rest, crm-stock reserve holds other goods",
	    quantity_dup(w->arena, number(w->old, "shipped")), id, id);
}

/* What a new one holds: what is free.  Its product is locked, so that what is read of
 * it once holds for all that the batch promises. */
static enum crm_status
held_first(const struct crm_saving *w, const struct goods *g, int64_t *held,
    struct crm_err *err)
{
	int64_t warehouse = value_of(w->new, "warehouse")->i;
	struct desk *d;
	enum crm_status st = desk_load(
	    w->store, g->id, warehouse, w->arena, &d, err);

	if (st == CRM_OK)
		st = stock_free(w->store, g, warehouse, held, err);
	if (*held < 0)
		*held = 0;
	return st == CRM_OK ? reserve_lasting(w->store, g, warehouse, w->new,
				  w->arena, held, err)
			    : st;
}

/* Done is what has left, and nobody says it of the rest. */
static enum crm_status
check_done(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_record *r = w->new;
	const char *id;

	if (w->old == NULL || w->import || w->undo ||
	    !differs(w->old, r, "status") ||
	    !crm_text_is(text_of(r, "status"), "done") ||
	    number(r, "shipped") >= number(r, "quantity"))
		return CRM_OK;
	id = typed_id(w->arena, r->entity, r->id);
	return crm_fail_field(err, CRM_RULE, "status",
	    "of %s %s have left; crm-stock issue reservation=%s ships the rest, "
	    "crm-stock release %s gives it up",
	    quantity_dup(w->arena, number(r, "quantity")),
	    quantity_dup(w->arena, number(r, "shipped")), id, id);
}

/* Where nothing is for sale nobody gets anything, however long they wait. */
static enum crm_status
check_for_sale(const struct crm_saving *w, struct crm_err *err)
{
	struct place p;
	enum crm_status st = place_load(
	    w->store, value_of(w->new, "warehouse")->i, w->arena, &p, err);

	return st != CRM_OK || p.sellable
	    ? st
	    : crm_fail_field(err, CRM_RULE, "warehouse",
		  "%s is not for sale: nothing there is held for anybody",
		  p.name);
}

enum crm_status
reservation_save(const struct crm_saving *w, struct crm_err *err)
{
	static const struct reached_by reached[] = { { "done",
							 "crm-stock issue" },
		{ "released", "crm-stock release" }, { NULL, NULL } };
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_record *r = w->new;
	int64_t held = number(r, "held");
	struct goods g;
	enum crm_status st;

	if ((st = check_reached(w, reached, err)) != CRM_OK ||
	    (st = check_done(w, err)) != CRM_OK ||
	    (st = check_stays(w, err)) != CRM_OK)
		return st;
	if (value_of(r, "product")->kind == CRM_NULL ||
	    value_of(r, "warehouse")->kind == CRM_NULL)
		return CRM_OK;
	doubt_desk(w);
	if (number(r, "quantity") <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if ((st = check_at_least(r, "priority", 1, err)) != CRM_OK ||
	    (st = crm_lock(w->store, crm_dict_find(d, "product"),
		 value_of(r, "product")->i, err)) != CRM_OK ||
	    (st = goods_load(w->store, value_of(r, "product")->i, w->arena, &g,
		 err)) != CRM_OK)
		return st;
	if (w->old == NULL && !w->import &&
	    (st = check_stocked(&g, err)) != CRM_OK)
		return st;
	if (number(r, "quantity") % g.step != 0)
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "has more decimals than the unit of %s has", g.name);
	if (!w->undo && !w->import && (w->old == NULL || is_moved(w)) &&
	    (st = check_for_sale(w, err)) != CRM_OK)
		return st;
	/* What is held lies where it was: elsewhere it holds what is free. */
	if ((w->old == NULL && !w->import) || (is_moved(w) && !w->undo))
		st = held_first(w, &g, &held, err);
	if (st == CRM_OK)
		st = check_held(w, &g, err);
	if (held > most(w))
		held = most(w);
	set_int(r, "held", held);
	set_int(r, "shipped", number(r, "shipped"));
	if (w->old != NULL && is_open(r) &&
	    number(r, "shipped") >= number(r, "quantity"))
		crm_record_set(r, field_of(r->entity, "status"),
		    crm_value_text(CRM_TEXT("done")));
	return st;
}

/* What is held for a record is its, shipped with it or released: it does not come back
 * behind what was shipped meanwhile. */
static enum crm_status
check_for_nobody(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text about = text_of(w->new, "about");
	const char *id;

	enum crm_status st;

	if (!is_open(w->new) || about.n == 0)
		return CRM_OK;
	if (w->old != NULL && (st = move_of_others(w, err)) != CRM_OK)
		return st;
	id = typed_id(w->arena, w->new->entity, w->new->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is held for %.*s: crm-stock reservation release %s gives it up",
	    id, (int)about.n, about.p, id);
}

enum crm_status
reservation_hide(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	enum crm_status st;

	if (!is_as_it_was(w) && (st = check_for_nobody(w, err)) != CRM_OK)
		return st;
	doubt_desk(w);
	set_int(w->new, "held", 0);
	return crm_lock(w->store, crm_dict_find(d, "product"),
	    value_of(w->new, "product")->i, err);
}

/* Whether others, or it, may hold more now: it holds less, lacks more, has more time, or
 * is back. */
static bool
leaves_more(const struct crm_saving *w)
{
	return number(w->new, "held") < number(w->old, "held") ||
	    number(w->new, "quantity") > number(w->old, "quantity") ||
	    !crm_value_eq(
		*value_of(w->new, "until"), *value_of(w->old, "until")) ||
	    is_deleted(w->old) != is_deleted(w->new);
}

/* What one gives up goes to those that wait, among them one that grew. */
enum crm_status
reservation_saved(const struct crm_saving *w, struct crm_err *err)
{
	bool moved = is_moved(w);
	const struct crm_record *of = moved ? w->old : w->new;
	struct crm_arena a = CRM_ARENA_INIT;
	struct goods g;
	enum crm_status st = CRM_OK;

	if (!w->import && !w->undo)
		desk_told(w);
	/* What a file says that others wait for is theirs once all of it is read. */
	if (w->import && !is_deleted(w->new) && is_open(w->new) &&
	    (st = reserve_fill_later(w->store, value_of(w->new, "product")->i,
		 value_of(w->new, "warehouse")->i, err)) != CRM_OK)
		return st;
	if (w->old == NULL || (w->import && !moved) ||
	    (!moved && !leaves_more(w)) ||
	    number(w->new, "shipped") > number(w->old, "shipped"))
		return CRM_OK;
	/* What an undo gives back is all there behind its last row. */
	if (w->undo)
		return reserve_fill_later(w->store, value_of(of, "product")->i,
		    value_of(of, "warehouse")->i, err);
	if ((st = goods_load(
		 w->store, value_of(of, "product")->i, &a, &g, err)) == CRM_OK)
		st = reserve_fill(
		    w->store, &g, value_of(of, "warehouse")->i, err);
	crm_arena_free(&a);
	return st;
}

/* ---- undo ---- */

/* The ledger keeps what was shipped out of one, and names it: where all of that was
 * taken back it is released, and stays. */
enum crm_status
reservation_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st;
	bool shipped;

	*way = CRM_UNDO_BACK;
	/* Rows that are written back are told to nobody: who waits is served behind. */
	st = reserve_fill_later(u->store, number(u->now, "product"),
	    number(u->now, "warehouse"), err);
	if (st != CRM_OK)
		return st;
	/* Nothing was ever shipped out of one that nobody wrote again. */
	if (!u->born || u->now->version == u->batch ||
	    number(u->now, "shipped") != 0)
		return CRM_OK;
	st = crm_log_ever(
	    u->store, u->now->entity, u->now->id, "shipped", &shipped, err);
	if (st == CRM_OK && shipped)
		*way = CRM_UNDO_VOIDED;
	return st;
}

enum crm_status
reservation_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	enum crm_action done;

	(void)way;
	return is_open(u->now)
	    ? crm_stock_release(u->store, u->now->id, false, &done, err)
	    : CRM_OK;
}

enum crm_status
reserve_held(struct crm_store *s, int64_t reservation, int64_t *held,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(reservation);
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"held\" FROM reservation WHERE \"id\" = ? "
	    "AND \"status\" = 'open' AND \"deleted\" IS NULL "
	    "AND coalesce(\"until\", 9999999) >= {today}",
	    &v, 1, &sum, err);

	*held = st == CRM_OK && sum.kind == CRM_INT ? sum.i : 0;
	return st;
}

enum crm_status
reserve_ship(struct crm_store *s, int64_t reservation, int64_t quantity,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "reservation");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;
	int64_t held;

	if ((st = crm_load(s, e, reservation, &a, &now, err)) == CRM_OK) {
		held = number(&now, "held") - quantity;
		crm_record_init(&patch, e, &a);
		patch.id = reservation;
		set_int(&patch, "held", held < 0 ? 0 : held);
		set_int(&patch, "shipped", number(&now, "shipped") + quantity);
		st = crm_update(s, &patch, &done, err);
	}
	crm_arena_free(&a);
	return st;
}
