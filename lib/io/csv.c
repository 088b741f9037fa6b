/*
 * CSV and TSV in.
 *
 * A physical line without a quote needs no parser: it is cut at its
 * delimiters, and its cells point into the window.  Lines with quotes go
 * through libcsv, one physical line at a time, so that the place of a fault
 * is known; its cells are gathered in one buffer.  Rules that libcsv lacks
 * (header, ragged rows, \N) are in csv-row.c.
 */
#include "csv.h"

#include <stdlib.h>
#include <string.h>

enum { CSV_BLOCK = 64 * 1024 };
enum { STRICT = CSV_STRICT | CSV_STRICT_FINI };

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static void
end_cell(struct csv *c)
{
	c->ends = crm_grow(NULL, c->ends, c->n, &c->ends_cap, sizeof *c->ends);
	c->ends[c->n++] = c->text.len;
}

static void
take_cell(void *p, size_t n, void *arg)
{
	struct csv *c = arg;

	crm_buf_add(&c->text, p, n);
	end_cell(c);
}

static void
take_row(int end, void *arg)
{
	(void)end;
	((struct csv *)arg)->done = true;
}

/* The parser as it was before a row. */
static void
reset_parser(struct csv *c)
{
	csv_set_opts(&c->parser, 0);
	csv_fini(&c->parser, NULL, NULL, NULL);
	csv_set_opts(&c->parser, STRICT);
}

static void
feed(struct csv *c, const char *p, size_t n)
{
	size_t used;

	while (
	    (used = csv_parse(&c->parser, p, n, take_cell, take_row, c)) < n) {
		if (csv_error(&c->parser) != CSV_EPARSE)
			crm_oom();
		p += used;
		n -= used;
		if (c->parser.quoted) {
			c->stray = c->lines.number;
			break;
		}
		/* A quote inside a field without quotes (5" pipe) is a
		 * character like any other. */
		csv_set_opts(&c->parser, 0);
		csv_parse(&c->parser, p, 1, take_cell, take_row, c);
		csv_set_opts(&c->parser, STRICT);
		p++;
		n--;
	}
	if (c->stray == 0)
		return;
	/* What is left of the line stays in sight as the end of its cell; the
	 * next line begins a row. */
	crm_buf_add(&c->text, c->parser.entry_buf, c->parser.entry_pos);
	while (n > 0 && (p[n - 1] == '\n' || p[n - 1] == '\r'))
		n--;
	crm_buf_add(&c->text, p, n);
	end_cell(c);
	c->done = true;
	reset_parser(c);
}

static enum crm_status
open_quote(struct csv *c, const char *how, struct crm_err *err)
{
	return crm_fail_line(
	    err, c->quote_line, 0, "the quote opened here is %s", crm_tr(how));
}

/* Reads the rest of a row whose first line is given, through libcsv. */
static enum crm_status
quoted_row(struct crm_reader *r, struct csv *c, struct crm_line line,
    struct crm_err *err)
{
	enum crm_status status;
	bool more = true, first = true;

	crm_buf_clear(&c->text);
	for (;;) {
		size_t before = c->n;

		crm_csv_check_line(r, c, line);
		feed(c, r->in.data + line.at, line.n + line.end);
		if (c->done)
			return CRM_OK;
		if (first || c->n > before)
			c->quote_line = c->lines.number;
		first = false;
		if (c->text.len + c->parser.entry_pos > CRM_RECORD_MAX)
			return open_quote(c, "not closed within 64 MB", err);
		r->in.keep = r->in.pos;
		status = crm_lines_next(&c->lines, &r->in, &line, &more, err);
		if (status != CRM_OK)
			return status;
		if (!more)
			break;
	}
	if (csv_fini(&c->parser, take_cell, take_row, c) != 0) {
		reset_parser(c);
		return open_quote(c, "never closed", err);
	}
	return CRM_OK;
}

/* Cells of the buffer as slices, now that it does not move any more. */
static void
slice_cells(struct crm_reader *r, struct csv *c)
{
	size_t at = 0;

	crm_reader_room(r, c->n);
	for (size_t i = 0; i < c->n; i++) {
		r->row.cell[i].text.p = c->text.data + at;
		r->row.cell[i].text.n = c->ends[i] - at;
		r->row.cell[i].kind = CRM_CELL_TEXT;
		at = c->ends[i];
	}
	r->row.n = c->n;
}

static void
plain_row(struct crm_reader *r, struct crm_line line)
{
	const char *cell = r->in.data + line.at, *end = cell + line.n, *p;
	size_t n = 0;

	crm_reader_room(r, r->columns + 1);
	for (;; cell = p + 1) {
		p = memchr(cell, r->delimiter, (size_t)(end - cell));
		if (n == r->cells_cap)
			crm_reader_room(r, n + 1);
		r->row.cell[n++] = (struct crm_cell){ .kind = CRM_CELL_TEXT,
			.text = {
			    cell, (size_t)((p == NULL ? end : p) - cell) } };
		if (p == NULL)
			break;
	}
	r->row.n = n;
}

