/*
 * What a table is drawn as, by the roles of its columns: which figure, and by
 * what.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot.h"

#include <crm/base/tr.h>

/* ---- which columns ---- */

static bool
is_figure(const struct crm_column *c)
{
	return crm_column_is_number(c) && c->role >= CRM_ROLE_MEASURE &&
	    c->role <= CRM_ROLE_SHARE;
}

static size_t
find_figure(const struct crm_writer *w, bool money, bool measure)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (is_figure(&w->column[i]) &&
		    (!money || w->column[i].type == CRM_T_MONEY) &&
		    (!measure || w->column[i].role == CRM_ROLE_MEASURE))
			break;
	return i;
}

/* The column of a name, or their number. */
static size_t
column_named(const struct crm_writer *w, struct crm_text name)
{
	size_t i = 0;

	while (i < w->n && !crm_text_is(name, w->column[i].name))
		i++;
	return i;
}

/* Takes the first name of those that a report draws ("won,lost"). */
static struct crm_text
take_name(const char **names)
{
	struct crm_text name = { *names, strcspn(*names, ",") };

	*names += name.n + ((*names)[name.n] == ',');
	return name;
}

/* The figure that is drawn: that which the report says, unless columns were
 * chosen; of amounts and counts that add up the amounts; the first. */
static size_t
choose_figure(const struct crm_writer *w)
{
	const char *names = w->opts.drawn;
	size_t i;

	if (names != NULL && !w->opts.chosen &&
	    (i = column_named(w, take_name(&names))) < w->n)
		return i;
	if (w->opts.chosen)
		return find_figure(w, false, false);
	if ((i = find_figure(w, true, true)) == w->n &&
	    (i = find_figure(w, false, true)) == w->n)
		i = find_figure(w, false, false);
	return i;
}

/* Those that the report draws beside its first, where there is but one dimension
 * to tell them apart from. */
static void
choose_named(struct draft *d)
{
	const char *names = d->w->opts.drawn;
	size_t i;

	take_name(&names);
	while (*names != '\0' && !draft_is_parted(d) &&
	    !(d->list && d->n > CHART_CATEGORIES)) {
		i = column_named(d->w, take_name(&names));
		if (i < d->w->n &&
		    d->w->column[i].type == d->w->column[d->figure[0]].type)
			d->figure[d->figures++] = i;
	}
}

/* Figures of one kind stand side by side: those that were chosen, that the report
 * draws, or those of a row that is alone. */
static void
choose_figures(struct draft *d, bool all)
{
	const struct crm_column *c = d->w->column, *first = &c[d->figure[0]];

	if (d->w->opts.drawn != NULL && !d->w->opts.chosen &&
	    !d->w->opts.across) {
		choose_named(d);
		return;
	}
	for (size_t i = 0; i < d->w->n && all; i++)
		if (i != d->figure[0] && is_figure(&c[i]) &&
		    (d->w->opts.chosen || c[i].compared == CRM_COMPARED_NOT) &&
		    c[i].type == first->type && c[i].role == first->role)
			d->figure[d->figures++] = i;
}

/* What it is compared with stands beside a figure that is alone, where the picture
 * has room for two. */
static void
choose_earlier(struct draft *d)
{
	const size_t next = d->figure[0] + 1;
	const enum crm_picture as = d->w->opts.picture;

	if (d->figures == 1 && !draft_is_parted(d) && !d->w->opts.chosen &&
	    !d->w->opts.across && next < d->w->n &&
	    d->w->column[next].compared == CRM_COMPARED_BEFORE &&
	    !(d->list && d->n > CHART_CATEGORIES) &&
	    (as == CRM_PICTURE_AUTO || as == CRM_PICTURE_BARS ||
		as == CRM_PICTURE_LINES))
		d->figure[d->figures++] = next;
}

/* Along a line the intervals around a figure are drawn with it. */
static void
choose_bands(struct draft *d)
{
	const struct crm_column *c = d->w->column;

	if (d->figures > 1 || draft_is_parted(d) || !draft_in_order(d) ||
	    d->w->opts.picture != CRM_PICTURE_AUTO)
		return;
	for (size_t i = d->figure[0] + 1;
	     i + 1 < d->w->n && c[i].role == CRM_ROLE_LOW &&
	     c[i + 1].role == CRM_ROLE_HIGH && d->figures < CHART_SERIES - 1;
	     i += 2) {
		d->figure[d->figures++] = i;
		d->figure[d->figures++] = i + 1;
		d->bands++;
	}
}

/* ---- by what ---- */

static bool
is_by(const struct crm_column *c)
{
	return c->role == CRM_ROLE_DIMENSION || c->role == CRM_ROLE_TIME;
}

/* Before the figures: behind them are notes. */
static size_t
find_name(const struct draft *d, bool text)
{
	for (size_t i = 0; i < d->w->n && !is_figure(&d->w->column[i]); i++)
		if (d->w->column[i].role == CRM_ROLE_NONE &&
		    (!text || d->w->column[i].type == CRM_T_TEXT))
			return i;
	return d->w->n;
}

static bool
is_id(const struct crm_column *c)
{
	return c->type == CRM_T_ID || c->type == CRM_T_REF;
}

/* Whether rows are records: they have an id, and a name besides. */
static bool
is_list(const struct draft *d)
{
	for (size_t i = 0; i < d->bys; i++)
		if (is_id(&d->w->column[d->by[i]]))
			return find_name(d, true) < d->w->n;
	return d->bys == 0;
}

