/* Shared by csv.c, which cuts rows, and csv-row.c, which judges them. */
#ifndef CRM_IO_CSV_H
#define CRM_IO_CSV_H

#include <csv.h>

#include "impl.h"

struct csv {
	struct csv_parser parser;
	struct crm_lines lines;
	struct crm_finder quote, nul;
	size_t header; /* cells of the header, named or not */
	bool drawn;    /* bars around rows, blanks around cells are no values */

	/* The row being read. */
	struct crm_buf text; /* its cells, where libcsv read them */
	size_t *ends;        /* where each ends in text */
	size_t n, ends_cap;
	bool done, parsed;
	int64_t quote_line;          /* where the open quote began */
	int64_t stray;               /* line of a bad quote, 0: none */
	int64_t nul_line, utf8_line; /* of the first such fault, 0: none */
	bool judged;                 /* the file as a whole; */
	struct crm_buf note;         /* then the encodings that it may be in */
};

/* Notes a NUL byte and bytes that are not UTF-8. */
void
crm_csv_check_line(struct crm_reader *r, struct csv *c, struct crm_line line);
/* Where the row just read is not UTF-8: the failure of the file as a whole, if that
 * is in another encoding. */
enum crm_status
crm_csv_judge(struct crm_reader *r, struct csv *c, struct crm_err *err);
/* Takes the row just read as the header. */
enum crm_status
crm_csv_header(struct crm_reader *r, struct csv *c, struct crm_err *err);
/* What is wrong with the row just read; backslashes in its cells resolved. */
enum crm_status
crm_csv_finish(struct crm_reader *r, struct csv *c, struct crm_err *err);

#endif
