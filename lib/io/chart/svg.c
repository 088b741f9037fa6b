/*
 * A scene as SVG.  It asks for nothing from anywhere, is drawn light and, where a
 * reader's screen is, dark; colours are those of Okabe and Ito, which people who see
 * fewer colours tell apart, and a pattern besides.
 */
#include <math.h>
#include <string.h>

#include "chart.h"
#include "io/markup.h"

/* Pixels of a column and a line; text is drawn a little smaller. */
enum { COLUMN_TENTHS = 66, LINE = 18, FONT = 12, MARGIN = 12 };

static const double column = COLUMN_TENTHS / 10.0;

static const struct {
	const char *color, *pattern;
} series_looks[CHART_REST + 1] = {
	{ "#0072b2", NULL },
	{ "#e69f00", "M0 8L8 0M-2 2L2 -2M6 10L10 6" },
	{ "#009e73", "M0 4H8" },
	{ "#cc79a7", "M0 0L8 8M-2 6L2 10M6 -2L10 2" },
	{ "#56b4e9", "M4 0V8" },
	{ "#d55e00", "M0 4H8M4 0V8" },
	{ "#8c8c8c", NULL },
};

const char *
svg_color(size_t series)
{
	return series_looks[series > CHART_REST ? CHART_REST : series].color;
}

double
svg_width(const struct scene *s)
{
	return ceil(s->width * column) + 2 * MARGIN;
}

double
svg_height(const struct scene *s)
{
	return ceil(s->height * LINE) + 2 * MARGIN;
}

/* With a point, whatever the locale has for one. */
static void
put_number(struct crm_buf *out, const char *name, double v)
{
	crm_buf_printf(out, " %s=\"", name);
	crm_number_format(out, (int64_t)floor(v * 100 + 0.5), 2, false);
	crm_buf_char(out, '"');
}

static double
px(double x)
{
	return MARGIN + x * column;
}

static double
py(double y)
{
	return MARGIN + y * LINE;
}

static void
put_title(struct crm_buf *out, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	crm_buf_str(out, "<title>");
	markup_text(out, text);
	crm_buf_str(out, "</title>");
}

/* ---- marks ---- */

static void
put_rect(struct crm_buf *out, const struct mark *m, const char *fill)
{
	const double least = 0.5; /* of a figure that is not 0 */
	double w = m->w * column, h = m->h * LINE;

	crm_buf_str(out, "<rect");
	put_number(out, "x", px(m->x));
	put_number(out, "y", py(m->y));
	put_number(out, "width", w > 0 ? fmax(w, least) : 0);
	put_number(out, "height", h > 0 ? fmax(h, least) : 0);
	crm_buf_printf(out, " fill=\"%s\"", fill);
}

static void
put_box(struct crm_buf *out, const struct mark *m)
{
	crm_buf_str(out, "<g class=\"box\">");
	put_title(out, m->text);
	put_rect(out, m, svg_color(m->series));
	crm_buf_str(out, "/>");
	if (series_looks[m->series].pattern != NULL) {
		char fill[sizeof "url(#crm-p0)"];

		snprintf(fill, sizeof fill, "url(#crm-p%zu)", m->series % 10);
		put_rect(out, m, fill);
		crm_buf_str(out, "/>");
	}
	crm_buf_str(out, "</g>\n");
}

static void
put_words(struct crm_buf *out, const struct mark *m)
{
	static const char *const anchors[] = { "start", "middle", "end" };
	static const char *const looks[] = {
		[TEXT_LABEL] = " fill=\"#222222\" class=\"ink\"",
		[TEXT_TITLE] =
		    " fill=\"#222222\" class=\"ink\" font-weight=\"bold\"",
		[TEXT_FAINT] = " fill=\"#595959\" class=\"faint\"",
	};
	const double base = 0.72; /* of the line, where letters stand */
	double x = m->anchor == ANCHOR_START ? m->x
	    : m->anchor == ANCHOR_END        ? m->x + m->w
					     : m->x + m->w / 2;

	crm_buf_str(out, "<text");
	put_number(out, "x", px(x));
	put_number(out, "y", py(m->y + base));
	crm_buf_printf(
	    out, " text-anchor=\"%s\"%s>", anchors[m->anchor], looks[m->tone]);
	markup_text(out, m->text);
	crm_buf_str(out, "</text>\n");
}

static void
put_rule(struct crm_buf *out, const struct mark *m)
{
	crm_buf_str(out, "<line");
	put_number(out, "x1", px(m->x));
	put_number(out, "y1", py(m->y));
	put_number(out, "x2", px(m->x + m->w));
	put_number(out, "y2", py(m->y + m->h));
	crm_buf_str(out,
	    m->kind == MARK_AXIS ? " stroke=\"#595959\" class=\"axis\"/>\n"
				 : " stroke=\"#dddddd\" class=\"grid\"/>\n");
}

