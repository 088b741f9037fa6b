/*
 * Shipping: a delivery is a document of what left at once for one order, with a line
 * for each move of stock, so that what comes back comes back at what that had cost.
 */
#include "order.h"

#include <crm/domain/numbering.h>
#include <crm/domain/right.h>

/* A shipment while it is made. */
struct shipping {
	struct crm_store *s;
	const struct crm_shipping *how;
	struct crm_arena a;
	struct crm_record order;
	const char *id; /* of the order */
	int64_t day, delivery;
	int64_t line;    /* of the delivery, the last one made */
	int64_t part_of; /* that whose parts are made, or 0 */
	int64_t *move;   /* of the line at hand */
	size_t n, cap;
	bool keeps; /* there is a warehouse */
};

/* ---- the delivery ---- */

/* Which delivery the batch has made for an order already. */
struct made {
	int64_t order, delivery;
	struct made *next;
};

static struct made **
made_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;

	return crm_batch_memory(s, &owner, sizeof(struct made *), a);
}

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), v);
}

static enum crm_status
make_delivery(struct shipping *v, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "delivery");
	const struct crm_value *seller = value_of(&v->order, "seller");
	const struct crm_numbering n = { .prefix = delivery_prefix,
		.seller = seller->kind == CRM_INT ? seller->i : 0,
		.day = v->day };
	struct crm_record r;
	struct crm_text number;
	enum crm_status st;

	if ((st = crm_number_next(v->s, &n, &v->a, &number, err)) != CRM_OK)
		return st;
	crm_record_init(&r, e, &v->a);
	put(&r, "number", crm_value_text(number));
	put(&r, "order", crm_value_int(v->order.id));
	put(&r, "shipped_on", crm_value_int(v->day));
	put(&r, "carrier",
	    v->how->carrier.n > 0 ? crm_value_text(v->how->carrier)
				  : *value_of(&v->order, "carrier"));
	put(&r, "tracking", crm_value_text(v->how->tracking));
	st = crm_insert(v->s, &r, err);
	v->delivery = r.id;
	return st;
}

static enum crm_status
find_delivery(struct shipping *v, struct crm_err *err)
{
	struct crm_arena *a;
	struct made **list = made_of(v->s, &a), *m;
	enum crm_status st;

	for (m = *list; m != NULL && v->delivery == 0; m = m->next)
		if (m->order == v->order.id)
			v->delivery = m->delivery;
	if (v->delivery != 0 || (st = make_delivery(v, err)) != CRM_OK)
		return v->delivery != 0 ? CRM_OK : st;
	m = crm_alloc_n(a, 1, sizeof *m);
	*m = (struct made){ v->order.id, v->delivery, *list };
	*list = m;
	return CRM_OK;
}

static enum crm_status
put_line(struct shipping *v, const struct order_line *l, int64_t quantity,
    int64_t move, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "delivery-line");
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &v->a);
	put(&r, "delivery", crm_value_int(v->delivery));
	/* Parts are of their kit alone: what left of the line is told in kits. */
	if (v->part_of != 0)
		put(&r, "part_of", crm_value_int(v->part_of));
	else
		put(&r, "order_line", crm_value_int(l->id));
	put(&r, "quantity", crm_value_int(quantity));
	put(&r, "move", move != 0 ? crm_value_int(move) : CRM_VALUE_NULL);
	st = crm_insert(v->s, &r, err);
	v->line = r.id;
	return st;
}

/* ---- goods ---- */

static void
note_move(void *ctx, int64_t move)
{
	struct shipping *v = ctx;

	v->move = crm_grow(&v->a, v->move, v->n, &v->cap, sizeof *v->move);
	v->move[v->n++] = move;
}

/* A line of the delivery for each move; they share the line's quantity as the moves
 * share what left. */
