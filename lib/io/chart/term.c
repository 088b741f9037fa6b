/*
 * A scene as lines of a terminal.  Bars of the first series end in eighths of a
 * cell, others have a shade of their own; lines are dots of Braille with a sign at
 * each point, so that nothing hangs on colour alone.
 */
#include <math.h>
#include <string.h>

#include "chart.h"

enum { CELL_BYTES = 64, PLAIN = -1, BOLD = -2, FAINT = -3, EIGHTHS = 8 };

struct cell {
	char text[CELL_BYTES]; /* "": blank; a wide one is followed by one that
				* is covered */
	short color;           /* a series, or PLAIN, BOLD, FAINT */
	bool covered;
	unsigned char dots; /* of Braille */
};

struct grid {
	struct cell *cell;
	size_t w, h;
};

/* Of the 256 colours, those nearest to the ones of drawings. */
static const unsigned char colors[CHART_REST + 1] = { 32, 214, 36, 175, 117,
	166, 245 };

static const char *const shades[CHART_REST + 1] = { "█", "▓", "▒", "░", "▚",
	"#", "=" };

static const char *const signs[CHART_REST + 1] = { "●", "■", "▲", "◆", "○", "□",
	"+" };

static struct cell *
cell_at(const struct grid *g, double x, double y)
{
	if (x < 0 || y < 0 || x >= (double)g->w || y >= (double)g->h)
		return NULL;
	return &g->cell[(size_t)y * g->w + (size_t)x];
}

static void
set_cell(const struct grid *g, double x, double y, const char *text, int color)
{
	struct cell *c = cell_at(g, x, y);

	if (c == NULL)
		return;
	snprintf(c->text, sizeof c->text, "%s", text);
	c->color = (short)color;
	c->dots = 0;
}

/* ---- bars ---- */

/* Of a series that has shades a cell is full or not. */
static const char *
part_of_cell(size_t series, int eighths, bool upright)
{
	static const char *const right[] = { "", "▏", "▎", "▍", "▌", "▋", "▊",
		"▉", "█" };
	static const char *const up[] = { "", "▁", "▂", "▃", "▄", "▅", "▆", "▇",
		"█" };

	if (series != 0)
		return eighths * 2 >= EIGHTHS ? shades[series] : "";
	return upright ? up[eighths] : right[eighths];
}

/* How much of 0..1 lies between a and b, in eighths. */
static int
eighths_of(double a, double b)
{
	double part = fmin(b, 1) - fmax(a, 0);

	return part <= 0 ? 0 : (int)floor(part * EIGHTHS + 0.5);
}

static void
put_upright(const struct grid *g, const struct mark *m)
{
	double top = m->y, bottom = m->y + m->h;

	for (int y = (int)floor(top); y < bottom; y++) {
		/* Measured from below; a bar that hangs from above has only
		 * halves. */
		bool hangs = bottom < y + 1 && top <= y;
		int n = eighths_of(top - y, bottom - y);
		const char *text = part_of_cell(m->series, n, true);

		if (hangs && m->series == 0)
			text = n * 2 >= EIGHTHS ? "▀" : "▔";
		for (int x = (int)floor(m->x + 0.5);
		     x < floor(m->x + m->w + 0.5) && *text != '\0'; x++)
			set_cell(g, x, y, text, (int)m->series);
	}
}

static void
put_lying(const struct grid *g, const struct mark *m)
{
	double left = m->x, right = m->x + m->w, y = floor(m->y + 0.5);

	/* Shades begin and end with a cell, so that stacked ones meet. */
	if (m->series != 0) {
		left = floor(left + 0.5);
		right = floor(right + 0.5);
	}
	for (int x = (int)floor(left); x < right; x++) {
		bool late = left > x && right >= x + 1;
		int n = eighths_of(left - x, right - x);
		const char *text = part_of_cell(m->series, n, false);

		if (late) /* what begins within a cell has only halves */
			text = n * 2 > EIGHTHS ? "█" : n > 1 ? "▐" : "▕";
		if (*text != '\0')
			set_cell(g, x, y, text, (int)m->series);
	}
}

/* ---- lines ---- */

enum { DOTS_X = 2, DOTS_Y = 4 };

