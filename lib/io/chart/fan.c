/* A line and the intervals around it, in which the figure lies so many times of a
 * hundred: the wide ones lie below the narrow ones. */
#include <math.h>

#include "chart.h"

/* Along the high ends and back along the low ones of categories from..to-1. */
static void
put_band(struct scene *s, const struct plot *p, const struct area *a, size_t k,
    size_t from, size_t to)
{
	/* What is alone has a width, too. */
	double half = to - from == 1 ? a->slot / 8 : 0;
	size_t n = 2 * (to - from) + (half > 0 ? 2 : 0), at = 0;
	double *point = crm_alloc_n(s->arena, 2 * n, sizeof *point);
	struct mark *m = scene_add(s, MARK_BAND);

	for (size_t end = 0; end < 2; end++)
		for (size_t i = 0; i < n / 2; i++, at++) {
			size_t c = end == 0 ? i : n / 2 - 1 - i;
			double side = c == 0 ? -half : half;

			point[2 * at] = area_at(
					    a, p, from + (half > 0 ? 0 : c)) +
			    side;
			c = from + (half > 0 ? 0 : c);
			point[2 * at + 1] = scale_at(&a->scale,
			    p->value[c * p->series + k + (end == 0)]);
		}
	m->point = point;
	m->n = n;
	m->text = crm_sprintf(s->arena, "%s – %s", p->name[k], p->name[k + 1]);
}

static bool
has_ends(const struct plot *p, size_t i, size_t k)
{
	return !isnan(p->value[i * p->series + k]) &&
	    !isnan(p->value[i * p->series + k + 1]);
}

bool
draw_fan(struct scene *s, const struct plot *p)
{
	struct area a;

	/* A terminal has no surfaces: the ends are lines of their own. */
	if (s->coarse)
		return draw_lines(s, p);
	if (!axes_put(s, p, true, &a))
		return false;
	for (size_t k = p->series - 2; k > 0 && k < p->series; k -= 2)
		for (size_t i = 0, from = 0; i <= p->n; i++)
			if (i == p->n || !has_ends(p, i, k)) {
				if (i > from)
					put_band(s, p, &a, k, from, i);
				from = i + 1;
			}
	for (size_t i = 0; i < p->n;)
		if (isnan(p->value[i * p->series]))
			i++;
		else
			i = put_run(s, p, &a, 0, i);
	return true;
}
