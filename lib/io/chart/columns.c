/* Upright bars from zero, one a category, in their order: figures by time. */
#include <math.h>

#include "chart.h"

/* What of its slot a bar takes. */
static double
bar_width(const struct scene *s, double slot)
{
	const double part = 0.75;

	if (!s->coarse)
		return slot * part;
	return slot >= 3 ? slot - 1 : slot;
}

bool
draw_columns(struct scene *s, const struct plot *p)
{
	struct area a;
	double zero, w;

	/* On a terminal a bar is a column at least. */
	if (s->coarse && (double)p->n > s->width - 8)
		return draw_lines(s, p);
	if (!axes_put(s, p, true, &a))
		return false;
	zero = scale_at(&a.scale, 0);
	w = bar_width(s, a.slot);
	for (size_t i = 0; i < p->n; i++) {
		double v = p->value[i], at;

		if (isnan(v))
			continue;
		at = scale_at(&a.scale, v);
		scene_box(s,
		    a.x + (double)i * a.slot +
			(s->coarse ? 0 : (a.slot - w) / 2),
		    fmin(at, zero), w, fabs(zero - at), series_color(p, i, 0),
		    true, point_text(s, p, i, 0));
	}
	return true;
}
