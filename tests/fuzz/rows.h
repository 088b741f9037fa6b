/* Reads all rows of a file, for the targets that are readers. */
#ifndef TEST_FUZZ_ROWS_H
#define TEST_FUZZ_ROWS_H

#include <crm/io/reader.h>

#include "fuzz.h"

enum { ROWS_MAX = 500 };

static inline unsigned
rows_sum(struct crm_reader *r)
{
	struct crm_row *row;
	struct crm_err err;
	unsigned sum = 0;

	for (int rows = 0; rows < ROWS_MAX; rows++) {
		enum crm_status st = crm_reader_next(r, &row, &err);

		sum = sum * 31 + (unsigned)st;
		if (row == NULL)
			return sum;
		must(st == CRM_OK || st == CRM_INVALID, "a row is good or bad");
		must(st != CRM_OK || row->n == crm_reader_columns(r),
		    "a good row has a cell for each column");
		for (size_t i = 0; i < row->n; i++) {
			/* A later record may bring a column. */
			if (row->cell[i].kind != CRM_CELL_ABSENT)
				sum = sum * 31 + fuzz_touch(row->cell[i].text);
			if (i < crm_reader_columns(r))
				crm_cell_check(r, row, i, &err);
		}
	}
	return sum;
}

/* Twice, and the same both times. */
static inline void
rows_read(const char *path, const struct crm_reader_opts *o)
{
	struct crm_reader *r;
	struct crm_err err;
	unsigned first;

	if (crm_reader_open(path, o, &r, &err) != CRM_OK)
		return;
	for (size_t i = 0; i < crm_reader_columns(r); i++)
		fuzz_touch(crm_reader_column(r, i));
	first = rows_sum(r);
	if (crm_reader_rewind(r, &err) == CRM_OK)
		must(rows_sum(r) == first, "it reads the same twice");
	crm_reader_close(r);
}

#endif
