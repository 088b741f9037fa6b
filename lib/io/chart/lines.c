/* A line a series over time; where a figure is missing the line is parted. */
#include <math.h>

#include "chart.h"

static const double EDGE = 0.01; /* of a line of the terminal */

size_t
put_run(struct scene *s, const struct plot *p, const struct area *a, size_t k,
    size_t i)
{
	double *point = crm_alloc_n(s->arena, 2 * (p->n - i), sizeof *point);
	struct mark *m;
	size_t n = 0;

	for (; i < p->n; i++, n++) {
		double v = p->value[i * p->series + k];

		if (isnan(v))
			break;
		point[2 * n] = area_at(a, p, i);
		point[2 * n + 1] = scale_at(&a->scale, v);
	}
	m = scene_add(s, MARK_LINE);
	m->point = point;
	m->n = n;
	m->series = series_color(p, 0, k);
	m->text = p->name[k];
	return i;
}

bool
draw_lines(struct scene *s, const struct plot *p)
{
	struct area a;

	if (!axes_put(s, p, true, &a))
		return false;
	/* What lies on the lowest line is in the last cell above it. */
	if (s->coarse)
		a.scale.from -= EDGE;
	for (size_t k = 0; k < p->series; k++)
		for (size_t i = 0; i < p->n;)
			if (isnan(p->value[i * p->series + k]))
				i++;
			else
				i = put_run(s, p, &a, k, i);
	return true;
}
