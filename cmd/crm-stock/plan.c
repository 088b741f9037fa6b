/* plan, order, rebalance: what is to be bought and moved. */
#include "stock.h"

#include <crm/base/date.h>
#include <crm/domain/plan.h>

#include <math.h>
#include <stdlib.h>

const struct crm_word stock_plan_words[] = {
	{ .name = "all",
	    .type = CRM_T_BOOL,
	    .help = "also what need not be ordered" },
	{ .name = "incoming",
	    .type = CRM_T_BOOL,
	    .help =
		"no: by what is in stock alone, as if nothing were ordered" },
	{ .name = NULL },
};

const struct crm_word stock_order_words[] = {
	WORD_PRODUCT,
	WORD_QUANTITY,
	TEXT_WORD("warehouse", "WAREHOUSE", "where it shall come in"),
	TEXT_WORD("supplier", "TEXT", "else the product's"),
	TEXT_WORD("price", "PRICE", "of one, in the purchase's currency"),
	WORD_UNIT,
	TEXT_WORD("on", "DATE", "when it is due; else after the lead time"),
	{ .name = NULL },
};

const struct crm_word stock_rebalance_words[] = {
	{ .name = "apply", .type = CRM_T_BOOL, .help = "make the transfers" },
	{ .name = NULL },
};

/* An estimate with so many millionths' digits as make sense: hundredths. */
static struct crm_value
estimate(double d)
{
	const double hundredth = 10000;

	if (!isfinite(d))
		return CRM_VALUE_NULL;
	return crm_value_int((int64_t)llround(d * 100) * (int64_t)hundredth);
}

/* ---- plan ---- */

const struct crm_column stock_plan_columns[] = {
	COLUMN("product_id", "Product ID", CRM_T_TEXT),
	COLUMN("sku", "SKU", CRM_T_TEXT),
	COLUMN("warehouse_id", "Warehouse ID", CRM_T_TEXT),
	COLUMN("warehouse", "Warehouse", CRM_T_TEXT),
	COLUMN("quantity", "To order", CRM_T_DECIMAL),
	COLUMN("supplier", "Supplier", CRM_T_TEXT),
	COLUMN("on_hand", "On hand", CRM_T_DECIMAL),
	COLUMN("incoming", "Incoming", CRM_T_DECIMAL),
	COLUMN("open_orders", "Open orders", CRM_T_DECIMAL),
	COLUMN("projected", "Projected", CRM_T_DECIMAL),
	COLUMN("daily", "Demand a day", CRM_T_DECIMAL),
	COLUMN("safety_stock", "Safety stock", CRM_T_DECIMAL),
	COLUMN("reorder_point", "Reorder point", CRM_T_DECIMAL),
	COLUMN("min", "Minimum", CRM_T_DECIMAL),
	COLUMN("max", "Maximum", CRM_T_DECIMAL),
	COLUMN("run_out", "Runs out", CRM_T_DATE),
	COLUMN("note", "Note", CRM_T_TEXT),
	COLUMN("why", "Why", CRM_T_NOTE),
};
enum { PLAN_COLUMNS = sizeof stock_plan_columns / sizeof *stock_plan_columns };
const size_t stock_plan_n = PLAN_COLUMNS;

static enum crm_status
put_plan(struct crm_cmd *c, struct crm_rows *rows, const struct crm_plan_row *r,
    struct crm_err *err)
{
	bool explain = crm_has(c, CRM_OPT_EXPLAIN);
	struct crm_value cells[PLAN_COLUMNS] = {
		stock_typed(c, "product", r->product),
		crm_value_text(r->sku),
		stock_typed(c, "warehouse", r->warehouse),
		crm_value_text(r->place),
		crm_value_int(r->quantity),
		crm_value_text(r->supplier),
		crm_value_int(r->on_hand),
		crm_value_int(r->incoming),
		crm_value_int(r->open_orders),
		crm_value_int(r->projected),
		estimate(r->mean),
		estimate(r->safety),
		crm_value_int(r->ask.reorder_point),
		crm_value_int(r->ask.min),
		crm_value_int(r->ask.max),
		r->run_out == CRM_DATE_MAX ? CRM_VALUE_NULL
					   : crm_value_int(r->run_out),
		r->time && r->quantity == 0
		    ? crm_value_text(crm_text_of(crm_tr("at point")))
		    : CRM_VALUE_NULL,
		CRM_VALUE_NULL,
	};

	if (explain)
		cells[PLAN_COLUMNS - 1] = crm_value_text(crm_text_of(
		    crm_plan_explain(r, crm_plan_z(c->store), c->arena)));
	return crm_rows_put(rows, cells, err);
}