static enum crm_status
put_moves(struct shipping *v, const struct order_line *l, int64_t quantity,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "move");
	int64_t left = quantity, all = 0;
	struct crm_record *r = crm_alloc_n(&v->a, v->n, sizeof *r);
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < v->n && st == CRM_OK; i++) {
		st = crm_load(v->s, e, v->move[i], &v->a, &r[i], err);
		if (st == CRM_OK)
			all -= value_of(&r[i], "quantity")->i;
	}
	for (i = 0; i < v->n && st == CRM_OK; i++) {
		int64_t part = i + 1 == v->n
		    ? left
		    : crm_div_round(
			  (__int128)quantity * -value_of(&r[i], "quantity")->i,
			  all);

		left -= part;
		st = put_line(v, l, part, v->move[i], err);
	}
	return st;
}

/* What nothing is held for leaves from where the order says; CRM_RULE where that is
 * not known. */
static enum crm_status
check_from(struct shipping *v, const struct order_line *l,
    const struct crm_stock_line *line, struct crm_err *err)
{
	const char *of = order_line_id(v->s, &v->a, l->id);
	struct crm_err why;
	int64_t only;

	if (line->warehouse != 0 || line->reservation != 0 ||
	    crm_warehouse_default(v->s, &only, &why) == CRM_OK)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "from which warehouse does %s leave? crm-order set %s "
	    "warehouse=NAME says it of all, crm-order order-line set "
	    "%s warehouse=NAME of this one",
	    of, v->id, of);
}

static enum crm_status
move_goods(struct shipping *v, const struct order_line *l, int64_t quantity,
    struct crm_text lot, struct crm_err *err)
{
	struct crm_stock_line line = { .kind = "issue",
		.product = order_product(v->s, &v->a, l->product),
		.warehouse = l->warehouse,
		.lot = lot,
		.day = crm_value_int(v->day),
		.about = crm_text_of(v->id),
		.reason = v->how->reason };
	int64_t own = quantity;
	enum crm_status st;

	v->n = 0;
	if (l->unit.n > 0 &&
	    (st = order_leaves(v->s, l, quantity, &own, err)) != CRM_OK)
		return st;
	/* What left before was rounded up by as much. */
	if (own == 0)
		return put_line(v, l, quantity, 0, err);
	line.quantity = crm_value_int(own);
	st = order_held(v->s, l->id, l->product, &line.reservation, err);
	if (st == CRM_OK)
		st = check_from(v, l, &line, err);
	if (st == CRM_OK)
		st = crm_stock_post(v->s, &line, note_move, v, err);
	return st == CRM_OK ? put_moves(v, l, quantity, err) : st;
}

/* A line of the kit, and of each part what its moves took. */
static enum crm_status
move_kit(struct shipping *v, const struct order_line *l, int64_t quantity,
    struct crm_text lot, struct crm_err *err)
{
	struct order_line of = *l;
	struct crm_kit_part *part;
	enum crm_status st;
	size_t i, n;

	st = order_parts(v->s, l, quantity, &v->a, &part, &n, err);
	if (st == CRM_OK)
		st = put_line(v, l, quantity, 0, err);
	v->part_of = v->line;
	of.unit = (struct crm_text){ NULL, 0 };
	for (i = 0; i < n && st == CRM_OK; i++) {
		of.product = part[i].product;
		st = move_goods(v, &of, part[i].quantity, lot, err);
	}
	v->part_of = 0;
	return st;
}

static bool
leaves_stock(const struct shipping *v, const struct order_line *l)
{
	return v->keeps && l->product != 0 && l->stocked && !l->drop_ship;
}

static enum crm_status
post(struct shipping *v, const struct order_line *l, int64_t quantity,
    struct crm_text lot, struct crm_err *err)
{
	enum crm_status st = find_delivery(v, err);

	if (st != CRM_OK)
		return st;
	if (!leaves_stock(v, l)) {
		st = put_line(v, l, quantity, 0, err);
		return st == CRM_OK
		    ? order_bought_sent(v->s, l, quantity, &v->a, err)
		    : st;
	}
	return l->kit ? move_kit(v, l, quantity, lot, err)
		      : move_goods(v, l, quantity, lot, err);
}

static enum crm_status
ship(struct shipping *v, const struct order_line *l, int64_t quantity,
    struct crm_text lot, struct crm_err *err)
{
	enum crm_status st;

