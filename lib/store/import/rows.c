/*
 * The rows of a file that are records.  What a person or a program adds around them
 * is left out, and said: rows without a value, sums below the columns, lines that are
 * drawn, lines behind the table.
 *
 * Whether such a row is behind all others is known at the end, so those that may be
 * are held back until another record comes, which makes records of them too.
 */
#include "import.h"

#include <string.h>

enum {
	SHOWN_ROWS = 3, /* rows that a message names */
	SHOWN_TEXT = 40,
};

/* A row that waits, and what its reader said of it. */
struct held_row {
	struct crm_row row;
	enum crm_status st;
	struct crm_err err;
	bool bare;
	struct held_row *next;
};

/* Whether nothing is in a row. */
static bool
is_blank(const struct import *im, const struct crm_row *row, enum crm_status st)
{
	bool ragged = row->n != crm_reader_columns(im->r);
	size_t i;

	if (st != CRM_OK && !ragged)
		return false;
	for (i = 0; i < row->n; i++)
		if (row->cell[i].kind == CRM_CELL_NULL ||
		    !cell_is_empty(row->cell[i].text))
			return false;
	return true;
}

/* A line that was drawn: behind the header in any table, further down only one
 * that is no row of its own. */
static bool
is_drawn(const struct import *im, const struct crm_row *row, enum crm_status st)
{
	size_t i;

	if (row->n == 0 || (st == CRM_OK && im->held.begun))
		return false;
	for (i = 0; i < row->n; i++)
		if (!crm_is_rule(row->cell[i].text))
			return false;
	return true;
}

/* A row without a word: figures alone may be the sums of a table whose records have
 * more than these. */
static enum beside
judge_unnamed(struct import *im, const struct crm_row *row, enum crm_status st)
{
	struct footing *s = &im->footing;

	if (st != CRM_OK || s->figures)
		return RECORD;
	if (!footing_bare(im, row) || footing_identified(im, row))
		s->worded = true;
	else if (s->worded)
		return LAST_ONLY;
	else
		s->figures = true;
	return RECORD;
}

static enum beside
judge(struct import *im, const struct crm_row *row, enum crm_status st)
{
	size_t columns = crm_reader_columns(im->r);
	enum beside what;
	struct crm_text t;
	size_t figures;

	if (is_drawn(im, row, st))
		return NO_RECORD;
	/* Fewer cells than columns, and none of them a value of its own. */
	if (st != CRM_OK && row->n > 0 && row->n < columns) {
		t = crm_text_trim(row->cell[0].text);
		if (t.n > 0 && t.p[0] == '#')
			return NO_RECORD;
		if (row->n == 1 &&
		    (row->apart || im->held.apart || sum_is_count(t)))
			return LAST_ONLY;
	}
	t = sum_text(row, &figures);
	if (t.n == 0)
		return judge_unnamed(im, row, st);
	what = sum_judge(t, figures, columns);
	if (what != RECORD && footing_identified(im, row))
		what = RECORD;
	if (what == ABOVE_ONLY && im->held.records)
		what = LAST_ONLY;
	im->footing.worded = im->footing.worded ||
	    (what == RECORD && !footing_bare(im, row));
	return what;
}

/* ---- what is held back ---- */

static struct held_row *
keep(struct import *im, const struct crm_row *row, enum crm_status st,
    const struct crm_err *err)
{
	bool bare = st == CRM_OK && footing_bare(im, row);
	struct held_row *h = crm_alloc(&im->arena, sizeof *h);
	size_t i;

	*h = (struct held_row){ .row = *row, .st = st, .bare = bare };
	if (st != CRM_OK)
		h->err = *err;
	h->row.cell = crm_alloc_n(&im->arena, row->n + 1, sizeof *row->cell);
	for (i = 0; i < row->n; i++) {
		struct crm_text t = row->cell[i].text;

		h->row.cell[i].kind = row->cell[i].kind;
		h->row.cell[i].text = (struct crm_text){
			crm_strndup(&im->arena, t.n > 0 ? t.p : "", t.n), t.n
		};
	}
	return h;
}

static void
hold(struct import *im, const struct crm_row *row, enum crm_status st,
    const struct crm_err *err)
{
	if (im->held.first == NULL)
		im->held.end = &im->held.first;
	*im->held.end = keep(im, row, st, err);
	im->held.end = &(*im->held.end)->next;
}

static void
hold_above(struct import *im, const struct crm_row *row, enum crm_status st,
    const struct crm_err *err)
{
	if (im->held.top == NULL)
		im->held.top_end = &im->held.top;
	*im->held.top_end = keep(im, row, st, err);
	im->held.top_end = &(*im->held.top_end)->next;
}

static enum crm_status
give(struct held_row *h, struct crm_row **row, struct crm_err *err)
{
	*row = &h->row;
	if (h->st != CRM_OK)
		*err = h->err;
	return h->st;
}

static enum crm_status
give_held(struct import *im, struct crm_row **row, struct crm_err *err)
{
	struct held_row *h = im->held.first;

	im->held.first = h->next;
	im->held.given = h->next != NULL;
	/* One among the records: so may the others be. */
	im->footing.figures = im->footing.figures || h->bare;
	im->footing.lone = im->footing.lone || footing_lone(&h->row);
	return give(h, row, err);
}

