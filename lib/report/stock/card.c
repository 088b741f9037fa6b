/* The card: each move of a product, with what there was behind it (收发存). */
#include "goods.h"

/* What is no move, and what sums up. */
static const struct crm_choice rows[] = {
	{ "opening", "Opening", "期初", NULL },
	{ "closing", "Closing", "期末", NULL },
	{ "subtotal", "Subtotal", "小计", NULL },
	{ "total", "Total", "合计", NULL },
	{ NULL, NULL, NULL, NULL },
};

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
	{ "row", "Row", "行", CRM_T_ENUM, CRM_ROLE_ROW, .choices = rows },
};

/* What a product did in a warehouse, up to the row at hand. */
struct card {
	const struct crm_sink *sink;
	const struct crm_report_opts *o;
	struct crm_arena *arena;
	const struct crm_entity *move;
	const struct good *good; /* NULL: of none yet */
	int64_t place;
	struct crm_value name; /* of the warehouse */
	int64_t quantity, value;
	int64_t in, out, worth; /* of the days asked for */
	int64_t last;           /* of them, or today */
	bool period;            /* days are asked for */
	bool opened, closed;
};

/* What there was when the days began, or is when they end, with what came and went. */
static enum crm_status
put_end(struct card *x, const char *row, int64_t day, struct crm_err *err)
{
	bool closing = row == rows[1].code;
	const struct crm_value cells[] = {
		x->good->sku,
		x->name,
		crm_value_int(day),
		CRM_VALUE_NULL,
		CRM_VALUE_NULL,
		closing ? crm_value_int(x->in) : CRM_VALUE_NULL,
		closing ? crm_value_int(x->out) : CRM_VALUE_NULL,
		closing ? crm_value_int(x->worth) : CRM_VALUE_NULL,
		crm_value_int(x->quantity),
		crm_value_int(x->value),
		CRM_VALUE_NULL,
		crm_value_text(crm_text_of(row)),
	};

	return goods_row(x->sink, x->good, cells, COUNT(cells), err);
}

/* Before the first move of the days; of what was never there before they began there is
 * nothing to open. */
static enum crm_status
open_days(struct card *x, struct crm_err *err)
{
	bool asked = x->o->from != CRM_DATE_MIN && !x->opened;

	x->opened = true;
	return asked && (x->quantity != 0 || x->value != 0)
	    ? put_end(x, rows[0].code, x->o->from, err)
	    : CRM_OK;
}

/* Behind the last one; what neither lay there nor moved has no row. */
static enum crm_status
close_days(struct card *x, struct crm_err *err)
{
	bool moved = x->opened;
	enum crm_status st;

	if (x->good == NULL || !x->period || x->closed)
		return CRM_OK;
	x->closed = true;
	if ((st = open_days(x, err)) != CRM_OK)
		return st;
	return moved || x->quantity != 0 || x->value != 0
	    ? put_end(x, rows[1].code, x->last, err)
	    : CRM_OK;
}

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
		CRM_VALUE_NULL,
	};
	st = goods_row(x->sink, g, cells, COUNT(cells), err);
	crm_buf_free(&id);
	return st;
}

static enum crm_status
begin(struct card *x, const struct good *g, const struct crm_stmt *q,
    struct crm_err *err)
{
	enum crm_status st = close_days(x, err);

	x->good = g;
	x->place = crm_col_int(q, 1);
	x->name = crm_value_dup(x->arena, crm_col(q, 2, true));
	x->quantity = x->value = 0;
	x->in = x->out = x->worth = 0;
	x->opened = x->closed = false;
	return st;
}

static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	int64_t moved = crm_col_int(q, 6), worth = crm_col_int(q, 7);
	struct crm_value day = crm_col(q, 3, false);
	bool within;
	struct card *x = ctx;
	enum crm_status st = CRM_OK;

	if (x->good != g || x->place != crm_col_int(q, 1))
		st = begin(x, g, q, err);
	within = in_period(x->o, day);
	if (st == CRM_OK && within)
		st = open_days(x, err);
	else if (st == CRM_OK && day.i > x->o->to)
		st = close_days(x, err);
	x->quantity += moved;
	if (st != CRM_OK || (st = add_money(&x->value, worth, err)) != CRM_OK ||
	    !within)
		return st;
	x->in += moved > 0 ? moved : 0;
	x->out -= moved < 0 ? moved : 0;
	st = add_money(&x->worth, worth, err);
	return st == CRM_OK ? put(x, g, q, err) : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct card x = { .sink = sink,
		.o = o,
		.arena = a,
		.move = crm_dict_find(crm_store_dict(s), "move"),
		.last = o->to != CRM_DATE_MAX ? o->to : report_day(s, o),
		.period = o->from != CRM_DATE_MIN || o->to != CRM_DATE_MAX };
	struct goods_list l;
	enum crm_status st;

	if ((st = goods_read(s, o, 0, a, &l, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	st = goods_each(s, &l,
	    "SELECT m.\"product\", m.\"warehouse\", w.\"name\", "
	    "m.\"moved_on\", m.\"id\", m.\"kind\", m.\"quantity\", "
	    "m.\"value\", m.\"about\" FROM move m JOIN warehouse w "
	    "ON w.\"id\" = m.\"warehouse\" WHERE m.\"deleted\" IS NULL "
	    "ORDER BY m.\"product\", m.\"warehouse\", m.\"moved_on\", "
	    "m.\"id\"",
	    NULL, 0, take, &x, err);
	return st == CRM_OK ? close_days(&x, err) : st;
}

const struct crm_report report_stock_card = {
	.name = "stock-card",
	.group = "Stock",
	.help = "the moves of products, with what there was behind each",
	.entity = "product",
	.define =
	    "One row a move, by warehouse and day, then as they were entered; "
	    "balance and balance_value = the sums of all moves up to it. "
	    "--from and --to choose rows; balances count what was before. Then "
	    "each product in a warehouse has a row opening, what there was "
	    "when the days began, and closing, what there is when they end "
	    "(without --to today) beside all that came in and went out, also "
	    "where nothing moved; what neither lay there nor moved has none.\n"
	    "Date: the business date of a move.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
