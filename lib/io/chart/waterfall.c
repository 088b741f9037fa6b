/*
 * A waterfall: from a first figure by steps up and down to the last, which they add
 * up to.  Each step begins where the one before it ended.
 */
#include <math.h>

#include "chart.h"

enum {
	GAP = 1,
	LEAST_BAR = 10,
	TICK_ROOM = 12,
	LABEL_PART = 3,
	/* Looks of series: told apart by colour and pattern. */
	WHOLE = 0,
	UP = 2,
	DOWN = 5,
};

static double
figure(const struct plot *p, size_t i)
{
	return isnan(p->value[i]) ? 0 : p->value[i];
}

double
plot_sum(const struct plot *p, size_t i)
{
	double sum = 0;

	for (size_t k = 0; k <= i; k++)
		sum += figure(p, k);
	return sum;
}

/* The first and the last stand on the axis. */
static bool
is_whole(const struct plot *p, size_t i)
{
	return i == 0 || i + 1 == p->n;
}

/* Where the box of a category begins and ends. */
static void
ends_of(const struct plot *p, size_t i, double *from, double *to)
{
	*from = is_whole(p, i) ? 0 : plot_sum(p, i - 1);
	*to = *from + figure(p, i);
}

enum { BASE, ENDS, RISE, FALL, PARTS };

size_t
plot_step_look(size_t k)
{
	return k == RISE ? UP : k == FALL ? DOWN : WHOLE;
}

void
plot_steps(struct plot *p, struct crm_arena *a)
{
	double *value = crm_alloc_n(a, p->n * PARTS, sizeof *value), from, to;
	const char **name = crm_alloc_n(a, PARTS, sizeof *name);

	name[BASE] = "";
	name[ENDS] = p->title;
	name[RISE] = "+";
	name[FALL] = "-";
	for (size_t i = 0; i < p->n; i++) {
		double *v = value + i * PARTS;

		ends_of(p, i, &from, &to);
		if (from < 0 || to < 0) {
			p->kind = CHART_BARS;
			return;
		}
		v[BASE] = fmin(from, to);
		v[ENDS] = v[RISE] = v[FALL] = NAN;
		v[is_whole(p, i)    ? ENDS
			: to < from ? FALL
				    : RISE] = fabs(to - from);
	}
	p->value = value;
	p->name = name;
	p->series = PARTS;
}

/* "+1.2M": a step says its direction. */
static const char *
step_text(const struct scene *s, const struct plot *p, size_t i)
{
	const char *text = short_text(s, p, figure(p, i));

	return is_whole(p, i) || figure(p, i) <= 0
	    ? text
	    : crm_sprintf(s->arena, "+%s", text);
}

static bool
lay_out(
    const struct scene *s, const struct plot *p, double label, struct scale *x)
{
	double low = 0, high = 0, end = 0, from, to;

	for (size_t i = 0; i < p->n; i++) {
		ends_of(p, i, &from, &to);
		low = fmin(low, fmin(from, to));
		high = fmax(high, fmax(from, to));
		end = fmax(end, text_width(step_text(s, p, i)));
	}
	from = label + GAP;
	to = s->width - end - GAP;
	if (to - from < LEAST_BAR)
		return false;
	*x = scale_make(low, high, true, (int)fmax(1, (to - from) / TICK_ROOM));
	/* A terminal has no grid: the longest takes all of the room. */
	if (s->coarse) {
		x->low = low;
		x->high = high > low ? high : low + 1;
	}
	x->from = from;
	x->to = to;
	return true;
}

static void
put_step(struct scene *s, const struct plot *p, const struct scale *x,
    double label, double y, size_t i)
{
	size_t look = is_whole(p, i) ? WHOLE : figure(p, i) < 0 ? DOWN : UP;
	double from, to, left, right;

	ends_of(p, i, &from, &to);
	left = scale_at(x, fmin(from, to));
	right = scale_at(x, fmax(from, to));
	scene_text(s, label, y, ANCHOR_END, TEXT_LABEL, p->label[i], label);
	scene_box(s, left, y, right - left, s->thick, look, false,
	    point_text(s, p, i, 0));
	scene_text(s, (s->coarse ? ceil(right) : right) + (s->coarse ? 1 : 0.5),
	    y, ANCHOR_START, TEXT_LABEL, step_text(s, p, i), s->width);
	/* Down to where the next one begins. */
	if (i + 1 < p->n && !s->coarse)
		scene_rule(s, MARK_AXIS, scale_at(x, plot_sum(p, i)),
		    y + s->thick, 0, s->pitch - s->thick);
}

bool
draw_waterfall(struct scene *s, const struct plot *p)
{
	double label = fmin(widest_label(p), floor(s->width / LABEL_PART));
	double top = s->height;
	struct scale x;

	if (!lay_out(s, p, label, &x))
		return false;
	lying_grid(s, p, &x, top, (double)p->n);
	for (size_t i = 0; i < p->n; i++)
		put_step(s, p, &x, label, top + (double)i * s->pitch, i);
	return true;
}
