/* Bars from the left, a row a category or a row a series of it; and stacked ones,
 * a row a category, its series one behind another. */
#include <math.h>

#include "chart.h"

enum {
	GAP = 1,        /* between a label and what it is about */
	LEAST_BAR = 10, /* columns of the longest bar */
	TICK_ROOM = 12, /* columns a tick */
	LABEL_PART = 3, /* labels take one of so many parts */
};

struct bars {
	struct scene *s;
	const struct plot *p;
	struct scale scale;
	double label;     /* room for labels */
	double top, rows; /* where rows begin, and their number */
};

double
widest_label(const struct plot *p)
{
	double w = 0;

	for (size_t i = 0; i < p->n; i++)
		w = fmax(w, text_width(p->label[i]));
	return w;
}

/* Of the figures at the ends of bars; below: of those below zero. */
static double
widest_end(const struct bars *b, bool stacked, bool below)
{
	double w = 0;

	for (size_t i = 0; i < b->p->n; i++) {
		double sum = 0;

		for (size_t k = 0; k < b->p->series; k++) {
			double v = b->p->value[i * b->p->series + k];

			sum = isnan(v) ? sum : stacked ? sum + v : v;
			if ((sum < 0) == below)
				w = fmax(
				    w, text_width(short_text(b->s, b->p, sum)));
		}
	}
	return w;
}

/* How many columns a unit takes at most where the zero is there. */
static double
unit_at(const struct scale *x, double zero)
{
	double unit = INFINITY;

	if (x->high > 0)
		unit = (x->to - zero) / x->high;
	return x->low < 0 ? fmin(unit, (zero - x->from) / -x->low) : unit;
}

/* A terminal has no grid: the longest bar takes all of the room, and the zero is
 * between two cells, of which that leaves bars the longer: what is on one side however
 * little has a cell there, or it would leave none to all others. */
static void
fill_room(struct bars *b, double low, double high)
{
	struct scale *x = &b->scale;
	double zero, unit;

	x->low = low;
	x->high = high > low ? high : low + 1;
	zero = floor(scale_at(x, 0));
	if (unit_at(x, zero + 1) > unit_at(x, zero))
		zero++;
	unit = unit_at(x, zero);
	x->from = zero + x->low * unit;
	x->to = zero + x->high * unit;
}

/* Places labels, bars and figures; false where too little is left. */
static bool
lay_out(struct bars *b, bool stacked)
{
	struct scene *s = b->s;
	double low, high, from, to;

	plot_range(b->p, stacked, &low, &high);
	b->label = fmin(widest_label(b->p), floor(s->width / LABEL_PART));
	from = b->label + GAP;
	to = s->width - widest_end(b, stacked, false) - GAP;
	if (low < 0)
		from += widest_end(b, stacked, true) + GAP;
	if (to - from < LEAST_BAR)
		return false;
	b->scale = scale_make(
	    low, high, true, (int)fmax(1, (to - from) / TICK_ROOM));
	b->scale.from = from;
	b->scale.to = to;
	if (s->coarse)
		fill_room(b, fmin(low, 0), fmax(high, 0));
	b->top = s->height;
	b->rows = (double)b->p->n * (stacked ? 1 : (double)b->p->series);
	return true;
}

void
lying_grid(struct scene *s, const struct plot *p, const struct scale *x,
    double top, double rows)
{
	double h = rows * s->pitch;

	s->height = top + h + (s->coarse ? 0 : 1.5);
	if (s->coarse)
		return;
	for (size_t i = 0; i < scale_ticks(x); i++) {
		double v = scale_tick(x, i), at = scale_at(x, v);

		scene_rule(s, v == 0 ? MARK_AXIS : MARK_GRID, at, top, 0, h);
		scene_text(s, at, top + h, ANCHOR_MIDDLE, TEXT_FAINT,
		    short_text(s, p, v), s->width);
	}
}

/* Below all bars. */
static void
put_axis(const struct bars *b)
{
	lying_grid(b->s, b->p, &b->scale, b->top, b->rows);
}

static void
put_end(const struct bars *b, double y, double sum)
{
	double x = scale_at(&b->scale, sum), gap = 0.5;

	if (b->s->coarse) {
		x = sum < 0 ? floor(x) : ceil(x);
		gap = 1;
	}
	scene_text(b->s, sum < 0 ? x - gap : x + gap, y,
	    sum < 0 ? ANCHOR_END : ANCHOR_START, TEXT_LABEL,
	    short_text(b->s, b->p, sum), b->s->width);
}

static void
put_box(
    const struct bars *b, double y, double from, double to, size_t i, size_t k)
{
	double x = scale_at(&b->scale, from), end = scale_at(&b->scale, to);

	scene_box(b->s, fmin(x, end), y, fabs(end - x), b->s->thick,
	    series_color(b->p, i, k), false, point_text(b->s, b->p, i, k));
}

static void
put_name(const struct bars *b, double y, size_t i)
{
	scene_text(b->s, b->label, y, ANCHOR_END, TEXT_LABEL, b->p->label[i],
	    b->label);
}

bool
draw_bars(struct scene *s, const struct plot *p)
{
	struct bars b = { .s = s, .p = p };

	if (!lay_out(&b, false))
		return false;
	put_axis(&b);
	for (size_t i = 0; i < p->n; i++)
		for (size_t k = 0; k < p->series; k++) {
			double v = p->value[i * p->series + k];
			double y = b.top +
			    (double)(i * p->series + k) * s->pitch;

			if (k == 0)
				put_name(&b, y, i);
			if (isnan(v))
				continue;
			put_box(&b, y, 0, v, i, k);
			put_end(&b, y, v);
		}
	return true;
}

/* What is below zero stands to the left of it, the rest to the right. */
bool
draw_stacked(struct scene *s, const struct plot *p)
{
	struct bars b = { .s = s, .p = p };

	if (!lay_out(&b, true))
		return false;
	put_axis(&b);
	for (size_t i = 0; i < p->n; i++) {
		double y = b.top + (double)i * s->pitch, below = 0, above = 0;

		put_name(&b, y, i);
		for (size_t k = 0; k < p->series; k++) {
			double v = p->value[i * p->series + k];
			double *end = v < 0 ? &below : &above;

			if (isnan(v) || v == 0)
				continue;
			put_box(&b, y, *end, *end + v, i, k);
			*end += v;
		}
		if (below == 0 || above != 0)
			put_end(&b, y, above);
		if (below != 0)
			put_end(&b, y, below);
	}
	return true;
}
