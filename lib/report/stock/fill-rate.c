/* Fill rate: how much of what was ordered left with the first delivery. */
#include "goods.h"

#include <crm/domain/stock.h>

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "name", "Name", "产品名称", CRM_T_TEXT },
	{ "lines", "Lines", "行数", CRM_T_INT },
	{ "ordered", "Ordered", "订购数量", CRM_T_DECIMAL },
	{ "shipped", "Shipped first", "首次发货数量", CRM_T_DECIMAL },
	{ "fill_rate", "Fill rate", "满足率", CRM_T_PERCENT },
	{ "lines_full", "Lines in full", "整行满足率", CRM_T_PERCENT },
};

struct sums {
	int64_t lines, full, ordered, shipped;
	int64_t last; /* the reservation that was met last */
};

struct filling {
	const struct crm_report_opts *o;
	struct sums all;
};

static void
add(struct sums *x, int64_t ordered, int64_t shipped)
{
	if (shipped > ordered)
		shipped = ordered;
	x->lines++;
	x->ordered += ordered;
	x->shipped += shipped;
	x->full += shipped == ordered;
}

/* The first day of a reservation comes first. */
static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	enum { PRODUCT, RESERVATION, ORDERED, DAY, SHIPPED, CONFIRMED };
	struct filling *f = ctx;
	struct sums *x = g->own;
	int64_t id = crm_col_int(q, RESERVATION);
	int64_t ordered = crm_col_int(q, ORDERED);
	int64_t shipped = crm_col_int(q, SHIPPED);
	struct crm_value day = crm_col(q, CONFIRMED, false);

	(void)err;
	if (day.kind == CRM_INT)
		day.i = crm_instant_date(day.i);
	if (x->last == id || !in_period(f->o, day))
		return CRM_OK;
	x->last = id;
	add(x, ordered, shipped);
	add(&f->all, ordered, shipped);
	return CRM_OK;
}

static enum crm_status
put(const struct good *g, const struct sums *x, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct crm_value cells[] = {
		g == NULL ? crm_value_text(CRM_TEXT("all")) : g->sku,
		g == NULL ? CRM_VALUE_NULL : g->name, crm_value_int(x->lines),
		crm_value_int(x->ordered), crm_value_int(x->shipped),
		percent(x->shipped, x->ordered), percent(x->full, x->lines)
	};

	return x->lines == 0 ? CRM_OK
			     : goods_row(sink, g, cells, COUNT(cells), err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct filling f = { .o = o };
	struct goods_list l;
	enum crm_status st;
	size_t i;

	if ((st = goods_read(s, o, sizeof(struct sums), a, &l, err)) !=
		CRM_OK ||
	    (st = goods_each(s, &l,
		 "SELECT r.\"product\", r.\"id\", r.\"quantity\", "
		 "m.\"moved_on\", CAST(-sum(m.\"quantity\") AS BIGINT), "
		 "r.\"confirmed_at\" FROM reservation r LEFT JOIN move m "
		 "ON m.\"reservation\" = r.\"id\" AND m.\"deleted\" IS NULL "
		 "AND " CRM_MOVE_STANDS(
		     "m") " "
			  "WHERE r.\"deleted\" IS NULL AND (m.\"id\" IS NOT NULL "
			  "OR r.\"status\" <> 'open') GROUP BY r.\"product\", "
			  "r.\"id\", r.\"quantity\", m.\"moved_on\", "
			  "r.\"confirmed_at\" ORDER BY r.\"product\", r.\"id\", "
			  "m.\"moved_on\"",
		 NULL, 0, take, &f, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	for (i = 0; i < l.n && st == CRM_OK; i++)
		st = put(&l.all[i], l.all[i].own, sink, err);
	return st == CRM_OK ? put(NULL, &f.all, sink, err) : st;
}

const struct crm_report report_fill_rate = {
	.name = "fill-rate",
	.group = "Stock",
	.help = "how much of what was ordered left with the first delivery",
	.entity = "product",
	.define =
	    "Of reservations that have shipped or are over: shipped = what "
	    "left on the first day that any did, at most what was ordered; "
	    "fill_rate = shipped / ordered; lines_full = lines of which all "
	    "did. The last row is all products.\n"
	    "Date: the day of the confirmation.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