	order_post(v->s, true);
	st = post(v, l, quantity, lot, err);
	order_post(v->s, false);
	return st;
}

/* ---- how much ---- */

/* How many of a line its reservation of a part is enough for; `one` is what one of
 * the line takes. */
static enum crm_status
part_there(struct shipping *v, const struct order_line *l,
    const struct crm_kit_part *one, int64_t *quantity, struct crm_err *err)
{
	struct crm_value held, own;
	enum crm_status st;
	int64_t id, most;

	st = order_held(v->s, l->id, one->product, &id, err);
	own = crm_value_int(id);
	if (st == CRM_OK)
		st = crm_get_int(v->s,
		    "SELECT \"held\" FROM reservation WHERE \"id\" = ?", &own,
		    1, &held, err);
	if (st != CRM_OK)
		return st;
	most = held.kind == CRM_INT ? held.i : 0;
	if (one->quantity != CRM_WHOLE)
		most = most / one->quantity * CRM_WHOLE;
	if (*quantity > most)
		*quantity = most;
	return CRM_OK;
}

/* What of a line is there: what its reservations hold, in whole ones of its unit. */
static enum crm_status
there_is(struct shipping *v, const struct order_line *l, int64_t *quantity,
    struct crm_err *err)
{
	struct crm_kit_part *part;
	enum crm_status st;
	size_t i, n;

	st = order_parts(v->s, l, CRM_WHOLE, &v->a, &part, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = part_there(v, l, &part[i], quantity, err);
	return st;
}

/* More than was ordered only as far as the setting says. */
static enum crm_status
check_tolerance(struct shipping *v, const struct order_line *l,
    int64_t quantity, struct crm_err *err)
{
	const char *said = crm_setting(v->s, "over_delivery");
	int64_t percent = 0, most;

	if (said != NULL &&
	    crm_number_parse(crm_text_of(said), CRM_DECIMAL_DIGITS,
		CRM_NUM_PERCENT, &percent, NULL) != CRM_OK)
		percent = 0;
	most = l->wanted +
	    crm_div_round(
		(__int128)l->wanted * percent, 100 * (int64_t)CRM_WHOLE);
	if (l->shipped + quantity <= most)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s of %s are more than the %s that are still to be shipped; the "
	    "setting over_delivery says how many percent more may leave",
	    quantity_dup(&v->a, quantity), order_line_id(v->s, &v->a, l->id),
	    quantity_dup(
		&v->a, l->wanted > l->shipped ? l->wanted - l->shipped : 0));
}

/* ---- an order ---- */

/* Whether any area holds what is shipped to its customer. */
static enum crm_status
check_held(struct shipping *v, struct crm_err *err)
{
	const struct crm_value *customer = value_of(&v->order, "customer");
	const struct crm_area *const *a;
	enum crm_status st = CRM_OK, may;

	if (customer->kind != CRM_INT)
		return CRM_OK;
	for (a = crm_areas; *a != NULL && st == CRM_OK; a++)
		if ((*a)->ships != NULL)
			st = (*a)->ships(v->s, customer->i, err);
	if (st != CRM_RULE || !v->how->override)
		return st;
	if ((may = crm_right_check(v->s, "dunning", 0, err)) != CRM_OK)
		return may;
	return v->how->reason.n > 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "--reason",
		  "is needed where a hold is overridden");
}

static enum crm_status
begin(struct shipping *v, int64_t order, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "order");
	struct crm_text status;
	enum crm_status st;

	v->id = typed_id(&v->a, e, order);
	if ((st = crm_lock(v->s, e, order, err)) != CRM_OK ||
	    (st = crm_load(v->s, e, order, &v->a, &v->order, err)) != CRM_OK ||
	    (st = order_keeps_stock(v->s, &v->keeps, err)) != CRM_OK)
		return st;
	v->day = v->how->day;
	if (v->day == CRM_DATE_MIN)
		v->day = crm_store_clock(v->s)->today;
	status = text_of(&v->order, "status");
	if (crm_text_is(status, "confirmed"))
		return check_held(v, err);
	if (crm_text_is(status, "on_hold"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is on hold; crm-order resume %s lets it ship", v->id,
		    v->id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %.*s; what is confirmed is shipped", v->id,
	    (int)word_of(&v->order, "status").n,
	    word_of(&v->order, "status").p);
}

