/* Classes: ABC by what was sold, XYZ by how evenly. */
#include "goods.h"

#include <crm/domain/planning.h>
#include <crm/domain/stock.h>

#include <stdlib.h>

enum { MONTHS = 12 };

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "name", "Name", "产品名称", CRM_T_TEXT },
	{ "cost", "Cost of goods", "销售成本", CRM_T_MONEY },
	{ "share", "Share", "占比", CRM_T_PERCENT },
	{ "cumulative", "Cumulative", "累计占比", CRM_T_PERCENT },
	{ "abc", "ABC", "ABC类", CRM_T_TEXT },
	{ "variation", "Variation", "变异系数", CRM_T_DECIMAL },
	{ "xyz", "XYZ", "XYZ类", CRM_T_TEXT },
	{ "class", "Class", "九宫格", CRM_T_TEXT },
};

struct sums {
	int64_t cost;
	double month[MONTHS]; /* quantities */
};

/* The first day of the twelve whole months before a day's. */
static int64_t
first_day(int64_t on)
{
	struct crm_ymd d = crm_date_ymd(on);

	return crm_date_add_months(crm_date_from(d.y, d.m, 1), -MONTHS);
}

static enum crm_status
take(struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	const int64_t *from = ctx;
	struct sums *x = g->own;
	struct crm_ymd a = crm_date_ymd(*from);
	struct crm_ymd b = crm_date_ymd(crm_col_int(q, 1));
	int month = (b.y - a.y) * MONTHS + b.m - a.m;

	if (month >= 0 && month < MONTHS)
		x->month[month] += (double)crm_col_int(q, 2) / CRM_WHOLE;
	return add_money(&x->cost, crm_col_int(q, 3), err);
}

static int
dearest(const void *a, const void *b)
{
	const struct good *x = a, *y = b;
	int64_t m = ((const struct sums *)x->own)->cost;
	int64_t n = ((const struct sums *)y->own)->cost;

	if (m != n)
		return m < n ? 1 : -1;
	return (x->id > y->id) - (x->id < y->id);
}

static enum crm_status
put(const struct good *g, int64_t before, int64_t all, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct sums *x = g->own;
	double variation = crm_variation(x->month, MONTHS);
	char abc = crm_abc(all > 0 ? (double)before / (double)all : 1);
	char xyz = crm_mean(x->month, MONTHS) > 0 ? crm_xyz(variation) : 'Z';
	const char *class = crm_sprintf(a, "%c%c", abc, xyz);
	const struct crm_value cells[] = {
		g->sku,
		g->name,
		crm_value_int(x->cost),
		percent(x->cost, all),
		percent(before + x->cost, all),
		crm_value_text((struct crm_text){ class, 1 }),
		rounded(variation),
		crm_value_text((struct crm_text){ class + 1, 1 }),
		crm_value_text((struct crm_text){ class, 2 }),
	};

	return goods_row(sink, g, cells, COUNT(cells), err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	int64_t on = report_day(s, o), from = first_day(on);
	const struct crm_value v[] = { crm_value_int(from),
		crm_value_int(crm_date_add_months(from, MONTHS)) };
	int64_t all = 0, before = 0;
	struct goods_list l;
	enum crm_status st;
	size_t i;

	if ((st = goods_read(s, o, sizeof(struct sums), a, &l, err)) !=
		CRM_OK ||
	    (st = goods_each(s, &l,
		 "SELECT \"product\", \"moved_on\", "
		 "CAST(-sum(\"quantity\") AS BIGINT), "
		 "CAST(-sum(\"value\") AS BIGINT) FROM move WHERE " CRM_MOVE_SOLD(
		     "move") " AND \"deleted\" IS NULL "
			     "AND \"moved_on\" >= ? AND \"moved_on\" < ? "
			     "GROUP BY \"product\", \"moved_on\"",
		 v, COUNT(v), take, &from, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	if (l.n > 0)
		qsort(l.all, l.n, sizeof *l.all, dearest);
	for (i = 0; i < l.n && st == CRM_OK; i++)
		st = add_money(&all, ((struct sums *)l.all[i].own)->cost, err);
	for (i = 0; i < l.n && st == CRM_OK; i++) {
		st = put(&l.all[i], before, all, a, sink, err);
		before += ((struct sums *)l.all[i].own)->cost;
	}
	return st;
}

const struct crm_report report_classes = {
	.name = "classes",
	.group = "Stock",
	.help = "ABC by what was sold, XYZ by how evenly, and both",
	.takes_on = true,
	.entity = "product",
	.define =
	    "Of the twelve whole months before the month of --on (today): cost "
	    "= what issues less returns had cost; abc by the share of the "
	    "products before it: A below 80 %, B below 95 %, C; variation = "
	    "population deviation / mean of the twelve monthly quantities, "
	    "months without a sale counted; xyz: X below 0.5, Y below 1.0, Z. "
	    "class = both: the nine fields.\n"
	    "Date: the business date of a move.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
