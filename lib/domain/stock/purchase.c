/* Purchases: made of what is to be ordered, received when all has come. */
#include "stock.h"

#include <crm/base/number.h>
#include <crm/store/log.h>

#include <string.h>

static void
set(struct crm_record *r, const char *name, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, name), v);
}

/* The supplier of a product, and the day on which it would come. */
static enum crm_status
supplier_of(struct crm_store *s, int64_t product, struct crm_arena *a,
    struct crm_text *supplier, int64_t *lead_time, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "product");
	struct crm_record r;
	enum crm_status st = crm_load(s, e, product, a, &r, err);

	if (st != CRM_OK)
		return st;
	if (supplier->n == 0)
		*supplier = text_of(&r, "supplier");
	*lead_time = value_of(&r, "lead_time")->kind == CRM_INT
	    ? value_of(&r, "lead_time")->i
	    : 0;
	return CRM_OK;
}

/* The purchase of a supplier that this command has made already; else a new
 * one. */
static enum crm_status
purchase_for(struct crm_store *s, struct crm_purchasing *p,
    struct crm_text supplier, int64_t *id, int64_t *line, bool *made,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "purchase");
	struct crm_record r;
	enum crm_status st;
	size_t i;

	*made = false;
	for (i = 0; i < p->n; i++)
		if (crm_text_eq(p->of[i].supplier, supplier)) {
			*id = p->of[i].id;
			*line = ++p->of[i].lines;
			return CRM_OK;
		}
	crm_record_init(&r, e, p->arena);
	set(&r, "supplier", crm_value_text(supplier));
	set(&r, "ordered_on", crm_value_int(crm_store_clock(s)->today));
	if ((st = crm_insert(s, &r, err)) != CRM_OK)
		return st;
	p->of = crm_grow(p->arena, p->of, p->n, &p->cap, sizeof *p->of);
	p->of[p->n++] = (struct crm_purchase_of){ supplier, r.id, 1 };
	*id = r.id;
	*line = 1;
	*made = true;
	return CRM_OK;
}

/* The price of one of the product's own unit, of that of one of the line's. */
static enum crm_status
price_of(const struct crm_stock_line *l, const struct said *said,
    struct crm_value *price, struct crm_err *err)
{
	*price = l->price;
	return price->kind != CRM_INT || said->quantity == l->quantity.i ||
		crm_mul_div(
		    l->price.i, l->quantity.i, said->quantity, &price->i)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "price",
		  "quantity and price make no amount of money");
}

enum crm_status
crm_stock_order(struct crm_store *s, const struct crm_stock_line *line,
    struct crm_text supplier, struct crm_purchasing *p, int64_t *id, bool *made,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "purchase-line");
	struct crm_stock_line l = *line;
	struct crm_record r;
	struct said said;
	enum crm_status st;
	struct crm_value price;
	int64_t lead, number;

	if ((st = stock_said(s, &l, p->arena, &said, err)) != CRM_OK ||
	    (st = price_of(&l, &said, &price, err)) != CRM_OK ||
	    (st = supplier_of(s, said.g.id, p->arena, &supplier, &lead, err)) !=
		CRM_OK ||
	    (st = purchase_for(s, p, supplier, id, &number, made, err)) !=
		CRM_OK)
		return st;
	crm_record_init(&r, e, p->arena);
	set(&r, "purchase", crm_value_int(*id));
	set(&r, "line", crm_value_int(number));
	set(&r, "product", crm_value_int(said.g.id));
	set(&r, "warehouse", crm_value_int(said.warehouse));
	set(&r, "quantity", crm_value_int(said.quantity));
	set(&r, "price", price);
	set(&r, "due_on",
	    l.day.kind == CRM_INT
		? l.day
		: crm_value_int(crm_store_clock(s)->today + lead));
	return crm_insert(s, &r, err);
}

/* ---- hooks ---- */

/* What is ordered comes on that day at the earliest. */
static enum crm_status
check_due(const struct crm_record *r, struct crm_value ordered,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value *due = value_of(r, "due_on");

	return due->kind != CRM_INT || ordered.kind != CRM_INT ||
		due->i >= ordered.i
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "due_on",
		  "is before the day of the order, %s", date_dup(a, ordered.i));
}

/* Whether one of two days is new; what a file has is as it was. */
static bool
says_day(const struct crm_saving *w, const char *one, const char *two)
{
	return !w->import && !w->undo &&
	    (w->old == NULL || differs(w->old, w->new, one) ||
		differs(w->old, w->new, two));
}

