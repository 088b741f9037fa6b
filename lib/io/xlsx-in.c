/*
 * Workbooks in.  The first row that holds anything is the header; the table
 * begins with its first named column.  Rows keep the numbers of the sheet.
 */
#include "xlsx-in.h"

#include <stdlib.h>
#include <string.h>

/* "EncryptedPackage", as the directory of an OLE file has it. */
#define ENCRYPTED "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"

/* In so many rows a header is looked for. */
enum { XLSX_LOOK_ROWS = 30 };

static enum crm_status
refuse_others(struct crm_reader *r, struct crm_err *err)
{
	enum crm_source_kind kind;
	bool encrypted;
	enum crm_status status = crm_source_kind(r->src, &kind, err);

	if (status != CRM_OK || kind == CRM_SOURCE_ZIP)
		return status;
	if (kind == CRM_SOURCE_TEXT)
		return crm_fail(
		    err, CRM_INVALID, "no workbook: it is no zip archive");
	status = crm_source_holds(r->src,
	    (struct crm_text){ ENCRYPTED, sizeof ENCRYPTED - 1 }, &encrypted,
	    err);
	if (status != CRM_OK)
		return status;
	if (encrypted)
		return crm_fail(err, CRM_INVALID,
		    "a workbook with a password: open it and save it without");
	return crm_fail(err, CRM_INVALID,
	    "a workbook of the old kind (.xls) or another old office file: "
	    "open it and save it as .xlsx");
}

/* ---- the header ---- */

static struct crm_text
text_of(const struct xlsx_rows *rows, const struct xlsx_cell *c)
{
	return (
	    struct crm_text){ c->n == 0 ? "" : rows->text.data + c->at, c->n };
}

/* The table's columns, by the cells of the header that are not blank. */
static void
find_table(struct xlsx_in *x)
{
	const struct xlsx_rows *rows = &x->rows;

	x->first = XLSX_COLUMNS;
	x->end = 0;
	for (size_t i = 0; i < rows->n; i++) {
		const struct xlsx_cell *c = &rows->cell[i];

		if (crm_text_trim(text_of(rows, c)).n == 0)
			continue;
		if (c->column < x->first)
			x->first = c->column;
		if (c->column >= x->end)
			x->end = c->column + 1;
	}
	if (x->first > x->end)
		x->first = x->end;
}

static void
put_merged(struct crm_buf *out, const struct xlsx_rows *rows)
{
	size_t shown = rows->n_merged < XLSX_MERGED_SHOWN ? rows->n_merged
							  : XLSX_MERGED_SHOWN;

	for (size_t i = 0; i < shown; i++)
		crm_buf_printf(
		    out, "%s%s", i > 0 ? ", " : "", rows->merged[i].ref);
	if (rows->n_merged > shown)
		crm_buf_printf(
		    out, crm_tr(" and %zu more"), rows->n_merged - shown);
	crm_buf_str(out,
	    rows->n_merged == 1 ? crm_tr(" is merged") : crm_tr(" are merged"));
}

/* A header that cannot be may be merged, which is known behind the rows. */
static void
tell_merged_header(struct xlsx_in *x, struct crm_err *err)
{
	struct xlsx_rows *rows = &x->rows;
	struct crm_buf b = CRM_BUF_INIT;
	size_t n = err == NULL ? 0 : strlen(err->text);

	rows->header = rows->row;
	rows->want_header = true;
	while (xlsx_rows_next(rows, NULL) == CRM_OK && rows->ready)
		continue;
	if (rows->n_merged > 0 && err != NULL) {
		put_merged(&b, rows);
		snprintf(err->text + n, sizeof err->text - n, " (%s)", b.data);
	}
	crm_buf_free(&b);
}

static enum crm_status
read_header(struct crm_reader *r, struct crm_err *err)
{
	struct xlsx_in *x = r->state;
	struct xlsx_rows *rows = &x->rows;
	struct crm_cell *cell;
	enum crm_status status;
	long long row = rows->row;
	size_t n;

	find_table(x);
	n = (size_t)(x->end - x->first);
	cell = calloc(n + 1, sizeof *cell);
	if (cell == NULL)
		crm_oom();
	for (size_t i = 0; i < rows->n; i++) {
		int at = rows->cell[i].column - x->first;

		if (at >= 0 && (size_t)at < n)
			cell[at].text = text_of(rows, &rows->cell[i]);
	}
	status = crm_reader_header(r, cell, n, err);
	free(cell);
	if (status != CRM_OK) {
		tell_merged_header(x, err);
		crm_err_in_line(err, row);
	}
	rows->header = row;
	return status;
}

