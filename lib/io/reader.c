/* Records in: the public face of every format that is read. */
#include "ahead.h"

#include <stdlib.h>

/* ---- opening ---- */

const char *const crm_reject_columns[CRM_REJECT_COLUMNS] = { "_line", "_field",
	"_error" };

bool
crm_is_reject_column(struct crm_text name)
{
	size_t i = 0;

	while (
	    i < CRM_REJECT_COLUMNS && !crm_text_is(name, crm_reject_columns[i]))
		i++;
	return i < CRM_REJECT_COLUMNS;
}

/* Whether the input has rows that an import refused: of a workbook perhaps, and the
 * command that read that reads them again. */
static bool
has_rejects(const struct crm_reader *r)
{
	size_t i = 0;

	while (i < CRM_REJECT_COLUMNS &&
	    crm_reader_find_column(r, crm_text_of(crm_reject_columns[i]), 0) <
		r->columns)
		i++;
	return i == CRM_REJECT_COLUMNS;
}

static enum crm_status
no_sheets(struct crm_reader *r, const char *sheet, struct crm_err *err)
{
	if (!has_rejects(r))
		return crm_fail(
		    err, CRM_USAGE, "--sheet: the input is no workbook");
	crm_buf_printf(&r->note,
	    crm_tr("%s--sheet %s: refused rows as a text, which has no sheets"),
	    r->note.len > 0 ? "; " : "", sheet);
	return CRM_OK;
}

static enum crm_status
choose_ops(struct crm_reader *r, struct crm_err *err)
{
	switch (r->format) {
	case CRM_FMT_CSV:
	case CRM_FMT_TSV:
		r->ops = &crm_csv_ops;
		return CRM_OK;
	case CRM_FMT_JSON:
	case CRM_FMT_NDJSON:
		r->ops = &crm_json_ops;
		return CRM_OK;
	case CRM_FMT_IDS:
		r->ops = &crm_ids_ops;
		return CRM_OK;
	case CRM_FMT_MT940:
	case CRM_FMT_CAMT:
		r->ops = &crm_statement_ops;
		return CRM_OK;
	default:
		return crm_fail(err, CRM_USAGE,
		    "cannot read the format '%s': "
		    "use csv, tsv, json, ndjson, ids or xlsx",
		    crm_format_name(r->format));
	}
}

static enum crm_status
open_text(struct crm_reader *r, const struct crm_reader_opts *opts,
    struct crm_err *err)
{
	enum crm_status status = crm_source_text(r->src, err);

	if (status == CRM_OK)
		status = crm_input_start(&r->in, err);
	if (status == CRM_OK) {
		r->bom = r->in.pos > 0;
		status = crm_detect(r, opts, err);
	}
	if (status == CRM_OK)
		status = choose_ops(r, err);
	if (status == CRM_OK && r->ops == &crm_csv_ops)
		return crm_preamble(r, opts, err);
	if (status == CRM_OK && opts->skip > 0)
		status = crm_fail(err, CRM_USAGE,
		    "--skip: %s has no lines before a header",
		    crm_format_name(r->format));
	return status;
}

static enum crm_status
open_format(struct crm_reader *r, const struct crm_reader_opts *opts,
    struct crm_err *err)
{
	enum crm_source_kind kind;
	enum crm_status status = crm_source_kind(r->src, &kind, err);

	if (status == CRM_OK &&
	    (opts->format == CRM_FMT_XLSX ||
		(opts->format == CRM_FMT_AUTO && kind != CRM_SOURCE_TEXT))) {
		r->format = CRM_FMT_XLSX;
		r->ops = &crm_xlsx_ops;
	} else if (status == CRM_OK) {
		status = open_text(r, opts, err);
	}
	if (status == CRM_OK)
		status = r->ops->open(r, err);
	return status == CRM_OK && opts->sheet != NULL &&
		r->format != CRM_FMT_XLSX
	    ? no_sheets(r, opts->sheet, err)
	    : status;
}

enum crm_status
crm_reader_open(const char *path, const struct crm_reader_opts *opts,
    struct crm_reader **out, struct crm_err *err)
{
	struct crm_reader *r = calloc(1, sizeof *r);
	enum crm_status status;

	if (r == NULL)
		crm_oom();
	r->ids_column = opts->ids_column != NULL ? opts->ids_column : "id";
	r->sheet = opts->sheet;
	r->excel = opts->excel;
	r->opts = opts;
	status = crm_source_open(path, opts->encoding, &r->src, err);
	if (status == CRM_OK) {
		r->in.src = r->src;
		status = open_format(r, opts, err);
	}
	if (status != CRM_OK) {
		crm_reader_close(r);
		r = NULL;
	}
	*out = r;
	return status;
}

