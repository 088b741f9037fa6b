/*
 * What is held for an order: one reservation a line, of a kit one a part, of what it
 * has still to ship.
 * A line that grows keeps its place; one that shrinks gives up what it needs no more;
 * one that is to leave from elsewhere is held there, since it was confirmed.
 */
#include "order.h"

enum crm_status
order_keeps_stock(struct crm_store *s, bool *yes, struct crm_err *err)
{
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM warehouse WHERE \"kind\" = 'sellable' "
	    "AND \"deleted\" IS NULL",
	    NULL, 0, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* ---- what a line takes ---- */

enum crm_status
order_parts(struct crm_store *s, const struct order_line *l, int64_t quantity,
    struct crm_arena *a, struct crm_kit_part **out, size_t *n,
    struct crm_err *err)
{
	enum crm_status st = crm_stock_quantity(
	    s, l->product, l->unit, &quantity, err);
	size_t i;

	if (st == CRM_OK && l->kit)
		st = crm_kit_parts(s, l->product, a, out, n, err);
	else if (st == CRM_OK) {
		*out = crm_alloc_n(a, 1, sizeof **out);
		(*out)[0] = (struct crm_kit_part){ l->product, quantity };
		*n = 1;
	}
	for (i = 0; st == CRM_OK && l->kit && i < *n; i++)
		if (!crm_mul_div((*out)[i].quantity, quantity, CRM_WHOLE,
			&(*out)[i].quantity))
			st = crm_fail_field(err, CRM_INVALID, "quantity",
			    "is more than can be kept");
	return st;
}

/* ---- one line ---- */

struct held {
	int64_t id, quantity, shipped; /* of the product's own unit */
	int64_t warehouse;             /* where it lies, or 0 */
};

/* The open reservation of a product for a line; id 0 where there is none. */
static enum crm_status
find_held(struct crm_store *s, struct crm_text about, int64_t product,
    struct held *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct held){ 0 };
	st = crm_sql(s,
	    "SELECT \"id\", \"quantity\", \"shipped\", "
	    "coalesce(\"warehouse\", 0) FROM reservation "
	    "WHERE \"about\" = ? AND \"product\" = ? AND \"status\" = 'open' "
	    "AND \"deleted\" IS NULL ORDER BY \"id\" LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(about));
	crm_bind(q, 2, crm_value_int(product));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*out = (struct held){ crm_col_int(q, 0), crm_col_int(q, 1),
		crm_col_int(q, 2), crm_col_int(q, 3) };
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
order_held(struct crm_store *s, int64_t line, int64_t product,
    int64_t *reservation, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct held h;
	enum crm_status st = find_held(
	    s, crm_text_of(order_line_id(s, &a, line)), product, &h, err);

	*reservation = h.id;
	crm_arena_free(&a);
	return st;
}

static enum crm_status
give_up(struct crm_store *s, int64_t reservation, struct crm_err *err)
{
	enum crm_action done;

	return crm_stock_release(s, reservation, false, &done, err);
}

static bool
is_part(int64_t product, const struct crm_kit_part *part, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (part[i].product == product)
			return true;
	return false;
}

/* Gives up what a line holds of other products than these: it was amended, or its kit
 * was. */
static enum crm_status
give_up_others(struct crm_store *s, int64_t line, struct crm_arena *a,
    const struct crm_kit_part *part, size_t n, struct crm_err *err)
{
	int64_t *id = NULL;
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, count = 0, cap = 0;
	bool row;

	st = crm_sql(s,
	    "SELECT \"id\", \"product\" FROM reservation "
	    "WHERE \"about\" = ? AND \"status\" = 'open' "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(order_line_id(s, a, line))));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (is_part(crm_col_int(q, 1), part, n))
			continue;
		id = crm_grow(a, id, count, &cap, sizeof *id);
		id[count++] = crm_col_int(q, 0);
	}
	for (i = 0; i < count && st == CRM_OK; i++)
		st = give_up(s, id[i], err);
	return st;
}

struct crm_text
order_product(struct crm_store *s, struct crm_arena *a, int64_t product)
{
	return crm_text_of(crm_sprintf(a, "id:%s",
	    typed_id(a, crm_dict_find(crm_store_dict(s), "product"), product)));
}

static enum crm_status
hold(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, const struct crm_kit_part *part,
    struct crm_arena *a, struct crm_err *err)
{
	struct crm_stock_line line = { .kind = "issue",
		.product = order_product(s, a, part->product),
		.warehouse = l->warehouse,
		.quantity = crm_value_int(part->quantity),
		.about = crm_text_of(order_line_id(s, a, l->id)),
		.priority = *value_of(order, "priority"),
		.since = *value_of(order, "confirmed_at"),
		.wait = true };
	int64_t id;