/* ---- the reader ---- */

/* To the first row that is not to be skipped. */
static enum crm_status
start(struct crm_reader *r, struct crm_err *err)
{
	struct xlsx_in *x = r->state;
	enum crm_status status = xlsx_rows_open(
	    &x->rows, x, &x->sheet[x->chosen], err);

	crm_buf_clear(&x->end_note);
	if (status == CRM_OK)
		status = xlsx_rows_next(&x->rows, err);
	while (status == CRM_OK && x->rows.ready && x->rows.row <= r->skip)
		status = xlsx_rows_next(&x->rows, err);
	return status;
}

static struct crm_known
count_cells(const struct xlsx_in *x)
{
	struct crm_known k = { 0, 0 };

	for (size_t i = 0; i < x->rows.n; i++)
		k = crm_known_count(
		    x->r->opts, text_of(&x->rows, &x->rows.cell[i]), k);
	return k;
}

/* Where the first row plainly is not the header, the one that is. */
static enum crm_status
skip_titles(struct crm_reader *r, struct crm_err *err)
{
	struct xlsx_in *x = r->state;
	struct crm_known first = count_cells(x);
	struct crm_buf title = CRM_BUF_INIT;
	enum crm_status status = CRM_OK;

	for (size_t i = 0; i < x->rows.n && title.len == 0; i++) {
		struct crm_text t = crm_text_trim(
		    text_of(&x->rows, &x->rows.cell[i]));

		crm_buf_add(&title, t.p, t.n);
	}
	if (crm_known_is_header(first))
		goto out;
	for (int i = 1; i < XLSX_LOOK_ROWS && status == CRM_OK; i++) {
		status = xlsx_rows_next(&x->rows, err);
		if (status != CRM_OK || !x->rows.ready ||
		    !crm_known_is_later_header(count_cells(x), first))
			continue;
		r->skip = x->rows.row - 1;
		crm_head_note(r, "row", x->rows.row,
		    (struct crm_text){ title.data, title.len });
		break;
	}
	if (status == CRM_OK)
		status = start(r, err);
out:
	crm_buf_free(&title);
	return status;
}

/* Behind which sheet is read, where there is a choice. */
static void
join_notes(struct crm_reader *r)
{
	struct xlsx_in *x = r->state;

	if (x->note.len > 0 && r->note.len > 0)
		crm_buf_printf(&x->note, "; %s", r->note.data);
}

static enum crm_status
xlsx_open(struct crm_reader *r, struct crm_err *err)
{
	struct xlsx_in *x;
	enum crm_status status = refuse_others(r, err);

	if (status != CRM_OK)
		return status;
	x = r->state = calloc(1, sizeof *x);
	if (x == NULL)
		crm_oom();
	x->r = r;
	x->twice = r->opts->twice;
	if ((status = crm_xlsx_in_load(&x->lib, err)) != CRM_OK ||
	    (status = xlsx_book_open(x, err)) != CRM_OK ||
	    (status = xlsx_book_read(x, err)) != CRM_OK ||
	    (status = xlsx_choose(x, r->sheet, r->opts, err)) != CRM_OK ||
	    x->chosen == x->n)
		return status;
	r->skip = r->opts->skip > 0 ? r->opts->skip : 0;
	if ((status = start(r, err)) != CRM_OK ||
	    (r->opts->skip == CRM_SKIP_PLAIN && r->opts->knows != NULL &&
		x->rows.ready && (status = skip_titles(r, err)) != CRM_OK))
		return status;
	join_notes(r);
	return x->rows.ready ? read_header(r, err) : CRM_OK;
}

static enum crm_status
no_header(struct crm_reader *r, const struct xlsx_cell *c, struct crm_err *err)
{
	const struct xlsx_in *x = r->state;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status status;

	xlsx_column_name(&b, c->column);
	status = c->column < x->end || !x->twice
	    ? crm_fail(err, CRM_INVALID,
		  "column %s has data but no header; give it one, or clear it",
		  b.data)
	    : crm_fail(err, CRM_INVALID,
		  "column %s has data but no header; give it one, clear it, or "
		  "say what it is: --map '#%d=FIELD'",
		  b.data, c->column - x->first + 1);
	crm_buf_free(&b);
	return status;
}