void
crm_reader_close(struct crm_reader *r)
{
	if (r == NULL)
		return;
	crm_ahead_stop(r->ahead);
	if (r->ops != NULL)
		r->ops->close(r);
	crm_input_free(&r->in);
	crm_source_close(r->src);
	crm_arena_free(&r->names);
	crm_buf_free(&r->head);
	crm_buf_free(&r->note);
	free(r->column);
	free(r->called);
	free(r->place);
	free(r->row.cell);
	free(r);
}

const char *
crm_reader_name(const struct crm_reader *r)
{
	return crm_source_name(r->src);
}

char
crm_reader_delimiter(const struct crm_reader *r)
{
	return r->format == CRM_FMT_CSV ? r->delimiter : 0;
}

enum crm_format
crm_reader_format(const struct crm_reader *r)
{
	return r->format;
}

int64_t
crm_reader_size(const struct crm_reader *r)
{
	return crm_source_size(r->src);
}

int64_t
crm_reader_offset(const struct crm_reader *r)
{
	return r->ahead != NULL ? crm_ahead_offset(r->ahead)
				: crm_reader_here(r);
}

const char *
crm_reader_note(const struct crm_reader *r)
{
	const char *note = r->ops->note == NULL ? NULL : r->ops->note(r, false);

	return note == NULL && r->note.len > 0 ? r->note.data : note;
}

const char *
crm_reader_end_note(const struct crm_reader *r)
{
	return r->ops->note == NULL ? NULL : r->ops->note(r, true);
}

const char *
crm_reader_sheet(const struct crm_reader *r)
{
	return r->ops->sheet == NULL ? NULL : r->ops->sheet(r);
}

struct crm_file_form
crm_reader_form(const struct crm_reader *r)
{
	struct crm_file_form f = { CRM_FMT_CSV, ',', NULL, false, false, "\n",
		{ NULL, 0 }, r->skip };

	if (r->ops != &crm_csv_ops) {
		if (r->ops == &crm_json_ops)
			f.format = r->format;
		return f;
	}
	f.format = r->format;
	f.delimiter = r->delimiter;
	f.encoding = crm_source_encoding(r->src);
	f.bom = r->bom;
	f.excel = r->excel;
	f.eol = r->eol;
	f.head = (struct crm_text){ r->head.data, r->head.len };
	return f;
}

enum crm_status
crm_cell_check(const struct crm_reader *r, const struct crm_row *row, size_t i,
    struct crm_err *err)
{
	const struct crm_cell *c = &row->cell[i];
	struct crm_buf place = CRM_BUF_INIT;
	enum crm_status status = CRM_OK;

	if (c->kind < CRM_CELL_ERROR)
		return CRM_OK;
	if (c->kind == CRM_CELL_NESTED)
		return crm_fail(err, CRM_INVALID, "a nested value");
	crm_reader_put_place(r, i, &place);
	crm_buf_int(&place, row->line);
	if (c->kind == CRM_CELL_ERROR)
		status = crm_fail(err, CRM_INVALID,
		    "%s shows %.*s, an error of its formula", place.data,
		    (int)(c->text.n > 32 ? 32 : c->text.n), c->text.p);
	else if (c->kind == CRM_CELL_UNCOMPUTED)
		status = crm_fail(err, CRM_INVALID,
		    "%s has a formula that was never computed: open the "
		    "workbook in a spreadsheet and save it",
		    place.data);
	else
		status = crm_fail(err, CRM_INVALID,
		    "%s is a number of more than 15 digits (%.*s), and a "
		    "spreadsheet keeps no more: give the column the format "
		    "text and enter it again",
		    place.data, (int)(c->text.n > 32 ? 32 : c->text.n),
		    c->text.p);
	crm_buf_free(&place);
	return status;
}

enum crm_status
crm_reader_hash(struct crm_reader *r, char hex[65], struct crm_err *err)
{
	return crm_source_hash(r->src, hex, err);
}

enum crm_status
crm_row_check(
    const struct crm_reader *r, const struct crm_row *row, struct crm_err *err)
{
	enum crm_status status = CRM_OK;

	for (size_t i = 0; i < row->n && status == CRM_OK; i++)
		status = crm_cell_check(r, row, i, err);
	return status;
}

enum crm_status
crm_reader_rewind(struct crm_reader *r, struct crm_err *err)
{
	enum crm_status status = CRM_OK;

	crm_ahead_stop(r->ahead);
	r->ahead = NULL;
	if (!r->ops->no_text)
		status = crm_input_start(&r->in, err);
	return status == CRM_OK ? r->ops->rewind(r, err) : status;
}

size_t
crm_reader_columns(const struct crm_reader *r)
{
	return r->columns;
}

enum crm_status
crm_reader_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	return r->ahead != NULL ? crm_ahead_next(r->ahead, row, err)
				: r->ops->next(r, row, err);
}

void
crm_reader_ahead(struct crm_reader *r)
{
	if (r->ops->ahead && r->ahead == NULL)
		r->ahead = crm_ahead_start(r);
}