static enum crm_status
check_line_due(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *of = value_of(w->new, "purchase");
	struct crm_record purchase;
	enum crm_status st;

	if (of->kind != CRM_INT || !says_day(w, "due_on", "purchase"))
		return CRM_OK;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "purchase"), of->i,
	    w->arena, &purchase, err);
	/* What goes straight to a customer comes when the order says. */
	if (st == CRM_OK && value_of(&purchase, "drop_ship")->kind == CRM_INT)
		return CRM_OK;
	return st == CRM_OK
	    ? check_due(
		  w->new, *value_of(&purchase, "ordered_on"), w->arena, err)
	    : st;
}

/* Prices are none without their currency: a blank one is the book's. */
static enum crm_status
check_cleared(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_text was = text_of(w->old, "currency");
	struct crm_value priced;
	enum crm_status st;

	if (value_of(w->new, "currency")->kind == CRM_STR || was.n == 0 ||
	    crm_text_is(was, crm_store_currency(w->store)))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT count(*) FROM purchase_line WHERE \"purchase\" = ? "
	    "AND \"deleted\" IS NULL AND \"price\" IS NOT NULL",
	    &id, 1, &priced, err);
	return st != CRM_OK || priced.i == 0
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "currency",
		  "the prices of its lines are in %.*s, and none without it: "
		  "say another currency",
		  (int)was.n, was.p);
}

/* What has come came at the prices of its currency. */
static enum crm_status
check_currency(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_value come;
	enum crm_status st;

	if (w->old == NULL || w->undo || !differs(w->old, w->new, "currency"))
		return CRM_OK;
	if ((st = check_cleared(w, err)) != CRM_OK)
		return st;
	st = crm_get_int(w->store,
	    "SELECT count(*) FROM purchase_line WHERE \"purchase\" = ? "
	    "AND \"deleted\" IS NULL AND \"received\" > 0",
	    &id, 1, &come, err);
	return st != CRM_OK || come.i == 0
	    ? st
	    : crm_fail_field(err, CRM_RULE, "currency",
		  "is that of what has come already; what is bought in another "
		  "is another purchase: crm-stock purchase add");
}

static const char *
purchase_line_id(const struct crm_saving *w, int64_t id)
{
	return typed_id(w->arena,
	    crm_dict_find(crm_store_dict(w->store), "purchase-line"), id);
}

/* Received is what has come, and nobody says it of the rest. */
static enum crm_status
check_come(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_stmt *q;
	enum crm_status st;
	const char *of;
	bool row;

	if (w->old == NULL || w->import || w->undo ||
	    !differs(w->old, w->new, "status") ||
	    !crm_text_is(text_of(w->new, "status"), "received"))
		return CRM_OK;
	st = crm_sql(w->store,
	    "SELECT \"id\", coalesce(\"received\", 0), \"quantity\" "
	    "FROM purchase_line WHERE \"purchase\" = ? "
	    "AND \"deleted\" IS NULL "
	    "AND coalesce(\"received\", 0) < \"quantity\" ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, id);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	of = typed_id(w->arena, w->new->entity, w->new->id);
	st = crm_fail_field(err, CRM_RULE, "status",
	    "of %s %s of %s have come; crm-stock receive purchase_line=%s "
	    "takes the rest in, crm-stock purchase set %s status=closed gives "
	    "it up",
	    purchase_line_id(w, crm_col_int(q, 0)),
	    quantity_dup(w->arena, crm_col_int(q, 1)),
	    quantity_dup(w->arena, crm_col_int(q, 2)),
	    purchase_line_id(w, crm_col_int(q, 0)), of);
	crm_reset(q);
	return st;
}

enum crm_status
purchase_save(const struct crm_saving *w, struct crm_err *err)
{
	static const struct reached_by reached[] = {
		{ "received", "crm-stock receive" }, { NULL, NULL }
	};
	enum crm_status st;

	if (says_day(w, "due_on", "ordered_on") &&
	    (st = check_due(w->new, *value_of(w->new, "ordered_on"), w->arena,
		 err)) != CRM_OK)
		return st;
	if ((st = check_currency(w, err)) != CRM_OK ||
	    (st = check_come(w, err)) != CRM_OK)
		return st;
	return check_reached(w, reached, err);
}

/* What has come stays of the line that it came by. */
static enum crm_status
check_product(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *come = w->old == NULL
	    ? NULL
	    : value_of(w->old, "received");
	struct goods g;
	enum crm_status st;

	if (come == NULL || w->undo || come->kind != CRM_INT || come->i <= 0 ||
	    !differs(w->old, w->new, "product"))
		return CRM_OK;
	st = goods_load(
	    w->store, value_of(w->old, "product")->i, w->arena, &g, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_RULE, "product",
		  "is %s, of which %s have come; what else is bought is "
		  "another line: crm-stock purchase-line add",
		  g.name, quantity_dup(w->arena, come->i));
}

enum crm_status
purchase_line_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value received = *value_of(w->new, "received");
	struct crm_value product = *value_of(w->new, "product");
	int64_t quantity = value_of(w->new, "quantity")->i;
	struct goods g;
	enum crm_status st;

	if (product.kind == CRM_NULL ||
	    value_of(w->new, "quantity")->kind == CRM_NULL)
		return CRM_OK;
	if ((st = check_product(w, err)) != CRM_OK)
		return st;
	if (quantity <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if ((st = goods_load(w->store, product.i, w->arena, &g, err)) != CRM_OK)
		return st;
	if (w->old == NULL && !w->import && !w->undo &&
	    (st = check_bought(&g, err)) != CRM_OK)
		return st;
	if (quantity % g.step != 0)
		return crm_fail_field(err, CRM_INVALID, "quantity",
		    "has more decimals than the unit of %s has", g.name);
	if (w->old != NULL && differs(w->old, w->new, "quantity") &&
	    received.kind == CRM_INT && quantity < received.i)
		return crm_fail_field(err, CRM_RULE, "quantity",
		    "is less than what has come: %s",
		    quantity_dup(w->arena, received.i));
	if (received.kind == CRM_NULL)
		crm_record_set(w->new, field_of(w->new->entity, "received"),
		    crm_value_int(0));
	if ((st = check_line_due(w, err)) != CRM_OK)
		return st;
	return check_at_least(w->new, "price", 0, err);
}

/* ---- undo: what came is taken off, in whatever order ---- */

/* Whether goods of any of its lines came with a batch. */
static enum crm_status
has_come(const struct crm_undoing *u, bool *yes, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(u->store), "purchase-line");
	const struct crm_value of = crm_value_int(u->now->id);
	enum crm_status st;
	int64_t *id;
	size_t i, n;

	*yes = false;
	st = crm_ids(u->store,
	    "SELECT \"id\" FROM purchase_line WHERE \"purchase\" = ? "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &of, 1, u->arena, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK && !*yes; i++)
		st = crm_log_in(
		    u->store, e, id[i], "received", u->born_in, yes, err);
	return st;
}