/* The cells of the row, each in its column. */
static enum crm_status
place_cells(struct crm_reader *r, struct crm_err *err)
{
	struct xlsx_in *x = r->state;
	const struct xlsx_rows *rows = &x->rows;
	enum crm_status status = CRM_OK;

	crm_reader_room(r, r->columns);
	for (size_t i = 0; i < r->columns; i++)
		r->row.cell[i] = (struct crm_cell){ { "", 0 }, CRM_CELL_TEXT };
	r->row.n = r->columns;
	r->row.apart = rows->row > r->row.line + 1;
	r->row.line = rows->row;
	for (size_t i = 0; i < rows->n; i++) {
		const struct xlsx_cell *c = &rows->cell[i];
		struct crm_cell cell = { text_of(rows, c), c->kind };
		int at = c->column - x->first;

		if (at >= 0 && (size_t)at < r->columns)
			r->row.cell[at] = cell;
		else if (status == CRM_OK && crm_text_trim(cell.text).n > 0)
			status = no_header(r, c, err);
	}
	return status;
}

static void
note_end(struct xlsx_in *x)
{
	if (x->end_note.len > 0)
		return;
	if (x->rows.n_merged > 0) {
		put_merged(&x->end_note, &x->rows);
		crm_buf_str(&x->end_note,
		    crm_tr(": only the first cell of a merged range has its "
			   "value, the others are blank"));
	}
	xlsx_zone_note(x, &x->end_note);
}

static enum crm_status
xlsx_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	struct xlsx_in *x = r->state;
	enum crm_status status;

	*row = NULL;
	if (r->columns == 0)
		return CRM_OK;
	status = xlsx_rows_next(&x->rows, err);
	if (status != CRM_OK)
		return status;
	if (!x->rows.ready) {
		note_end(x);
		return CRM_OK;
	}
	*row = &r->row;
	return place_cells(r, err);
}

static enum crm_status
xlsx_rewind(struct crm_reader *r, struct crm_err *err)
{
	return r->columns == 0 ? CRM_OK : start(r, err);
}

static void
xlsx_close(struct crm_reader *r)
{
	struct xlsx_in *x = r->state;

	if (x == NULL)
		return;
	xlsx_rows_close(&x->rows);
	if (x->zip != NULL)
		x->lib.zip_discard(x->zip);
	crm_xlsx_in_unload(&x->lib);
	crm_paged_free(&x->strings.text);
	crm_paged_free(&x->strings.index);
	crm_arena_free(&x->arena);
	crm_buf_free(&x->note);
	crm_buf_free(&x->end_note);
	free(x->sheet);
	free(x->shown);
	free((void *)x->around);
	free(x);
}

/* The share of the sheet that is read, as so much of the file. */
static int64_t
xlsx_offset(const struct crm_reader *r)
{
	const struct xlsx_in *x = r->state;
	const struct xlsx_part *p = &x->rows.part;

	if (p->size == 0 || p->read >= p->size)
		return crm_source_size(r->src);
	return (int64_t)((double)crm_source_size(r->src) * (double)p->read /
	    (double)p->size);
}

static void
xlsx_place(const struct crm_reader *r, size_t i, struct crm_buf *out)
{
	const struct xlsx_in *x = r->state;

	xlsx_column_name(out, x->first + (int)i);
}

static const char *
xlsx_note(const struct crm_reader *r, bool at_end)
{
	const struct xlsx_in *x = r->state;
	const struct crm_buf *b = at_end ? &x->end_note : &x->note;

	return b->len == 0 ? NULL : b->data;
}

static const char *
xlsx_sheet(const struct crm_reader *r)
{
	const struct xlsx_in *x = r->state;

	return x->chosen < x->n ? x->sheet[x->chosen].name : NULL;
}

const struct crm_reader_ops crm_xlsx_ops = {
	.open = xlsx_open,
	.next = xlsx_next,
	.rewind = xlsx_rewind,
	.close = xlsx_close,
	.offset = xlsx_offset,
	.place = xlsx_place,
	.note = xlsx_note,
	.sheet = xlsx_sheet,
	.no_text = true,
	.ahead = true,
};
