/* The products that reports on stock are about. */
#include "goods.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static void
add(struct goods_list *l, const struct crm_stmt *q, size_t size,
    struct crm_arena *a)
{
	struct good *g;

	l->all = crm_grow(a, l->all, l->n, &l->cap, sizeof *l->all);
	g = &l->all[l->n++];
	*g = (struct good){ .id = crm_col_int(q, 0),
		.sku = crm_value_dup(a, crm_col(q, 1, true)),
		.name = crm_value_dup(a, crm_col(q, 2, true)),
		.fifo = crm_text_is(crm_col_text(q, 3), "fifo"),
		.own = size == 0 ? NULL : crm_alloc(a, size) };
}

enum crm_status
goods_read(struct crm_store *s, const struct crm_report_opts *o, size_t size,
    struct crm_arena *a, struct goods_list *out, struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	*out = (struct goods_list){ .n = 0 };
	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", t.\"sku\", t.\"name\", t.\"cost_method\" "
	    "FROM product t WHERE t.\"deleted\" IS NULL");
	if (o->where != NULL) {
		crm_buf_str(&sql.text, " AND (");
		crm_filter_sql(o->where, "t", &sql);
		crm_buf_char(&sql.text, ')');
	}
	crm_buf_str(&sql.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			add(out, q, size, a);
	}
	crm_sql_free(&sql);
	return st;
}

static int
by_id(const void *a, const void *b)
{
	const struct good *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

struct good *
goods_at(const struct goods_list *l, int64_t id)
{
	const struct good key = { .id = id };

	return l->n == 0 ? NULL
			 : bsearch(&key, l->all, l->n, sizeof key, by_id);
}

enum crm_status
goods_each(struct crm_store *s, const struct goods_list *l, const char *sql,
    const struct crm_value *v, size_t n,
    enum crm_status (*take)(struct good *g, const struct crm_stmt *q, void *ctx,
	struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_stmt *q;
	struct good *g;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		if ((g = goods_at(l, crm_col_int(q, 0))) == NULL)
			continue;
		if ((st = take(g, q, ctx, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

void
report_year(struct crm_store *s, const struct crm_report_opts *o, int64_t *from,
    int64_t *to)
{
	enum { YEAR = 12 };

	const int64_t today = crm_store_clock(s)->today;

	/* Of days to come nobody knows. */
	*to = o->to < today                              ? o->to
	    : o->from > today && o->from != CRM_DATE_MIN ? o->from
							 : today;
	*from = o->from != CRM_DATE_MIN ? o->from
					: crm_date_add_months(*to, -YEAR) + 1;
}

static enum crm_status
begin(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimensions *d, const struct heading *h, size_t n,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	/* What sums rows up behind them adds the column that tells them. */
	const struct crm_report_opts plain = { .chinese = o->chinese };
	struct lines l;

	return lines_begin(&l, s, &plain, d, h, n, a, sink, err);
}

enum crm_status
plain_begin(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h, size_t n, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimensions none = { .n = 0 };

	return begin(s, o, &none, h, n, a, sink, err);
}

enum crm_status
goods_begin(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h, size_t n, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct crm_report_opts by = { .chinese = o->chinese,
		.by = "product_id" };
	struct dimensions d;
	enum crm_status st = dimensions_parse(s, "product", &by, a, &d, err);

	return st == CRM_OK ? begin(s, o, &d, h, n, a, sink, err) : st;
}

enum crm_status
goods_row(const struct crm_sink *sink, const struct good *g,
    const struct crm_value *cells, size_t n, struct crm_err *err)
{
	struct crm_value all[MOST_GOODS_CELLS + 1] = {
		g == NULL ? CRM_VALUE_NULL : crm_value_int(g->id)
	};

	memcpy(all + 1, cells, n * sizeof *cells);
	return sink->row(sink->ctx, all, err);
}

struct crm_value
rounded(double d)
{
	const int64_t hundredth = CRM_WHOLE / 100;

	return isfinite(d)
	    ? crm_value_int((int64_t)llround(d * 100) * hundredth)
	    : CRM_VALUE_NULL;
}
