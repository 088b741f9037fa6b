/* The spreadsheet being written: shared by xlsx.c (file, rows), xlsx-cell.c (one
 * cell) and xlsx-total.c (sums). */
#ifndef CRM_IO_XLSX_H
#define CRM_IO_XLSX_H

#include <limits.h>

#include "io/chart/chart.h"
#include "wimpl.h"
#include "xlsx-lib.h"

enum { CRM_XLSX_MONEY = 9 }; /* formats of money kept: 0 to 8 digits */

/* The sum of a column so far. */
struct xlsx_total {
	int64_t sum;
	int digits;
	char currency[8];
	bool any;
	bool none; /* the amounts are in several currencies, or too large */
};

struct xlsx {
	struct crm_xlsx_lib lib;
	lxw_workbook *book;
	lxw_worksheet *sheet;
	lxw_format *bold, *bold_right; /* of headings */
	lxw_format *date, *instant, *percent, *money[CRM_XLSX_MONEY];
	char path[PATH_MAX]; /* "" until it exists */
	/* Of the sheet. */
	struct crm_value *held;   /* HELD_ROWS rows of n */
	struct crm_arena texts;   /* what they point to */
	bool flowing;             /* rows go to the sheet */
	bool marks;               /* \N stands as it is */
	lxw_row_t row;            /* the last one written */
	lxw_row_t first;          /* the first behind the header */
	struct xlsx_total *total; /* by column */
	size_t *width;
	bool draws;             /* it has figures, which a chart shows: */
	struct chart_rows rows; /* its rows */
	struct crm_buf tmp;
};

lxw_format *crm_xlsx_format(struct xlsx *x, const char *code);
/* Of amounts with so many digits; NULL where there are none such. */
lxw_format *crm_xlsx_money(struct xlsx *x, int digits);
/* xlsx-total.c: behind the header; of each row; behind the last one. */
void crm_xlsx_total_begin(struct crm_writer *w);
void crm_xlsx_total_add(struct crm_writer *w, const struct crm_value *cells);
enum crm_status crm_xlsx_total_end(struct crm_writer *w, struct crm_err *err);
/* xlsx-chart.c: the chart of the sheet's rows beside them; of what is not there as
 * it stands a sheet behind has the figures. */
enum crm_status crm_xlsx_chart(struct crm_writer *w, struct crm_err *err);
/* A further sheet by that name, or by one that is like it and not taken. */
enum crm_status crm_xlsx_sheet(struct xlsx *x, const char *title,
    lxw_worksheet **sheet, struct crm_err *err);
/* Whether its rows were written, which the library does not look at. */
enum crm_status crm_xlsx_written(lxw_worksheet *sheet, struct crm_err *err);
/* Text in x->row; CRM_FAIL where it is too long for a cell. */
enum crm_status crm_xlsx_text(struct xlsx *x, size_t col, struct crm_text t,
    lxw_format *format, struct crm_err *err);
enum crm_status crm_xlsx_cell(struct crm_writer *w, size_t i,
    const struct crm_value *cells, struct crm_err *err);

#endif
