/* The marks of a picture. */
#include <math.h>

#include "chart.h"

struct mark *
scene_add(struct scene *s, enum mark_kind kind)
{
	struct mark *m;

	s->mark = crm_grow(s->arena, s->mark, s->n, &s->cap, sizeof *s->mark);
	m = &s->mark[s->n++];
	*m = (struct mark){ .kind = kind };
	return m;
}

void
scene_box(struct scene *s, double x, double y, double w, double h,
    size_t series, bool upright, const char *text)
{
	struct mark *m = scene_add(s, MARK_BOX);

	m->x = x;
	m->y = y;
	m->w = w;
	m->h = h;
	m->series = series;
	m->upright = upright;
	m->text = text;
}

void
scene_rule(struct scene *s, enum mark_kind kind, double x, double y, double w,
    double h)
{
	struct mark *m = scene_add(s, kind);

	m->x = x;
	m->y = y;
	m->w = w;
	m->h = h;
}

double
text_width(const char *text)
{
	return (double)crm_width(crm_text_of(text));
}

const char *
scene_fit(struct crm_arena *a, const char *text, double room)
{
	struct crm_text t = crm_text_of(text);
	size_t got, n;

	if (text_width(text) <= room)
		return text;
	if (room < 1)
		return "";
	n = crm_width_prefix(t, (size_t)room - 1, &got);
	return crm_sprintf(a, "%.*s…", (int)n, text);
}

void
scene_text(struct scene *s, double x, double y, enum anchor anchor,
    enum text_tone tone, const char *text, double room)
{
	struct mark *m = scene_add(s, MARK_TEXT);

	m->text = scene_fit(s->arena, text, room);
	m->w = text_width(m->text);
	m->x = anchor == ANCHOR_START ? x
	    : anchor == ANCHOR_END    ? x - m->w
				      : x - m->w / 2;
	m->y = y;
	m->h = 1;
	m->anchor = anchor;
	m->tone = tone;
}

const char *
short_text(const struct scene *s, const struct plot *p, double value)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	short_number(&b, value, &p->unit);
	text = crm_strdup(s->arena, b.data);
	crm_buf_free(&b);
	return text;
}

const char *
point_text(const struct scene *s, const struct plot *p, size_t i, size_t k)
{
	const char *value = short_text(s, p, p->value[i * p->series + k]);

	return p->series == 1
	    ? crm_sprintf(s->arena, "%s: %s", p->label[i], value)
	    : crm_sprintf(
		  s->arena, "%s, %s: %s", p->label[i], p->name[k], value);
}

size_t
series_color(const struct plot *p, size_t i, size_t k)
{
	if ((p->rest && i + 1 == p->n) ||
	    (p->rest_series && k + 1 == p->series))
		return CHART_REST;
	return k;
}

void
plot_range(const struct plot *p, bool stacked, double *low, double *high)
{
	*low = INFINITY;
	*high = -INFINITY;
	for (size_t i = 0; i < p->n; i++) {
		double below = 0, above = 0;

		for (size_t k = 0; k < p->series; k++) {
			double v = p->value[i * p->series + k];

			if (isnan(v))
				continue;
			below += fmin(v, 0);
			above += fmax(v, 0);
			*low = fmin(*low, stacked ? below : v);
			*high = fmax(*high, stacked ? above : v);
		}
	}
	if (*low > *high)
		*low = *high = 0;
}
