/* Cover: how long stock lasts, what lies too long, what nobody asks for. */
#include "goods.h"

#include <crm/domain/plan.h>
#include <crm/domain/stock.h>

#include <math.h>

static const struct heading headings[] = {
	{ "sku", "SKU", "产品编码", CRM_T_TEXT },
	{ "name", "Name", "产品名称", CRM_T_TEXT },
	{ "on_hand", "On hand", "现存量", CRM_T_DECIMAL },
	{ "value", "Value", "库存金额", CRM_T_MONEY },
	{ "daily", "Demand a day", "日均需求", CRM_T_DECIMAL },
	{ "cover_days", "Lasts (days)", "可用天数", CRM_T_DECIMAL },
	{ "over", "Over", "超储数量", CRM_T_DECIMAL },
	{ "over_value", "Value over", "超储金额", CRM_T_MONEY },
	{ "last_sale", "Last sale", "最近出库", CRM_T_DATE },
	{ "days_since", "Days since", "距今天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "state", "State", "状态", CRM_T_TEXT, .worded = true },
};

/* Days without a sale from which stock is slow, and dead. */
enum { SLOW = 90, DEAD = 365 };

struct sums {
	int64_t on_hand, value, last;
	int64_t lost;  /* of what is there: it expires before it is needed */
	int64_t apart; /* it is on its way, or in quarantine */
	bool sold;
	double daily;
};

static enum crm_status
take_level(
    struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	struct sums *x = g->own;

	(void)ctx;
	x->on_hand += crm_col_int(q, 1);
	x->apart += crm_col_int(q, 3);
	return add_money(&x->value, crm_col_int(q, 2), err);
}

static enum crm_status
take_last(
    struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	struct sums *x = g->own;

	(void)ctx;
	(void)err;
	x->sold = true;
	x->last = crm_col_int(q, 1);
	return CRM_OK;
}

/* What is more than lasts `high` days; of what nobody asks for, all. */
static int64_t
over_of(const struct sums *x, double high)
{
	double over = (double)x->on_hand - x->daily * high * CRM_WHOLE;

	return over > 0 ? (int64_t)llround(over) : 0;
}

static const char *
state_of(int64_t since, int64_t over)
{
	return since >= DEAD ? N_("dead")
	    : since >= SLOW  ? N_("slow")
	    : over > 0       ? N_("over")
			     : N_("moving");
}

static enum crm_status
put(const struct good *g, int64_t today, double high,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct sums *x = g->own;
	int64_t over = over_of(x, high), worth = 0;
	int64_t since = x->sold ? today - x->last : DEAD;
	struct crm_value cells[COUNT(headings)];

	if (!crm_mul_div(x->value, over, x->on_hand, &worth))
		return crm_fail(err, CRM_FAIL, "value overflows");
	cells[0] = g->sku;
	cells[1] = g->name;
	cells[2] = crm_value_int(x->on_hand);
	cells[3] = crm_value_int(x->value);
	cells[4] = rounded(x->daily);
	cells[5] = x->daily > 0
	    ? rounded((double)(x->on_hand - x->lost - x->apart) / CRM_WHOLE /
		  x->daily)
	    : CRM_VALUE_NULL;
	cells[6] = crm_value_int(over);
	cells[7] = crm_value_int(worth);
	cells[8] = x->sold ? crm_value_int(x->last) : CRM_VALUE_NULL;
	cells[9] = x->sold ? crm_value_int(since) : CRM_VALUE_NULL;
	cells[10] = crm_value_text(crm_text_of(state_of(since, over)));
	return goods_row(sink, g, cells, COUNT(cells), err);
}

/* Of a day that is over: what had expired by then. */
static enum crm_status
take_expired(
    struct good *g, const struct crm_stmt *q, void *ctx, struct crm_err *err)
{
	struct sums *x = g->own;

	(void)ctx;
	(void)err;
	x->lost += crm_col_int(q, 1);
	return CRM_OK;
}

static enum crm_status
add_demand(struct crm_store *s, const struct goods_list *l, int64_t on,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_plan_ask all = { .n = 0, .on = on };
	struct crm_plan_row *r;
	struct good *g;
	struct sums *x;
	enum crm_status st;
	size_t i, n;

	st = crm_plan(s, &all, a, &r, &n, err);
	for (i = 0; st == CRM_OK && i < n; i++)
		if ((g = goods_at(l, r[i].product)) != NULL) {
			x = g->own;
			x->daily += r[i].mean;
			x->lost += on != 0
			    ? 0
			    : r[i].expired + r[i].on_hand - r[i].usable;
		}
	return st;
}

#define LEVELS(on_hand, value) \
	"SELECT v.\"product\", " on_hand ", " value \
	", CASE WHEN w.\"kind\" = 'sellable' THEN 0 ELSE " on_hand " END " \
	"FROM level v JOIN warehouse w ON w.\"id\" = v.\"warehouse\" "

/* What is there, and of a day that is over what was. */
static enum crm_status
read_levels(struct crm_store *s, const struct goods_list *l, int64_t on,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(on), crm_value_int(on) };
	enum crm_status st;

	if (on == 0)
		return goods_each(s, l,
		    LEVELS("v.\"on_hand\"",
			"v.\"value\"") "ORDER BY v.\"product\"",
		    NULL, 0, take_level, NULL, err);
	st = goods_each(s, l,
	    LEVELS("v.\"on_hand\" - coalesce(x.q, 0)",
		"v.\"value\" - coalesce(x.v, 0)") "LEFT JOIN (SELECT \"product\", \"warehouse\", "
						  "CAST(sum(\"quantity\") AS BIGINT) q, "
						  "CAST(sum(\"value\") AS BIGINT) v FROM move "
						  "WHERE \"moved_on\" > ? AND \"deleted\" IS NULL "
						  "GROUP BY \"product\", \"warehouse\") x "
						  "ON x.\"product\" = v.\"product\" "
						  "AND x.\"warehouse\" = v.\"warehouse\" "
						  "ORDER BY v.\"product\"",
	    v, 1, take_level, NULL, err);
	return st == CRM_OK
	    ? goods_each(s, l,
		  "SELECT m.\"product\", CAST(sum(m.\"quantity\") AS BIGINT) "
		  "FROM lot t JOIN move m ON m.\"lot\" = t.\"id\" "
		  "AND m.\"moved_on\" <= ? JOIN warehouse w "
		  "ON w.\"id\" = m.\"warehouse\" AND w.\"kind\" = 'sellable' "
		  "WHERE t.\"expires_on\" < ? AND m.\"deleted\" IS NULL "
		  "GROUP BY m.\"product\" ORDER BY m.\"product\"",
		  v, COUNT(v), take_expired, NULL, err)
	    : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const double usual = 45;
	const struct crm_value until = crm_value_int(o->on);
	double high = crm_plan_setting(s, "cover_high", usual);
	int64_t on = o->on == CRM_DATE_MAX ? 0 : o->on;
	struct goods_list l;
	enum crm_status st;
	size_t i;

	if ((st = goods_read(s, o, sizeof(struct sums), a, &l, err)) !=
		CRM_OK ||
	    (st = read_levels(s, &l, on, err)) != CRM_OK ||
	    (st = goods_each(s, &l,
		 "SELECT \"product\", max(\"moved_on\") FROM move "
		 "WHERE \"kind\" = 'issue' AND \"deleted\" IS NULL AND " CRM_MOVE_STANDS(
		     "move") " AND \"moved_on\" <= ? GROUP BY \"product\"",
		 &until, 1, take_last, NULL, err)) != CRM_OK ||
	    (st = add_demand(s, &l, on, a, err)) != CRM_OK ||
	    (st = goods_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	for (i = 0; i < l.n && st == CRM_OK; i++)
		if (((struct sums *)l.all[i].own)->on_hand > 0)
			st = put(&l.all[i], report_day(s, o), high, sink, err);
	return st;
}

const struct crm_report report_cover = {
	.name = "cover",
	.group = "Stock",
	.help = "how long stock lasts; what is over, slow and dead, with its "
		"value",
	.takes_on = true,
	.one_day = true,
	.entity = "product",
	.define =
	    "daily = what a plan foretells of a day; cover_days = on_hand, "
	    "without what expires before it would be sold and what is on its "
	    "way or in quarantine, / daily; over = what is more than lasts cover_high days (a setting, "
	    "45), over_value its share of the value; slow = not sold for 90 "
	    "days, dead = for 365 or never. On the day of --on: what was there "
	    "then, but what had expired, and what a plan of that day foretold.\n"
	    "Date: the business date of the last issue.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
