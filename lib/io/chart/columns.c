/* Upright bars from zero, one a category, in their order: figures by time. */
#include <math.h>

#include "chart.h"

/* What of its slot a bar takes. */
static double
bar_width(const struct scene *s, double slot)
{
	const double part = 0.75, most = 8;

	if (!s->coarse)
		return fmin(slot * part, most);
	return slot >= 3 ? fmin(slot - 1, most) : slot;
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
		    area_at(&a, p, i) - (s->coarse ? ceil(w / 2) : w / 2),
		    fmin(at, zero), w, fabs(zero - at), series_color(p, i, 0),
		    true, point_text(s, p, i, 0));
	}
	return true;
}
