/*
 * Refused rows as a workbook: the sheet has the name of the one that was read, its
 * header stands in the same row, and numbers are numbers, so that the same command
 * reads it again.
 */
#include "cli/internal.h"

#include <assert.h>

/* Numbers are given as such; every other cell is the text that was read. */
static struct crm_column
column_named(struct rejects_book *b, struct crm_text name)
{
	return (
	    struct crm_column){ .name = crm_strndup(&b->arena, name.p, name.n),
		.type = CRM_T_DECIMAL,
		.currency = -1 };
}

static enum crm_status
begin(struct rejects_book *b, struct crm_out *out, const struct crm_reader *r,
    struct crm_err *err)
{
	struct crm_writer_opts opts = { .format = CRM_FMT_XLSX,
		.title = crm_reader_sheet(r),
		.skip = (unsigned)crm_reader_form(r).skip,
		.marks = true };
	size_t i, n = crm_reader_columns(r);

	b->column = crm_alloc_n(
	    &b->arena, n + CRM_REJECT_COLUMNS, sizeof *b->column);
	for (i = 0; i < n; i++)
		if (!crm_is_reject_column(crm_reader_column(r, i)))
			b->column[b->n++] = column_named(
			    b, crm_reader_column(r, i));
	for (i = 0; i < CRM_REJECT_COLUMNS; i++)
		b->column[b->n++] = column_named(
		    b, crm_text_of(crm_reject_columns[i]));
	return crm_writer_open(out, &opts, b->column, b->n, &b->writer, err);
}

/* A text that would be taken for the mark that clears has one more backslash. */
static struct crm_value
text_value(struct rejects_book *b, const struct crm_cell *c)
{
	size_t n = 0;

	if (c->kind == CRM_CELL_NULL)
		return crm_value_text(CRM_TEXT("\\N"));
	while (n < c->text.n && c->text.p[n] == '\\')
		n++;
	if (n > 0 && n + 1 == c->text.n && c->text.p[n] == 'N')
		return crm_value_text(crm_text_of(
		    crm_sprintf(&b->row, "\\%.*s", (int)c->text.n, c->text.p)));
	return crm_value_text(c->text);
}

/* Noughts that a number's format put before it, which a plain number has not. */
static bool
is_padded(struct crm_text t)
{
	size_t sign = t.n > 0 && t.p[0] == '-';

	return t.n > sign + 1 && t.p[sign] == '0' && t.p[sign + 1] >= '0' &&
	    t.p[sign + 1] <= '9';
}

static struct crm_value
value_of(struct rejects_book *b, const struct crm_cell *c)
{
	struct crm_value v = CRM_VALUE_NULL;

	if (c->kind == CRM_CELL_NUMBER && !is_padded(c->text) &&
	    crm_number_parse(c->text, CRM_DECIMAL_DIGITS, 0, &v.i, NULL) ==
		CRM_OK)
		return crm_value_int(v.i);
	return c->kind == CRM_CELL_ABSENT ||
		(c->text.n == 0 && c->kind != CRM_CELL_NULL)
	    ? v
	    : text_value(b, c);
}

void
rejects_book_row(struct rejects_book *b, struct crm_out *out,
    const struct crm_reader *r, const struct crm_cell *cell, size_t n)
{
	struct crm_value *v;
	size_t i;

	if (b->err.status == CRM_OK && b->writer == NULL)
		begin(b, out, r, &b->err);
	if (b->err.status != CRM_OK)
		return;
	assert(n == b->n); /* a sheet has no rows that are too short */
	crm_arena_reset(&b->row);
	v = crm_alloc_n(&b->row, n, sizeof *v);
	for (i = 0; i < n; i++)
		v[i] = value_of(b, &cell[i]);
	crm_writer_row(b->writer, v, &b->err);
}

enum crm_status
rejects_book_end(struct rejects_book *b, struct crm_out *out,
    const struct crm_reader *r, struct crm_err *err)
{
	if (b->err.status == CRM_OK && b->writer == NULL)
		begin(b, out, r, &b->err);
	if (b->err.status == CRM_OK)
		crm_writer_end(b->writer, &b->err);
	if (b->err.status != CRM_OK)
		*err = b->err;
	return b->err.status;
}

void
rejects_book_close(struct rejects_book *b)
{
	crm_writer_close(b->writer);
	crm_arena_free(&b->arena);
	crm_arena_free(&b->row);
	*b = (struct rejects_book){ .writer = NULL };
}
