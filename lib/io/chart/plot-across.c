/* A time that was laid across, in columns as --across has it, as the dimension it was:
 * what is by time is drawn along it, whichever way a table stands. */
#include "plot.h"

#include <crm/base/tr.h>

struct back {
	struct crm_arena *a;
	const struct crm_writer *from;
	struct crm_writer *to;
	struct chart_rows *rows;          /* of `to` */
	struct crm_column *column;        /* of `to`: what stayed, */
	size_t *place;                    /* where each was, */
	size_t stayed;                    /* so many, then the time, */
	const struct crm_column **figure; /* then each figure once */
	size_t figures;
};

/* The first column that is laid, or NULL. */
static const struct crm_across *
first_laid(const struct crm_writer *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->column[i].across != NULL)
			return w->column[i].across;
	return NULL;
}

static size_t
figure_at(const struct back *b, const struct crm_across *x)
{
	size_t i = 0;

	while (i < b->figures && b->figure[i] != x->figure)
		i++;
	return i;
}

/* Where a cell that stayed is now; what is none of the table is nowhere. */
static int
moved(const struct back *b, int cell)
{
	for (size_t i = 0; i < b->stayed; i++)
		if ((int)b->place[i] == cell)
			return (int)i;
	return -1;
}

static void
add_figure(struct back *b, const struct crm_column *laid)
{
	struct crm_column *c = &b->column[b->stayed + 1 + b->figures];

	if (laid->across->of != CRM_AT_VALUE ||
	    figure_at(b, laid->across) < b->figures)
		return;
	/* Its currency is that of the rows as they were laid. */
	*c = *laid->across->figure;
	c->currency = laid->currency;
	b->figure[b->figures++] = laid->across->figure;
}

static void
make_columns(struct back *b)
{
	const struct crm_column *c = b->from->column;
	size_t n = b->from->n;

	b->column = crm_alloc_n(b->a, n + 2, sizeof *b->column);
	b->place = crm_alloc_n(b->a, n + 1, sizeof *b->place);
	b->figure = crm_alloc_n(b->a, n + 1, sizeof *b->figure);
	for (size_t i = 0; i < n; i++)
		if (c[i].across == NULL) {
			b->place[b->stayed] = i;
			b->column[b->stayed++] = c[i];
		}
	b->column[b->stayed] = *first_laid(b->from)->by;
	for (size_t i = 0; i < n; i++)
		if (c[i].across != NULL)
			add_figure(b, &c[i]);
	b->to->n = b->stayed + 1 + b->figures;
	for (size_t i = 0; i < b->to->n; i++)
		b->column[i].currency = moved(b, b->column[i].currency);
	b->to->column = b->column;
}

/* The end of the columns of one value, which stand together. */
static size_t
end_of_value(const struct crm_writer *w, size_t i)
{
	const char *label = w->column[i].across->label;

	while (i < w->n && w->column[i].across != NULL &&
	    w->column[i].across->label == label)
		i++;
	return i;
}

static bool
has_any(const struct crm_value *cells, size_t from, size_t to)
{
	while (from < to && cells[from].kind == CRM_NULL)
		from++;
	return from < to;
}

/* What a row has in the columns from..to-1, of one value. */
static void
add_row(struct back *b, const struct crm_value *cells, size_t from, size_t to)
{
	const struct crm_column *c = b->from->column;
	struct crm_value *row = crm_alloc_n(b->a, b->to->n + 1, sizeof *row);
	struct chart_rows *x = b->rows;

	for (size_t k = 0; k < b->stayed; k++)
		row[k] = cells[b->place[k]];
	row[b->stayed] = c[from].across->at;
	for (size_t i = from; i < to; i++)
		row[b->stayed + 1 + figure_at(b, c[i].across)] = cells[i];
	x->row = crm_grow(b->a, x->row, x->n, &x->cap, sizeof *x->row);
	x->row[x->n++] = row;
}

/* The rows that were laid in these columns; where there was none one of its own, for a
 * time has no gaps. */
static void
add_rows(struct back *b, const struct chart_rows *r, size_t from, size_t to)
{
	size_t had = b->rows->n;

	for (size_t i = 0; i < r->n; i++)
		if (has_any(r->row[i], from, to))
			add_row(b, r->row[i], from, to);
	if (b->rows->n == had && r->n > 0)
		add_row(b, r->row[0], from, to);
}

static void
make_rows(struct back *b, const struct chart_rows *r, struct plot *p)
{
	const struct crm_column *c = b->from->column;
	bool rest = false;

	for (size_t i = 0, end; i < b->from->n; i = end) {
		end = i + 1;
		if (c[i].across == NULL)
			continue;
		end = end_of_value(b->from, i);
		rest = rest || c[i].across->of == CRM_AT_REST;
		if (c[i].across->of == CRM_AT_VALUE)
			add_rows(b, r, i, end);
	}
	if (rest)
		plot_note(p, crm_tr("the rest is not drawn"));
}

const struct chart_rows *
draft_lay_back(struct draft *d, const struct chart_rows *r, struct plot *p)
{
	const struct crm_across *laid = first_laid(d->w);
	struct back b = { .a = d->a, .from = d->w };

	if (laid == NULL || laid->by->role != CRM_ROLE_TIME)
		return r;
	b.to = crm_alloc(d->a, sizeof *b.to);
	*b.to = *d->w;
	b.to->opts.across = false;
	make_columns(&b);
	b.rows = crm_alloc(d->a, sizeof *b.rows);
	make_rows(&b, r, p);
	d->w = b.to;
	return b.rows;
}
