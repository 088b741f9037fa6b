/* Valuation: how much there was on a day, and for how much. */
#include "goods.h"

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "name", "Name", "产品名称", CRM_T_TEXT },
	{ "warehouse", "Warehouse", "仓库", CRM_T_TEXT },
	{ "quantity", "Quantity", "数量", CRM_T_DECIMAL },
	{ "value", "Value", "金额", CRM_T_MONEY },
	{ "unit_cost", "Unit cost", "单位成本", CRM_T_DECIMAL },
};

struct valuing {
	struct crm_store *s;
	const struct crm_sink *sink;
};

/* Of one unit, to the decimals of the currency. */
static struct crm_value
unit_cost(const struct valuing *v, int64_t quantity, int64_t value)
{
	int digits = crm_currency_digits(crm_store_currency(v->s));
	int64_t minor;

	if (quantity <= 0 || !crm_mul_div(value, CRM_WHOLE, quantity, &minor))
		return CRM_VALUE_NULL;
	return crm_value_int(minor * crm_pow10(CRM_DECIMAL_DIGITS - digits));
}

static enum crm_status
put(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	const struct valuing *v = ctx;
	int64_t quantity = crm_col_int(q, 2), value = crm_col_int(q, 3);
	const struct crm_value cells[] = { g->sku, g->name, crm_col(q, 1, true),
		crm_value_int(quantity), crm_value_int(value),
		unit_cost(v, quantity, value) };

	return quantity == 0 && value == 0
	    ? CRM_OK
	    : goods_row(v->sink, g, cells, COUNT(cells), err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct crm_value day = crm_value_int(
	    o->to != CRM_DATE_MAX ? o->to : o->on);
	struct valuing v = { s, sink };
	struct goods_list l;
	enum crm_status st;

	if ((st = goods_read(s, o, 0, a, &l, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	/* Without a day, all that is known: what is kept says it. */
	if (day.i == CRM_DATE_MAX)
		return goods_each(s, &l,
		    "SELECT v.\"product\", w.\"name\", v.\"on_hand\", "
		    "v.\"value\" FROM level v JOIN warehouse w "
		    "ON w.\"id\" = v.\"warehouse\" "
		    "ORDER BY v.\"product\", v.\"warehouse\"",
		    NULL, 0, put, &v, err);
	return goods_each(s, &l,
	    "SELECT m.\"product\", min(w.\"name\"), "
	    "CAST(sum(m.\"quantity\") AS BIGINT), "
	    "CAST(sum(m.\"value\") AS BIGINT) FROM move m JOIN warehouse w "
	    "ON w.\"id\" = m.\"warehouse\" WHERE m.\"deleted\" IS NULL "
	    "AND m.\"moved_on\" <= ? GROUP BY m.\"product\", m.\"warehouse\" "
	    "ORDER BY m.\"product\", m.\"warehouse\"",
	    &day, 1, put, &v, err);
}

const struct crm_report report_valuation = {
	.name = "valuation",
	.group = "Stock",
	.help = "how much stock there is, or was on a day, and its value",
	.takes_on = true,
	.entity = "product",
	.define =
	    "quantity and value = sums of the moves of a product in a warehouse "
	    "up to --on, or --to, by their business dates, as far as they are "
	    "known now; without these of all moves. unit_cost = value / quantity. A move is "
	    "costed once, when it is entered, so the value of a past day may be "
	    "odd where moves came late.\n"
	    "Date: the business date of a move.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