/* ---- what is left out ---- */

void
rows_leave_out(struct import *im, const struct crm_row *row)
{
	struct crm_buf *b = &im->held.said;
	struct crm_text t = { NULL, 0 };
	size_t i;

	if (im->held.left++ >= SHOWN_ROWS)
		return;
	for (i = 0; i < row->n && t.n == 0; i++)
		t = crm_text_trim(row->cell[i].text);
	if (t.n > SHOWN_TEXT) {
		t.n = SHOWN_TEXT;
		while (t.n > 0 && (t.p[t.n] & 0xC0) == 0x80)
			t.n--;
	}
	crm_buf_printf(
	    b, "%s%lld ('", b->len > 0 ? ", " : "", (long long)row->line);
	crm_escape(b, t);
	crm_buf_str(b, "')");
}

/* What was held back is behind the last record of a table. */
static void
end_table(struct import *im)
{
	struct held_row *h;

	for (h = im->held.first; h != NULL; h = h->next) {
		rows_leave_out(im, &h->row);
		im->footing.left += h->bare;
	}
	im->held.first = NULL;
	footing_part(im);
}

static void
tell_left_out(struct import *im)
{
	int64_t n = im->held.left;

	continued_tell(im);
	if (n == 0 || im->o->note == NULL)
		return;
	if (n > SHOWN_ROWS)
		crm_buf_printf(&im->held.said, crm_tr(" and %lld more"),
		    (long long)n - SHOWN_ROWS);
	im->o->note(im->o->ctx,
	    crm_sprintf(&im->arena,
		crm_tr("left out as no record%s: line%s %s"), n == 1 ? "" : "s",
		n == 1 ? "" : "s", im->held.said.data));
	footing_tell(im);
}

/* ---- the next one ---- */

/* Whether somebody may have written around the table. */
static bool
is_sheet(const struct import *im)
{
	enum crm_format f = crm_reader_format(im->r);

	return f == CRM_FMT_CSV || f == CRM_FMT_TSV || f == CRM_FMT_XLSX;
}

/* Whether the first cell alone says that it is a record, as nearly all do. */
static bool
is_plain(const struct import *im, const struct crm_row *row, enum crm_status st)
{
	return st == CRM_OK && im->held.first == NULL && row->n > 0 &&
	    row->cell[0].text.n > 0 && !sum_may_begin(row->cell[0].text.p[0]);
}

/* Behind the last row of the input. */
static enum crm_status
next_above(struct import *im, struct crm_row **row, struct crm_err *err)
{
	struct held_row *h = im->held.top;

	im->held.over = true;
	end_table(im);
	if (h == NULL) {
		tell_left_out(im);
		return CRM_OK;
	}
	im->held.top = h->next;
	return give(h, row, err);
}

/* A line behind the table, as a spreadsheet keeps it: as wide as that. */
static bool
is_padded(struct import *im, const struct crm_row *row, enum crm_status st)
{
	return st == CRM_OK && im->held.records &&
	    (row->apart || im->held.apart) && footing_padded(im, row);
}

/* What a row of a sheet is, and what follows for those held back. */
static enum beside
judge_row(struct import *im, const struct crm_row *row, enum crm_status st)
{
	enum beside what;

	if (!im->held.begun && header_describes(row))
		return NO_RECORD;
	if (header_again(im, row)) {
		end_table(im);
		what = NO_RECORD;
	} else if (is_padded(im, row, st)) {
		what = LAST_ONLY;
	} else if (is_plain(im, row, st)) {
		im->held.apart = false;
		im->footing.worded = true;
		what = continued_is(im, row) ? NO_RECORD : RECORD;
	} else if (im->held.begun && st == CRM_OK && continued_is(im, row)) {
		what = NO_RECORD;
	} else {
		what = judge(im, row, st);
	}
	im->held.begun = true;
	return what;
}

enum crm_status
rows_next(struct import *im, struct crm_row **row, struct crm_err *err)
{
	enum beside what;
	enum crm_status st;

	if (im->held.given)
		return give_held(im, row, err);
	for (what = NO_RECORD; what != RECORD;) {
		*row = NULL;
		st = im->held.over ? CRM_OK : crm_reader_next(im->r, row, err);
		if (*row == NULL)
			return st == CRM_OK ? next_above(im, row, err) : st;
		if (!is_sheet(im))
			return st;
		if (is_blank(im, *row, st)) {
			im->held.apart = true;
			im->count->blank++;
			continue;
		}
		what = judge_row(im, *row, st);
		if (what == NO_RECORD) {
			rows_leave_out(im, *row);
			footing_part(im);
		} else if (what == ABOVE_ONLY) {
			hold_above(im, *row, st, err);
		} else if (what == LAST_ONLY) {
			/* Lines behind the table follow each other. */
			im->held.apart = im->held.apart || (*row)->apart;
			hold(im, *row, st, err);
		} else if (header_other(im, *row, err) != CRM_OK) {
			return err->status;
		}
	}
	im->held.apart = false;
	im->held.records = true;
	im->footing.lone = im->footing.lone || footing_lone(*row);
	if (im->held.first == NULL)
		return st;
	hold(im, *row, st, err);
	return give_held(im, row, err);
}

void
rows_free(struct import *im)
{
	crm_buf_free(&im->held.said);
}
