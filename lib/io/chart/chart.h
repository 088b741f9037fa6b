/*
 * Pictures of tables.  A picture is made in two steps, and neither prints:
 *
 *   typed rows  -> struct plot    plot.c: categories, series, figures, and which
 *                                 kind of picture tells them
 *   struct plot -> struct scene   one file a kind: marks with their places
 *
 * What writes a scene (svg.c, term.c) knows nothing of figures.  Places are in
 * columns and lines of a terminal, from the top left; a drawing has the same, some
 * pixels each, so that a layout serves both and labels that stand clear in one do
 * in the other.  The same rows give the same bytes.
 */
#ifndef CRM_IO_CHART_H
#define CRM_IO_CHART_H

#include "io/wimpl.h"

enum {
	CHART_SERIES = 6,      /* told apart by colour and pattern */
	CHART_REST = 6,        /* the colour of what is summed up as the rest */
	CHART_CATEGORIES = 20, /* the largest; others are the rest */
	CHART_ROWS = 100000,   /* kept to be drawn */
	CHART_NOTES = 4,
};

/* ---- rows.c: the rows of a table, kept ---- */

struct chart_rows {
	struct crm_arena
	    arena; /* of the rows and of all that is made of them */
	struct crm_value **row;
	size_t n, cap;
	size_t more; /* that were too many to be kept */
};

void chart_rows_add(struct chart_rows *r, const struct crm_writer *w,
    const struct crm_value *cells);
/* Forgets them. */
void chart_rows_reset(struct chart_rows *r);
void chart_rows_free(struct chart_rows *r);

/* ---- plot.c: what is drawn ---- */

enum chart_kind {
	CHART_NONE, /* nothing: why says what stands against it */
	CHART_BARS,
	CHART_STACKED,
	CHART_COLUMNS, /* upright bars, in the order of time */
	CHART_LINES,
	CHART_FUNNEL,
	CHART_HISTOGRAM,
	CHART_SPARKS,    /* a small picture a series */
	CHART_FAN,       /* a line, and intervals around it */
	CHART_WATERFALL, /* steps from one sum to another */
};

/* What the figures are, for labels of axes. */
struct chart_unit {
	bool percent; /* 45 is 45 % */
	bool chinese; /* 120万, not 1.2M */
};

/* Between the parts of a label, which are of several columns. */
#define CHART_PARTED " · "

struct plot {
	enum chart_kind kind;
	const char *title;
	const char *why;
	const char *note[CHART_NOTES]; /* what the picture leaves out */
	size_t notes;
	struct chart_unit unit;
	size_t n;           /* categories */
	const char **label; /* of each, fit to be shown */
	size_t series;      /* at least one */
	const char **name;  /* of each */
	double *value; /* of category i and series k: [i * series + k]; NAN:
			     * there is none */
	double *at;    /* where each category is from 0 to 1, of numbers, which
			   * have distances; NULL: one beside another */
	bool rest;     /* the last category is what the rest sums up to */
	bool rest_series; /* likewise */
	bool in_order;    /* categories have an order: of their labels some are
			* enough */
	/* Its categories are the rows of the table from the first on, and its
	 * series columns of it. */
	bool direct;
	size_t by;      /* the column of the categories */
	size_t *figure; /* that of each series */
};

/* Makes the plot of rows that a writer was given, by the roles of its columns.  It
 * lives in their arena. */
void plot_make(struct crm_writer *w, struct chart_rows *r, struct plot *out);
/* plot-reduce.c: the largest categories and series, and the rest of each as one;
 * of what does not add up the rest is left out.  `adds`: the figures do. */
void plot_reduce(struct plot *p, struct crm_arena *a, bool adds, bool ordered);
/* histogram.c: from figures to how many are of each size. */
void plot_bins(struct plot *p, struct crm_arena *a);
/* waterfall.c: what categories 0..i add up to. */
double plot_sum(const struct plot *p, size_t i);
/* Of a program that knows no steps: four series upon one another, of which the
 * first, what a step stands on, is not to be seen; plain bars where a sum is below
 * zero. */
void plot_steps(struct plot *p, struct crm_arena *a);
/* The colour of the k-th of these. */
size_t plot_step_look(size_t k);
/* plot-note.c: what stands below the picture; more than CHART_NOTES are dropped. */
void plot_note(struct plot *p, const char *text);
/* A text as it is shown in a picture: one line, without what nobody sees. */
const char *chart_label(struct crm_arena *a, struct crm_text t);

/* ---- scale.c: figures to places ---- */

struct scale {
	double low, high, step; /* of the axis: whole steps */
	double from, to;        /* their places */
};

/* An axis around all figures with about `ticks` round ones; `zero`: it has the
 * zero too, as whatever is compared by its length must. */
