/*
 * A spreadsheet.  libxlsxwriter keeps one row in memory and writes a file,
 * which is then copied to where output goes.  Widths of columns must be set
 * before the rows, so the first hundred rows are held back.
 */
#include "xlsx.h"

#include <crm/base/zone.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "source.h"
#include "xlsx-in-value.h"

enum {
	HELD_ROWS = 100,
	ROWS_MAX = 1048575, /* of Excel, the header taken off */
	TITLE_MAX = 31,
	WIDTH_MIN = 6,
	WIDTH_MAX = 60,
	WIDTH_PAD = 3,
	COPY_SIZE = 64 * 1024,
	PAPER_A4 = 9,
};

/* Stated as time of creation where the caller names none: 1980. */
#define CREATED_DEFAULT INT64_C(315532800)

static enum crm_status
put_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status = CRM_OK;

	x->row++;
	for (size_t i = 0; i < w->n && status == CRM_OK; i++) {
		status = crm_xlsx_cell(w, i, cells, err);
		if (status != CRM_OK)
			crm_err_in_field(err, w->column[i].name);
	}
	crm_xlsx_total_add(w, cells);
	return status;
}

/* ---- rows held back ---- */

static void
measure(struct crm_writer *w, size_t i, struct crm_text t)
{
	struct xlsx *x = w->state;
	size_t width = crm_width(t);

	width = width + WIDTH_PAD > WIDTH_MAX ? WIDTH_MAX : width + WIDTH_PAD;
	if (width > x->width[i])
		x->width[i] = width;
}

static void
hold(struct crm_writer *w, const struct crm_value *cells)
{
	struct xlsx *x = w->state;
	struct crm_value *to = x->held + w->rows * w->n;

	for (size_t i = 0; i < w->n; i++) {
		to[i] = cells[i];
		if (to[i].kind == CRM_STR)
			to[i].t.p = crm_strndup(
			    &x->texts, to[i].t.p, to[i].t.n);
		crm_buf_clear(&x->tmp);
		crm_cell_pretty(w, &x->tmp, i, cells);
		measure(w, i, (struct crm_text){ x->tmp.data, x->tmp.len });
	}
}

/* Widths, then the header, then the rows held back. */
static enum crm_status
flow(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status = CRM_OK;
	size_t rows = w->rows < HELD_ROWS ? w->rows : HELD_ROWS;

	x->flowing = true;
	for (size_t i = 0; i < w->n; i++) {
		lxw_col_t col = (lxw_col_t)i;

		x->lib.worksheet_set_column(
		    x->sheet, col, col, (double)x->width[i], NULL);
	}
	for (size_t i = 0; i < w->n && status == CRM_OK; i++)
		status = crm_xlsx_text(x, i,
		    crm_text_of(crm_column_label(&w->column[i])),
		    crm_column_is_number(&w->column[i]) ? x->bold_right
							: x->bold,
		    err);
	crm_xlsx_total_begin(w);
	for (size_t i = 0; i < rows && status == CRM_OK; i++)
		status = put_row(w, x->held + i * w->n, err);
	return status;
}

static enum crm_status
xlsx_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status = CRM_OK;

	if (w->rows == ROWS_MAX)
		return crm_fail(err, CRM_FAIL,
		    "more than %d rows do not fit a "
		    "spreadsheet: use -o csv, or a filter",
		    ROWS_MAX);
	if (x->draws)
		chart_rows_add(&x->rows, w, cells);
	if (w->rows < HELD_ROWS) {
		hold(w, cells);
		return CRM_OK;
	}
	if (!x->flowing)
		status = flow(w, err);
	return status == CRM_OK ? put_row(w, cells, err) : status;
}

/* ---- the file ---- */

/* A sheet's name is short and has none of a few characters. */
static void
sheet_name(char out[TITLE_MAX * 4 + 1], const char *title)
{
	const char *p = title == NULL ? "" : title, *end = p + strlen(p);
	size_t n = 0;

	for (int i = 0; i < TITLE_MAX && p < end; i++) {
		const char *from = p;
		unsigned c = crm_utf8_next(&p, end);

		if (c < 0x80 && strchr("[]:*?/\\'", (int)c) != NULL)
			out[n++] = ' ';
		else
			for (; from < p; from++)
				out[n++] = *from;
	}
	out[n] = '\0';
}

