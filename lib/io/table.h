/* A table for people: its cells as text, and how its columns are laid out. */
#ifndef CRM_IO_TABLE_H
#define CRM_IO_TABLE_H

#include "wimpl.h"

struct table_cell {
	uint32_t n;          /* bytes of the text */
	uint32_t width : 29; /* columns on the terminal */
	uint32_t tone : 3;   /* enum crm_tone */
};

struct table_column {
	size_t head;  /* width of the heading */
	size_t cells; /* of the widest cell; 0: all are empty */
	bool whole;   /* its cells are never cut */
	size_t kept;  /* of the widest among its other cells that is not */
	bool out;     /* left out, for it is empty */
	size_t width; /* what it gets */
};

/* How a table is put on the terminal. */
struct table_layout {
	size_t gap;   /* blanks between columns */
	bool records; /* too narrow for a table: fields one under another */
};

/* Whether a cell of a column of texts is none to cut either: a number, a day or a
 * time, an amount with its currency, a phone, a document's number. */
bool table_is_figure(struct crm_text s);

/* Gives every column its width.  `width` is the terminal's; 0: there is none,
 * so nothing is cut. */
struct table_layout
table_fit(const struct crm_writer *w, struct table_column *col, size_t width);

/* Appends a text in lines of at most `width` columns (0: as they are), each but
 * the first `indent` columns in. */
void
table_wrap(struct crm_buf *b, struct crm_text s, size_t indent, size_t width);

#endif
