/*
 * A table for people.  All rows are kept, as text, to measure the columns.
 *
 * On a terminal a cell that is cut ends in an ellipsis, never within a number, and where no table fits
 * the fields of a record stand one under another.  Without a terminal nothing is
 * cut; a cell that is far wider than the rest sticks out, for padding all others
 * to it would make a file of blanks.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>

enum { PROFILE_GAP = 2 };

struct table {
	struct crm_buf text; /* of all cells in order */
	struct table_cell *cell;
	size_t cells, cap;
	struct crm_buf tmp;
	struct table_column *col;
	struct table_layout layout;
};

/* ---- cells ---- */

enum { TAB_STOP = 8 };

/* A line of a text of people, escaped, with its tabs as blanks. */
static void
add_line(struct crm_buf *b, struct crm_text s)
{
	size_t from = b->len, n, width;
	const char *tab;

	while (s.n > 0 && (tab = memchr(s.p, '\t', s.n)) != NULL) {
		n = (size_t)(tab - s.p);
		crm_escape(b, (struct crm_text){ s.p, n });
		width = crm_width(
		    (struct crm_text){ b->data + from, b->len - from });
		do
			crm_buf_char(b, ' ');
		while (++width % TAB_STOP != 0);
		s.p += n + 1;
		s.n -= n + 1;
	}
	crm_escape(b, s);
}

/* Escaped; of a profile, whose values are text of people, lines stay lines. */
static void
add_escaped(struct crm_buf *b, struct crm_text s, bool lines)
{
	const char *end;

	while (lines && s.n > 0 && (end = memchr(s.p, '\n', s.n)) != NULL) {
		size_t n = (size_t)(end - s.p);

		add_line(b,
		    (struct crm_text){
			s.p, n > 0 && s.p[n - 1] == '\r' ? n - 1 : n });
		crm_buf_char(b, '\n');
		s.p += n + 1;
		s.n -= n + 1;
	}
	if (lines)
		add_line(b, s);
	else
		crm_escape(b, s);
}

static struct table_cell *
keep_cell(struct crm_writer *w, struct crm_text s)
{
	struct table *t = w->state;
	struct table_cell *c;
	size_t before = t->text.len;

	t->cell = crm_grow(NULL, t->cell, t->cells, &t->cap, sizeof *t->cell);
	add_escaped(&t->text, s, w->opts.profile);
	c = &t->cell[t->cells++];
	s.p = t->text.data == NULL ? "" : t->text.data + before;
	s.n = t->text.len - before;
	c->n = (uint32_t)s.n;
	c->width = (uint32_t)crm_width(s);
	c->tone = CRM_TONE_NONE;
	return c;
}

static enum crm_status
table_begin(struct crm_writer *w, struct crm_err *err)
{
	struct table *t = calloc(1, sizeof *t);

	(void)err;
	if (t == NULL || (t->col = calloc(w->n + 1, sizeof *t->col)) == NULL)
		crm_oom();
	w->state = t;
	for (size_t i = 0; i < w->n && !w->opts.profile; i++) {
		struct crm_text label = crm_text_of(
		    crm_column_label(&w->column[i]));

		t->col[i].head = keep_cell(w, label)->width;
		t->col[i].whole = crm_column_is_whole(&w->column[i]);
	}
	return CRM_OK;
}

/* What its column needs for it. */
static void
measure(struct table_column *col, const struct table_cell *c, struct crm_text s)
{
	if (c->width > col->cells)
		col->cells = c->width;
	if (!col->whole && c->width > col->kept && table_is_figure(s))
		col->kept = c->width;
}

static enum crm_status
table_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct table *t = w->state;

	(void)err;
	for (size_t i = 0; i < w->n; i++) {
		struct table_cell *c;

		crm_buf_clear(&t->tmp);
		crm_cell_pretty(w, &t->tmp, i, cells);
		c = keep_cell(w, (struct crm_text){ t->tmp.data, t->tmp.len });
		c->tone = crm_cell_tone(w, i, cells);
		measure(&t->col[i], c,
		    (struct crm_text){ t->tmp.data, t->tmp.len });
	}
	return CRM_OK;
}

