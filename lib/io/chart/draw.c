/* A picture: its title, its key, what the file of its kind draws, and its notes. */
#include "chart.h"

/* Whether a series is an end of an interval that is drawn as a surface: low and
 * high have one sample. */
static bool
is_band(const struct scene *s, const struct plot *p, size_t k)
{
	return p->kind == CHART_FAN && !s->coarse && k > 0;
}

static void
put_band_sample(struct scene *s, double x, const char *name)
{
	const double top = s->height + 0.2, bottom = s->height + 0.8;
	const double edge[] = { x, top, x + 1, top, x + 1, bottom, x, bottom };
	struct mark *m = scene_add(s, MARK_BAND);

	m->point = crm_alloc_n(s->arena, 8, sizeof *m->point);
	for (size_t i = 0; i < 8; i++)
		m->point[i] = edge[i];
	m->n = 4;
	m->text = name;
}

static void
put_sample(
    struct scene *s, const struct plot *p, double x, size_t k, const char *name)
{
	double inset = s->coarse ? 0 : 0.2;
	struct mark *m;

	if (is_band(s, p, k)) {
		/* A narrow one lies on all that are wider. */
		for (; k < p->series; k += 2)
			put_band_sample(s, x, name);
	} else if (p->kind == CHART_LINES || p->kind == CHART_FAN) {
		m = scene_add(s, MARK_LINE);
		m->point = crm_alloc_n(s->arena, 2, sizeof *m->point);
		m->point[0] = x + 0.5;
		m->point[1] = s->height + 0.5;
		m->n = 1;
		m->series = series_color(p, 0, k);
		m->text = name;
	} else {
		scene_box(s, x, s->height + inset, 1, 1 - 2 * inset,
		    series_color(p, 0, k), false, name);
	}
}

/* A sample and a name each, in as many lines as they need. */
static void
put_key(struct scene *s, const struct plot *p)
{
	enum { SAMPLE = 2, GAP = 2 };
	double x = 0;

	for (size_t k = 0; k < p->series; k += is_band(s, p, k) ? 2 : 1) {
		const char *name = scene_fit(s->arena,
		    is_band(s, p, k) ? crm_sprintf(s->arena, "%s – %s",
					   p->name[k], p->name[k + 1])
				     : p->name[k],
		    s->width - SAMPLE);
		double w = SAMPLE + text_width(name);

		if (x > 0 && x + w > s->width) {
			x = 0;
			s->height++;
		}
		put_sample(s, p, x, k, name);
		scene_text(s, x + SAMPLE, s->height, ANCHOR_START, TEXT_LABEL,
		    name, s->width);
		x += w + GAP;
	}
	s->height += s->coarse ? 1 : 1.5;
}

/* In as many lines as it takes, parted at blanks. */
static void
put_note(struct scene *s, const char *text)
{
	struct crm_text t = crm_text_of(text);
	size_t got, n;

	while (t.n > 0) {
		n = crm_width_prefix(t, (size_t)s->width, &got);
		for (size_t i = n; n < t.n && i > 0; i--)
			if (t.p[i] == ' ') {
				n = i;
				break;
			}
		scene_text(s, 0, s->height++, ANCHOR_START, TEXT_FAINT,
		    crm_strndup(s->arena, t.p, n), s->width);
		t = crm_text_trim((struct crm_text){ t.p + n, t.n - n });
	}
}

static bool (*const draw[])(struct scene *s, const struct plot *p) = {
	[CHART_BARS] = draw_bars,
	[CHART_STACKED] = draw_stacked,
	[CHART_COLUMNS] = draw_columns,
	[CHART_LINES] = draw_lines,
	[CHART_FUNNEL] = draw_funnel,
	[CHART_HISTOGRAM] = draw_columns,
	[CHART_SPARKS] = draw_sparks,
	[CHART_FAN] = draw_fan,
	[CHART_WATERFALL] = draw_waterfall,
};

bool
scene_draw(struct scene *s, const struct plot *p, double width, bool coarse,
    struct crm_arena *a)
{
	*s = (struct scene){ .arena = a,
		.width = width,
		.coarse = coarse,
		.pitch = coarse ? 1 : 1.3,
		.thick = 1 };
	scene_text(s, 0, 0, ANCHOR_START, TEXT_TITLE, p->title, width);
	s->height = coarse ? 1 : 1.5;
	if (p->kind == CHART_NONE) {
		scene_text(
		    s, 0, s->height, ANCHOR_START, TEXT_FAINT, p->why, width);
		s->height++;
		return true;
	}
	if (p->series > 1 && p->kind != CHART_SPARKS)
		put_key(s, p);
	if (!draw[p->kind](s, p))
		return false;
	for (size_t i = 0; i < p->notes; i++)
		put_note(s, p->note[i]);
	return true;
}
