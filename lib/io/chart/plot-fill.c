/* Categories, series and figures out of the rows of a table. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "plot.h"

#include <crm/base/tr.h>

enum { PERCENT_DIGITS = CRM_DECIMAL_DIGITS - 2, PLACES = 64 };

/* Names in the order in which they are met, each once. */
struct names {
	const char **name;
	size_t n, cap;
	size_t *place; /* 1 + index, by hash; 0: free */
	size_t places;
};

static size_t
find_place(const struct names *x, const char *name)
{
	size_t at = (size_t)crm_text_hash(crm_text_of(name)) & (x->places - 1);

	while (
	    x->place[at] != 0 && strcmp(x->name[x->place[at] - 1], name) != 0)
		at = (at + 1) & (x->places - 1);
	return at;
}

static void
more_places(struct names *x, struct crm_arena *a)
{
	x->places = x->places == 0 ? PLACES : 2 * x->places;
	x->place = crm_alloc_n(a, x->places, sizeof *x->place);
	for (size_t i = 0; i < x->n; i++)
		x->place[find_place(x, x->name[i])] = i + 1;
}

static size_t
name_index(struct names *x, struct crm_arena *a, const char *name)
{
	size_t at;

	if (2 * x->n >= x->places)
		more_places(x, a);
	at = find_place(x, name);
	if (x->place[at] == 0) {
		x->name = crm_grow(a, x->name, x->n, &x->cap, sizeof *x->name);
		x->name[x->n++] = name;
		x->place[at] = x->n;
	}
	return x->place[at] - 1;
}

/* ---- cells ---- */

static const char *
cell_text(const struct draft *d, const struct crm_value *cells, size_t i)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_cell_pretty(d->w, &b, i, cells);
	text = chart_label(d->a, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
	return text;
}

/* The cells of dimensions from..to-1 as one name. */
static const char *
cells_text(const struct draft *d, const struct crm_value *cells, size_t from,
    size_t to)
{
	const char *text = from < to ? cell_text(d, cells, d->by[from]) : "";

	for (size_t i = from + 1; i < to; i++)
		text = crm_sprintf(d->a, "%s" CHART_PARTED "%s", text,
		    cell_text(d, cells, d->by[i]));
	return text;
}

static double
number_of(const struct draft *d, const struct crm_value *cells, size_t i)
{
	const struct crm_column *c = &d->w->column[i];
	int digits = 0;

	if (cells[i].kind != CRM_INT)
		return NAN;
	switch (c->type) {
	case CRM_T_MONEY:
		digits = crm_cell_digits(d->w, c, cells);
		break;
	case CRM_T_DECIMAL:
		digits = CRM_DECIMAL_DIGITS;
		break;
	case CRM_T_PERCENT:
		digits = PERCENT_DIGITS;
		break;
	case CRM_T_RATE:
		digits = CRM_RATE_DIGITS;
		break;
	default:
		break;
	}
	return (double)cells[i].i / (double)crm_pow10(digits);
}

/* ---- the plot ---- */

/* Where a row goes: its category and its series. */
struct spot {
	size_t category, series;
};

static void
put_figure(struct plot *p, size_t at, double v, bool adds)
{
	if (isnan(p->value[at]))
		p->value[at] = v;
	else if (adds && !isnan(v))
		p->value[at] += v;
}

static void
make_values(struct plot *p, struct crm_arena *a)
{
	p->value = crm_alloc_n(a, p->n * p->series + 1, sizeof *p->value);
	for (size_t i = 0; i < p->n * p->series; i++)
		p->value[i] = NAN;
}

/* Whether what is along the axis is alone there, and the others are series:
 * they repeat from category to category, or it is a time. */
static bool
has_series(const struct draft *d, const struct names *categories,
    const struct names *series)
{
	if (!draft_is_parted(d) || d->figures > 1)
		return false;
	return draft_in_order(d) ||
	    (series->n <= CHART_SERIES + 1 && d->n > categories->n &&
		d->n > series->n && categories->n > 1);
}

bool
draft_is_laid(const struct draft *d)
{
	const struct crm_column *c = d->w->column;
	const struct crm_across *of = c[d->figure[0]].across;

	for (size_t i = 0; of != NULL && i < d->figures; i++)
		if (c[d->figure[i]].across == NULL ||
		    c[d->figure[i]].across->figure != of->figure)
			return false;
	return of != NULL && d->bands == 0;
}

static const char *
series_label(const struct draft *d, size_t i)
{
	const struct crm_column *c = &d->w->column[d->figure[i]];

	return draft_is_laid(d) ? c->across->label : crm_column_label(c);
}

/* The figures of one row that is alone are its categories. */
static void
fill_alone(struct draft *d, struct plot *p)
{
	p->n = d->figures;
	p->label = crm_alloc_n(d->a, p->n, sizeof *p->label);
	p->name = crm_alloc_n(d->a, 1, sizeof *p->name);
	p->name[0] = "";
	make_values(p, d->a);
	for (size_t i = 0; i < p->n; i++) {
		p->label[i] = chart_label(
		    d->a, crm_text_of(series_label(d, i)));
		p->value[i] = number_of(d, d->row[0], d->figure[i]);
	}
}

static void
name_columns(const struct draft *d, struct plot *p)
{
	p->series = d->figures;
	p->name = crm_alloc_n(d->a, p->series, sizeof *p->name);
	for (size_t k = 0; k < p->series; k++)
		p->name[k] = chart_label(d->a, crm_text_of(series_label(d, k)));
}

