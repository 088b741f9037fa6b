/* pool records: what lies in the pools of the one who asks.  Values are masked
 * before they reach a writer, so that no format shows more than another. */
#include "pool.h"

#include <string.h>

/* One list while it is printed. */
struct listing {
	struct crm_cmd *c;
	const struct crm_entity *e;
	struct crm_pool *pools; /* those that may be seen */
	size_t n_pools;
	struct crm_columns columns; /* as asked for, and the pool behind */
	size_t shown;               /* without it */
	struct crm_value *row;
	struct crm_buf *masked; /* one a column */
};

/* ---- whose ---- */

static enum crm_status
not_a_member(struct listing *l, const struct crm_pool *p, struct crm_err *err)
{
	return crm_fail(err, CRM_RULE,
	    "%s is not a member of the pool %s; "
	    "see: %s pool list",
	    crm_store_login(l->c->store), p->name, l->c->program->name);
}

static enum crm_status
find_pools(struct listing *l, struct crm_err *err)
{
	struct crm_cmd *c = l->c;
	struct crm_id_list named = { NULL, 0, 0 };
	struct crm_pool *all;
	enum crm_status st;
	size_t i, n;

	if ((st = pool_operands(c, &named, err)) != CRM_OK)
		return st;
	if (named.n == 0) {
		st = crm_pools(c->store, l->e, c->arena, &all, &n, err);
		if (st != CRM_OK)
			return st;
		l->pools = crm_alloc_n(c->arena, n + 1, sizeof *l->pools);
		for (i = 0; i < n; i++)
			if (all[i].member)
				l->pools[l->n_pools++] = all[i];
		return CRM_OK;
	}
	l->pools = crm_alloc_n(c->arena, named.n, sizeof *l->pools);
	for (i = 0; i < named.n; i++) {
		struct crm_pool *p = &l->pools[l->n_pools++];

		st = crm_pool_load(c->store, named.id[i], c->arena, p, err);
		if (st == CRM_OK && !p->member)
			st = not_a_member(l, p, err);
		if (st != CRM_OK)
			return st;
	}
	return CRM_OK;
}

/* ---- which ---- */

static enum crm_status
find_in(struct listing *l, int64_t pool, bool hidden, struct crm_id_list *out,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"pool\" = ? "
	    "AND \"deleted\" IS %sNULL ORDER BY \"id\"",
	    l->e->def->table, hidden ? "NOT " : "");
	st = crm_sql(l->c->store, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(pool));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		crm_id_list_add(out, l->c->arena, crm_col_int(q, 0));
	return st;
}

static enum crm_status
find_records(struct listing *l, bool hidden, struct crm_id_list *out,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < l->n_pools && st == CRM_OK; i++)
		st = find_in(l, l->pools[i].id, hidden, out, err);
	return st;
}

/* The columns asked for, and the pool behind them: it says whether the row is
 * masked. */
static enum crm_status
find_columns(struct listing *l, struct crm_err *err)
{
	struct crm_cmd *c = l->c;
	struct crm_path *path;
	enum crm_status st;

	if ((st = crm_cmd_columns(c, l->e, &l->columns, err)) != CRM_OK)
		return st;
	l->shown = l->columns.n;
	path = crm_alloc_n(c->arena, l->shown + 1, sizeof *path);
	memcpy(path, l->columns.path, l->shown * sizeof *path);
	st = crm_path_parse(
	    c->dict, l->e, CRM_TEXT("pool_id"), c->arena, &path[l->shown], err);
	l->columns.path = path;
	l->columns.n = l->shown + 1;
	return st;
}

/* ---- rows ---- */

static bool
is_masked(const struct listing *l, struct crm_value pool)
{
	size_t i;

	for (i = 0; i < l->n_pools; i++)
		if (l->pools[i].id == pool.i)
			return l->pools[i].masked;
	return true;
}