/* That all of it has come follows from its lines. */
enum crm_status
purchase_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool come = false;

	if (!u->born)
		st = has_come(u, &come, err);
	*way = come ? CRM_UNDO_STAYS : CRM_UNDO_BACK;
	return st;
}

enum crm_status
purchase_line_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	int64_t all = value_of(u->now, "quantity")->i, came = 0, left;
	enum crm_status st = CRM_OK;
	bool alone = false;

	if (!u->born)
		st = crm_log_added(u->store, u->now, "received", u->born_in,
		    &alone, &came, err);
	*way = alone ? CRM_UNDO_REVERSED : CRM_UNDO_BACK;
	left = value_of(u->now, "received")->i - came;
	/* What was taken back and came otherwise is not there twice. */
	return st == CRM_OK && alone && (left < 0 || (came < 0 && left > all))
	    ? crm_fail(err, CRM_RULE, "would have %s received of %s",
		  quantity_dup(u->arena, left), quantity_dup(u->arena, all))
	    : st;
}

enum crm_status
purchase_line_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	bool alone;
	int64_t came;

	(void)way;
	st = crm_log_added(
	    u->store, u->now, "received", u->born_in, &alone, &came, err);
	if (st != CRM_OK)
		return st;
	crm_record_init(&patch, u->now->entity, u->arena);
	patch.id = u->now->id;
	set_int(&patch, "received", value_of(u->now, "received")->i - came);
	return crm_update(u->store, &patch, &done, err);
}

/* A purchase of which all has come is received; what goes back opens it. */
enum crm_status
purchase_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), "purchase");
	struct crm_value id = *value_of(w->new, "purchase"), open;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	enum crm_action done;
	enum crm_status st;
	bool received;

	if (w->import || w->old == NULL ||
	    (!differs(w->old, w->new, "received") &&
		!differs(w->old, w->new, "quantity")))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT count(*) FROM purchase_line WHERE \"purchase\" = ? "
	    "AND \"deleted\" IS NULL "
	    "AND coalesce(\"received\", 0) < \"quantity\"",
	    &id, 1, &open, err);
	if (st == CRM_OK &&
	    (st = crm_load(w->store, e, id.i, &a, &now, err)) == CRM_OK) {
		received = crm_text_is(text_of(&now, "status"), "received");
		if (received == (open.i == 0) ||
		    (!received &&
			!crm_text_is(text_of(&now, "status"), "ordered")))
			goto out;
		crm_record_init(&patch, e, &a);
		patch.id = id.i;
		set(&patch, "status",
		    crm_value_text(
			crm_text_of(open.i == 0 ? "received" : "ordered")));
		st = crm_update(w->store, &patch, &done, err);
	}
out:
	crm_arena_free(&a);
	return st;
}