static int
by_id(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* What the plan leaves out says so. */
static enum crm_status
tell_unplaced(struct crm_cmd *c, struct crm_err *err)
{
	int64_t n;
	enum crm_status st = crm_plan_unplaced(c->store, &n, err);

	if (st == CRM_OK && n > 0)
		crm_note(c,
		    "%lld products have a minimum, a maximum or a reorder level "
		    "of no warehouse: crm-admin setting add "
		    "name=stock_warehouse value=NAME says of which, or crm-stock "
		    "shelf add",
		    (long long)n);
	return st;
}

enum crm_status
stock_plan(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_arg *incoming = crm_arg(c, "incoming");
	struct crm_plan_ask ask = { .without_incoming = incoming->given &&
		    crm_arg_int(c, "incoming") == 0 };
	bool all = crm_arg_int(c, "all") == 1;
	struct crm_id_list ids = { NULL, 0, 0 };
	size_t shown = crm_has(c, CRM_OPT_EXPLAIN) ? PLAN_COLUMNS
						   : PLAN_COLUMNS - 1;
	struct crm_plan_row *r = NULL;
	struct crm_rows *rows;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = crm_cmd_ids(c, NULL, &ids, err)) != CRM_OK)
		return st;
	if (ids.n > 0)
		qsort(ids.id, ids.n, sizeof *ids.id, by_id);
	ask.product = ids.id;
	ask.n = ids.n;
	if (ids.n > 0 &&
	    (st = crm_plan(c->store, &ask, c->arena, &r, &n, err)) != CRM_OK)
		return st;
	if ((st = tell_unplaced(c, err)) != CRM_OK ||
	    (st = crm_rows_open(c, stock_plan_columns, shown, &rows, err)) !=
		CRM_OK)
		return st;
	for (i = 0; i < n && st == CRM_OK; i++)
		if (all || r[i].time)
			st = put_plan(c, rows, &r[i], err);
	return crm_rows_end(rows, st, err);
}

/* ---- order ---- */

static enum crm_status
order_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct lines *l = c->state;
	struct crm_purchasing p = { .arena = c->arena };
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;
	bool made;

	for (i = 0; i < l->n && st == CRM_OK; i++) {
		/* What is just at the point needs nothing. */
		if (l->line[i].quantity.kind == CRM_INT &&
		    l->line[i].quantity.i == 0)
			continue;
		st = crm_stock_order(c->store, &l->line[i], l->line[i].supplier,
		    &p, &id, &made, err);
		if (st != CRM_OK)
			lines_place(l, i, err);
		else if (made)
			crm_cmd_count(c, id, CRM_ACT_INSERTED);
	}
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
stock_order(struct crm_cmd *c, struct crm_err *err)
{
	struct lines *l = crm_alloc(c->arena, sizeof *l);
	enum crm_status st;

	c->entity = crm_dict_find(c->dict, "purchase");
	if ((st = lines_read(c, "receipt", l, err)) != CRM_OK)
		return st;
	c->state = l;
	return crm_cmd_write(c, order_body, err);
}

/* ---- rebalance ---- */

const struct crm_column stock_rebalance_columns[] = {
	COLUMN("product_id", "Product ID", CRM_T_TEXT),
	COLUMN("sku", "SKU", CRM_T_TEXT),
	COLUMN("warehouse_id", "From ID", CRM_T_TEXT),
	COLUMN("warehouse", "From", CRM_T_TEXT),
	COLUMN("to_id", "To ID", CRM_T_TEXT),
	COLUMN("to", "To", CRM_T_TEXT),
	COLUMN("quantity", "Quantity", CRM_T_DECIMAL),
	COLUMN("cover_from", "Lasts there (days)", CRM_T_DECIMAL),
	COLUMN("cover_to", "Lasts here (days)", CRM_T_DECIMAL),
};
enum {
	REBALANCE_COLUMNS = sizeof stock_rebalance_columns /
	    sizeof *stock_rebalance_columns
};
const size_t stock_rebalance_n = REBALANCE_COLUMNS;

static enum crm_status
list_rebalance(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rebalance_row *r;
	struct crm_rows *rows;
	enum crm_status st;
	size_t i, n;

	if ((st = crm_rebalance(c->store, c->arena, &r, &n, err)) != CRM_OK ||
	    (st = crm_rows_open(c, stock_rebalance_columns, REBALANCE_COLUMNS,
		 &rows, err)) != CRM_OK)
		return st;
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_value cells[REBALANCE_COLUMNS] = {
			stock_typed(c, "product", r[i].product),
			crm_value_text(r[i].sku),
			stock_typed(c, "warehouse", r[i].from),
			crm_value_text(r[i].from_place),
			stock_typed(c, "warehouse", r[i].to),
			crm_value_text(r[i].to_place),
			crm_value_int(r[i].quantity),
			estimate(r[i].cover_from),
			estimate(r[i].cover_to),
		};

		st = crm_rows_put(rows, cells, err);
	}
	return crm_rows_end(rows, st, err);
}

static void
count_move(void *ctx, int64_t move)
{
	crm_cmd_count(ctx, move, CRM_ACT_INSERTED);
}

static enum crm_status
rebalance_body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rebalance_row *r;
	enum crm_status st;
	size_t i, n;

	st = crm_rebalance(c->store, c->arena, &r, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_stock_line l = { .kind = "transfer",
			.product = crm_text_of(crm_sprintf(
			    c->arena, "=%.*s", (int)r[i].sku.n, r[i].sku.p)),
			.warehouse = r[i].from,
			.to = r[i].to,
			.quantity = crm_value_int(r[i].quantity),
			.reason = CRM_TEXT("rebalance") };

		st = crm_stock_post(c->store, &l, count_move, c, err);
	}
	return st == CRM_OK
	    ? crm_cmd_print_changed(c, crm_dict_find(c->dict, "move"), err)
	    : st;
}

enum crm_status
stock_rebalance(struct crm_cmd *c, struct crm_err *err)
{
	return crm_arg_int(c, "apply") == 1
	    ? crm_cmd_write(c, rebalance_body, err)
	    : list_rebalance(c, err);
}
