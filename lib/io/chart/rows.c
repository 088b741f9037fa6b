/* Rows of a table, kept until all are there: a picture needs all of them. */
#include "chart.h"

/* Cells of a row: those shown, and the currencies and its kind behind them. */
static size_t
cells_of(const struct crm_writer *w)
{
	size_t n = w->opts.row_kind > w->n ? w->opts.row_kind : w->n;

	for (size_t i = 0; i < w->n; i++)
		if (w->column[i].currency >= (int)n)
			n = (size_t)w->column[i].currency + 1;
	return n;
}

void
chart_rows_add(struct chart_rows *r, const struct crm_writer *w,
    const struct crm_value *cells)
{
	size_t n = cells_of(w);
	struct crm_value *copy;

	if (r->n == CHART_ROWS) {
		r->more++;
		return;
	}
	copy = crm_alloc_n(&r->arena, n + 1, sizeof *copy);
	for (size_t i = 0; i < n; i++)
		copy[i] = crm_value_dup(&r->arena, cells[i]);
	r->row = crm_grow(&r->arena, r->row, r->n, &r->cap, sizeof *r->row);
	r->row[r->n++] = copy;
}

void
chart_rows_reset(struct chart_rows *r)
{
	crm_arena_reset(&r->arena);
	r->row = NULL;
	r->n = r->cap = r->more = 0;
}

void
chart_rows_free(struct chart_rows *r)
{
	crm_arena_free(&r->arena);
}
