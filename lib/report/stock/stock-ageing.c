/* Ageing: how long what is there has been there. */
#include "goods.h"

#include <crm/domain/stock.h>

#include <stdlib.h>

enum { BUCKETS = 4 };

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "name", "Name", "产品名称", CRM_T_TEXT },
	{ "warehouse", "Warehouse", "仓库", CRM_T_TEXT },
	{ "quantity", "Quantity", "数量", CRM_T_DECIMAL },
	{ "value", "Value", "金额", CRM_T_MONEY },
	{ "qty_30", "0-30 days", "0-30天", CRM_T_DECIMAL },
	{ "value_30", "Value 0-30", "金额 0-30天", CRM_T_MONEY },
	{ "qty_60", "31-60 days", "31-60天", CRM_T_DECIMAL },
	{ "value_60", "Value 31-60", "金额 31-60天", CRM_T_MONEY },
	{ "qty_90", "61-90 days", "61-90天", CRM_T_DECIMAL },
	{ "value_90", "Value 61-90", "金额 61-90天", CRM_T_MONEY },
	{ "qty_over", "Over 90 days", "90天以上", CRM_T_DECIMAL },
	{ "value_over", "Value over 90", "金额 90天以上", CRM_T_MONEY },
	{ "oldest", "Oldest", "最早入库", CRM_T_DATE },
};

/* A product in a warehouse, while its layers pass by, oldest first. */
struct ageing {
	const struct crm_sink *sink;
	int64_t today;
	const struct good *good; /* NULL: none yet */
	int64_t place, on_hand, all, met;
	struct crm_value warehouse, oldest;
	struct crm_arena *a;
	int64_t quantity[BUCKETS], value[BUCKETS];
	/* What moves behind its day did since. */
	const struct crm_layer_change *since;
	size_t n_since;
	bool past;
};

/* What of a layer there was. */
struct was {
	int64_t left, value;
};

static int
bucket_of(int64_t days)
{
	static const int64_t edges[] = { 30, 60, 90 };
	int i = 0;

	while (i < BUCKETS - 1 && days > edges[i])
		i++;
	return i;
}

static enum crm_status
put(struct ageing *x, struct crm_err *err)
{
	struct crm_value cells[COUNT(headings)];
	int i;

	if (x->good == NULL || x->oldest.kind == CRM_NULL)
		return CRM_OK;
	cells[0] = x->good->sku;
	cells[1] = x->good->name;
	cells[2] = x->warehouse;
	cells[3] = crm_value_int(x->on_hand);
	cells[4] = crm_value_int(x->all);
	for (i = 0; i < BUCKETS; i++) {
		cells[5 + 2 * i] = crm_value_int(x->quantity[i]);
		cells[6 + 2 * i] = crm_value_int(x->value[i]);
	}
	cells[5 + 2 * BUCKETS] = x->oldest;
	return goods_row(x->sink, x->good, cells, COUNT(cells), err);
}

/* Under average a layer's value is the pool's, spread by quantity: what all up to
 * it are worth less what all before it are. */
static int64_t
share(struct ageing *x, int64_t left)
{
	int64_t before, behind;

	if (x->on_hand <= 0 ||
	    !crm_mul_div(x->all, x->met, x->on_hand, &before) ||
	    !crm_mul_div(x->all, x->met + left, x->on_hand, &behind))
		return 0;
	return behind - before;
}

static int
by_layer(const void *key, const void *element)
{
	const int64_t id = *(const int64_t *)key;
	const struct crm_layer_change *c = element;

	return (id > c->layer) - (id < c->layer);
}

/* On its day; no more than there was of all, where what left before then was of what
 * came later. */
static struct was
was_of(const struct ageing *x, int64_t layer, int64_t left, int64_t value)
{
	const struct crm_layer_change *c = x->n_since == 0
	    ? NULL
	    : bsearch(&layer, x->since, x->n_since, sizeof *x->since, by_layer);
	struct was was = { left, value };
	int64_t most = x->on_hand - x->met, part;

	if (c != NULL)
		was = (struct was){ left - c->quantity, value - c->value };
	if (x->past && was.left > most && most >= 0) {
		if (crm_mul_div(was.value, most, was.left, &part))
			was.value = part;
		was.left = most;
	}
	return was;
}

