/*
 * The chart of a sheet, native to the spreadsheet: it changes with its cells.  Where
 * the table as it stands is not what is drawn (a second dimension, the rest of many
 * categories) a sheet behind has the figures of the chart.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "picture.h"
#include "xlsx.h"

/* Where the figures of a chart are. */
struct source {
	lxw_worksheet *sheet;
	lxw_row_t first, last;
	lxw_col_t by;
};

static uint8_t
chart_type(enum chart_kind kind)
{
	switch (kind) {
	case CHART_COLUMNS:
	case CHART_HISTOGRAM:
		return LXW_CHART_COLUMN;
	case CHART_LINES:
	case CHART_SPARKS:
	case CHART_FAN:
		return LXW_CHART_LINE;
	case CHART_STACKED:
	case CHART_WATERFALL:
		return LXW_CHART_BAR_STACKED;
	default:
		return LXW_CHART_BAR;
	}
}

/* ---- figures on a sheet behind ---- */

static enum crm_status
write_text(struct xlsx *x, struct source *at, lxw_row_t row, lxw_col_t col,
    const char *text, struct crm_err *err)
{
	lxw_error e = x->lib.worksheet_write_string(
	    at->sheet, row, col, text, NULL);

	return e == LXW_NO_ERROR
	    ? CRM_OK
	    : crm_fail(err, CRM_FAIL, "cannot write a chart's figures: %s",
		  x->lib.lxw_strerror(e));
}

static enum crm_status
write_row(struct xlsx *x, const struct plot *p, struct source *at, size_t i,
    struct crm_err *err)
{
	lxw_row_t row = at->first + (lxw_row_t)i;
	enum crm_status st = write_text(x, at, row, 0, p->label[i], err);

	for (size_t k = 0; k < p->series && st == CRM_OK; k++) {
		double v = p->value[i * p->series + k];

		if (!isnan(v))
			x->lib.worksheet_write_number(at->sheet, row,
			    (lxw_col_t)(k + 1), p->unit.percent ? v / 100 : v,
			    NULL);
	}
	return st;
}

static enum crm_status
write_figures(struct crm_writer *w, const struct plot *p, struct source *at,
    struct crm_err *err)
{
	struct xlsx *x = w->state;
	enum crm_status st = crm_xlsx_sheet(x, w->opts.title, &at->sheet, err);

	at->by = 0;
	at->first = 1;
	at->last = (lxw_row_t)p->n;
	for (size_t k = 0; k < p->series && st == CRM_OK; k++)
		st = write_text(x, at, 0, (lxw_col_t)(k + 1), p->name[k], err);
	for (size_t i = 0; i < p->n && st == CRM_OK; i++)
		st = write_row(x, p, at, i, err);
	return st == CRM_OK ? crm_xlsx_written(at->sheet, err) : st;
}

/* ---- the chart ---- */

/* "='sales 2'!$B$2:$B$14" */
static void
put_range(struct crm_buf *b, const struct source *at, lxw_col_t col)
{
	enum { LETTERS = 26 };
	char name[8];
	size_t n = sizeof name - 1;
	unsigned c = col + 1U;

	name[n] = '\0';
	for (; c > 0; c = (c - 1) / LETTERS)
		name[--n] = (char)('A' + (c - 1) % LETTERS);
	/* An apostrophe is in no name of a sheet (xlsx.c). */
	crm_buf_clear(b);
	crm_buf_printf(b, "='%s'!$%s$%u:$%s$%u", at->sheet->name, name + n,
	    at->first + 1, name + n, at->last + 1);
}

static void
add_series(struct xlsx *x, lxw_chart *chart, const struct plot *p,
    const struct source *at, size_t k)
{
	struct crm_buf by = CRM_BUF_INIT, figures = CRM_BUF_INIT;
	size_t look = p->kind == CHART_WATERFALL ? plot_step_look(k)
						 : series_color(p, 0, k);
	unsigned color = (unsigned)strtoul(svg_color(look) + 1, NULL, 16);
	/* What the steps of a waterfall stand on is not seen. */
	lxw_chart_fill fill = { .color = color,
		.none = p->kind == CHART_WATERFALL && k == 0 };
	lxw_chart_line line = { .color = color, .width = 2.25F };
	lxw_chart_series *series;

	put_range(&by, at, at->by);
	put_range(&figures, at, (lxw_col_t)(p->direct ? p->figure[k] : k + 1));
	series = x->lib.chart_add_series(chart, by.data, figures.data);
	if (series == NULL)
		crm_oom();
	x->lib.chart_series_set_name(
	    series, p->series > 1 ? p->name[k] : p->title);
	if (chart_type(p->kind) == LXW_CHART_LINE)
		x->lib.chart_series_set_line(series, &line);
	else
		x->lib.chart_series_set_fill(series, &fill);
	crm_buf_free(&by);
	crm_buf_free(&figures);
}

/* Short, as the drawing has them. */
static void
format_figures(struct xlsx *x, lxw_chart_axis *axis, const struct chart_unit *u)
{
	x->lib.chart_axis_set_num_format(axis,
	    u->percent       ? "0%"
		: u->chinese ? "[>=10000]0\\.0,\"万\";General"
			     : "[>=1000000]0.0,,\"M\";[>=10000]0,\"k\";"
			       "General");
}

static enum crm_status
put_chart(struct crm_writer *w, const struct plot *p, const struct source *at,
    struct crm_err *err)
{
	struct xlsx *x = w->state;
	uint8_t type = chart_type(p->kind);
	lxw_chart *chart = x->lib.workbook_add_chart(x->book, type);
	bool bars;

	if (chart == NULL)
		crm_oom();
	for (size_t k = 0; k < p->series; k++)
		add_series(x, chart, p, at, k);
	x->lib.chart_title_set_name(chart, p->title);
	if (p->series == 1 || p->kind == CHART_WATERFALL)
		x->lib.chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	/* Lying bars begin below; the first category is to be above, and the
	 * figures stay below.  The library has the axes of these the other way
	 * round. */
	bars = type == LXW_CHART_BAR || type == LXW_CHART_BAR_STACKED;
	format_figures(x, bars ? chart->x_axis : chart->y_axis, &p->unit);
	if (bars) {
		x->lib.chart_axis_set_reverse(chart->y_axis);
		x->lib.chart_axis_set_crossing_max(chart->y_axis);
	}
	if (x->lib.worksheet_insert_chart(x->sheet, x->first,
		(lxw_col_t)(w->n + 1), chart) != LXW_NO_ERROR)
		return crm_fail(
		    err, CRM_FAIL, "the chart has no room in the sheet");
	return CRM_OK;
}

enum crm_status
crm_xlsx_chart(struct crm_writer *w, struct crm_err *err)
{
	struct xlsx *x = w->state;
	struct source at = { .sheet = x->sheet, .first = x->first };
	enum crm_status st = CRM_OK;
	struct plot p;

	if (w->opts.paper)
		return CRM_OK;
	plot_make(w, &x->rows, &p);
	if (p.kind == CHART_WATERFALL)
		plot_steps(&p, &x->rows.arena);
	if (p.kind == CHART_NONE)
		return CRM_OK;
	at.last = x->first + (lxw_row_t)p.n - 1;
	at.by = (lxw_col_t)p.by;
	if (!p.direct)
		st = write_figures(w, &p, &at, err);
	return st == CRM_OK ? put_chart(w, &p, &at, err) : st;
}
