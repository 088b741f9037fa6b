/* Suppliers: how long they take, how evenly, how often on time. */
#include "goods.h"

#include <crm/domain/planning.h>
#include <crm/domain/stock.h>

static const struct heading headings[] = {
	{ "supplier", "Supplier", "供应商", CRM_T_TEXT },
	{ "lines", "Lines", "行数", CRM_T_INT },
	{ "mean_days", "Mean (days)", "平均交期（天）", CRM_T_DECIMAL },
	{ "deviation", "Deviation", "标准差", CRM_T_DECIMAL },
	{ "on_time", "On time", "准时率", CRM_T_PERCENT },
	{ "low_n", "Low n", "样本少", CRM_T_TEXT, .worded = true },
};

struct times {
	double *days;
	size_t n, cap;
	int64_t due, on_time;
};

static enum crm_status
put(const struct crm_sink *sink, struct crm_text supplier,
    const struct times *t, struct crm_err *err)
{
	const struct crm_value cells[] = {
		crm_value_text(supplier),
		crm_value_int((int64_t)t->n),
		rounded(crm_mean(t->days, t->n)),
		rounded(crm_deviation(t->days, t->n)),
		percent(t->on_time, t->due),
		low_n((int64_t)t->n),
	};

	return t->n == 0 ? CRM_OK : sink->row(sink->ctx, cells, err);
}

/* Lines by supplier: when it was ordered, when it was due and when the last of it
 * came. */
static enum crm_status
rows(struct crm_store *s, const struct goods_list *l, struct crm_arena *a,
    const struct crm_report_opts *o, const struct crm_sink *sink,
    struct crm_err *err)
{
	enum { SUPPLIER, ORDERED, DUE, CAME, PRODUCT };
	struct times t = { .n = 0 };
	struct crm_text now = { NULL, 0 };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT coalesce(u.\"supplier\", ''), u.\"ordered_on\", "
	    "coalesce(l.\"due_on\", u.\"due_on\"), min(c.\"day\"), "
	    "l.\"product\" "
	    "FROM purchase_line l JOIN purchase u ON u.\"id\" = l.\"purchase\" "
	    "JOIN (" CRM_CAME_BY_DAY ") c ON c.\"line\" = l.\"id\" "
	    "WHERE c.\"come\" >= l.\"quantity\" "
	    "AND u.\"ordered_on\" IS NOT NULL AND l.\"deleted\" IS NULL "
	    "AND u.\"deleted\" IS NULL "
	    "GROUP BY l.\"id\", u.\"supplier\", u.\"supplier_f\", "
	    "u.\"ordered_on\", l.\"due_on\", u.\"due_on\", l.\"product\" "
	    "ORDER BY coalesce(u.\"supplier_f\", ''), l.\"id\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (!in_period(o, crm_col(q, CAME, false)) ||
		    goods_at(l, crm_col_int(q, PRODUCT)) == NULL)
			continue;
		if (!crm_text_eq(now, crm_col_text(q, SUPPLIER))) {
			if ((st = put(sink, now, &t, err)) != CRM_OK) {
				crm_reset(q);
				break;
			}
			now = crm_col_text(q, SUPPLIER);
			now.p = crm_strndup(a, now.p, now.n);
			t = (struct times){ .n = 0 };
		}
		t.days = crm_grow(a, t.days, t.n, &t.cap, sizeof *t.days);
		t.days[t.n++] = (double)(crm_col_int(q, CAME) -
		    crm_col_int(q, ORDERED));
		t.due += !crm_col_null(q, DUE);
		t.on_time += !crm_col_null(q, DUE) &&
		    crm_col_int(q, CAME) <= crm_col_int(q, DUE);
	}
	return st == CRM_OK ? put(sink, now, &t, err) : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct goods_list l;
	enum crm_status st;

	if ((st = goods_read(s, o, 0, a, &l, err)) != CRM_OK ||
	    (st = plain_begin(s, o, headings, COUNT(headings), a, sink, err)) !=
		CRM_OK)
		return st;
	return rows(s, &l, a, o, sink, err);
}

const struct crm_report report_suppliers = {
	.name = "suppliers",
	.group = "Stock",
	.help = "how long suppliers take, how evenly, and how often on time",
	.entity = "product",
	.define =
	    "Lines of purchases that have come in full: days = from the day "
	    "they were ordered to that of their last receipt; deviation over "
	    "all of them; on_time = not behind the day they were due, of those "
	    "that had one.\n"
	    "Date: the day of the last receipt.\n"
	    "Counted: live products that the filter lets through.\n"
	    "Whose: the company's; a product has no owner.\n",
	.run = run,
};
