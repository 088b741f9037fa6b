/*
 * A table for people.  All rows are kept, as text, to measure the columns.
 *
 * Where the terminal is too narrow the widest columns of text give way first,
 * then the numbers: a cell that is cut ends in an ellipsis.
 */
#include "wimpl.h"

#include <stdlib.h>
#include <string.h>

enum { GAP = 2, TEXT_MIN = 8, COLUMN_MIN = 3 };

struct cell {
	uint32_t n;     /* bytes */
	uint32_t width; /* columns on the terminal */
};

struct table {
	struct crm_buf text; /* of all cells in order */
	struct cell *cell;
	size_t cells, cap;
	struct crm_buf tmp;
	size_t *width; /* a column */
};

static void
keep_cell(struct table *t, size_t column, struct crm_text s)
{
	struct cell *c;
	size_t before = t->text.len;

	t->cell = crm_grow(NULL, t->cell, t->cells, &t->cap, sizeof *t->cell);
	crm_escape(&t->text, s);
	c = &t->cell[t->cells++];
	s.p = t->text.data == NULL ? "" : t->text.data + before;
	s.n = t->text.len - before;
	c->n = (uint32_t)s.n;
	c->width = (uint32_t)crm_width(s);
	if (c->width > t->width[column])
		t->width[column] = c->width;
}

static enum crm_status
table_begin(struct crm_writer *w, struct crm_err *err)
{
	struct table *t = calloc(1, sizeof *t);

	(void)err;
	if (t == NULL ||
	    (t->width = calloc(w->n + 1, sizeof *t->width)) == NULL)
		crm_oom();
	w->state = t;
	for (size_t i = 0; i < w->n && !w->opts.raw_table; i++)
		keep_cell(t, i, crm_text_of(crm_column_label(&w->column[i])));
	return CRM_OK;
}

static enum crm_status
table_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct table *t = w->state;

	(void)err;
	for (size_t i = 0; i < w->n; i++) {
		crm_buf_clear(&t->tmp);
		crm_cell_pretty(w, &t->tmp, i, cells);
		keep_cell(t, i, (struct crm_text){ t->tmp.data, t->tmp.len });
	}
	return CRM_OK;
}

/* The widest column that may still shrink, or n. */
static size_t
widest(const struct crm_writer *w, const size_t *width, bool numbers)
{
	size_t best = w->n, least = numbers ? COLUMN_MIN : TEXT_MIN;

	for (size_t i = 0; i < w->n; i++) {
		if (!numbers && crm_column_is_number(&w->column[i]))
			continue;
		if (width[i] > least &&
		    (best == w->n || width[i] > width[best]))
			best = i;
	}
	return best;
}

/* Takes `over` columns away, one at a time so that equals shrink equally. */
static size_t
shrink(const struct crm_writer *w, size_t *width, size_t over, bool numbers)
{
	for (; over > 0; over--) {
		size_t i = widest(w, width, numbers);

		if (i == w->n)
			break;
		width[i]--;
	}
	return over;
}

static void
fit(const struct crm_writer *w, size_t *width)
{
	size_t total = w->n > 0 ? (w->n - 1) * GAP : 0, most = w->opts.width;

	if (most == 0)
		return;
	/* One enormous cell must not make the loop below long. */
	for (size_t i = 0; i < w->n; i++) {
		if (width[i] > most)
			width[i] = most;
		total += width[i];
	}
	if (total > most)
		shrink(w, width, shrink(w, width, total - most, false), true);
}

static void
blanks(struct crm_buf *b, size_t n)
{
	char *at = crm_buf_room(b, n);

	memset(at, ' ', n);
	at[n] = '\0';
	b->len += n;
}

/* Writes one cell; *owed are the blanks due before whatever follows, so that
 * no line ends in blanks. */
static void
put_cell(struct crm_buf *b, struct crm_text s, size_t own, size_t width,
    bool right, size_t *owed)
{
	size_t shown = own, n = s.n;

	if (own > width) {
		n = crm_width_prefix(s, width - 1, &shown);
		shown++;
	}
	if (right)
		*owed += width - shown;
	if (s.n > 0) {
		blanks(b, *owed);
		*owed = 0;
		crm_buf_add(b, s.p, n);
		if (own > width)
			crm_buf_str(b, "…");
	}
	if (!right)
		*owed += width - shown;
}

static const char *
put_line(const struct crm_writer *w, const struct cell *cell, const char *text)
{
	const struct table *t = w->state;
	size_t owed = 0;

	for (size_t i = 0; i < w->n; i++) {
		struct crm_text s = { text, cell[i].n };

		if (i > 0)
			owed += GAP;
		put_cell(w->buf, s, cell[i].width, t->width[i],
		    crm_column_is_number(&w->column[i]), &owed);
		text += s.n;
	}
	return text;
}

static void
put_rule(const struct crm_writer *w)
{
	const struct table *t = w->state;

	for (size_t i = 0; i < w->n; i++) {
		if (i > 0)
			blanks(w->buf, GAP);
		for (size_t k = 0; k < t->width[i]; k++)
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

static enum crm_status
table_end(struct crm_writer *w, struct crm_err *err)
{
	struct table *t = w->state;
	const char *text = t->text.data;
	size_t at = 0;

	(void)err;
	if (w->n == 0)
		return CRM_OK;
	fit(w, t->width);
	if (!w->opts.raw_table) {
		text = put_header(w, text);
		at = w->n;
	}
	for (; at < t->cells; at += w->n) {
		text = put_line(w, t->cell + at, text);
		crm_buf_char(w->buf, '\n');
		crm_out_check(w->out);
	}
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
	free(t->width);
	free(t);
}

const struct crm_writer_ops crm_table_writer = {
	table_begin,
	table_row,
	table_end,
	table_close,
};
