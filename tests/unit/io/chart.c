/* Pictures: axes, short numbers, the rest of many, and where marks stand. */
#include "io/chart/chart.h"

#include <math.h>
#include <stdlib.h>

#include "../tap.h"

static struct crm_arena arena;

/* ---- axes and numbers ---- */

static const char *
shorten(double v, bool chinese, bool percent)
{
	const struct chart_unit u = { .percent = percent, .chinese = chinese };
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	short_number(&b, v, &u);
	text = crm_strdup(&arena, b.data);
	crm_buf_free(&b);
	return text;
}

static void
test_numbers(void)
{
	is_str(shorten(1200000, false, false), "1.2M", "a million and more");
	is_str(shorten(1200000, true, false), "120万", "in Chinese");
	is_str(shorten(123456789, true, false), "1.23亿", "a hundred million");
	is_str(shorten(-25400, false, false), "-25.4k", "below zero");
	is_str(shorten(999999, false, false), "1M", "rounded to the next");
	is_str(shorten(9999, false, false), "9999", "in full below 10,000");
	is_str(shorten(45.5, false, true), "45.5%", "a share");
	is_str(shorten(0, true, false), "0", "zero");
	is_str(shorten(0.00123, false, false), "0.0012", "a small one");
}

static void
test_scales(void)
{
	struct scale s = scale_make(3, 97, true, 5);
	bool round = true;

	ok(s.low == 0, "an axis of bars begins at 0");
	ok(s.high == 100 && s.step == 20, "and has round steps");
	s = scale_make(-30, 70, true, 5);
	ok(s.low == -40 && s.high == 80, "below zero too");
	for (size_t i = 0; i < scale_ticks(&s); i++)
		round = round && fmod(scale_tick(&s, i), s.step) == 0;
	ok(round && scale_ticks(&s) == 7, "all ticks are round");
	s = scale_make(5, 5, false, 5);
	ok(s.low < 5 && s.high > 5, "one figure alone has an axis around it");
	s = scale_make(0, 0, true, 5);
	ok(s.high > s.low, "no figure but 0 too");
}

/* ---- scenes ---- */

static struct plot
plot_of(enum chart_kind kind, size_t n, size_t series)
{
	static const char *const names[] = { "qualification", "需求确认",
		"a very long label that nobody could place anywhere at all",
		"王小明", "x", "ünïcode", "报价与合同谈判阶段之后的最后确认" };
	struct plot p = {
		.kind = kind, .title = "A title", .n = n, .series = series
	};

	p.label = crm_alloc_n(&arena, n, sizeof *p.label);
	p.name = crm_alloc_n(&arena, series, sizeof *p.name);
	p.value = crm_alloc_n(&arena, n * series, sizeof *p.value);
	for (size_t i = 0; i < n; i++)
		p.label[i] = names[i % 7];
	for (size_t k = 0; k < series; k++)
		p.name[k] = names[(k + 3) % 7];
	for (size_t i = 0; i < n * series; i++)
		p.value[i] = (double)(1000 * (i + 1));
	return p;
}

static bool
overlap(const struct mark *a, const struct mark *b)
{
	const double touch = 1e-6;

	return a->x < b->x + b->w - touch && b->x < a->x + a->w - touch &&
	    a->y < b->y + b->h - touch && b->y < a->y + a->h - touch;
}

/* Texts that stand in one another or outside, and boxes outside. */
static size_t
count_collisions(const struct scene *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++) {
		const struct mark *m = &s->mark[i];
		double room = s->width + (s->coarse ? 0 : 4);

		if (m->kind != MARK_TEXT && m->kind != MARK_BOX)
			continue;
		n += m->x < -0.001 || m->x + m->w > room ||
		    m->y + m->h > s->height + 0.001;
		for (size_t k = 0; m->kind == MARK_TEXT && k < i; k++)
			n += s->mark[k].kind == MARK_TEXT &&
			    overlap(m, &s->mark[k]);
	}
	return n;
}

