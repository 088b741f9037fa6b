/* The card: each move of a product, with what there was behind it (收发存). */
#include "goods.h"

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "warehouse", "Warehouse", "仓库", CRM_T_TEXT },
	{ "on", "On", "日期", CRM_T_DATE },
	{ "move", "Move", "流水", CRM_T_TEXT },
	{ "kind", "Kind", "类型", CRM_T_TEXT, .of = "move" },
	{ "in", "In", "收入", CRM_T_DECIMAL },
	{ "out", "Out", "发出", CRM_T_DECIMAL },
	{ "value", "Value", "金额", CRM_T_MONEY },
	{ "balance", "Balance", "结存数量", CRM_T_DECIMAL },
	{ "balance_value", "Balance value", "结存金额", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "for", "For", "关联单据", CRM_T_TEXT },
};

struct card {
	const struct crm_sink *sink;
	const struct crm_report_opts *o;
	const struct crm_entity *move;
	const struct good *good;
	int64_t place, quantity, value;
};

static enum crm_status
put(struct card *x, const struct good *g, const struct crm_stmt *q,
    struct crm_err *err)
{
	enum { PRODUCT, PLACE, NAME, DAY, ID, KIND, QUANTITY, VALUE, ABOUT };
	int64_t moved = crm_col_int(q, QUANTITY);
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&id, x->move, crm_col_int(q, ID));
	const struct crm_value cells[] = {
		g->sku,
		crm_col(q, NAME, true),
		crm_col(q, DAY, false),
		crm_value_text((struct crm_text){ id.data, id.len }),
		crm_col(q, KIND, true),
		moved > 0 ? crm_value_int(moved) : CRM_VALUE_NULL,
		moved < 0 ? crm_value_int(-moved) : CRM_VALUE_NULL,
		crm_col(q, VALUE, false),
		crm_value_int(x->quantity),
		crm_value_int(x->value),
		crm_col(q, ABOUT, true),
	};
	st = x->sink->row(x->sink->ctx, cells, err);
	crm_buf_free(&id);
	return st;
}

static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	struct card *x = ctx;
	enum crm_status st;

	if (x->good != g || x->place != crm_col_int(q, 1)) {
		x->good = g;
		x->place = crm_col_int(q, 1);
		x->quantity = x->value = 0;
	}
	x->quantity += crm_col_int(q, 6);
	if ((st = add_money(&x->value, crm_col_int(q, 7), err)) != CRM_OK ||
	    !in_period(x->o, crm_col(q, 3, false)))
		return st;
	return put(x, g, q, err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct card x = { .sink = sink,
		.o = o,
		.move = crm_dict_find(crm_store_dict(s), "move") };
	struct goods_list l;
	enum crm_status st;

	if ((st = goods_read(s, o, 0, a, &l, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	return goods_each(s, &l,
	    "SELECT m.\"product\", m.\"warehouse\", w.\"name\", "
	    "m.\"moved_on\", m.\"id\", m.\"kind\", m.\"quantity\", "
	    "m.\"value\", m.\"about\" FROM move m JOIN warehouse w "
	    "ON w.\"id\" = m.\"warehouse\" WHERE m.\"deleted\" IS NULL "
	    "ORDER BY m.\"product\", m.\"warehouse\", m.\"moved_on\", "
	    "m.\"id\"",
	    NULL, 0, take, &x, err);
}

const struct crm_report report_stock_card = {
	.name = "stock-card",
	.group = "Stock",
	.help = "the moves of products, with what there was behind each",
	.entity = "product",
	.define =
	    "One row a move, by warehouse and day, then as they were entered; "
	    "balance and balance_value = the sums of all moves up to it. "
	    "--from and --to choose rows; balances count what was before.\n"
	    "Date: the business date of a move.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
