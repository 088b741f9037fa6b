/*
 * CSV and TSV out.  Text goes straight into the output buffer; only a field
 * that needs quotes is left to libcsv, whose writer would quote them all.
 * csv-row.c says what backslashes mean and reads back what this writes.
 */
#include "formula.h"
#include "wimpl.h"

#include <csv.h>
#include <string.h>

/* What one byte means for the field it is in. */
enum { QUOTE = 1, ESCAPE = 2, COMMA = 4 };

static const unsigned char class[256] = {
	['"'] = QUOTE,
	[','] = COMMA,
	['\n'] = QUOTE | ESCAPE,
	['\r'] = QUOTE | ESCAPE,
	['\t'] = ESCAPE,
	['\\'] = ESCAPE,
};

static unsigned
classes(struct crm_text t)
{
	const unsigned char *p = (const unsigned char *)t.p, *end = p + t.n;
	unsigned all = 0;

	while (p < end)
		all |= class[*p++];
	return all;
}

/* Blanks at the ends are quoted because other readers trim them. */
static bool
needs_quotes(const struct crm_writer *w, struct crm_text t)
{
	unsigned all = classes(t);

	if (t.p[0] == ' ' || t.p[t.n - 1] == ' ' || (all & QUOTE) != 0)
		return true;
	return w->delimiter == '\0' || w->delimiter == ','
	    ? (all & COMMA) != 0
	    : memchr(t.p, w->delimiter, t.n) != NULL;
}

static void
quoted(struct crm_buf *b, struct crm_text t, char front)
{
	size_t room = 2 * t.n + 3;
	char *at = crm_buf_room(b, room + 1);
	size_t n = csv_write2(at, room, t.p, t.n, '"');

	if (front != '\0') {
		memmove(at + 2, at + 1, n - 1);
		at[1] = front;
		n++;
	}
	b->len += n;
	at[n] = '\0';
}

static void
csv_text(const struct crm_writer *w, struct crm_text t)
{
	char front = '\0';

	if (t.n == 0)
		return;
	if (t.p[0] == '\\')
		front = '\\';
	else if (w->opts.excel && crm_formula_armed(t))
		front = '\'';
	if (needs_quotes(w, t)) {
		quoted(w->buf, t, front);
		return;
	}
	if (front != '\0')
		crm_buf_char(w->buf, front);
	crm_buf_add(w->buf, t.p, t.n);
}

static void
end_line(const struct crm_writer *w)
{
	crm_buf_str(w->buf, w->opts.excel ? "\r\n" : "\n");
}

/* A line without a byte would be skipped as blank. */
static void
mark_blank(const struct crm_writer *w, size_t start)
{
	if (w->buf->len == start)
		crm_buf_str(w->buf, "\"\"");
}

static void
begin_file(const struct crm_writer *w)
{
	if (w->opts.excel)
		crm_buf_str(w->buf, "\xef\xbb\xbf");
}

static enum crm_status
csv_begin(struct crm_writer *w, struct crm_err *err)
{
	(void)err;
	begin_file(w);
	for (size_t i = 0; i < w->n; i++) {
		struct crm_text name = crm_text_of(w->column[i].name);

		if (i > 0)
			crm_buf_char(w->buf, ',');
		if (name.n > 0 && needs_quotes(w, name))
			quoted(w->buf, name, '\0');
		else
			crm_buf_add(w->buf, name.p, name.n);
	}
	end_line(w);
	return CRM_OK;
}

static enum crm_status
csv_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	size_t start = w->buf->len;

	(void)err;
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			crm_buf_char(w->buf, ',');
		if (cells[i].kind == CRM_STR)
			csv_text(w, cells[i].t);
		else
			crm_cell_plain(w, w->buf, i, cells);
	}
	mark_blank(w, start);
	end_line(w);
	return CRM_OK;
}

/* ---- TSV ---- */

static char
escape_letter(char c)
{
	switch (c) {
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

static void
tsv_text(const struct crm_writer *w, struct crm_text t)
{
	if (t.n == 0)
		return;
	if (w->opts.excel && crm_formula_armed(t))
		crm_buf_char(w->buf, '\'');
	/* A quote that begins a cell would be taken for CSV's. */
	else if (t.p[0] == '"')
		crm_buf_char(w->buf, '\\');
	if ((classes(t) & ESCAPE) == 0) {
		crm_buf_add(w->buf, t.p, t.n);
		return;
	}
	for (size_t i = 0; i < t.n; i++) {
		char letter = escape_letter(t.p[i]);

		if (letter != '\0')
			crm_buf_char(w->buf, '\\');
		crm_buf_char(w->buf, letter != '\0' ? letter : t.p[i]);
	}
}

static enum crm_status
tsv_begin(struct crm_writer *w, struct crm_err *err)
{
	(void)err;
	begin_file(w);
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			crm_buf_char(w->buf, '\t');
		tsv_text(w, crm_text_of(w->column[i].name));
	}
	end_line(w);
	return CRM_OK;
}

static enum crm_status
tsv_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	size_t start = w->buf->len;

	(void)err;
	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			crm_buf_char(w->buf, '\t');
		if (cells[i].kind == CRM_STR)
			tsv_text(w, cells[i].t);
		else
			crm_cell_plain(w, w->buf, i, cells);
	}
	mark_blank(w, start);
	end_line(w);
	return CRM_OK;
}

/* ---- cells in the form of a file ---- */

void
crm_form_cells(struct crm_buf *out, const struct crm_file_form *form,
    const struct crm_cell *cell, size_t n)
{
	struct crm_writer w = { .buf = out,
		.opts.excel = form->excel,
		.delimiter = form->delimiter };
	size_t start = out->len;

	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			crm_buf_char(out, form->delimiter);
		if (cell[i].kind == CRM_CELL_NULL)
			crm_buf_str(out, "\\N");
		else if (form->format == CRM_FMT_TSV)
			tsv_text(&w, cell[i].text);
		else
			csv_text(&w, cell[i].text);
	}
	mark_blank(&w, start);
	crm_buf_str(out, form->eol);
}

const struct crm_writer_ops crm_csv_writer = {
	csv_begin,
	csv_row,
	NULL,
	NULL,
};

const struct crm_writer_ops crm_tsv_writer = {
	tsv_begin,
	tsv_row,
	NULL,
	NULL,
};
