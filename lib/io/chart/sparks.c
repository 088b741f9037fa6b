/* A small picture a series, each on a scale of its own from zero: many series over
 * time, of which the shape tells. */
#include <math.h>

#include "chart.h"

enum { GAP = 1, LEAST_SPARK = 8, LABEL_PART = 3 };

static double
last_of(const struct plot *p, size_t k)
{
	for (size_t i = p->n; i-- > 0;)
		if (!isnan(p->value[i * p->series + k]))
			return p->value[i * p->series + k];
	return NAN;
}

/* The figure of a part of the time: the mean where a column has several. */
static double
part_of(const struct plot *p, size_t k, double from, double to)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = (size_t)from; i < p->n && ((double)i < to || n == 0);
	     i++)
		if (!isnan(p->value[i * p->series + k])) {
			sum += p->value[i * p->series + k];
			n++;
		}
	return n == 0 ? NAN : sum / (double)n;
}

static void
put_spark(struct scene *s, const struct plot *p, size_t k, double x, double w,
    double h)
{
	size_t columns = (size_t)fmin((double)p->n, floor(w));
	double slot = fmin(w / (double)columns, s->coarse ? 1 : w);
	double per = (double)p->n / (double)columns;
	double low = 0, high = 0, zero;

	for (size_t i = 0; i < p->n; i++) {
		low = fmin(low, p->value[i * p->series + k]);
		high = fmax(high, p->value[i * p->series + k]);
	}
	zero = s->height + (high > low ? high / (high - low) : 1) * h;
	for (size_t i = 0; i < columns; i++) {
		double v = part_of(
		    p, k, (double)i * per, (double)(i + 1) * per);
		double len = isnan(v) || high <= low
		    ? 0
		    : fabs(v) / (high - low) * h;

		scene_box(s, x + (double)i * slot, v < 0 ? zero : zero - len,
		    s->coarse ? slot : slot * 0.8, len, 0, true,
		    per == 1 ? point_text(s, p, i, k) : p->name[k]);
	}
}

bool
draw_sparks(struct scene *s, const struct plot *p)
{
	double label = 0, end = 0, room, step = s->coarse ? 1 : 1.6;

	for (size_t k = 0; k < p->series; k++) {
		label = fmax(label, text_width(p->name[k]));
		if (!isnan(last_of(p, k)))
			end = fmax(
			    end, text_width(short_text(s, p, last_of(p, k))));
	}
	label = fmin(label, floor(s->width / LABEL_PART));
	room = s->width - label - end - 2 * GAP;
	if (room < LEAST_SPARK)
		return false;
	for (size_t k = 0; k < p->series; k++) {
		double last = last_of(p, k);

		scene_text(s, label, s->height, ANCHOR_END, TEXT_LABEL,
		    p->name[k], label);
		put_spark(
		    s, p, k, label + GAP, room, s->coarse ? 1 : step - 0.3);
		if (!isnan(last))
			scene_text(s, s->width, s->height, ANCHOR_END,
			    TEXT_LABEL, short_text(s, p, last), end);
		s->height += step;
	}
	return true;
}
