/* Turnover: how often stock was sold in a time. */
#include "goods.h"

#include <crm/domain/stock.h>

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "name", "Name", "产品名称", CRM_T_TEXT },
	{ "cost", "Cost of goods", "销售成本", CRM_T_MONEY },
	{ "average", "Average stock", "平均库存金额", CRM_T_MONEY },
	{ "turnover", "Turnover", "周转次数", CRM_T_DECIMAL },
	{ "days", "Days", "周转天数", CRM_T_DECIMAL },
	{ "out_days", "Days without", "缺货天数", CRM_T_INT },
};

/* One product, day by day. */
struct sums {
	int64_t value, quantity; /* of the day that was met last */
	int64_t day;             /* its own; 0: none yet */
	bool any;
	int64_t cost;
	__int128 area; /* values by days */
	int64_t out;   /* days on which there was nothing for sale */
};

struct span {
	int64_t from, to;
};

/* What stood until the day before `day` counts for each day of the period. */
static void
stand_until(struct sums *x, const struct span *p, int64_t day)
{
	int64_t first = x->day > p->from ? x->day : p->from;
	int64_t last = day - 1 < p->to ? day - 1 : p->to;

	if (!x->any || last < first)
		return;
	x->area += (__int128)x->value * (last - first + 1);
	if (x->quantity <= 0)
		x->out += last - first + 1;
}

static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	enum { PRODUCT, DAY, QUANTITY, VALUE, COST };
	const struct span *p = ctx;
	struct sums *x = g->own;
	int64_t day = crm_col_int(q, DAY);
	enum crm_status st;

	stand_until(x, p, day);
	x->any = true;
	x->day = day;
	x->quantity += crm_col_int(q, QUANTITY);
	st = add_money(&x->value, crm_col_int(q, VALUE), err);
	if (st == CRM_OK && day >= p->from && day <= p->to)
		st = add_money(&x->cost, crm_col_int(q, COST), err);
	return st;
}

static enum crm_status
put(const struct good *g, const struct span *p, const struct crm_sink *sink,
    struct crm_err *err)
{
	struct sums *x = g->own;
	int64_t days = p->to - p->from + 1, average;
	struct crm_value cells[COUNT(headings)];
	double turns;

	stand_until(x, p, p->to + 1);
	average = crm_div_round(x->area, days);
	turns = average > 0 ? (double)x->cost / (double)average : 0;
	cells[0] = g->sku;
	cells[1] = g->name;
	cells[2] = crm_value_int(x->cost);
	cells[3] = crm_value_int(average);
	cells[4] = average > 0 ? rounded(turns) : CRM_VALUE_NULL;
	cells[5] = turns > 0 ? rounded((double)days / turns) : CRM_VALUE_NULL;
	cells[6] = crm_value_int(x->out);
	return goods_row(sink, g, cells, COUNT(cells), err);
}

/* By the day: what came or left where it is for sale, its worth, and what was sold of it;
 * a lot is for sale through the day on which it expires. */
#define FOR_SALE \
	"\"warehouse\" IN (SELECT \"id\" FROM warehouse " \
	"WHERE \"kind\" = 'sellable')"
static const char daily[] =
    "SELECT \"product\", \"day\", CAST(sum(\"q\") AS BIGINT), "
    "CAST(sum(\"v\") AS BIGINT), CAST(sum(\"c\") AS BIGINT) FROM ("
    "SELECT m.\"product\", m.\"moved_on\" AS \"day\", CASE WHEN m." FOR_SALE
    " AND coalesce(t.\"expires_on\", 9999999) >= m.\"moved_on\" "
    "THEN m.\"quantity\" ELSE 0 END AS \"q\", m.\"value\" AS \"v\", "
    "CASE WHEN " CRM_MOVE_SOLD(
	"m") " THEN -m.\"value\" ELSE 0 END AS \"c\" FROM move m "
	     "LEFT JOIN lot t ON t.\"id\" = m.\"lot\" "
	     "WHERE m.\"deleted\" IS NULL AND m.\"moved_on\" <= ? "
	     "UNION ALL SELECT m.\"product\", t.\"expires_on\" + 1, "
	     "-m.\"quantity\", 0, 0 FROM lot t JOIN move m "
	     "ON m.\"lot\" = t.\"id\" AND m.\"moved_on\" <= t.\"expires_on\" "
	     "WHERE t.\"expires_on\" < ? AND m.\"deleted\" IS NULL "
	     "AND m." FOR_SALE ") x GROUP BY \"product\", \"day\" "
	     "ORDER BY \"product\", \"day\"";

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct goods_list l;
	struct span p;
	struct crm_value to[2];
	enum crm_status st;
	size_t i;

	report_year(s, o, &p.from, &p.to);
	to[0] = to[1] = crm_value_int(p.to);
	if ((st = goods_read(s, o, sizeof(struct sums), a, &l, err)) !=
		CRM_OK ||
	    (st = goods_each(s, &l, daily, to, COUNT(to), take, &p, err)) !=
		CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	for (i = 0; i < l.n && st == CRM_OK; i++)
		if (((struct sums *)l.all[i].own)->any)
			st = put(&l.all[i], &p, sink, err);
	return st;
}

const struct crm_report report_turnover = {
	.name = "turnover",
	.group = "Stock",
	.help = "how often stock was sold, and how long it lay",
	.entity = "product",
	.define =
	    "cost = what issues less returns had cost between --from and --to "
	    "(the twelve months up to today); average = the mean of the value "
	    "at the end of each of these days; turnover = cost / average, of "
	    "this time, not of a year; days = the days of the time / turnover; "
	    "out_days = days at the end of which there was nothing in any "
	    "warehouse that sells but what had expired, from the first move on. What went into all "
	    "warehouses together, up to today.\n"
	    "Date: the business date of a move.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