/* A sign of the series at a point: a disc, a square, a triangle, a diamond … */
static void
put_sign(struct crm_buf *out, double x, double y, size_t series)
{
	static const char *const shapes[CHART_REST + 1] = {
		"m-3 0a3 3 0 1 0 6 0a3 3 0 1 0 -6 0",
		"m-3 -3h6v6h-6z",
		"m0 -4l4 7h-8z",
		"m0 -4l4 4l-4 4l-4 -4z",
		"m0 4l4 -7h-8z",
		"m-4 -1h3v-3h2v3h3v2h-3v3h-2v-3h-3z",
		"m-4 -1h8v2h-8z",
	};

	crm_buf_str(out, "<path d=\"M");
	crm_number_format(out, (int64_t)floor(px(x) * 100 + 0.5), 2, false);
	crm_buf_char(out, ' ');
	crm_number_format(out, (int64_t)floor(py(y) * 100 + 0.5), 2, false);
	crm_buf_printf(
	    out, "%s\" fill=\"%s\"/>", shapes[series], svg_color(series));
}

/* points="x,y x,y …" */
static void
put_points(struct crm_buf *out, const struct mark *m)
{
	crm_buf_str(out, " points=\"");
	for (size_t i = 0; i < m->n; i++) {
		if (i > 0)
			crm_buf_char(out, ' ');
		crm_number_format(out,
		    (int64_t)floor(px(m->point[2 * i]) * 100 + 0.5), 2, false);
		crm_buf_char(out, ',');
		crm_number_format(out,
		    (int64_t)floor(py(m->point[2 * i + 1]) * 100 + 0.5), 2,
		    false);
	}
	crm_buf_char(out, '"');
}

/* Where bands lie on one another they are darker. */
static void
put_band(struct crm_buf *out, const struct mark *m)
{
	crm_buf_str(out, "<g class=\"band\">");
	put_title(out, m->text);
	crm_buf_printf(out, "<polygon fill=\"%s\" fill-opacity=\"0.22\"",
	    svg_color(m->series));
	put_points(out, m);
	crm_buf_str(out, "/></g>\n");
}

static void
put_line(struct crm_buf *out, const struct mark *m)
{
	enum { SIGNS_MOST = 40 };

	crm_buf_str(out, "<g class=\"line\">");
	put_title(out, m->text);
	crm_buf_printf(out,
	    "<polyline fill=\"none\" stroke-width=\"2\" stroke=\"%s\"",
	    svg_color(m->series));
	put_points(out, m);
	crm_buf_str(out, "/>");
	for (size_t i = 0; i < m->n; i += m->n / SIGNS_MOST + 1)
		put_sign(out, m->point[2 * i], m->point[2 * i + 1], m->series);
	crm_buf_str(out, "</g>\n");
}

/* ---- all ---- */

static void
put_head(struct crm_buf *out, const struct scene *s, const char *title)
{
	crm_buf_printf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
	    "xml:space=\"preserve\" "
	    "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\" "
	    "font-size=\"%d\" font-family=\"system-ui, 'Noto Sans CJK SC', "
	    "'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif\">\n",
	    svg_width(s), svg_height(s), svg_width(s), svg_height(s), FONT);
	put_title(out, title);
	crm_buf_str(out,
	    "\n<style>@media screen and (prefers-color-scheme: dark) { "
	    ".paper { fill: #1b1b1b } .ink { fill: #eeeeee } "
	    ".faint { fill: #b5b5b5 } .axis { stroke: #b5b5b5 } "
	    ".grid { stroke: #444444 } }</style>\n<defs>\n");
	for (size_t i = 0; i <= CHART_REST; i++)
		if (series_looks[i].pattern != NULL)
			crm_buf_printf(out,
			    "<pattern id=\"crm-p%zu\" width=\"8\" height=\"8\" "
			    "patternUnits=\"userSpaceOnUse\"><path d=\"%s\" "
			    "stroke=\"#ffffff\" stroke-width=\"1.5\" "
			    "fill=\"none\"/></pattern>\n",
			    i, series_looks[i].pattern);
	crm_buf_str(out,
	    "</defs>\n<rect class=\"paper\" width=\"100%\" height=\"100%\" "
	    "fill=\"#ffffff\"/>\n");
}

void
svg_write(struct crm_buf *out, const struct scene *s, const char *title)
{
	put_head(out, s, title);
	for (size_t i = 0; i < s->n; i++)
		switch (s->mark[i].kind) {
		case MARK_BOX:
			put_box(out, &s->mark[i]);
			break;
		case MARK_TEXT:
			put_words(out, &s->mark[i]);
			break;
		case MARK_LINE:
			put_line(out, &s->mark[i]);
			break;
		case MARK_BAND:
			put_band(out, &s->mark[i]);
			break;
		case MARK_AXIS:
		case MARK_GRID:
			put_rule(out, &s->mark[i]);
			break;
		}
	crm_buf_str(out, "</svg>\n");
}
