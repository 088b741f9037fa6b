/* A plot while it is made: which columns and rows of a table it is of. */
#ifndef CRM_IO_CHART_PLOT_H
#define CRM_IO_CHART_PLOT_H

#include "chart.h"

struct draft {
	struct crm_writer *w;
	struct crm_arena *a;
	const struct crm_value **row; /* those that are drawn */
	size_t n;
	const struct crm_value **rest; /* of the report's own --top */
	size_t rests;
	size_t *figure, figures; /* columns; several: a series each */
	size_t bands;    /* intervals: two columns each, behind the figure */
	size_t *by, bys; /* columns: */
	size_t along;    /* so many, the first of them, are along the axis: one,
			  * or periods of a date, the finest first */
	bool list;       /* rows of a list: each is of its own */
	struct crm_value currency; /* of the amounts, or none */
};

/* plot-by.c: leaves out what is the same in all rows, and what says no more than
 * those before it. */
void draft_drop(struct draft *d);
/* The axis first: numbers, else a time, with all periods of its date. */
void draft_order(struct draft *d);
/* Whether there is a dimension beside those along the axis. */
bool draft_is_parted(const struct draft *d);
/* Whether categories have an order of their own: along a line. */
bool draft_in_order(const struct draft *d);
/* plot-across.c: a time that was laid across is one again, whose rows a picture has
 * along it: then the draft is of another table, whose rows are returned. */
const struct chart_rows *
draft_lay_back(struct draft *d, const struct chart_rows *r, struct plot *p);
/* plot-rows.c: without sums of others; the rest is beside them. */
void draft_rows(struct draft *d, const struct chart_rows *r);
/* Amounts of several currencies have no common axis: those of one. */
void draft_currency(struct draft *d, struct plot *p);
/* Leaves out rows that have no figure, but for those that keep a gap. */
void draft_figures(struct draft *d);
/* Along a line all are in its order, however they are sorted; what has no place on it
 * is left out. */
void draft_line_up(struct draft *d, struct plot *p);
/* plot-kind.c: which kind of picture: what was asked for where that can be drawn
 * of it, else what its columns say. */
enum chart_kind draft_kind(const struct draft *d, struct plot *p, bool adds);
/* Makes the categories steps: behind the one that closes is nothing, and where
 * none does their sum is behind. */
void draft_steps(const struct draft *d, struct plot *p);
/* plot-fill.c: whether all figures are one that is laid across: a title says it
 * once, and each series is told by its value alone. */
bool draft_is_laid(const struct draft *d);
/* Categories, series and figures. */
void draft_fill(struct draft *d, struct plot *p, bool adds);

#endif
