/* Ageing: how long what is there has been there. */
#include "goods.h"

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

	if (x->good == NULL)
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
	return x->sink->row(x->sink->ctx, cells, err);
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

static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	enum { PRODUCT, PLACE, NAME, ON_HAND, ALL, SINCE, LEFT, VALUE };
	struct ageing *x = ctx;
	int64_t left = crm_col_int(q, LEFT);
	enum crm_status st;
	int i;

	if (x->good != g || x->place != crm_col_int(q, PLACE)) {
		if ((st = put(x, err)) != CRM_OK)
			return st;
		*x = (struct ageing){ .sink = x->sink,
			.today = x->today,
			.a = x->a,
			.good = g,
			.place = crm_col_int(q, PLACE),
			.on_hand = crm_col_int(q, ON_HAND),
			.all = crm_col_int(q, ALL),
			.warehouse = crm_value_dup(
			    x->a, crm_col(q, NAME, true)),
			.oldest = crm_col(q, SINCE, false) };
	}
	i = bucket_of(x->today - crm_col_int(q, SINCE));
	x->quantity[i] += left;
	x->value[i] += g->fifo ? crm_col_int(q, VALUE) : share(x, left);
	x->met += left;
	return CRM_OK;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct ageing x = {
		.sink = sink, .today = crm_store_clock(s)->today, .a = a
	};
	struct goods_list l;
	enum crm_status st;

	if ((st = goods_read(s, o, 0, a, &l, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK ||
	    (st = goods_each(s, &l,
		 "SELECT y.\"product\", y.\"warehouse\", w.\"name\", "
		 "v.\"on_hand\", v.\"value\", y.\"since\", y.\"left\", "
		 "y.\"left_value\" FROM layer y JOIN warehouse w "
		 "ON w.\"id\" = y.\"warehouse\" JOIN level v "
		 "ON v.\"product\" = y.\"product\" "
		 "AND v.\"warehouse\" = y.\"warehouse\" WHERE y.\"open\" = 1 "
		 "ORDER BY y.\"product\", y.\"warehouse\", y.\"since\", "
		 "y.\"id\"",
		 NULL, 0, take, &x, err)) != CRM_OK)
		return st;
	return put(&x, err);
}

const struct crm_report report_stock_ageing = {
	.name = "stock-ageing",
	.group = "Stock",
	.help = "how long what is in stock has been there, with its value",
	.one_day = true,
	.entity = "product",
	.define =
	    "Of what is in stock now, by its layers: goods are as old as the "
	    "day they came in, a transfer carries their age, what was returned "
	    "is new on that day. Value: of the layer; of average cost its share "
	    "by quantity.\n"
	    "Date: the business date of the receipt.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