/* ---- lines ---- */

static void
blanks(struct crm_buf *b, size_t n)
{
	char *at = crm_buf_room(b, n);

	memset(at, ' ', n);
	at[n] = '\0';
	b->len += n;
}

/* Begins and ends what is in the colour of a tone. */
static void
paint(const struct crm_writer *w, unsigned tone)
{
	static const char *const on[] = {
		[CRM_TONE_GOOD] = "\033[32m",
		[CRM_TONE_BAD] = "\033[31m",
		[CRM_TONE_LATE] = "\033[1;31m",
		[CRM_TONE_FAINT] = "\033[2m",
	};

	if (w->opts.color && tone != CRM_TONE_NONE)
		crm_buf_str(w->buf, on[tone]);
}

static void
unpaint(const struct crm_writer *w, unsigned tone)
{
	if (w->opts.color && tone != CRM_TONE_NONE)
		crm_buf_str(w->buf, "\033[0m");
}

/* Where a cell is cut that has room for `width` columns, the ellipsis among them;
 * *shown are those it takes.  A number in a text goes whole: half of it would be
 * another one. */
static size_t
cut_at(struct crm_text s, size_t width, size_t *shown)
{
	size_t n = crm_width_prefix(s, width - 1, shown), at = n;
	bool digit = false;

	while (at > 0 && s.p[at - 1] != ' ') {
		at--;
		digit = digit || (s.p[at] >= '0' && s.p[at] <= '9');
	}
	if (digit && at > 0 && s.p[n] != ' ')
		n = crm_width_prefix(
		    (struct crm_text){ s.p, at }, width - 1, shown);
	++*shown;
	return n;
}

/* Writes one cell; *owed are the blanks due before whatever follows, so that
 * no line ends in blanks. */
static void
put_cell(const struct crm_writer *w, struct crm_text s,
    const struct table_cell *c, size_t width, bool right, size_t *owed)
{
	size_t shown = c->width, n = s.n;

	if (c->width > width)
		n = cut_at(s, width, &shown);
	if (right)
		*owed += width - shown;
	if (s.n > 0) {
		blanks(w->buf, *owed);
		*owed = 0;
		paint(w, c->tone);
		crm_buf_add(w->buf, s.p, n);
		if (c->width > width)
			crm_buf_str(w->buf, "…");
		unpaint(w, c->tone);
	}
	if (!right)
		*owed += width - shown;
}

static const char *
put_line(
    const struct crm_writer *w, const struct table_cell *cell, const char *text)
{
	const struct table *t = w->state;
	size_t owed = 0;
	bool first = true;

	for (size_t i = 0; i < w->n; i++) {
		struct crm_text s = { text, cell[i].n };
		size_t width = t->col[i].width;

		text += s.n;
		if (t->col[i].out)
			continue;
		if (!first)
			owed += t->layout.gap;
		first = false;
		if (cell[i].width > width && w->opts.width == 0)
			width = cell[i].width;
		put_cell(w, s, &cell[i], width,
		    crm_column_is_number(&w->column[i]), &owed);
	}
	return text;
}

static void
put_rule(const struct crm_writer *w)
{
	const struct table *t = w->state;
	bool first = true;

	for (size_t i = 0; i < w->n; i++) {
		if (t->col[i].out)
			continue;
		if (!first)
			blanks(w->buf, t->layout.gap);
		first = false;
		for (size_t k = 0; k < t->col[i].width; k++)
			crm_buf_char(w->buf, '-');
	}
	crm_buf_char(w->buf, '\n');
}