	return crm_stock_reserve(s, &line, &id, err);
}

/* Whether what is held lies elsewhere than a line says: it, or its order, was amended. */
static bool
is_elsewhere(const struct held *h, const struct order_line *l)
{
	return l->warehouse != 0 && h->warehouse != l->warehouse;
}

/* A line holds so many of a product, or waits for them, where it says. */
static enum crm_status
hold_part(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, const struct crm_kit_part *part,
    struct crm_arena *a, struct crm_err *err)
{
	struct held h;
	enum crm_status st = find_held(
	    s, crm_text_of(order_line_id(s, a, l->id)), part->product, &h, err);

	if (st == CRM_OK && h.id != 0 && is_elsewhere(&h, l)) {
		st = give_up(s, h.id, err);
		h.id = 0;
	}
	if (st != CRM_OK || h.id == 0)
		return st == CRM_OK && part->quantity > 0
		    ? hold(s, order, l, part, a, err)
		    : st;
	if (part->quantity <= 0)
		return give_up(s, h.id, err);
	return h.quantity - h.shipped == part->quantity
	    ? CRM_OK
	    : order_put(s, "reservation", h.id, "quantity",
		  crm_value_int(h.shipped + part->quantity), err);
}

static enum crm_status
hold_line(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, struct crm_arena *a, struct crm_err *err)
{
	int64_t want = l->wanted > l->shipped ? l->wanted - l->shipped : 0;
	struct crm_kit_part *part;
	enum crm_status st;
	size_t i, n;

	st = order_parts(s, l, want, a, &part, &n, err);
	if (st == CRM_OK)
		st = give_up_others(s, l->id, a, part, n, err);
	for (i = 0; st == CRM_OK && i < n; i++)
		st = hold_part(s, order, l, &part[i], a, err);
	return st;
}

/* ---- promises ---- */

/* The day on which all parts of a line can ship, CRM_DATE_MIN where nobody knows. */
static enum crm_status
day_of(struct crm_store *s, const struct order_line *l, struct crm_arena *a,
    int64_t *day, struct crm_err *err)
{
	struct crm_stock_line line = { .kind = "issue",
		.warehouse = l->warehouse,
		.holder = crm_text_of(order_line_id(s, a, l->id)) };
	struct crm_stock_promise p;
	struct crm_kit_part *part;
	enum crm_status st;
	size_t i, n;

	*day = CRM_DATE_MIN;
	st = order_parts(s, l, l->wanted - l->shipped, a, &part, &n, err);
	for (i = 0; st == CRM_OK && i < n; i++) {
		line.product = order_product(s, a, part[i].product);
		line.quantity = crm_value_int(part[i].quantity);
		st = crm_stock_promise(s, &line, &p, err);
		if (st != CRM_OK || p.day == CRM_DATE_MIN) {
			*day = CRM_DATE_MIN;
			break;
		}
		if (p.day > *day)
			*day = p.day;
	}
	return st;
}

/* The day that a line can ship, as if nothing were held for it yet: kept where nobody
 * promised one. */
static enum crm_status
promise(struct crm_store *s, const struct order_line *l, struct crm_arena *a,
    int64_t *latest, struct crm_err *err)
{
	enum crm_status st;
	int64_t day;

	if (l->promised || l->wanted <= l->shipped)
		return CRM_OK;
	st = day_of(s, l, a, &day, err);
	if (st != CRM_OK || day == CRM_DATE_MIN)
		return st;
	if (day > *latest)
		*latest = day;
	return order_put(
	    s, "order-line", l->id, "promised_on", crm_value_int(day), err);
}

/* ---- an order ---- */

/* Whether somebody promised all of an order, which goes for its lines, too: where its day is
 * that of a line it is the latest of what nobody promised. */
static enum crm_status
is_promised(struct crm_store *s, const struct crm_record *order, bool *yes,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(order->id),
		*value_of(order, "promised_on") };
	struct crm_value line = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (v[1].kind == CRM_INT)
		st = crm_get_int(s,
		    "SELECT min(\"id\") FROM order_line WHERE \"order\" = ? "
		    "AND \"promised_on\" = ? AND \"deleted\" IS NULL",
		    v, COUNT(v), &line, err);
	*yes = v[1].kind == CRM_INT && line.kind != CRM_INT;
	return st;
}

static enum crm_status
serve_line(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, struct crm_purchasing *p, int64_t *latest,
    struct crm_err *err)
{
	enum crm_status st;

	if (l->product == 0)
		return CRM_OK;
	st = order_buy(
	    s, order, l, l->drop_ship ? l->wanted + l->anew : 0, p, err);
	if (st != CRM_OK || l->drop_ship || !l->stocked)
		return st;
	st = promise(s, l, p->arena, latest, err);
	return st == CRM_OK ? hold_line(s, order, l, p->arena, err) : st;
}

