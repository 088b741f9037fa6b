/*
 * Tables as pictures: for a terminal (chart) and as a drawing (svg, png).  Several
 * tables are several pictures, one under another.
 */
#include "picture.h"

#include <stdlib.h>
#include <string.h>

#include <crm/base/tr.h>

struct picture {
	struct chart_rows rows;
	struct crm_buf body; /* of a drawing: those so far */
	double width, height;
	size_t n;
};

void
picture_note(const struct crm_writer *w, const char *text)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (w->opts.note == NULL)
		return;
	if (w->opts.title != NULL)
		crm_buf_printf(&b, "%s: ", w->opts.title);
	crm_buf_str(&b, text);
	w->opts.note(w->opts.note_ctx, b.data);
	crm_buf_free(&b);
}

static enum crm_status
begin_sheet(struct crm_writer *w, struct crm_err *err)
{
	struct picture *x = w->state;

	(void)err;
	chart_rows_reset(&x->rows);
	return CRM_OK;
}

static enum crm_status
begin(struct crm_writer *w, struct crm_err *err)
{
	w->state = calloc(1, sizeof(struct picture));
	if (w->state == NULL)
		crm_oom();
	return begin_sheet(w, err);
}

static enum crm_status
add_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct picture *x = w->state;

	(void)err;
	chart_rows_add(&x->rows, w, cells);
	return CRM_OK;
}

static void
close_picture(struct crm_writer *w)
{
	struct picture *x = w->state;

	if (x == NULL)
		return;
	chart_rows_free(&x->rows);
	crm_buf_free(&x->body);
	free(x);
}

/* ---- for a terminal ---- */

static const char *
left_out(struct picture *x)
{
	return crm_sprintf(
	    &x->rows.arena, crm_tr("rows left out: %zu"), x->rows.more);
}

/* The rows as a table, where no picture of them can be. */
static enum crm_status
put_table(struct crm_writer *w, struct crm_err *err)
{
	struct picture *x = w->state;
	struct crm_writer_opts o = w->opts;
	struct crm_writer *table;
	enum crm_status st;

	if (x->rows.more > 0)
		picture_note(w, left_out(x));
	o.format = CRM_FMT_TABLE;
	st = crm_writer_open(w->out, &o, w->column, w->n, &table, err);
	for (size_t i = 0; i < x->rows.n && st == CRM_OK; i++)
		st = crm_writer_row(table, x->rows.row[i], err);
	if (st == CRM_OK)
		st = crm_writer_end(table, err);
	crm_writer_close(table);
	return st;
}

static enum crm_status
chart_end(struct crm_writer *w, struct crm_err *err)
{
	struct picture *x = w->state;
	struct plot p;
	struct scene s;

	plot_make(w, &x->rows, &p);
	if (x->n++ > 0)
		crm_buf_char(w->buf, '\n');
	if (p.kind == CHART_NONE) {
		picture_note(w, p.why);
		return x->rows.n == 0 ? CRM_OK : put_table(w, err);
	}
	if (!scene_draw(&s, &p, (double)w->opts.width, true, &x->rows.arena)) {
		picture_note(
		    w, crm_tr("too narrow for a picture; this is the table"));
		return put_table(w, err);
	}
	term_write(w->buf, &s, w->opts.color);
	return CRM_OK;
}

const struct crm_writer_ops crm_chart_writer = {
	begin,
	add_row,
	chart_end,
	close_picture,
	.end_sheet = chart_end,
	.begin_sheet = begin_sheet,
};

/* ---- drawings ---- */

void
picture_draw(struct crm_writer *w, struct chart_rows *rows, struct plot *p,
    struct scene *s)
{
	plot_make(w, rows, p);
	/* Its width is ours, and wide enough for all kinds. */
	if (!scene_draw(s, p, SVG_COLUMNS, false, &rows->arena)) {
		p->kind = CHART_NONE;
		p->why = crm_tr("the labels leave no room for a picture");
		scene_draw(s, p, SVG_COLUMNS, false, &rows->arena);
	}
	if (p->kind == CHART_NONE)
		picture_note(w, p->why);
}

/* Below those that are there. */
static enum crm_status
svg_end_sheet(struct crm_writer *w, struct crm_err *err)
{
	struct picture *x = w->state;
	struct plot p;
	struct scene s;

	(void)err;
	picture_draw(w, &x->rows, &p, &s);
	if (x->n++ > 0)
		crm_buf_printf(&x->body,
		    "<g transform=\"translate(0 %.0f)\">\n", x->height);
	svg_write(&x->body, &s, p.title);
	if (x->n > 1)
		crm_buf_str(&x->body, "</g>\n");
	x->width = svg_width(&s);
	x->height += svg_height(&s);
	return CRM_OK;
}

static enum crm_status
svg_finish(struct crm_writer *w, struct crm_buf *out, struct crm_err *err)
{
	struct picture *x = w->state;
	enum crm_status st = svg_end_sheet(w, err);

	if (st != CRM_OK)
		return st;
	if (x->n > 1)
		crm_buf_printf(out,
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		    "width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f "
		    "%.0f\">\n",
		    x->width, x->height, x->width, x->height);
	crm_buf_add(out, x->body.data, x->body.len);
	if (x->n > 1)
		crm_buf_str(out, "</svg>\n");
	return CRM_OK;
}

static enum crm_status
svg_end(struct crm_writer *w, struct crm_err *err)
{
	return svg_finish(w, w->buf, err);
}

const struct crm_writer_ops crm_svg_writer = {
	begin,
	add_row,
	svg_end,
	close_picture,
	.end_sheet = svg_end_sheet,
	.begin_sheet = begin_sheet,
};

/* The drawing, painted by a program of its own. */
static enum crm_status
png_end(struct crm_writer *w, struct crm_err *err)
{
	struct crm_buf svg = CRM_BUF_INIT;
	enum crm_status st = svg_finish(w, &svg, err);

	if (st == CRM_OK)
		st = png_paint(w->out, &svg, err);
	crm_buf_free(&svg);
	return st;
}

const struct crm_writer_ops crm_png_writer = {
	begin,
	add_row,
	png_end,
	close_picture,
	.end_sheet = svg_end_sheet,
	.begin_sheet = begin_sheet,
};