/* The day that the last of an order left is the order's. */
static enum crm_status
end(struct shipping *v, struct crm_err *err)
{
	struct order_line *l;
	enum crm_status st;
	size_t i, n;

	st = order_lines(v->s, &v->order, 0, &v->a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if (l[i].shipped < l[i].wanted)
			return CRM_OK;
	return st == CRM_OK ? order_put(v->s, "order", v->order.id,
				  "shipped_on", crm_value_int(v->day), err)
			    : st;
}

static enum crm_status
nothing(struct shipping *v, bool left, struct crm_err *err)
{
	if (left)
		return crm_fail_record(err, CRM_RULE,
		    "nothing that is to be shipped of %s is held for it: "
		    "crm-stock promise says when it can be",
		    v->id);
	return crm_fail_record(
	    err, CRM_RULE, "%s has nothing left to ship", v->id);
}

static enum crm_status
ship_all(struct shipping *v, struct crm_err *err)
{
	const struct crm_text any = { NULL, 0 };
	struct order_line *l;
	enum crm_status st;
	bool left = false;
	size_t i, n;

	st = order_lines(v->s, &v->order, 0, &v->a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		int64_t quantity = l[i].wanted - l[i].shipped;

		left |= quantity > 0;
		if (quantity > 0 && v->how->some && leaves_stock(v, &l[i]))
			st = there_is(v, &l[i], &quantity, err);
		if (st == CRM_OK && quantity > 0)
			st = ship(v, &l[i], quantity, any, err);
	}
	return st == CRM_OK && v->delivery == 0 ? nothing(v, left, err) : st;
}

enum crm_status
crm_order_ship(struct crm_store *s, int64_t id, const struct crm_shipping *how,
    int64_t *delivery, struct crm_err *err)
{
	struct shipping v = { .s = s, .how = how, .a = CRM_ARENA_INIT };
	enum crm_status st;

	if ((st = begin(&v, id, err)) == CRM_OK &&
	    (st = ship_all(&v, err)) == CRM_OK)
		st = end(&v, err);
	*delivery = v.delivery;
	crm_arena_free(&v.a);
	return st;
}

static enum crm_status
ship_line(struct shipping *v, const struct order_line *l, int64_t quantity,
    struct crm_text lot, struct crm_err *err)
{
	enum crm_status st;
	bool serial = false;

	if (quantity == 0 && l->wanted <= l->shipped)
		return crm_fail_record(err, CRM_RULE,
		    "%s has nothing left to ship",
		    order_line_id(v->s, &v->a, l->id));
	if (quantity == 0 && lot.n > 0 &&
	    (st = order_serial(v->s, l->product, &serial, err)) != CRM_OK)
		return st;
	/* A serial number that is named is its one piece. */
	if (quantity == 0)
		quantity = serial ? CRM_WHOLE : l->wanted - l->shipped;
	st = check_tolerance(v, l, quantity, err);
	return st == CRM_OK ? ship(v, l, quantity, lot, err) : st;
}

enum crm_status
crm_order_ship_line(struct crm_store *s, int64_t line, int64_t quantity,
    struct crm_text lot, const struct crm_shipping *how, int64_t *delivery,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "order-line");
	struct shipping v = { .s = s, .how = how, .a = CRM_ARENA_INIT };
	struct crm_record r;
	struct order_line *l;
	enum crm_status st;
	size_t n;

	if ((st = crm_load(s, e, line, &v.a, &r, err)) == CRM_OK &&
	    (st = begin(&v, value_of(&r, "order")->i, err)) == CRM_OK &&
	    (st = order_lines(s, &v.order, line, &v.a, &l, &n, err)) ==
		CRM_OK &&
	    (st = ship_line(&v, l, quantity, lot, err)) == CRM_OK)
		st = end(&v, err);
	*delivery = v.delivery;
	crm_arena_free(&v.a);
	return st;
}