static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	enum { PRODUCT, PLACE, NAME, ON_HAND, ALL, SINCE, LEFT, VALUE, LAYER };
	struct ageing *x = ctx;
	struct was was;
	enum crm_status st;
	int i;

	if (x->good != g || x->place != crm_col_int(q, PLACE)) {
		if ((st = put(x, err)) != CRM_OK)
			return st;
		*x = (struct ageing){ .sink = x->sink,
			.today = x->today,
			.a = x->a,
			.since = x->since,
			.n_since = x->n_since,
			.past = x->past,
			.good = g,
			.place = crm_col_int(q, PLACE),
			.on_hand = crm_col_int(q, ON_HAND),
			.all = crm_col_int(q, ALL),
			.warehouse = crm_value_dup(
			    x->a, crm_col(q, NAME, true)),
			.oldest = { CRM_NULL, { 0 } } };
	}
	was = was_of(x, crm_col_int(q, LAYER), crm_col_int(q, LEFT),
	    crm_col_int(q, VALUE));
	if (was.left == 0)
		return CRM_OK;
	if (x->oldest.kind == CRM_NULL)
		x->oldest = crm_col(q, SINCE, false);
	i = bucket_of(x->today - crm_col_int(q, SINCE));
	x->quantity[i] += was.left;
	x->value[i] += g->fifo ? was.value : share(x, was.left);
	x->met += was.left;
	return CRM_OK;
}

#define LAYERS(on_hand, value) \
	"SELECT y.\"product\", y.\"warehouse\", w.\"name\", " on_hand \
	", " value \
	", y.\"since\", y.\"left\", y.\"left_value\", y.\"id\" FROM layer y " \
	"JOIN warehouse w ON w.\"id\" = y.\"warehouse\" JOIN level v " \
	"ON v.\"product\" = y.\"product\" " \
	"AND v.\"warehouse\" = y.\"warehouse\" "
#define IN_ORDER \
	"ORDER BY y.\"product\", y.\"warehouse\", y.\"since\", y.\"id\""

static const char layers_now[] = LAYERS(
    "v.\"on_hand\"", "v.\"value\"") "WHERE y.\"open\" = 1 " IN_ORDER;
static const char layers_then[] = LAYERS("v.\"on_hand\" - coalesce(x.q, 0)",
    "v.\"value\" - coalesce(x.v, 0)") "JOIN move m ON m.\"id\" = y.\"move\" AND m.\"moved_on\" <= ? "
				      "LEFT JOIN (SELECT \"product\", \"warehouse\", "
				      "CAST(sum(\"quantity\") AS BIGINT) q, CAST(sum(\"value\") AS BIGINT) v "
				      "FROM move WHERE \"moved_on\" > ? AND \"deleted\" IS NULL "
				      "GROUP BY \"product\", \"warehouse\") x "
				      "ON x.\"product\" = y.\"product\" "
				      "AND x.\"warehouse\" = y.\"warehouse\" " IN_ORDER;

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct ageing x = { .sink = sink,
		.today = report_day(s, o),
		.a = a,
		.past = o->on != CRM_DATE_MAX };
	const struct crm_value v[] = { crm_value_int(x.today),
		crm_value_int(x.today) };
	struct crm_layer_change *since = NULL;
	struct goods_list l;
	enum crm_status st = CRM_OK;

	if (x.past)
		st = crm_layers_since(s, x.today, a, &since, &x.n_since, err);
	x.since = since;
	if (st != CRM_OK || (st = goods_read(s, o, 0, a, &l, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK ||
	    (st = goods_each(s, &l, x.past ? layers_then : layers_now, v,
		 x.past ? COUNT(v) : 0, take, &x, err)) != CRM_OK)
		return st;
	return put(&x, err);
}

const struct crm_report report_stock_ageing = {
	.name = "stock-ageing",
	.group = "Stock",
	.help = "how long what is in stock has been there, with its value",
	.takes_on = true,
	.one_day = true,
	.entity = "product",
	.define =
	    "Of what is in stock now, or was on the day of --on, by its layers: goods are as old as the "
	    "day they came in, a transfer carries their age, what was returned "
	    "is new on that day. Value: of the layer; of average cost its share "
	    "by quantity.\n"
	    "Date: the business date of the receipt.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