static size_t
count_marks(const struct scene *s, enum mark_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n; i++)
		n += s->mark[i].kind == kind;
	return n;
}

static void
test_places(void)
{
	static const struct {
		enum chart_kind kind;
		const char *name;
		size_t n, series;
	} kinds[] = {
		{ CHART_BARS, "bars", 7, 1 },
		{ CHART_BARS, "bars of several series", 5, 3 },
		{ CHART_STACKED, "stacked", 6, 4 },
		{ CHART_COLUMNS, "columns", 24, 1 },
		{ CHART_LINES, "lines", 90, 3 },
		{ CHART_FUNNEL, "funnel", 6, 1 },
		{ CHART_SPARKS, "sparks", 30, 9 },
		{ CHART_FAN, "a fan", 6, 5 },
		{ CHART_WATERFALL, "a waterfall", 7, 1 },
		{ CHART_FAN, "a fan of one", 1, 3 },
		{ CHART_WATERFALL, "a waterfall of one", 1, 1 },
		{ CHART_BARS, "one category", 1, 1 },
		{ CHART_COLUMNS, "one column", 1, 1 },
		{ CHART_LINES, "one point", 1, 1 },
	};
	static const double widths[] = { 40, 80, SVG_COLUMNS };
	struct scene s;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		for (size_t k = 0; k < 3; k++)
			for (int coarse = 0; coarse < 2; coarse++) {
				struct plot p = plot_of(
				    kinds[i].kind, kinds[i].n, kinds[i].series);

				ok(scene_draw(
				       &s, &p, widths[k], coarse, &arena),
				    "%s fit %.0f columns", kinds[i].name,
				    widths[k]);
				is_int(count_collisions(&s), 0,
				    "no label stands in another");
			}
}

static void
test_narrow(void)
{
	static const enum chart_kind kinds[] = { CHART_BARS, CHART_STACKED,
		CHART_COLUMNS, CHART_LINES, CHART_FUNNEL, CHART_SPARKS,
		CHART_WATERFALL };
	struct scene s;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct plot p = plot_of(kinds[i], 5, 1);

		ok(!scene_draw(&s, &p, 14, true, &arena),
		    "kind %d does not fit 14 columns", (int)kinds[i]);
	}
}

static void
test_lengths(void)
{
	struct plot p = plot_of(CHART_BARS, 4, 1);
	struct scene s;
	double width[4] = { 0 }, zero = 0;
	size_t n = 0;

	p.value[2] = -2000;
	scene_draw(&s, &p, SVG_COLUMNS, false, &arena);
	is_int(count_marks(&s, MARK_BOX), 4, "a bar a category");
	for (size_t i = 0; i < s.n; i++)
		if (s.mark[i].kind == MARK_BOX) {
			width[n++] = s.mark[i].w;
			if (n == 3)
				zero = s.mark[i].x + s.mark[i].w;
		}
	ok(fabs(width[1] - 2 * width[0]) < 1e-6 &&
		fabs(width[3] - 4 * width[0]) < 1e-6,
	    "as long as their figures");
	ok(fabs(width[2] - width[1]) < 1e-6, "those below zero too");
	for (size_t i = 0; i < s.n; i++)
		if (s.mark[i].kind == MARK_BOX) {
			ok(fabs(s.mark[i].x - zero) < 1e-6,
			    "to the right of zero begin the others");
			break;
		}
}

