/* Two axes: figures upwards, categories from left to right. */
#include <math.h>

#include "chart.h"

enum {
	HEIGHT = 12, /* lines of the area in between */
	TICKS = 5,
	LEAST_WIDTH = 12,
	LEAST_LABEL = 4,
};

static double
widest_tick(const struct scene *s, const struct plot *p, const struct scale *x)
{
	double w = 0;

	for (size_t i = 0; i < scale_ticks(x); i++)
		w = fmax(w, text_width(short_text(s, p, scale_tick(x, i))));
	return w;
}

static void
put_figures(struct scene *s, const struct plot *p, const struct area *a)
{
	for (size_t i = 0; i < scale_ticks(&a->scale); i++) {
		double v = scale_tick(&a->scale, i);
		double y = scale_at(&a->scale, v);

		scene_rule(s, v == 0 ? MARK_AXIS : MARK_GRID, a->x, y, a->w, 0);
		/* On a terminal in the line that begins there. */
		scene_text(s, a->x - 1,
		    s->coarse ? fmin(floor(y + 0.5), a->y + a->h - 1) : y - 0.5,
		    ANCHOR_END, TEXT_FAINT, short_text(s, p, v), a->x);
	}
}

double
area_at(const struct area *a, const struct plot *p, size_t i)
{
	return p->at == NULL ? a->x + ((double)i + 0.5) * a->slot
			     : a->x + a->slot / 2 + p->at[i] * (a->w - a->slot);
}

/* Of the categories every k-th, so that none touches the next; without an order all
 * are needed, and are cut as far as a few letters are left. */
static void
put_categories(struct scene *s, const struct plot *p, const struct area *a)
{
	/* Below the figure of the lowest line. */
	double widest = 0, y = a->y + a->h + (s->coarse ? 0 : 0.5), end = -1;
	size_t k;

	for (size_t i = 0; i < p->n; i++)
		widest = fmax(widest, text_width(p->label[i]));
	widest = fmin(widest, a->w / 3);
	if (!p->in_order)
		widest = fmin(widest, fmax(LEAST_LABEL, floor(a->slot) - 1));
	k = (size_t)ceil((widest + 1) / a->slot);
	for (size_t i = 0; i < p->n; i += k) {
		const char *text = scene_fit(s->arena, p->label[i], widest);
		double w = text_width(text);
		double x = area_at(a, p, i) - w / 2;

		x = fmax(0, fmin(x, s->width - w));
		if (s->coarse)
			x = floor(x);
		if (x <= end)
			continue;
		end = x + w;
		scene_text(s, x, y, ANCHOR_START, TEXT_FAINT, text, w);
	}
}

bool
axes_put(struct scene *s, const struct plot *p, bool zero, struct area *out)
{
	double low, high, margin;

	plot_range(p, false, &low, &high);
	*out = (struct area){ .y = s->height + (s->coarse ? 0 : 0.5),
		.h = HEIGHT,
		.scale = scale_make(low, high, zero, TICKS) };
	margin = widest_tick(s, p, &out->scale) + 1;
	out->x = margin;
	out->w = s->width - margin;
	if (out->w < LEAST_WIDTH)
		return false;
	out->slot = out->w / (double)p->n;
	if (s->coarse && out->slot >= 1)
		out->slot = floor(out->slot);
	out->w = out->slot * (double)p->n;
	out->scale.from = out->y + out->h;
	out->scale.to = out->y;
	put_figures(s, p, out);
	put_categories(s, p, out);
	s->height = out->y + out->h + (s->coarse ? 1 : 2);
	return true;
}