/* TSV as we write it has quotes only inside cells; one that begins a cell is
 * CSV's. */
static bool
needs_parser(struct crm_reader *r, struct csv *c, struct crm_line line)
{
	size_t end = line.at + line.n;
	size_t q = crm_finder_next(&c->quote, &r->in, line.at);

	if (q >= end || r->format == CRM_FMT_CSV)
		return q < end;
	for (; q < end; q = crm_finder_next(&c->quote, &r->in, q + 1))
		if (q == line.at || r->in.data[q - 1] == r->delimiter)
			return true;
	return false;
}

/* The next row as it stands, cells not yet looked at.  False in *more at the
 * end. */
static enum crm_status
read_row(struct crm_reader *r, bool *more, struct crm_err *err)
{
	struct csv *c = r->state;
	enum crm_status status;
	struct crm_line line;
	int64_t before = c->lines.number;

	do {
		r->in.keep = r->in.pos;
		status = crm_lines_next(&c->lines, &r->in, &line, more, err);
		if (status == CRM_INVALID)
			crm_err_in_line(err, c->lines.number + 1);
		if (status != CRM_OK || !*more)
			return status;
	} while (line.n == 0);
	r->row.line = c->lines.number;
	r->row.apart = r->row.line > before + 1;
	c->n = 0;
	c->stray = c->nul_line = c->utf8_line = 0;
	c->done = false;
	c->parsed = needs_parser(r, c, line);
	if (c->parsed) {
		status = quoted_row(r, c, line, err);
		if (status == CRM_OK)
			slice_cells(r, c);
		return status;
	}
	crm_csv_check_line(r, c, line);
	plain_row(r, line);
	return CRM_OK;
}

/* Before the header. */
static enum crm_status
start(struct crm_reader *r, struct csv *c, struct crm_err *err)
{
	struct crm_line line;
	enum crm_status status = CRM_OK;
	bool more = true;

	crm_lines_init(&c->lines);
	crm_finder_init(&c->quote, '"');
	crm_finder_init(&c->nul, '\0');
	reset_parser(c);
	while (c->lines.number < r->skip && more && status == CRM_OK) {
		r->in.keep = r->in.pos;
		status = crm_lines_next(&c->lines, &r->in, &line, &more, err);
	}
	return status;
}

/* What the line just read ended in. */
static const char *
line_end(const struct crm_input *in)
{
	const char *end = in->data + in->pos;
	size_t n = in->pos - in->keep;

	if (n >= 2 && memcmp(end - 2, "\r\n", 2) == 0)
		return "\r\n";
	return n >= 1 && end[-1] == '\r' ? "\r" : "\n";
}

static enum crm_status
csv_open(struct crm_reader *r, struct crm_err *err)
{
	struct csv *c = calloc(1, sizeof *c);
	enum crm_status status;
	bool more;

	if (c == NULL || csv_init(&c->parser, STRICT) != 0)
		crm_oom();
	r->state = c;
	r->eol = "\n";
	csv_set_space_func(&c->parser, no_space);
	csv_set_delim(&c->parser, (unsigned char)r->delimiter);
	csv_set_blk_size(&c->parser, CSV_BLOCK);
	status = start(r, c, err);
	if (status == CRM_OK)
		status = read_row(r, &more, err);
	if (status != CRM_OK || !more)
		return status;
	if ((status = crm_csv_judge(r, c, err)) != CRM_OK)
		return status;
	r->eol = line_end(&r->in);
	r->excel = r->excel || (r->bom && strcmp(r->eol, "\r\n") == 0);
	return crm_csv_header(r, c, err);
}

static enum crm_status
csv_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	struct csv *c = r->state;
	enum crm_status status;
	bool more;

	*row = NULL;
	status = read_row(r, &more, err);
	if (status != CRM_OK || !more)
		return status;
	if (c->utf8_line != 0 && (status = crm_csv_judge(r, c, err)) != CRM_OK)
		return status;
	*row = &r->row;
	return crm_csv_finish(r, c, err);
}

static enum crm_status
csv_rewind(struct crm_reader *r, struct crm_err *err)
{
	enum crm_status status = start(r, r->state, err);
	bool more;

	return status == CRM_OK ? read_row(r, &more, err) : status;
}

static void
csv_close(struct crm_reader *r)
{
	struct csv *c = r->state;

	if (c == NULL)
		return;
	csv_free(&c->parser);
	crm_buf_free(&c->text);
	crm_buf_free(&c->note);
	free(c->ends);
	free(c);
}

const struct crm_reader_ops crm_csv_ops = {
	.open = csv_open,
	.next = csv_next,
	.rewind = csv_rewind,
	.close = csv_close,
	.ahead = true,
};
