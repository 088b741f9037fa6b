/*
 * The rules of a CSV or TSV row that are not syntax.
 *
 * Backslashes.  In CSV only a cell that begins with one is special: \N alone
 * clears, and two stand for one, so that text which begins with a backslash
 * survives a round trip (the writer adds one).  In TSV every backslash of
 * ours is an escape (\t \n \r \\ and \" at the start), so \N alone cannot be
 * text; an unknown escape stays as it is.
 */
#include "csv.h"
#include "formula.h"

#include <string.h>

void
crm_csv_check_line(struct crm_reader *r, struct csv *c, struct crm_line line)
{
	struct crm_text t = { r->in.data + line.at, line.n };

	if (c->nul_line == 0 &&
	    crm_finder_next(&c->nul, &r->in, line.at) < line.at + line.n)
		c->nul_line = c->lines.number;
	if (c->utf8_line == 0 && crm_utf8_valid(t) < t.n)
		c->utf8_line = c->lines.number;
}

enum crm_status
crm_csv_judge(struct crm_reader *r, struct csv *c, struct crm_err *err)
{
	struct crm_verdict v;
	enum crm_status status;

	if (c->utf8_line == 0)
		return CRM_OK;
	if (!c->judged) {
		status = crm_source_judge(r->src, &v, &c->note, err);
		if (status != CRM_OK)
			return status;
		if (v.good > v.bad) /* it is UTF-8 but for some lines */
			crm_buf_clear(&c->note);
		c->judged = true;
	}
	return c->note.len == 0
	    ? CRM_OK
	    : crm_fail_line(err, c->utf8_line, 0,
		  "not UTF-8; would fit: %s (give --encoding)", c->note.data);
}

static enum crm_status
judge_bytes(const struct csv *c, int64_t row_line, struct crm_err *err)
{
	char place[48] = "";
	int64_t line = c->stray ? c->stray
	    : c->nul_line       ? c->nul_line
				: c->utf8_line;

	if (line == 0)
		return CRM_OK;
	if (line != row_line)
		snprintf(place, sizeof place, crm_tr(" on line %lld"),
		    (long long)line);
	if (c->stray != 0)
		return crm_fail(err, CRM_INVALID,
		    "a quote%s that neither ends "
		    "its cell nor is doubled",
		    place);
	if (c->nul_line != 0)
		return crm_fail(err, CRM_INVALID, "a NUL byte%s", place);
	return crm_fail(err, CRM_INVALID,
	    "not UTF-8%s, and the file as a whole is in no other encoding "
	    "that we know",
	    place);
}

static bool
is_empty(struct crm_cell cell)
{
	return crm_text_trim(cell.text).n == 0;
}

/* "| company | city |": a bar before and behind the row, too. */
static bool
is_framed(const struct crm_reader *r)
{
	const struct crm_row *row = &r->row;

	return r->delimiter == '|' && row->n > 2 && is_empty(row->cell[0]) &&
	    is_empty(row->cell[row->n - 1]);
}

/* Whether the header is one of a table as database shells and Markdown draw it,
 * with a blank before each name. */
static bool
is_drawn(const struct crm_reader *r)
{
	const struct crm_row *row = &r->row;

	if (is_framed(r))
		return true;
	for (size_t i = 0; i < row->n; i++)
		if (row->cell[i].text.n == 0 || row->cell[i].text.p[0] != ' ')
			return false;
	return r->delimiter == '|' || row->n == 1;
}

/* Takes off what was drawn around the cells of a row. */
static void
bare_cells(struct crm_reader *r)
{
	if (is_framed(r)) {
		r->row.n -= 2;
		memmove(r->row.cell, r->row.cell + 1,
		    r->row.n * sizeof *r->row.cell);
	}
	for (size_t i = 0; i < r->row.n; i++)
		r->row.cell[i].text = crm_text_trim(r->row.cell[i].text);
}

