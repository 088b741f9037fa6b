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
	WORD_MAX = 40,  /* bytes of a word for a sum */
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

/* Sums, wherever they stand, and such as may be names of records: Total is a
 * company. */
static const char sure_words[] =
    "subtotal|sub total|grand total|合计|总计|小计|总合计|本页合计|本页小计|"
    "本页总计|页小计|共计|累计|汇总|zwischensumme|gesamtsumme|sous total|"
    "total général|subtotales|total general";
static const char last_words[] =
    "total|totals|sum|total amount|sum total|summe|gesamt|somme|suma|average|"
    "averages|mean|总和|总额|总金额|平均|平均值|均值";
/* What is left of a count of rows, or of pages, without its numbers; "Row 2" is rather
 * a name, and "1 row" is none. */
static const char one_words[] = "row|record|row selected|row in set sec";
static const char count_words[] =
    "rows|records|rows selected|rows in set sec|行记录|total rows|total records|"
    "records total|共条|共行|共条记录|共条数据|共条线索|共项|共笔|第页|第页共页|"
    "第页/共页|共页";

static bool
is_empty(struct crm_text t)
{
	return t.n == 0 || (begins_nothing(t) && cell_is_nothing(t));
}

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
		    !is_empty(row->cell[i].text))
			return false;
	return true;
}

/* What a byte may be at the beginning of a cell: of a figure, of a word for a sum, or
 * of what nobody sees.  Nearly every row is told by its first one to be none. */
enum { FIGURE = 1, WORD = 2, UNSEEN = 4 };
static const unsigned char begins[256] = {
	['\t'] = UNSEEN,
	['\n'] = UNSEEN,
	['\v'] = UNSEEN,
	['\f'] = UNSEEN,
	['\r'] = UNSEEN,
	['='] = UNSEEN,
	[0xCD] = UNSEEN,
	[0xD8] = UNSEEN,
	[0xE1] = UNSEEN,
	[0xE3] = UNSEEN,
	[0xF3] = UNSEEN,
	['0'] = FIGURE,
	['1'] = FIGURE,
	['2'] = FIGURE,
	['3'] = FIGURE,
	['4'] = FIGURE,
	['5'] = FIGURE,
	['6'] = FIGURE,
	['7'] = FIGURE,
	['8'] = FIGURE,
	['9'] = FIGURE,
	['.'] = FIGURE,
	[','] = FIGURE,
	['+'] = FIGURE,
	['-'] = FIGURE,
	['('] = FIGURE,
	[')'] = FIGURE,
	['%'] = FIGURE,
	[' '] = FIGURE | WORD,
	['\''] = FIGURE,
	['$'] = FIGURE,
	[0xC2] = FIGURE, /* ¥ and what it is made of */
	[0xA5] = FIGURE,
	[0xEF] = FIGURE,
	[0xBF] = FIGURE,
	[0xE2] = FIGURE, /* € */
	[0x82] = FIGURE,
	[0xAC] = FIGURE,
	['a'] = WORD,
	['A'] = WORD,
	['g'] = WORD,
	['G'] = WORD,
	['m'] = WORD,
	['M'] = WORD,
	['r'] = WORD,
	['R'] = WORD,
	['s'] = WORD,
	['S'] = WORD,
	['t'] = WORD,
	['T'] = WORD,
	['z'] = WORD,
	['Z'] = WORD,
	[0xE5] = WORD, /* 合 小 共 平 均 */
	[0xE6] = WORD, /* 总 汇 本 */
	[0xE7] = WORD, /* 累 第 */
	[0xE9] = WORD, /* 页 */
};

static unsigned
begins_as(char c)
{
	return begins[(unsigned char)c];
}

/* A number as a person or a program writes it: digits, and signs around them. */
static bool
is_figure(struct crm_text t)
{
	bool digit = false;
	size_t i;

	for (i = 0; i < t.n; i++) {
		if ((begins_as(t.p[i]) & FIGURE) == 0)
			return false;
		digit = digit || (t.p[i] >= '0' && t.p[i] <= '9');
	}
	return digit;
}

/* The one text of a row whose other values are *figures figures; none where there
 * are more texts. */
static struct crm_text
text_among_figures(const struct crm_row *row, size_t *figures)
{
	struct crm_text none = { NULL, 0 }, found = none;
	size_t i;

	*figures = 0;
	for (i = 0; i < row->n; i++) {
		struct crm_text t = row->cell[i].text;

		if (t.n == 0)
			continue;
		if (begins_as(t.p[0]) == 0)
			return none;
		if (is_empty(t))
			continue;
		if (is_figure(t))
			++*figures;
		else if (found.n > 0 || t.n > WORD_MAX)
			return none;
		else
			found = t;
	}
	return found;
}

static bool
is_sum_word(struct crm_text t)
{
	return crm_header_is(t, sure_words) || crm_header_is(t, last_words);
}

/* "Subtotal Alba", "Total (2)", "阿尔法 汇总" */
static bool
has_sum_word(struct crm_text t)
{
	size_t first = 0, last = t.n;

	while (first < t.n && strchr(" :(", t.p[first]) == NULL)
		first++;
	while (last > 0 && t.p[last - 1] != ' ')
		last--;
	return is_sum_word((struct crm_text){ t.p, first }) ||
	    is_sum_word((struct crm_text){ t.p + last, t.n - last });
}