struct scale scale_make(double low, double high, bool zero, int ticks);
double scale_at(const struct scale *s, double value);
size_t scale_ticks(const struct scale *s);
double scale_tick(const struct scale *s, size_t i);
/* Short, as axes have it: three digits, 1.2M or 120万. */
void short_number(struct crm_buf *out, double v, const struct chart_unit *u);

/* ---- scene.c: marks ---- */

enum mark_kind {
	MARK_BOX,
	MARK_TEXT,
	MARK_LINE,
	MARK_BAND,
	MARK_AXIS,
	MARK_GRID,
};
enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };
enum text_tone { TEXT_LABEL, TEXT_TITLE, TEXT_FAINT };

struct mark {
	enum mark_kind kind;
	double x, y, w, h; /* a box; a text, w wide from its left; an axis or a
			    * grid line from x, y on */
	size_t series;     /* its colour and pattern */
	bool upright;      /* of a box: its height is the figure */
	enum anchor anchor;
	enum text_tone tone;
	const char *text; /* of a text; what a box or a line stands for */
	double *point; /* of a line: x and y of each; of a band: of its edge */
	size_t n;
};

struct scene {
	struct crm_arena *arena;
	double width, height;
	bool coarse;  /* of whole columns and lines: a terminal */
	double pitch; /* from one row of bars to the next, */
	double thick; /* and what of it a bar takes */
	struct mark *mark;
	size_t n, cap;
};

/* draw.c: draws a plot; false where it does not fit that width. */
bool scene_draw(struct scene *s, const struct plot *p, double width,
    bool coarse, struct crm_arena *a);

struct mark *scene_add(struct scene *s, enum mark_kind kind);
void scene_box(struct scene *s, double x, double y, double w, double h,
    size_t series, bool upright, const char *text);
void scene_rule(struct scene *s, enum mark_kind kind, double x, double y,
    double w, double h);
/* A text whose left end, middle or right end is at x; cut to `room` columns. */
void scene_text(struct scene *s, double x, double y, enum anchor anchor,
    enum text_tone tone, const char *text, double room);
/* A text cut to that many columns, with an ellipsis. */
const char *scene_fit(struct crm_arena *a, const char *text, double room);
double text_width(const char *text);
const char *
short_text(const struct scene *s, const struct plot *p, double value);
/* "Stage: 12" or "Stage, East: 12". */
const char *
point_text(const struct scene *s, const struct plot *p, size_t i, size_t k);
/* The colour of a series, of a category where there is but one series. */
size_t series_color(const struct plot *p, size_t i, size_t k);

/* axes.c: figures upwards, categories from left to right. */
struct area {
	double x, y, w, h;
	double slot; /* the width of a category */
	struct scale scale;
};

/* The middle of a category. */
double area_at(const struct area *a, const struct plot *p, size_t i);
/* Puts both axes at s->height and makes it higher; false where nothing fits. */
bool
axes_put(struct scene *s, const struct plot *p, bool zero, struct area *out);
/* The least and the largest figure; stacked: of their sums. */
void plot_range(const struct plot *p, bool stacked, double *low, double *high);

/* One file a kind; each draws from s->height on. */
bool draw_bars(struct scene *s, const struct plot *p);
bool draw_stacked(struct scene *s, const struct plot *p);
bool draw_columns(struct scene *s, const struct plot *p);
bool draw_lines(struct scene *s, const struct plot *p);
bool draw_funnel(struct scene *s, const struct plot *p);
bool draw_sparks(struct scene *s, const struct plot *p);
bool draw_fan(struct scene *s, const struct plot *p);
bool draw_waterfall(struct scene *s, const struct plot *p);

/* bars.c: of all lying bars. */
double widest_label(const struct plot *p);
/* The grid of so many rows from `top` on, and the figures below it; none on a
 * terminal. */
void lying_grid(struct scene *s, const struct plot *p, const struct scale *x,
    double top, double rows);
/* lines.c: a line of series k from category i on until a figure is missing; returns
 * where it ends. */
size_t put_run(struct scene *s, const struct plot *p, const struct area *a,
    size_t k, size_t i);

/* ---- writers of scenes ---- */

/* svg.c: an element svg that stands alone or in a page. */
enum { SVG_COLUMNS = 116 }; /* the width of a drawing */
void svg_write(struct crm_buf *out, const struct scene *s, const char *title);
/* Its size in pixels. */
double svg_width(const struct scene *s);
double svg_height(const struct scene *s);
/* The colour of a series, "#0072b2". */
const char *svg_color(size_t series);
/* term.c: lines for a terminal, with colours or without. */
void term_write(struct crm_buf *out, const struct scene *s, bool color);

#endif