static void
put_dot(const struct grid *g, double x, double y, size_t series)
{
	static const unsigned char bits[DOTS_Y][DOTS_X] = { { 0x01, 0x08 },
		{ 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
	struct cell *c = cell_at(g, x / DOTS_X, y / DOTS_Y);
	unsigned code;

	if (c == NULL || (c->text[0] != '\0' && c->dots == 0))
		return;
	c->dots |= bits[(size_t)y % DOTS_Y][(size_t)x % DOTS_X];
	c->color = (short)series;
	code = 0x2800 + c->dots;
	c->text[0] = (char)(0xe0 | code >> 12);
	c->text[1] = (char)(0x80 | (code >> 6 & 0x3f));
	c->text[2] = (char)(0x80 | (code & 0x3f));
	c->text[3] = '\0';
}

static void
put_stroke(
    const struct grid *g, const double *from, const double *to, size_t series)
{
	double dx = (to[0] - from[0]) * DOTS_X, dy = (to[1] - from[1]) * DOTS_Y;
	int n = (int)ceil(fmax(fmax(fabs(dx), fabs(dy)), 1));

	for (int i = 0; i <= n; i++)
		put_dot(g, floor(from[0] * DOTS_X + dx * i / n),
		    floor(from[1] * DOTS_Y + dy * i / n), series);
}

static void
put_strokes(const struct grid *g, const struct mark *m)
{
	for (size_t i = 0; i + 1 < m->n; i++)
		put_stroke(
		    g, m->point + 2 * i, m->point + 2 * i + 2, m->series);
}

/* A sign at points, where they do not stand too near. */
static void
put_signs(const struct grid *g, const struct mark *m)
{
	enum { NEAR = 3 };
	double last = -NEAR;

	for (size_t i = 0; i < m->n; i++) {
		double x = floor(m->point[2 * i]);
		double y = floor(m->point[2 * i + 1]);

		if (m->n > 1 && x - last < NEAR)
			continue;
		last = x;
		set_cell(g, x, y, signs[m->series], (int)m->series);
	}
}

/* ---- text ---- */

/* A character with what joins it; of marks that are too many some are left out. */
static void
put_cluster(const struct grid *g, double x, double y, const char *text,
    size_t n, int color)
{
	struct cell *c = cell_at(g, x, y);

	if (c == NULL)
		return;
	if (n >= sizeof c->text)
		for (n = sizeof c->text - 1;
		     ((unsigned char)text[n] & 0xC0) == 0x80;)
			n--;
	memcpy(c->text, text, n);
	c->text[n] = '\0';
	c->color = (short)color;
	c->dots = 0;
}

static void
put_words(const struct grid *g, const struct mark *m)
{
	static const int tones[] = {
		[TEXT_LABEL] = PLAIN, [TEXT_TITLE] = BOLD, [TEXT_FAINT] = FAINT
	};
	double x = floor(m->x + 0.5), y = floor(m->y + 0.5);
	const char *p = m->text, *end = p + strlen(p), *next;

	for (; p < end; p = next) {
		size_t width;

		next = p;
		width = crm_cluster(&next, end);
		if (width > 0)
			put_cluster(
			    g, x, y, p, (size_t)(next - p), tones[m->tone]);
		for (size_t i = 1; i < width; i++)
			if (cell_at(g, x + (double)i, y) != NULL)
				cell_at(g, x + (double)i, y)->covered = true;
		x += (double)width;
	}
}

/* ---- all ---- */

static void
switch_color(struct crm_buf *out, int color)
{
	if (color >= 0)
		crm_buf_printf(out, "\033[0;38;5;%um", colors[color]);
	else
		crm_buf_str(out,
		    color == BOLD        ? "\033[0;1m"
			: color == FAINT ? "\033[0;2m"
					 : "\033[0m");
}

static void
put_line(struct crm_buf *out, const struct cell *c, size_t n, bool color)
{
	int now = PLAIN;

	while (n > 0 && c[n - 1].text[0] == '\0' && !c[n - 1].covered)
		n--;
	for (size_t i = 0; i < n; i++) {
		if (c[i].covered)
			continue;
		if (c[i].text[0] != '\0' && color && c[i].color != now) {
			now = c[i].color;
			switch_color(out, now);
		}
		crm_buf_str(out, c[i].text[0] == '\0' ? " " : c[i].text);
	}
	if (now != PLAIN)
		switch_color(out, PLAIN);
	crm_buf_char(out, '\n');
}

void
term_write(struct crm_buf *out, const struct scene *s, bool color)
{
	struct grid g = { .w = (size_t)s->width, .h = (size_t)ceil(s->height) };

	g.cell = crm_alloc_n(s->arena, g.w * g.h + 1, sizeof *g.cell);
	for (size_t i = 0; i < s->n; i++) {
		const struct mark *m = &s->mark[i];

		if (m->kind == MARK_BOX && m->upright)
			put_upright(&g, m);
		else if (m->kind == MARK_BOX)
			put_lying(&g, m);
		else if (m->kind == MARK_LINE)
			put_strokes(&g, m);
	}
	for (size_t i = 0; i < s->n; i++)
		if (s->mark[i].kind == MARK_LINE)
			put_signs(&g, &s->mark[i]);
		else if (s->mark[i].kind == MARK_TEXT)
			put_words(&g, &s->mark[i]);
	for (size_t y = 0; y < g.h; y++)
		put_line(out, g.cell + y * g.w, g.w, color);
}
