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
	bool is_short = c->format == CRM_FMT_TABLE || c->format == CRM_FMT_MD;

	if (c->format == CRM_FMT_IDS && !crm_has(c, CRM_OPT_COLUMNS))
		return crm_columns_parse(c->dict, e, e->field[e->id]->name,
		    false, c->arena, out, err);
	return crm_columns_parse(
	    c->dict, e, c->opt[CRM_OPT_COLUMNS], is_short, c->arena, out, err);
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

enum crm_status
crm_cmd_print_changed(
    struct crm_cmd *c, const struct crm_entity *e, struct crm_err *err)
{
	struct crm_view_opts o = { .by_id = true,
		.ids = c->changed.id,
		.n_ids = c->changed.n,
		.chinese = c->chinese };
	const struct crm_column *shown;
	struct crm_columns columns;
	struct crm_writer *w = NULL;
	struct crm_view *v = NULL;
	struct crm_value *cells;
	enum crm_status st;
	size_t i, n;

	o.columns = &columns;
	if ((st = crm_cmd_columns(c, e, &columns, err)) != CRM_OK ||
	    (st = crm_view_open(c->store, e, &o, c->arena, &v, err)) != CRM_OK)
		return st;
	shown = crm_view_columns(v, &n);
	st = crm_cmd_writer(c, shown, n, &w, err);
	for (i = 0; i < c->changed.n && st == CRM_OK; i++) {
		st = crm_view_seek(v, c->changed.id[i], &cells, err);
		if (st == CRM_OK)
			st = crm_writer_row(w, cells, err);
	}
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	crm_view_close(v);
	return st;
}

bool
output_is_null(void)
{
	struct stat st;

	return fstat(STDOUT_FILENO, &st) == 0 && S_ISCHR(st.st_mode) &&
	    st.st_rdev == makedev(1, 3);
}