static const char *
put_header(const struct crm_writer *w, const char *text)
{
	const struct table *t = w->state;

	if (w->opts.color)
		crm_buf_str(w->buf, "\033[1;4m");
	text = put_line(w, t->cell, text);
	if (w->opts.color)
		crm_buf_str(w->buf, "\033[0m");
	crm_buf_char(w->buf, '\n');
	if (!w->opts.color)
		put_rule(w);
	return text;
}

static void
put_lines(struct crm_writer *w)
{
	const struct table *t = w->state;
	const char *text = put_header(w, t->text.data);

	for (size_t at = w->n; at < t->cells; at += w->n) {
		text = put_line(w, t->cell + at, text);
		crm_buf_char(w->buf, '\n');
		crm_out_check(w->out);
	}
}

/* ---- fields one under another ---- */

/* A name and its value.  Names take at most half of the terminal. */
static void
put_pair(const struct crm_writer *w, struct crm_text name,
    const struct table_cell *name_cell, struct crm_text value,
    const struct table_cell *value_cell, size_t width)
{
	size_t left = w->opts.width, owed = 0, indent;

	if (left > 0 && width > left / 2)
		width = left / 2;
	indent = width + PROFILE_GAP;
	put_cell(w, name, name_cell, width, false, &owed);
	if (value.n > 0) {
		blanks(w->buf, owed + PROFILE_GAP);
		paint(w, value_cell->tone);
		table_wrap(w->buf, value, indent, left > 0 ? left - indent : 0);
		unpaint(w, value_cell->tone);
	}
	crm_buf_char(w->buf, '\n');
}

/* Rows that are a name and a value each. */
static void
put_profile(struct crm_writer *w)
{
	const struct table *t = w->state;
	const char *text = t->text.data;

	for (size_t at = 0; at + 1 < t->cells; at += 2) {
		const struct table_cell *c = t->cell + at;

		put_pair(w, (struct crm_text){ text, c[0].n }, &c[0],
		    (struct crm_text){ text + c[0].n, c[1].n }, &c[1],
		    t->col[0].cells);
		text += c[0].n + c[1].n;
		crm_out_check(w->out);
	}
}

static const char *
put_record(struct crm_writer *w, const struct table_cell *cell,
    const char *text, size_t width)
{
	const struct table *t = w->state;
	const char *name = t->text.data;

	for (size_t i = 0; i < w->n; i++) {
		struct crm_text label = { name, t->cell[i].n };

		if (cell[i].n > 0)
			put_pair(w, label, &t->cell[i],
			    (struct crm_text){ text, cell[i].n }, &cell[i],
			    width);
		text += cell[i].n;
		name += label.n;
	}
	return text;
}

static void
put_records(struct crm_writer *w)
{
	const struct table *t = w->state;
	const char *text = t->text.data;
	size_t width = 0;

	for (size_t i = 0; i < w->n; i++) {
		text += t->cell[i].n;
		if (!t->col[i].out && t->col[i].head > width)
			width = t->col[i].head;
	}
	for (size_t at = w->n; at < t->cells; at += w->n) {
		if (at > w->n)
			crm_buf_char(w->buf, '\n');
		text = put_record(w, t->cell + at, text, width);
		crm_out_check(w->out);
	}
}

static enum crm_status
table_end(struct crm_writer *w, struct crm_err *err)
{
	struct table *t = w->state;

	(void)err;
	if (w->n == 0 || w->rows == 0)
		return CRM_OK;
	if (w->opts.profile) {
		put_profile(w);
		return CRM_OK;
	}
	t->layout = table_fit(w, t->col, w->opts.width);
	if (t->layout.records)
		put_records(w);
	else
		put_lines(w);
	return CRM_OK;
}

static void
table_close(struct crm_writer *w)
{
	struct table *t = w->state;

	if (t == NULL)
		return;
	crm_buf_free(&t->text);
	crm_buf_free(&t->tmp);
	free(t->cell);
	free(t->col);
	free(t);
}

const struct crm_writer_ops crm_table_writer = {
	table_begin,
	table_row,
	table_end,
	table_close,
};
