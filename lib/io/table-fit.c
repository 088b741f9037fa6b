/*
 * How wide the columns of a table are on a terminal.
 *
 * What is read as a whole (ids, numbers, money, dates, phones) is never cut: a
 * number without its end is another number.  Some stand in columns of texts: what
 * a field was and is, references by their key.  Where the terminal is too narrow,
 * empty columns go, then the longest texts and headings give way, then the
 * blanks between columns.  What fits not even then is no table.
 */
#include "table.h"

#include <stdlib.h>
#include <string.h>

/* A heading that is cut still says what the column is. */
enum { HEAD_LEAST = 5, GAP = 2, PADDED_MOST = 200 };

/* Ways to lay a table out, from the best to read on. */
static const struct way {
	size_t gap;
	size_t text; /* what is left of a longer text, at least */
} ways[] = { { GAP, 8 }, { 1, 8 }, { 1, 6 } };

enum { WAYS = sizeof ways / sizeof *ways };

static struct crm_text
heading(const struct crm_writer *w, size_t i)
{
	return crm_text_of(crm_column_label(&w->column[i]));
}

/* Width of what two headings begin with. */
static size_t
common_width(struct crm_text a, struct crm_text b)
{
	size_t n = 0;

	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	/* Not within a character. */
	while (n > 0 && n < a.n && ((unsigned char)a.p[n] & 0xc0) == 0x80)
		n--;
	a.n = n;
	return crm_width(a);
}

/* What a heading needs so that it is not taken for another: one more character
 * than they share, and the ellipsis. */
static size_t
least_heading(
    const struct crm_writer *w, const struct table_column *col, size_t i)
{
	size_t least = HEAD_LEAST;

	for (size_t k = 0; k < w->n; k++) {
		struct crm_text a = heading(w, i), b = heading(w, k);
		size_t need;

		if (k == i || col[k].out || crm_text_eq(a, b))
			continue;
		need = common_width(a, b) + 3;
		if (need > least)
			least = need;
	}
	return least < col[i].head ? least : col[i].head;
}

static size_t
least_width(const struct crm_writer *w, const struct table_column *col,
    size_t i, size_t text)
{
	size_t head = least_heading(w, col, i), cells = col[i].cells;

	if (!col[i].whole && cells > text)
		cells = col[i].kept > text ? col[i].kept : text;
	return cells > head ? cells : head;
}

static size_t
natural_width(const struct table_column *col)
{
	return col->head > col->cells ? col->head : col->cells;
}

static size_t
total(const struct crm_writer *w, const struct table_column *col,
    const size_t *width, size_t gap)
{
	size_t sum = 0, n = 0;

	for (size_t i = 0; i < w->n; i++)
		if (!col[i].out) {
			sum += width[i];
			n++;
		}
	return n == 0 ? 0 : sum + (n - 1) * gap;
}

/* Takes `over` columns away from the widest, one at a time so that equals give
 * equally.  They have that much. */
static void
shrink(const struct crm_writer *w, const struct table_column *col,
    size_t *width, const size_t *least, size_t over)
{
	for (; over > 0; over--) {
		size_t best = w->n;

		for (size_t i = 0; i < w->n; i++)
			if (!col[i].out && width[i] > least[i] &&
			    (best == w->n || width[i] > width[best]))
				best = i;
		if (best == w->n)
			return;
		width[best]--;
	}
}

/* Whether the table fits in one of the ways; *gap is that way's. */
static bool
squeeze(const struct crm_writer *w, const struct table_column *col,
    size_t *width, size_t *least, size_t most, size_t *gap)
{
	for (const struct way *way = ways; way < ways + WAYS; way++) {
		size_t now;

		for (size_t i = 0; i < w->n; i++)
			least[i] = least_width(w, col, i, way->text);
		if (total(w, col, least, way->gap) > most)
			continue;
		now = total(w, col, width, way->gap);
		shrink(w, col, width, least, now > most ? now - most : 0);
		*gap = way->gap;
		return true;
	}
	return false;
}

static void
leave_out_empty(const struct crm_writer *w, struct table_column *col)
{
	for (size_t i = 0; i < w->n; i++)
		col[i].out = col[i].cells == 0;
}

/* ---- figures among texts ---- */

/* Longer ones are no figures that somebody reads; an amount's currency and the
 * halves of a day are as many letters. */
enum { FIGURE_MOST = 40, UNIT_MOST = 3 };

static bool
is_letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool
table_is_figure(struct crm_text s)
{
	size_t digits = 0, blanks = 0, signs = 0, run = 0, longest = 0;

	if (s.n > FIGURE_MOST)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '@')
			return false;
		/* The sign of a currency; more are words. */
		signs += ((unsigned char)s.p[i] & 0xc0) == 0xc0;
		digits += s.p[i] >= '0' && s.p[i] <= '9';
		blanks += s.p[i] == ' ';
		run = is_letter(s.p[i]) ? run + 1 : 0;
		longest = run > longest ? run : longest;
	}
	return digits > 0 && signs <= 1 &&
	    (blanks == 0 || longest <= UNIT_MOST);
}

struct table_layout
table_fit(const struct crm_writer *w, struct table_column *col, size_t width)
{
	struct table_layout l = { GAP, false };
	size_t most = width > 0 ? width : PADDED_MOST, *want, *least;

	want = calloc(w->n * 2 + 1, sizeof *want);
	if (want == NULL)
		crm_oom();
	least = want + w->n;
	for (size_t i = 0; i < w->n; i++) {
		want[i] = natural_width(&col[i]);
		/* Texts alone: one enormous cell makes nothing long. */
		if (want[i] > most && !(col[i].whole && width > 0))
			want[i] = most;
	}
	if (width > 0 && total(w, col, want, GAP) > width) {
		leave_out_empty(w, col);
		l.records = !squeeze(w, col, want, least, width, &l.gap);
	}
	for (size_t i = 0; i < w->n; i++)
		col[i].width = want[i];
	free(want);
	return l;
}

/* ---- lines ---- */

/* How much of a line goes on the terminal: up to a blank, where one is in its
 * second half.  *skip is the blank. */
static size_t
break_at(struct crm_text s, size_t width, size_t *skip)
{
	size_t got, n = crm_width_prefix(s, width, &got), at;

	*skip = 0;
	if (n >= s.n)
		return s.n;
	if (n == 0) /* a character wider than the terminal */
		return crm_width_prefix(s, 2, &got) > 0
		    ? crm_width_prefix(s, 2, &got)
		    : s.n;
	for (at = n; at > n / 2 && s.p[at] != ' '; at--)
		;
	if (at <= n / 2)
		return n;
	*skip = 1;
	return at;
}

static void
new_line(struct crm_buf *b, size_t indent)
{
	crm_buf_char(b, '\n');
	while (indent-- > 0)
		crm_buf_char(b, ' ');
}

void
table_wrap(struct crm_buf *b, struct crm_text s, size_t indent, size_t width)
{
	while (s.n > 0) {
		const char *end = memchr(s.p, '\n', s.n);
		struct crm_text line = { s.p,
			end == NULL ? s.n : (size_t)(end - s.p) };
		size_t skip = 0, n = line.n;

		if (width > 0)
			n = break_at(line, width, &skip);
		crm_buf_add(b, s.p, n);
		/* The end of a line is a blank to skip, too. */
		if (n == line.n && end != NULL)
			skip = 1;
		s.p += n + skip;
		s.n -= n + skip;
		if (s.n > 0)
			new_line(b, s.p[0] == '\n' ? 0 : indent);
	}
}
