/* Records of a command, through a writer of its format. */
#include "internal.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum crm_status
crm_cmd_filter(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_filter **out, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(c->store);

	*out = NULL;
	if (!crm_has(c, CRM_OPT_WHERE))
		return CRM_OK;
	return crm_filter_parse(
	    c->dict, e, c->opt[CRM_OPT_WHERE], &env, c->arena, out, err);
}

enum crm_status
crm_cmd_columns(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_columns *out, struct crm_err *err)
{
	enum crm_column_set set = (c->verb->flags & CRM_V_WRITE) != 0
	    ? CRM_COLUMNS_KEYS
	    : CRM_COLUMNS_ALL;
	const char *list = c->opt[CRM_OPT_COLUMNS];

	if (c->format == CRM_FMT_TABLE || c->format == CRM_FMT_MD)
		set = CRM_COLUMNS_SHORT;
	if (c->format == CRM_FMT_IDS && list == NULL)
		list = e->field[e->id]->name;
	return crm_columns_parse(c->dict, e, list, set, c->arena, out, err);
}

/* Whether no rows print nothing: the nightly job has no news.  Lists and reports
 * are files, which have headers. */
static bool
is_silent(const struct crm_cmd *c)
{
	bool has_header = c->format == CRM_FMT_CSV ||
	    c->format == CRM_FMT_TSV || c->format == CRM_FMT_MD;

	return crm_has(c, CRM_OPT_QUIET) && has_header &&
	    (c->verb->groups & (CRM_G_LIST | CRM_G_REPORT)) == 0 &&
	    c->verb->run != verb_template;
}

enum crm_status
crm_cmd_writer(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct crm_writer **w, struct crm_err *err)
{
	struct crm_writer_opts o = { .format = c->format,
		.excel = crm_has(c, CRM_OPT_EXCEL),
		.chinese = c->chinese,
		.color = c->color,
		.width = c->width,
		.now = c->clock.now,
		.silent = is_silent(c),
		.title = c->entity == NULL ? c->verb->name
					   : c->entity->def->name };

	if (c->format == CRM_FMT_XLSX && c->tty_out)
		return crm_fail(err, CRM_USAGE,
		    "a spreadsheet is not for a "
		    "terminal; send it to a file: > %s.xlsx",
		    o.title);
	return crm_writer_open(c->out, &o, columns, n, w, err);
}

enum crm_status
crm_cmd_print_view(struct crm_cmd *c, const struct crm_entity *e,
    const struct crm_view_opts *o, struct crm_err *err)
{
	struct crm_writer *w = NULL;
	struct crm_view *v = NULL;
	const struct crm_column *columns;
	struct crm_value *cells;
	enum crm_status st;
	int64_t rows = 0;
	size_t n;

	st = crm_view_open(c->store, e, o, c->arena, &v, err);
	if (st != CRM_OK)
		return st;
	columns = crm_view_columns(v, &n);
	st = crm_cmd_writer(c, columns, n, &w, err);
	while (st == CRM_OK && !crm_out_closed(c->out)) {
		if ((st = crm_view_next(v, &cells, err)) != CRM_OK ||
		    cells == NULL)
			break;
		st = crm_writer_row(w, cells, err);
		crm_progress(c, "listed", ++rows, 0, 0);
	}
	crm_progress_end(c);
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	crm_view_close(v);
	if (st == CRM_OK && crm_has(c, CRM_OPT_VERBOSE))
		crm_note(c, "listed %lld", (long long)rows);
	return st;
}

/* Where the cells of list meet those behind them.  Hidden currency cells stay
 * behind all that are printed. */
struct wider {
	const struct more_columns *more;
	struct crm_column *column;
	struct crm_value *row;
	size_t own, width; /* columns of list; cells of the view */
};

static void
widen(struct wider *x, struct crm_arena *a, const struct crm_column *own)
{
	const struct more_columns *more = x->more;
	size_t i;

	x->column = crm_alloc_n(a, x->own + more->n, sizeof *x->column);
	x->row = crm_alloc_n(a, x->width + more->n, sizeof *x->row);
	memcpy(x->column, own, x->own * sizeof *own);
	memcpy(x->column + x->own, more->column, more->n * sizeof *own);
	for (i = 0; i < x->own; i++) {
		if (x->column[i].currency >= (int)x->own)
			x->column[i].currency += (int)more->n;
		if (x->column[i].tone > (int)x->own)
			x->column[i].tone += (int)more->n;
	}
}

static const struct crm_value *
wide_row(const struct wider *x, const struct crm_cmd *c, size_t i,
    const struct crm_value *cells)
{
	size_t n = x->own;

	memcpy(x->row, cells, n * sizeof *cells);
	x->more->fill(c, i, x->row + n);
	memcpy(
	    x->row + n + x->more->n, cells + n, (x->width - n) * sizeof *cells);
	return x->row;
}

/* The records in c->changed through the view, in their order. */
static enum crm_status
write_changed(struct crm_cmd *c, struct crm_view *v,
    const struct more_columns *more, struct crm_err *err)
{
	struct wider x = { .more = more, .width = crm_view_width(v) };
	const struct crm_column *own = crm_view_columns(v, &x.own);
	struct crm_writer *w = NULL;
	struct crm_value *cells;
	enum crm_status st;
	size_t i;

	if (more != NULL)
		widen(&x, c->arena, own);
	st = more == NULL
	    ? crm_cmd_writer(c, own, x.own, &w, err)
	    : crm_cmd_writer(c, x.column, x.own + more->n, &w, err);
	for (i = 0; i < c->changed.n && st == CRM_OK; i++) {
		st = crm_view_seek(v, c->changed.id[i], &cells, err);
		if (st == CRM_OK)
			st = crm_writer_row(w,
			    more == NULL ? cells : wide_row(&x, c, i, cells),
			    err);
	}
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}

/* Whether what a write did is told in lines: to people, who did not ask for
 * anything else. */
static bool
says_lines(const struct crm_cmd *c)
{
	return c->tty_out && !c->format_asked && !crm_has(c, CRM_OPT_COLUMNS);
}

enum crm_status
print_changed(struct crm_cmd *c, const struct crm_entity *e,
    const struct more_columns *more, struct crm_err *err)
{
	struct crm_view_opts o = { .by_id = true,
		.ids = c->changed.id,
		.n_ids = c->changed.n,
		.tones = c->color && c->format == CRM_FMT_TABLE,
		.chinese = c->chinese };
	struct crm_columns columns;
	struct crm_view *v = NULL;
	enum crm_status st;

	if (more == NULL && says_lines(c))
		return print_lines(c, e, err);
	o.columns = &columns;
	if ((st = crm_cmd_columns(c, e, &columns, err)) != CRM_OK ||
	    (st = crm_view_open(c->store, e, &o, c->arena, &v, err)) != CRM_OK)
		return st;
	st = write_changed(c, v, more, err);
	crm_view_close(v);
	return st;
}

enum crm_status
crm_cmd_print_changed(
    struct crm_cmd *c, const struct crm_entity *e, struct crm_err *err)
{
	return print_changed(c, e, NULL, err);
}

bool
output_is_null(void)
{
	struct stat st;

	return fstat(STDOUT_FILENO, &st) == 0 && S_ISCHR(st.st_mode) &&
	    st.st_rdev == makedev(1, 3);
}