/* Another sheet's name becomes "name 2"; room for the number is made. */
static void
make_unique(struct xlsx *x, char name[TITLE_MAX * 4 + 1])
{
	enum { NUMBER = 5 };
	size_t stem, got;
	unsigned n = 1;

	if (name[0] == '\0' ||
	    x->lib.workbook_get_worksheet_by_name(x->book, name) == NULL)
		return;
	stem = crm_width_prefix(crm_text_of(name), TITLE_MAX - NUMBER, &got);
	do
		snprintf(name + stem, NUMBER + 1, " %u", ++n % 10000);
	while (x->lib.workbook_get_worksheet_by_name(x->book, name) != NULL);
}

static enum crm_status
make_file(struct xlsx *x, struct crm_err *err)
{
	int fd,
	    n = snprintf(
		x->path, sizeof x->path, "%s/crm-XXXXXX", crm_temp_dir());

	if (n < 0 || (size_t)n >= sizeof x->path) {
		x->path[0] = '\0';
		return crm_fail(err, CRM_FAIL, "TMPDIR is too long");
	}
	fd = mkstemp(x->path);
	if (fd == -1) {
		x->path[0] = '\0';
		return crm_fail(err, CRM_FAIL,
		    "cannot make a temporary file in '%s': %s", crm_temp_dir(),
		    strerror(errno));
	}
	close(fd);
	return CRM_OK;
}

static lxw_format *
heading_format(struct xlsx *x)
{
	lxw_format *f = x->lib.workbook_add_format(x->book);

	if (f == NULL)
		crm_oom();
	x->lib.format_set_bold(f);
	return f;
}

/* Times in cells are local, and no cell says where. */
static void
say_zone(struct xlsx *x)
{
	struct crm_buf name = CRM_BUF_INIT;

	if (crm_zone_here(&name))
		x->lib.workbook_set_custom_property_string(
		    x->book, CRM_XLSX_ZONE, name.data);
	crm_buf_free(&name);
}

static enum crm_status
make_book(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	lxw_workbook_options options = { .constant_memory = 1,
		.tmpdir = (char *)crm_temp_dir(),
		.use_zip64 = 0 };
	lxw_doc_properties properties = { .created = (time_t)(w->opts.now != 0
						  ? w->opts.now
						  : CREATED_DEFAULT) };

	x->book = x->lib.workbook_new_opt(x->path, &options);
	if (x->book == NULL)
		return crm_fail(err, CRM_FAIL,
		    "cannot make a spreadsheet in '%s': %s", crm_temp_dir(),
		    strerror(errno));
	x->lib.workbook_set_properties(x->book, &properties);
	say_zone(x);
	x->bold = heading_format(x);
	x->bold_right = heading_format(x);
	x->lib.format_set_align(x->bold_right, LXW_ALIGN_RIGHT);
	x->date = crm_xlsx_format(x, "yyyy-mm-dd");
	x->instant = crm_xlsx_format(x, "yyyy-mm-dd hh:mm:ss");
	x->percent = crm_xlsx_format(x, "0.00%");
	return CRM_OK;
}

/* ---- a sheet ---- */

/* Its header stays in sight, and comes again on every page, which is as wide
 * as the paper. */
static void
set_page(struct xlsx *x)
{
	x->lib.worksheet_freeze_panes(x->sheet, x->row + 1, 0);
	x->lib.worksheet_repeat_rows(x->sheet, x->row, x->row);
	x->lib.worksheet_set_paper(x->sheet, PAPER_A4);
	x->lib.worksheet_set_landscape(x->sheet);
	x->lib.worksheet_fit_to_pages(x->sheet, 1, 0);
}

static void
forget_sheet(struct xlsx *x)
{
	free(x->held);
	free(x->width);
	free(x->total);
	x->total = NULL;
	x->held = NULL;
	x->width = NULL;
	crm_arena_reset(&x->texts);
	x->flowing = false;
	x->row = 0;
}

enum crm_status
crm_xlsx_sheet(struct xlsx *x, const char *title, lxw_worksheet **sheet,
    struct crm_err *err)
{
	char name[TITLE_MAX * 4 + 1];