bool
rows_is_named_sum(const struct crm_row *row)
{
	struct crm_text found = { NULL, 0 };
	size_t i;

	for (i = 0; i < row->n; i++) {
		struct crm_text t = crm_text_trim(row->cell[i].text);

		if (t.n == 0 || is_figure(t))
			continue;
		if (found.n > 0)
			return false;
		found = t;
	}
	return found.n > 0 && has_sum_word(found);
}

/* "共 12 条", "(3 rows)" */
static bool
is_count(struct crm_text t)
{
	char rest[WORD_MAX];
	size_t i, n = 0;
	bool digit_first;

	if (t.n == 0 || t.n > WORD_MAX)
		return false;
	for (i = 0; i < t.n; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			rest[n++] = t.p[i];
	digit_first = t.p[0] == '(' || (t.p[0] >= '0' && t.p[0] <= '9');
	return n > 0 && n < t.n &&
	    (crm_header_is((struct crm_text){ rest, n }, count_words) ||
		(digit_first &&
		    crm_header_is((struct crm_text){ rest, n }, one_words)));
}

/* A word for a sum may have its unit behind it: 合计（元）. */
static struct crm_text
without_unit(struct crm_text t)
{
	static const char *const open[] = { "(", "（" };
	size_t i, o;

	for (o = 0; o < sizeof open / sizeof open[0]; o++)
		for (i = 1; i + strlen(open[o]) <= t.n; i++)
			if (memcmp(t.p + i, open[o], strlen(open[o])) == 0)
				return (struct crm_text){ t.p, i };
	return t;
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

/* What a row may be beside a record. */
enum beside { RECORD, LAST_ONLY, NO_RECORD };

/* A row without a word: figures alone may be the sums of a table whose records have
 * more than these. */
static enum beside
judge_unnamed(struct import *im, const struct crm_row *row, enum crm_status st)
{
	struct footing *s = &im->footing;

	if (st != CRM_OK || s->figures)
		return RECORD;
	if (!footing_bare(im, row))
		s->worded = true;
	else if (s->worded)
		return LAST_ONLY;
	else
		s->figures = true;
	return RECORD;
}

/* One with a text beside its figures. */
static enum beside
judge_worded(struct crm_text t, size_t figures, size_t columns)
{
	/* Sums of what has none: a word alone, in a table of several columns. */
	if (figures == 0)
		return is_count(t) ||
			(columns > 1 &&
			    crm_header_is(without_unit(t), sure_words))
		    ? LAST_ONLY
		    : RECORD;
	t = without_unit(t);
	if (crm_header_is(t, sure_words))
		return NO_RECORD;
	return crm_header_is(t, last_words) ? LAST_ONLY : RECORD;
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
		    (row->apart || im->held.apart || is_count(t)))
			return LAST_ONLY;
	}
	t = text_among_figures(row, &figures);
	if (t.n == 0)
		return judge_unnamed(im, row, st);
	what = judge_worded(t, figures, columns);
	im->footing.worded = im->footing.worded ||
	    (what == RECORD && !footing_bare(im, row));
	return what;
}

/* ---- what is held back ---- */

static void
hold(struct import *im, const struct crm_row *row, enum crm_status st,
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
	if (im->held.first == NULL)
		im->held.end = &im->held.first;
	*im->held.end = h;
	im->held.end = &h->next;
}

static enum crm_status
give_held(struct import *im, struct crm_row **row, struct crm_err *err)
{
	struct held_row *h = im->held.first;

	im->held.first = h->next;
	im->held.given = h->next != NULL;
	/* One among the records: so may the others be. */
	im->footing.figures = im->footing.figures || h->bare;
	*row = &h->row;
	if (h->st != CRM_OK)
		*err = h->err;
	return h->st;
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

/* At the end of the input: what was held back is behind the last record. */
static void
end_rows(struct import *im)
{
	struct held_row *h;
	int64_t n;

	for (h = im->held.first; h != NULL; h = h->next) {
		rows_leave_out(im, &h->row);
		im->footing.left += h->bare;
	}
	im->held.first = NULL;
	n = im->held.left;
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
	    row->cell[0].text.n > 0 && begins_as(row->cell[0].text.p[0]) == 0;
}

enum crm_status
rows_next(struct import *im, struct crm_row **row, struct crm_err *err)
{
	enum crm_status st;

	if (im->held.given)
		return give_held(im, row, err);
	for (;;) {
		enum beside what;

		st = crm_reader_next(im->r, row, err);
		if (*row == NULL) {
			if (st == CRM_OK)
				end_rows(im);
			return st;
		}
		if (is_plain(im, *row, st)) {
			im->held.apart = false;
			im->held.begun = true;
			im->footing.worded = true;
			if (!is_sheet(im) || !continued_is(im, *row))
				return CRM_OK;
			rows_leave_out(im, *row);
			continue;
		}
		if (!is_sheet(im))
			return st;
		if (is_blank(im, *row, st)) {
			im->held.apart = true;
			im->count->blank++;
			continue;
		}
		what = im->held.begun && st == CRM_OK && continued_is(im, *row)
		    ? NO_RECORD
		    : judge(im, *row, st);
		im->held.begun = true;
		if (what == NO_RECORD) {
			rows_leave_out(im, *row);
			footing_part(im);
			continue;
		}
		if (what == RECORD)
			break;
		/* Lines behind the table follow each other. */
		im->held.apart = im->held.apart || (*row)->apart;
		hold(im, *row, st, err);
	}
	im->held.apart = false;
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
