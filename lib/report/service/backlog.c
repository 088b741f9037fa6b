/* Cases that were open on a day, by their age. */
#include "report/kit/kit.h"

/* Ages in days, up to and with. */
enum { AGES = 4 };
static const int64_t up_to[AGES - 1] = { 1, 7, 30 };

struct sums {
	int64_t open, waiting, age[AGES], oldest;
};

static const struct heading headings[] = {
	{ "open", "Open", "未解决", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "waiting", "Waiting", "等待中", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_0_1", "0-1 days", "0-1天", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_2_7", "2-7 days", "2-7天", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_8_30", "8-30 days", "8-30天", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_over_30", "Over 30 days", "30天以上", CRM_T_INT,
	    CRM_ROLE_MEASURE },
	{ "oldest", "Oldest (days)", "最长天数", CRM_T_INT, CRM_ROLE_FIGURE },
};

static void
add(struct sums *x, int64_t days, bool waiting)
{
	int i = 0;

	while (i < AGES - 1 && days > up_to[i])
		i++;
	x->open++;
	x->waiting += waiting;
	x->age[i]++;
	if (days > x->oldest)
		x->oldest = days;
}

/* On an earlier day what is over by now was open until its resolution. */
static void
cases_sql(const struct crm_report_opts *o, const struct dimension *d,
    int64_t end, struct crm_sql *q)
{
	crm_buf_str(&q->text,
	    "SELECT coalesce(t.\"opened_at\", t.\"created\"), "
	    "coalesce(t.\"status\", 'new')");
	dimension_sql(d, q);
	crm_buf_str(&q->text,
	    " FROM service_case t WHERE t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"opened_at\", t.\"created\") < ? "
	    "AND (coalesce(t.\"status\", 'new') NOT IN ('resolved', 'closed') "
	    "OR t.\"resolved_at\" >= ?)");
	crm_sql_bind(q, crm_value_int(end));
	crm_sql_bind(q, crm_value_int(end));
	if (o->where != NULL) {
		crm_buf_str(&q->text, " AND (");
		crm_filter_sql(o->where, "t", q);
		crm_buf_char(&q->text, ')');
	}
}

static enum crm_status
scan(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, struct groups *g, struct crm_err *err)
{
	int64_t on = report_day(s, o);
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, g->arena);
	cases_sql(o, d, crm_date_start(on + 1), &sql);
	if ((st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		add(groups_at(g, dimension_key(d, q, 2)),
		    on - crm_instant_date(crm_col_int(q, 0)),
		    crm_text_is(crm_col_text(q, 1), "waiting"));
	crm_sql_free(&sql);
	return st;
}

static enum crm_status
print(const struct dimension *d, const struct group *g,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct sums *x = g->sums;
	struct crm_value cells[COUNT(headings) + 1] = { g->cell,
		crm_value_int(x->open), crm_value_int(x->waiting) };
	int at = 3;

	for (int i = 0; i < AGES; i++)
		cells[at++] = crm_value_int(x->age[i]);
	cells[at] = x->open == 0 ? CRM_VALUE_NULL : crm_value_int(x->oldest);
	return put_row(d, cells, sink, err);
}

static int
most_open(const struct group *a, const struct group *b)
{
	const struct sums *x = a->sums, *y = b->sums;

	if (x->open != y->open)
		return x->open > y->open ? -1 : 1;
	return group_order(a, b);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct dimension d;
	struct groups g;
	enum crm_status st;
	size_t i;

	if ((st = dimension_parse(s, "case", o->by, o->chinese, a, &d, err)) !=
	    CRM_OK)
		return st;
	groups_init(&g, a, sizeof(struct sums));
	if (!d.given)
		groups_at(&g, CRM_VALUE_NULL);
	if ((st = scan(s, o, &d, &g, err)) != CRM_OK ||
	    (st = groups_name(s, &d, &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, most_open);
	st = begin_rows(s, o, &d, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(&d, &g.all[i], sink, err);
	return st;
}

const struct crm_report report_backlog = {
	.name = "backlog",
	.group = "Service",
	.help = "cases that are not resolved, by their age",
	.takes_by = true,
	.takes_on = true,
	.entity = "case",
	.define =
	    "Ages are calendar days from the opening.\n"
	    "Counted: cases that are not resolved; with --on also those opened "
	    "by that day and resolved behind it. waiting = those that wait "
	    "now.\n"
	    "Date: --on, else today.\n"
	    "Whose: the case's owner now.\n",
	.run = run,
};