	sheet_name(name, title);
	make_unique(x, name);
	*sheet = x->lib.workbook_add_worksheet(
	    x->book, name[0] != '\0' ? name : NULL);
	if (*sheet == NULL)
		return crm_fail(err, CRM_FAIL,
		    "cannot make the sheet '%s' in '%s': %s", name,
		    crm_temp_dir(), strerror(errno));
	return CRM_OK;
}

/* A table of figures, of which a chart can be. */
static bool
draws(const struct crm_writer *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->column[i].role != CRM_ROLE_NONE)
			return true;
	return false;
}

static enum crm_status
begin_sheet(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status;

	forget_sheet(x);
	x->row = w->opts.skip;
	x->marks = w->opts.marks;
	x->held = calloc(HELD_ROWS * w->n + 1, sizeof *x->held);
	x->width = calloc(w->n + 1, sizeof *x->width);
	if (x->held == NULL || x->width == NULL)
		crm_oom();
	for (size_t i = 0; i < w->n; i++) {
		x->width[i] = WIDTH_MIN;
		measure(w, i, crm_text_of(crm_column_label(&w->column[i])));
	}
	x->draws = draws(w);
	chart_rows_reset(&x->rows);
	status = crm_xlsx_sheet(x, w->opts.title, &x->sheet, err);
	if (status != CRM_OK)
		return status;
	set_page(x);
	return CRM_OK;
}

enum crm_status
crm_xlsx_written(lxw_worksheet *sheet, struct crm_err *err)
{
	if (fflush(sheet->optimize_tmpfile) != 0 ||
	    ferror(sheet->optimize_tmpfile))
		return crm_fail(err, CRM_FAIL, "cannot write in '%s': %s",
		    crm_temp_dir(), strerror(errno));
	return CRM_OK;
}

static enum crm_status
end_sheet(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status = CRM_OK;

	if (!x->flowing)
		status = flow(w, err);
	if (status != CRM_OK)
		return status;
	if (w->n > 0)
		x->lib.worksheet_autofilter(
		    x->sheet, w->opts.skip, 0, x->row, (lxw_col_t)(w->n - 1));
	if ((status = crm_xlsx_total_end(w, err)) != CRM_OK)
		return status;
	if (x->draws && (status = crm_xlsx_chart(w, err)) != CRM_OK)
		return status;
	return crm_xlsx_written(x->sheet, err);
}

static enum crm_status
xlsx_begin(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = calloc(1, sizeof *x);
	enum crm_status status;

	if (x == NULL)
		crm_oom();
	w->state = x;
	if ((status = crm_xlsx_load(&x->lib, err)) != CRM_OK ||
	    (status = make_file(x, err)) != CRM_OK ||
	    (status = make_book(w, err)) != CRM_OK)
		return status;
	return begin_sheet(w, err);
}

static enum crm_status
copy_out(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	FILE *f = fopen(x->path, "rb");
	char tmp[COPY_SIZE];
	size_t n;

	if (f == NULL)
		return crm_fail(err, CRM_FAIL, "cannot read '%s': %s", x->path,
		    strerror(errno));
	while ((n = fread(tmp, 1, sizeof tmp, f)) > 0)
		crm_out_write(w->out, tmp, n);
	fclose(f);
	return CRM_OK;
}

static enum crm_status
xlsx_end(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status status = end_sheet(w, err);
	lxw_error error;

	if (status != CRM_OK)
		return status;
	error = x->lib.workbook_close(x->book);
	x->book = NULL;
	if (error != LXW_NO_ERROR)
		return crm_fail(err, CRM_FAIL,
		    "cannot write a spreadsheet in "
		    "'%s': %s",
		    crm_temp_dir(), x->lib.lxw_strerror(error));
	return copy_out(w, err);
}

static void
xlsx_close(struct crm_writer *w)
{
	struct xlsx *x = w->state;

	if (x == NULL)
		return;
	if (x->book != NULL)
		x->lib.lxw_workbook_free(x->book);
	if (x->path[0] != '\0')
		unlink(x->path);
	crm_xlsx_unload(&x->lib);
	forget_sheet(x);
	crm_arena_free(&x->texts);
	chart_rows_free(&x->rows);
	crm_buf_free(&x->tmp);
	free(x);
}

const struct crm_writer_ops crm_xlsx_writer = {
	xlsx_begin,
	xlsx_row,
	xlsx_end,
	xlsx_close,
	.end_sheet = end_sheet,
	.begin_sheet = begin_sheet,
};