static void
mask_row(struct listing *l)
{
	const struct crm_path *p = l->columns.path;
	size_t i;

	for (i = 0; i < l->shown; i++) {
		struct crm_buf *b = &l->masked[i];

		if (l->row[i].kind != CRM_STR)
			continue;
		crm_buf_clear(b);
		if (crm_pool_mask(
			p[i].entity->field[p[i].field], l->row[i].t, b))
			l->row[i].t = (struct crm_text){ b->data, b->len };
	}
}

/* The view's columns without the pool behind them; hidden currencies, which
 * come last, move up by one. */
static struct crm_column *
without_pool(struct listing *l, const struct crm_view *v)
{
	const struct crm_column *own;
	struct crm_column *col;
	size_t i, n;

	own = crm_view_columns(v, &n);
	col = crm_alloc_n(l->c->arena, l->shown, sizeof *col);
	memcpy(col, own, l->shown * sizeof *col);
	for (i = 0; i < l->shown; i++)
		if (col[i].currency > (int)l->shown)
			col[i].currency--;
	return col;
}

static enum crm_status
print_rows(struct listing *l, struct crm_view *v, struct crm_writer *w,
    struct crm_err *err)
{
	size_t width = crm_view_width(v);
	struct crm_value *cells;
	enum crm_status st;

	l->row = crm_alloc_n(l->c->arena, width, sizeof *l->row);
	l->masked = crm_alloc_n(l->c->arena, l->shown, sizeof *l->masked);
	while ((st = crm_view_next(v, &cells, err)) == CRM_OK &&
	    cells != NULL && !crm_out_closed(l->c->out)) {
		memcpy(l->row, cells, l->shown * sizeof *l->row);
		memcpy(l->row + l->shown, cells + l->shown + 1,
		    (width - l->shown - 1) * sizeof *l->row);
		if (is_masked(l, cells[l->shown]))
			mask_row(l);
		if ((st = crm_writer_row(w, l->row, err)) != CRM_OK)
			break;
	}
	for (size_t i = 0; i < l->shown; i++)
		crm_buf_free(&l->masked[i]);
	return st;
}

static enum crm_status
print_view(
    struct listing *l, const struct crm_view_opts *o, struct crm_err *err)
{
	struct crm_view *v = NULL;
	struct crm_writer *w = NULL;
	enum crm_status st;

	st = crm_view_open(l->c->store, l->e, o, l->c->arena, &v, err);
	if (st != CRM_OK)
		return st;
	st = crm_cmd_writer(l->c, without_pool(l, v), l->shown, &w, err);
	if (st == CRM_OK)
		st = print_rows(l, v, w, err);
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	crm_view_close(v);
	return st;
}

enum crm_status
pool_records(struct crm_cmd *c, struct crm_err *err)
{
	static const int64_t none;
	struct listing l = { .c = c, .e = pool_entity(c) };
	struct crm_view_opts o = { .chinese = c->chinese,
		.hidden = crm_has(c, CRM_OPT_DELETED) };
	struct crm_id_list ids = { NULL, 0, 0 };
	struct crm_filter *filter;
	struct crm_sort sort = { NULL, NULL, 0 };
	enum crm_status st;

	if ((st = find_pools(&l, err)) != CRM_OK)
		return st;
	c->entity = l.e;
	if ((st = find_columns(&l, err)) != CRM_OK ||
	    (st = crm_cmd_filter(c, l.e, &filter, err)) != CRM_OK ||
	    (st = crm_cmd_limit(c, &o.limit, err)) != CRM_OK ||
	    (st = crm_sort_parse(c->dict, l.e, c->opt[CRM_OPT_SORT], c->arena,
		 &sort, err)) != CRM_OK ||
	    (st = find_records(&l, o.hidden, &ids, err)) != CRM_OK)
		return st;
	o.columns = &l.columns;
	o.where = filter;
	o.sort = &sort;
	o.ids = ids.n > 0 ? ids.id : &none;
	o.n_ids = ids.n;
	return print_view(&l, &o, err);
}