/* What tells the rows of a list apart: its first text, else its first column that
 * is no figure. */
static void
name_rows(struct draft *d)
{
	size_t i = find_name(d, true);

	d->bys = 0;
	if (i == d->w->n)
		i = find_name(d, false);
	d->list = true;
	if (i < d->w->n)
		d->by[d->bys++] = i;
}

static void
choose_dimensions(struct draft *d)
{
	d->by = crm_alloc_n(d->a, d->w->n + 1, sizeof *d->by);
	for (size_t i = 0; i < d->w->n; i++)
		if (is_by(&d->w->column[i]))
			d->by[d->bys++] = i;
	if (is_list(d))
		name_rows(d);
	else
		draft_drop(d);
	draft_order(d);
}

/* ---- the plot ---- */

static bool
has_figures(const struct plot *p)
{
	for (size_t i = 0; i < p->n * p->series; i++)
		if (!isnan(p->value[i]) && p->value[i] != 0)
			return true;
	return false;
}

/* A page and a workbook name their parts elsewhere. */
static bool
names_part(const struct crm_writer_opts *o)
{
	return o->part && o->title != NULL && o->format != CRM_FMT_HTML &&
	    o->format != CRM_FMT_XLSX;
}

static const char *
title_of(const struct draft *d)
{
	const struct crm_column *c = d->w->column;
	struct crm_buf b = CRM_BUF_INIT;
	const char *text, *by = "";
	bool laid = draft_is_laid(d);

	if (names_part(&d->w->opts))
		crm_buf_printf(&b, "%s: ", d->w->opts.title);

	crm_buf_str(&b,
	    laid ? c[d->figure[0]].across->figure->label
		 : crm_column_label(&c[d->figure[0]]));
	for (size_t i = 1; i < d->figures && d->bands == 0 && !laid; i++)
		crm_buf_printf(&b, ", %s", crm_column_label(&c[d->figure[i]]));
	if (d->currency.kind == CRM_STR)
		crm_buf_printf(
		    &b, " (%.*s)", (int)d->currency.t.n, d->currency.t.p);
	text = chart_label(d->a, (struct crm_text){ b.data, b.len });
	for (size_t i = 0; i < d->bys; i++)
		by = crm_sprintf(d->a, "%s%s%s", by, i == 0 ? "" : ", ",
		    crm_column_label(&c[d->by[i]]));
	if (d->bys > 0)
		text = crm_sprintf(d->a, crm_tr("%s by %s"), text, by);
	crm_buf_free(&b);
	return text;
}

/* Neither parted by a second dimension, nor with rows left out or summed up. */
static bool
is_direct(
    const struct draft *d, const struct chart_rows *r, const struct plot *p)
{
	if (d->bys != 1 || p->series != d->figures || p->n != d->n || p->rest ||
	    p->series > CHART_SERIES || p->kind == CHART_HISTOGRAM ||
	    p->kind == CHART_WATERFALL ||
	    (!draft_in_order(d) && p->n > CHART_CATEGORIES))
		return false;
	for (size_t i = 0; i < d->n; i++)
		if (d->row[i] != r->row[i])
			return false;
	return true;
}

static void
draw_nothing(struct plot *p, const char *why)
{
	p->kind = CHART_NONE;
	p->why = why;
}

void
plot_make(struct crm_writer *w, struct chart_rows *r, struct plot *out)
{
	struct draft d = { .w = w, .a = &r->arena };
	const struct chart_rows *rows;
	bool adds;

	*out = (struct plot){ .title = w->opts.title == NULL ? ""
							     : w->opts.title,
		.unit = { .chinese = w->opts.chinese },
		.series = 1 };
	rows = draft_lay_back(&d, r, out);
	d.figure = crm_alloc_n(d.a, d.w->n + 1, sizeof *d.figure);
	d.figure[0] = choose_figure(d.w);
	if (d.figure[0] == d.w->n) {
		draw_nothing(out, crm_tr("no figures to draw"));
		return;
	}
	d.figures = 1;
	draft_rows(&d, rows);
	draft_currency(&d, out);
	choose_dimensions(&d);
	draft_line_up(&d, out);
	choose_figures(&d,
	    d.w->opts.chosen || d.w->opts.across || (d.n == 1 && d.bys == 0));
	choose_earlier(&d);
	choose_bands(&d);
	draft_figures(&d);
	out->title = title_of(&d);
	out->unit.percent = d.w->column[d.figure[0]].type == CRM_T_PERCENT;
	adds = d.w->column[d.figure[0]].role == CRM_ROLE_MEASURE &&
	    !d.w->column[d.figure[0]].overlaps;
	draft_fill(&d, out, adds);
	if (r->more > 0)
		plot_note(out,
		    crm_sprintf(d.a, crm_tr("rows too many to be drawn: %zu"),
			r->more));
	if (!has_figures(out)) {
		draw_nothing(out,
		    crm_tr(r->n == 0
			    ? N_("nothing to draw: no rows")
			    : N_("nothing to draw: all figures are blank or 0")));
		return;
	}
	out->in_order = draft_in_order(&d);
	out->kind = draft_kind(&d, out, adds);
	out->direct = rows == r && is_direct(&d, r, out);
	out->by = d.by[0];
	out->figure = d.figure;
	if (out->kind == CHART_HISTOGRAM)
		plot_bins(out, d.a);
	else if (out->kind == CHART_WATERFALL)
		draft_steps(&d, out);
	else
		plot_reduce(out, d.a, adds, out->in_order);
}