/* Each step begins where the one before it ended; the last stands on the axis. */
static void
test_waterfall(void)
{
	static const double steps[] = { 100, 40, -70, 70 };
	struct plot p = plot_of(CHART_WATERFALL, 4, 1);
	struct mark *box[4] = { NULL };
	struct scene s;
	size_t n = 0;

	for (size_t i = 0; i < 4; i++)
		p.value[i] = steps[i];
	ok(plot_sum(&p, 2) == 70, "what the steps come to");
	scene_draw(&s, &p, SVG_COLUMNS, false, &arena);
	for (size_t i = 0; i < s.n && n < 4; i++)
		if (s.mark[i].kind == MARK_BOX)
			box[n++] = &s.mark[i];
	is_int(n, 4, "a box a step");
	ok(fabs(box[1]->x - (box[0]->x + box[0]->w)) < 1e-6,
	    "up from the end of the first");
	ok(fabs(box[2]->x + box[2]->w - (box[1]->x + box[1]->w)) < 1e-6,
	    "and down from there");
	ok(box[3]->x == box[0]->x && fabs(box[3]->w - 0.7 * box[0]->w) < 1e-6,
	    "to the last, which begins at zero");
	ok(box[1]->series != box[2]->series, "up and down look different");
	plot_steps(&p, &arena);
	ok(p.series == 4 && p.value[4 * 2] == 70 && p.value[4 * 2 + 3] == 70,
	    "for a spreadsheet what a step stands on, and the step");
	p = plot_of(CHART_WATERFALL, 3, 1);
	p.value[1] = -5000;
	plot_steps(&p, &arena);
	ok(p.kind == CHART_BARS, "below zero no parts can be stacked");
}

static void
test_fan(void)
{
	struct plot p = plot_of(CHART_FAN, 6, 5);
	struct scene s;

	scene_draw(&s, &p, SVG_COLUMNS, false, &arena);
	/* One in the key for the wide band, two for the narrow one in it. */
	is_int(count_marks(&s, MARK_BAND), 2 + 3, "a surface an interval");
	p.value[2 * 5 + 3] = NAN;
	scene_draw(&s, &p, SVG_COLUMNS, false, &arena);
	is_int(count_marks(&s, MARK_BAND), 3 + 3, "a gap parts it");
	scene_draw(&s, &p, 80, true, &arena);
	is_int(count_marks(&s, MARK_BAND), 0, "a terminal has none");
	ok(count_marks(&s, MARK_LINE) >= 5, "but a line an end");
}

static void
test_gaps(void)
{
	struct plot p = plot_of(CHART_LINES, 6, 1);
	struct scene s;

	p.value[2] = NAN;
	scene_draw(&s, &p, 80, true, &arena);
	is_int(count_marks(&s, MARK_LINE), 2, "a gap parts a line");
}

/* ---- many ---- */

static double
sum_of(const struct plot *p)
{
	double sum = 0;

	for (size_t i = 0; i < p->n * p->series; i++)
		sum += p->value[i];
	return sum;
}

static void
test_many(void)
{
	struct plot p = plot_of(CHART_BARS, 500, 1);
	double sum = sum_of(&p);

	plot_reduce(&p, &arena, true, false);
	is_int(p.n, CHART_CATEGORIES + 1, "the largest, and the rest");
	ok(p.rest && sum_of(&p) == sum, "which is what is missing in them");
	is_str(p.label[p.n - 1], "Rest (480)", "and says how many");
	ok(p.value[0] == 481000, "in their own order");
	p = plot_of(CHART_BARS, 500, 1);
	plot_reduce(&p, &arena, false, false);
	is_int(p.n, CHART_CATEGORIES, "of rates there is no rest");
	is_int(p.notes, 1, "which is said");
	p = plot_of(CHART_LINES, 10, 9);
	sum = sum_of(&p);
	plot_reduce(&p, &arena, true, true);
	is_int(p.series, CHART_SERIES + 1, "likewise of series");
	ok(p.rest_series && sum_of(&p) == sum, "with their rest");
	p = plot_of(CHART_HISTOGRAM, 500, 1);
	plot_bins(&p, &arena);
	ok(p.n <= 13 && sum_of(&p) == 500, "bins have all figures, each once");
}

int
main(void)
{
	test_numbers();
	test_scales();
	test_places();
	test_narrow();
	test_lengths();
	test_waterfall();
	test_fan();
	test_gaps();
	test_many();
	crm_arena_free(&arena);
	return tap_done();
}
