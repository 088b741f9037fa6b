/* Records out: the public face of every format that is printed. */
#include "wimpl.h"

#include <stdlib.h>

static const struct crm_writer_ops *
find_ops(enum crm_format format)
{
	static const struct crm_writer_ops *const ops[] = {
		[CRM_FMT_CSV] = &crm_csv_writer,
		[CRM_FMT_TSV] = &crm_tsv_writer,
		[CRM_FMT_JSON] = &crm_json_writer,
		[CRM_FMT_NDJSON] = &crm_ndjson_writer,
		[CRM_FMT_IDS] = &crm_ids_writer,
		[CRM_FMT_TABLE] = &crm_table_writer,
		[CRM_FMT_MD] = &crm_md_writer,
		[CRM_FMT_XLSX] = &crm_xlsx_writer,
		[CRM_FMT_CHART] = &crm_chart_writer,
		[CRM_FMT_SVG] = &crm_svg_writer,
		[CRM_FMT_PNG] = &crm_png_writer,
		[CRM_FMT_HTML] = &crm_html_writer,
	};

	if ((size_t)format >= sizeof ops / sizeof ops[0])
		return NULL;
	return ops[format];
}

enum crm_status
crm_writer_open(struct crm_out *out, const struct crm_writer_opts *opts,
    const struct crm_column *columns, size_t n, struct crm_writer **writer,
    struct crm_err *err)
{
	const struct crm_writer_ops *ops = find_ops(opts->format);
	enum crm_status status = CRM_OK;
	struct crm_writer *w;

	*writer = NULL;
	if (ops == NULL)
		return crm_fail(err, CRM_USAGE, "cannot write the format '%s'",
		    crm_format_name(opts->format));
	w = calloc(1, sizeof *w);
	if (w == NULL)
		crm_oom();
	w->ops = ops;
	w->opts = *opts;
	w->out = out;
	w->buf = crm_out_buf(out);
	w->column = columns;
	w->n = n;
	if (ops->begin != NULL && !opts->silent)
		status = ops->begin(w, err);
	if (status != CRM_OK) {
		crm_writer_close(w);
		return status;
	}
	*writer = w;
	return CRM_OK;
}

enum crm_status
crm_writer_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	enum crm_status status = CRM_OK;

	if (w->rows == 0 && w->opts.silent && w->ops->begin != NULL)
		status = w->ops->begin(w, err);
	if (status == CRM_OK)
		status = w->ops->row(w, cells, err);
	w->rows++;
	crm_out_check(w->out);
	return status;
}

bool
crm_writer_has_sheets(enum crm_format format)
{
	const struct crm_writer_ops *ops = find_ops(format);

	return ops != NULL && ops->end_sheet != NULL;
}

enum crm_status
crm_writer_sheet(struct crm_writer *w, const char *title,
    const struct crm_column *columns, size_t n, struct crm_err *err)
{
	struct crm_writer_opts opts = w->opts;

	opts.title = title;
	return crm_writer_next(w, &opts, columns, n, err);
}

enum crm_status
crm_writer_next(struct crm_writer *w, const struct crm_writer_opts *opts,
    const struct crm_column *columns, size_t n, struct crm_err *err)
{
	enum crm_status status = w->ops->end_sheet(w, err);

	w->opts = *opts;
	w->column = columns;
	w->n = n;
	w->rows = 0;
	return status == CRM_OK ? w->ops->begin_sheet(w, err) : status;
}

enum crm_status
crm_writer_end(struct crm_writer *w, struct crm_err *err)
{
	enum crm_status status = CRM_OK;

	if (w->ops->end != NULL && !(w->opts.silent && w->rows == 0))
		status = w->ops->end(w, err);
	crm_out_check(w->out);
	return status;
}

void
crm_writer_close(struct crm_writer *w)
{
	if (w == NULL)
		return;
	if (w->ops->close != NULL)
		w->ops->close(w);
	free(w);
}