enum crm_status
crm_csv_header(struct crm_reader *r, struct csv *c, struct crm_err *err)
{
	enum crm_status status = judge_bytes(c, r->row.line, err);

	c->drawn = is_drawn(r);
	if (c->drawn)
		bare_cells(r);
	c->header = r->row.n;
	if (status == CRM_OK)
		status = crm_reader_header(r, r->row.cell, r->row.n, err);
	if (status != CRM_OK)
		crm_err_in_line(err, r->row.line);
	return status;
}

/* Cells behind the columns must be blank, and those that nothing names may lack. */
static enum crm_status
judge_width(struct crm_reader *r, const struct csv *c, struct crm_err *err)
{
	size_t n = r->row.n;

	if (n < r->named || n > c->header)
		return crm_fail(err, CRM_INVALID,
		    "expected %zu columns, found %zu", r->named, n);
	crm_reader_room(r, r->columns);
	for (size_t i = n; i < r->columns; i++)
		r->row.cell[i] = (struct crm_cell){ { "", 0 }, CRM_CELL_TEXT };
	for (size_t i = r->columns; i < n; i++)
		if (crm_text_trim(r->row.cell[i].text).n > 0)
			return crm_fail(err, CRM_INVALID,
			    "column %zu has data but no header", i + 1);
	return CRM_OK;
}

static void
resolve_csv(struct crm_cell *cell)
{
	struct crm_text *t = &cell->text;

	if (t->n < 2 || t->p[0] != '\\')
		return;
	if (t->n == 2 && t->p[1] == 'N')
		*cell = (struct crm_cell){ { t->p, 0 }, CRM_CELL_NULL };
	else if (t->p[1] == '\\')
		*t = (struct crm_text){ t->p + 1, t->n - 1 };
}

static char
unescape(char c, bool first)
{
	switch (c) {
	case 't':
		return '\t';
	case 'n':
		return '\n';
	case 'r':
		return '\r';
	case '\\':
		return '\\';
	case '"':
		return first ? '"' : '\0';
	default:
		return '\0';
	}
}

/* In place: the window is ours, and text only gets shorter. */
static void
resolve_tsv(struct crm_cell *cell)
{
	char *to = (char *)cell->text.p;
	const char *from = to, *start = to, *end = from + cell->text.n;

	if (cell->text.n == 2 && from[0] == '\\' && from[1] == 'N') {
		*cell = (struct crm_cell){ { from, 0 }, CRM_CELL_NULL };
		return;
	}
	while (from < end) {
		char c = '\0';

		if (*from == '\\' && from + 1 < end)
			c = unescape(from[1], from == start);
		*to++ = c != '\0' ? c : *from;
		from += c != '\0' ? 2 : 1;
	}
	cell->text.n = (size_t)(to - start);
}

static void
resolve_backslashes(struct crm_reader *r, const struct csv *c)
{
	struct crm_row *row = &r->row;

	if (r->format == CRM_FMT_CSV || c->parsed) {
		for (size_t i = 0; i < row->n; i++)
			resolve_csv(&row->cell[i]);
		return;
	}
	for (size_t i = 0; i < row->n; i++)
		if (row->cell[i].text.n > 0 &&
		    memchr(row->cell[i].text.p, '\\', row->cell[i].text.n) !=
			NULL)
			resolve_tsv(&row->cell[i]);
}

static void
resolve_cells(struct crm_reader *r, const struct csv *c)
{
	struct crm_row *row = &r->row;

	resolve_backslashes(r, c);
	for (size_t i = 0; r->excel && i < row->n; i++)
		if (row->cell[i].kind == CRM_CELL_TEXT)
			row->cell[i].text = crm_formula_rearm(
			    row->cell[i].text);
}

enum crm_status
crm_csv_finish(struct crm_reader *r, struct csv *c, struct crm_err *err)
{
	enum crm_status status;

	if (c->drawn)
		bare_cells(r);
	resolve_cells(r, c);
	status = judge_bytes(c, r->row.line, err);
	if (status == CRM_OK && r->row.n != r->columns)
		status = judge_width(r, c, err);
	if (status == CRM_OK)
		r->row.n = r->columns;
	return status;
}
