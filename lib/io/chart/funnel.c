/* A funnel: what is left from step to step, in the middle, with its part of the
 * first step. */
#include <math.h>
#include <string.h>

#include "chart.h"

enum {
	GAP = 1,
	LEAST_BAR = 10,
	LABEL_PART = 3,
	WHOLE = 100, /* percent */
};

/* What stands before the last part of a label: whose step it is, as of a pipeline. */
static size_t
owner_of(const char *label)
{
	const char *at = label, *last = label;

	while ((at = strstr(at, CHART_PARTED)) != NULL) {
		last = at;
		at += strlen(CHART_PARTED);
	}
	return (size_t)(last - label);
}

/* The first step of those that it is one of. */
static size_t
first_of(const struct plot *p, size_t i)
{
	size_t n = owner_of(p->label[i]);

	while (i > 0 && owner_of(p->label[i - 1]) == n &&
	    memcmp(p->label[i - 1], p->label[i], n) == 0)
		i--;
	return i;
}

/* "120  45%": the figure, and what it is of the first. */
static const char *
step_text(const struct scene *s, const struct plot *p, size_t i)
{
	const struct chart_unit percent = { .percent = true };
	const char *value = short_text(s, p, p->value[i]);
	struct crm_buf b = CRM_BUF_INIT;
	size_t first = first_of(p, i);

	if (i == first || !(p->value[first] > 0))
		return value;
	short_number(
	    &b, floor(p->value[i] * WHOLE / p->value[first] + 0.5), &percent);
	value = crm_sprintf(s->arena, "%s  %s", value, b.data);
	crm_buf_free(&b);
	return value;
}

bool
draw_funnel(struct scene *s, const struct plot *p)
{
	double label = 0, end = 0, low, high, from, room;

	plot_range(p, false, &low, &high);
	for (size_t i = 0; i < p->n; i++) {
		label = fmax(label, text_width(p->label[i]));
		if (!isnan(p->value[i]))
			end = fmax(end, text_width(step_text(s, p, i)));
	}
	label = fmin(label, floor(s->width / LABEL_PART));
	from = label + GAP;
	room = s->width - from - end - GAP;
	if (room < LEAST_BAR)
		return false;
	for (size_t i = 0; i < p->n; i++) {
		double w = isnan(p->value[i]) || high <= 0
		    ? 0
		    : fmax(0, p->value[i]) / high * room;

		if (s->coarse)
			w = floor(w + 0.5);
		scene_text(s, label, s->height, ANCHOR_END, TEXT_LABEL,
		    p->label[i], label);
		scene_box(s,
		    s->coarse ? from + floor((room - w) / 2)
			      : from + (room - w) / 2,
		    s->height, w, s->thick, 0, false, point_text(s, p, i, 0));
		if (!isnan(p->value[i]))
			scene_text(s, from + room + GAP, s->height,
			    ANCHOR_START, TEXT_LABEL, step_text(s, p, i),
			    s->width);
		s->height += s->pitch;
	}
	return true;
}