/* A place for each row by its names; of a list each its own. */
static void
place_rows(struct draft *d, struct plot *p, struct spot *spot)
{
	struct names categories = { .n = 0 }, series = { .n = 0 };
	struct names joined = { .n = 0 };

	for (size_t i = 0; i < d->n; i++) {
		spot[i].category = name_index(
		    &categories, d->a, cells_text(d, d->row[i], 0, d->along));
		spot[i].series = name_index(
		    &series, d->a, cells_text(d, d->row[i], d->along, d->bys));
	}
	name_columns(d, p);
	if (!d->list && has_series(d, &categories, &series)) {
		p->label = categories.name;
		p->n = categories.n;
		p->name = series.name;
		p->series = series.n;
		return;
	}
	p->label = crm_alloc_n(d->a, d->n + 2, sizeof *p->label);
	for (size_t i = 0; i < d->n; i++) {
		const char *text = cells_text(d, d->row[i], 0, d->bys);

		spot[i].category = d->list ? i
					   : name_index(&joined, d->a, text);
		spot[i].series = 0;
		p->label[spot[i].category] = text;
		p->n = d->list ? d->n : joined.n;
	}
}

/* Where a row of the rest stands: all of one category, by the second dimension parted
 * into the series that others have; false where it is of none of them. */
static bool
rest_spot(const struct draft *d, const struct plot *p,
    const struct crm_value *cells, struct spot *out)
{
	const char *name;

	*out = (struct spot){ p->n, 0 };
	if (p->series == 1 || d->figures > 1)
		return d->rests == 1;
	name = cells_text(d, cells, d->along, d->bys);
	while (
	    out->series < p->series && strcmp(p->name[out->series], name) != 0)
		out->series++;
	return out->series < p->series;
}

/* What the report itself has as the rest stands behind all; it has no place along a
 * line. */
static void
put_rest(struct draft *d, struct plot *p, struct spot *spot)
{
	const char **label;
	size_t i, n = 0;

	if (d->rests == 0 || p->n == 0)
		return;
	while (n < d->rests && !draft_in_order(d) &&
	    rest_spot(d, p, d->rest[n], &spot[d->n + n]))
		n++;
	if (n < d->rests) {
		plot_note(p, crm_tr("the rest is not drawn"));
		return;
	}
	label = crm_alloc_n(d->a, p->n + 1, sizeof *label);
	memcpy(label, p->label, p->n * sizeof *label);
	label[p->n] = crm_tr("Rest");
	p->label = label;
	for (i = 0; i < d->rests; i++)
		d->row[d->n++] = d->rest[i];
	p->n++;
	p->rest = true;
}

/* Numbers along the axis stand as far from each other as they are. */
static void
place_numbers(const struct draft *d, struct plot *p, const struct spot *spot)
{
	double low = INFINITY, high = -INFINITY;

	if (d->list || d->bys == 0 || p->n < 2 ||
	    !crm_column_is_number(&d->w->column[d->by[0]]))
		return;
	p->at = crm_alloc_n(d->a, p->n, sizeof *p->at);
	for (size_t i = 0; i < d->n; i++) {
		double v = number_of(d, d->row[i], d->by[0]);

		p->at[spot[i].category] = v;
		low = fmin(low, v);
		high = fmax(high, v);
	}
	for (size_t i = 0; i < p->n; i++)
		p->at[i] = high > low ? (p->at[i] - low) / (high - low) : 0;
}

/* A period that lies in one of those around it alone is told by itself. */
static void
shorten_periods(const struct draft *d, struct plot *p, const struct spot *spot)
{
	struct names finest = { .n = 0 };
	const char **label = crm_alloc_n(d->a, p->n + 1, sizeof *label);
	size_t *in = crm_alloc_n(d->a, p->n + 1, sizeof *in), i;
	size_t *category = crm_alloc_n(d->a, p->n + 1, sizeof *category);

	if (d->list || d->along < 2)
		return;
	for (i = 0; i < d->n; i++) {
		size_t at = spot[i].category;

		if (label[at] == NULL) {
			label[at] = cell_text(d, d->row[i], d->by[0]);
			category[at] = name_index(&finest, d->a, label[at]);
			in[category[at]]++;
		}
	}
	for (i = 0; i < p->n; i++)
		if (label[i] != NULL && in[category[i]] == 1)
			p->label[i] = label[i];
}

/* Amounts along the axis are as short as figures. */
static void
shorten_labels(const struct draft *d, struct plot *p, const struct spot *spot)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (d->list || d->bys == 0 ||
	    d->w->column[d->by[0]].type != CRM_T_MONEY || !draft_in_order(d))
		return;
	for (size_t i = 0; i < d->n; i++) {
		crm_buf_clear(&b);
		short_number(&b, number_of(d, d->row[i], d->by[0]), &p->unit);
		p->label[spot[i].category] = crm_strndup(d->a, b.data, b.len);
	}
	crm_buf_free(&b);
}

void
draft_fill(struct draft *d, struct plot *p, bool adds)
{
	struct spot *spot;

	if (d->n == 1 && d->bys == 0) {
		fill_alone(d, p);
		return;
	}
	spot = crm_alloc_n(d->a, d->n + d->rests + 1, sizeof *spot);
	place_rows(d, p, spot);
	place_numbers(d, p, spot);
	shorten_labels(d, p, spot);
	shorten_periods(d, p, spot);
	put_rest(d, p, spot);
	make_values(p, d->a);
	for (size_t i = 0; i < d->n; i++) {
		size_t at = spot[i].category * p->series + spot[i].series;

		for (size_t k = 0; k < d->figures; k++)
			put_figure(p, at + k,
			    number_of(d, d->row[i], d->figure[k]),
			    adds && !d->list);
	}
}