/* What a line lacks is told of that line. */
static enum crm_status
serve(struct crm_store *s, const struct crm_record *order,
    const struct order_line *l, struct crm_purchasing *p, int64_t *latest,
    struct crm_err *err)
{
	struct crm_err why;
	enum crm_status st = serve_line(s, order, l, p, latest, &why);

	if (st == CRM_OK)
		return st;
	*err = why;
	return why.field[0] == '\0' || why.record[0] != '\0'
	    ? st
	    : crm_fail_record(err, st, "%s: %s: %s",
		  order_line_id(s, p->arena, l->id), why.field, why.text);
}

enum crm_status
order_reserve(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_purchasing p = { .arena = &a };
	int64_t latest = CRM_DATE_MIN;
	struct order_line *l;
	enum crm_status st;
	size_t i, n = 0;
	bool keeps, promised = false;

	st = order_keeps_stock(s, &keeps, err);
	if (st == CRM_OK && keeps)
		st = order_lines(s, order, 0, &a, &l, &n, err);
	if (st == CRM_OK && n > 0)
		st = is_promised(s, order, &promised, err);
	for (i = 0; i < n && promised; i++)
		l[i].promised = true;
	for (i = 0; i < n && st == CRM_OK; i++)
		st = serve(s, order, &l[i], &p, &latest, err);
	if (st == CRM_OK && latest != CRM_DATE_MIN &&
	    value_of(order, "promised_on")->kind == CRM_NULL)
		st = order_put(s, "order", order->id, "promised_on",
		    crm_value_int(latest), err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
order_release(
    struct crm_store *s, const struct crm_record *order, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_purchasing p = { .arena = &a };
	struct order_line *l;
	enum crm_status st;
	size_t i, n = 0;

	st = order_lines(s, order, 0, &a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = give_up_others(s, l[i].id, &a, NULL, 0, err);
		if (st == CRM_OK && l[i].bought != 0)
			st = order_buy(
			    s, order, &l[i], l[i].shipped + l[i].anew, &p, err);
	}
	crm_arena_free(&a);
	return st;
}

/* ---- what people change of it ---- */

static enum crm_status
is_lines(const struct crm_saving *w, const struct crm_record *line,
    const char *more, struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);

	return crm_fail_record(err, CRM_RULE,
	    "%s is held for %s%s; crm-order amend %s changes the order, "
	    "crm-stock release %s gives it up",
	    id, order_line_id(w->store, w->arena, line->id), more,
	    typed_id(w->arena, crm_dict_find(crm_store_dict(w->store), "order"),
		value_of(line, "order")->i),
	    id);
}

/* It asks for what its line has still to ship of that product. */
static enum crm_status
check_wanted(const struct crm_saving *w, const struct crm_record *line,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "order");
	int64_t asks = value_of(w->new, "quantity")->i -
	    value_of(w->new, "shipped")->i;
	struct crm_kit_part *part = NULL;
	struct crm_record order;
	struct order_line *l;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = crm_load(w->store, e, value_of(line, "order")->i, w->arena,
		 &order, err)) != CRM_OK ||
	    (st = order_lines(w->store, &order, line->id, w->arena, &l, &n,
		 err)) != CRM_OK ||
	    n == 0 ||
	    (st = order_parts(w->store, l, l->wanted - l->shipped, w->arena,
		 &part, &n, err)) != CRM_OK)
		return st;
	for (i = 0; i < n && part[i].product != value_of(w->new, "product")->i;)
		i++;
	if (i == n)
		return is_lines(w, line, "", err);
	return asks == part[i].quantity
	    ? CRM_OK
	    : is_lines(w, line,
		  crm_sprintf(w->arena, crm_tr(", which lacks %s"),
		      quantity_dup(w->arena, part[i].quantity)),
		  err);
}

enum crm_status
order_reservation_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "order-line");
	struct crm_record line;
	struct crm_text code;
	enum crm_status st;
	int64_t of;

	if (w->old == NULL || !crm_text_is(text_of(w->new, "status"), "open") ||
	    !differs(w->old, w->new, "quantity") ||
	    !crm_id_split(text_of(w->old, "about"), &code, &of) ||
	    !crm_text_is(code, e->def->code))
		return CRM_OK;
	st = crm_load(w->store, e, of, w->arena, &line, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	return check_wanted(w, &line, err);
}

enum crm_status
order_serial(
    struct crm_store *s, int64_t product, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(product);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM product WHERE \"id\" = ? "
	    "AND \"tracking\" = 'serial'",
	    &id, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}
