/*
 * Records out: table, csv, tsv, json, ndjson, ids, md, xlsx and pictures behind
 * one table of functions.  Commands give typed cells and never know the format.
 */
#ifndef CRM_WRITER_H
#define CRM_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <crm/model/model.h>
#include <crm/io/reader.h>

/* What a column is in a table of figures: pictures are drawn by it. */
enum crm_role {
	CRM_ROLE_NONE,      /* of a list; a note */
	CRM_ROLE_DIMENSION, /* what the figures are by */
	CRM_ROLE_TIME,      /* so, and a period: in order, none missing */
	CRM_ROLE_MEASURE,   /* a figure that adds up over rows */
	CRM_ROLE_FIGURE,    /* one that does not: a mean, a rate */
	CRM_ROLE_LOW,   /* an end of an interval around the figure before; */
	CRM_ROLE_HIGH,  /* low, then high, of several the narrow ones first */
	CRM_ROLE_SHARE, /* a part of a whole */
	CRM_ROLE_CURRENCY, /* of the row's amounts */
	CRM_ROLE_ROW,      /* what the row is: blank, rest, subtotal, total */
};

/* What a figure is beside that which it stands behind. */
enum crm_compared {
	CRM_COMPARED_NOT,    /* a figure of its own */
	CRM_COMPARED_BEFORE, /* the same of the period that it is compared with */
	CRM_COMPARED_CHANGE, /* what lies between both: a difference, a ratio */
};

/* What may be said of two figures of a column. */
enum crm_scale {
	CRM_SCALE_RATIO, /* how many times the one is the other */
	CRM_SCALE_ORDER, /* how far they lie apart: places, levels, and what is
			  * a difference itself and may be below nothing */
	CRM_SCALE_NAME,  /* nothing: a number that something goes by */
};

/* What a column holds.  `type` decides how a cell is shown; CRM_T_REF and
 * CRM_T_ID columns carry CRM_INT cells and `code` ("C") and are shown C12.
 * A reference by name is a CRM_T_TEXT column. */
struct crm_column {
	const char *name;  /* csv, json */
	const char *label; /* tables and xlsx, in the user's language */
	enum crm_type type;
	const char *code;
	const struct crm_choice *choices; /* enum: tables show the label */
	int money_digits; /* digits where no currency column tells */
	int currency;     /* index of the column with the row's currency code
				 * (a cell before or behind), or -1 */
	bool whole;       /* text that identifies (ids, document numbers):
				 * tables never cut it */
	bool worded;      /* text that is one of our words, marked by N_():
			   * tables have it in the reader's language */
	bool total;       /* the sum over all rows means something: spreadsheets
			   * have it below, of amounts where all are in one
			   * currency */
	int tone; /* 1 + index of a cell behind that has its enum crm_tone;
		   * 0: none */
	enum crm_role role;
	const char *zh; /* in Chinese, where that is no text of a catalog */
	const struct crm_across
	    *across; /* of a figure that is laid across: where;
					  * else NULL */
	bool laid;   /* a dimension whose values are laid across */
	/* Of a period: the name of the date that it is one of, and about how many
	 * days it has; else NULL. */
	const char *date;
	int days;
	/* Of a dimension: its name as it is typed in Chinese ("负责人.区域",
	 * "结单日期:月"), or NULL. */
	const char *typed;
	enum crm_compared compared;
	enum crm_scale scale;
	bool overlaps; /* a record is in several rows: they have no sum */
	bool nothing;  /* so, and of no records it is 0 */
};

/* Where a figure stands that is laid across. */
struct crm_across {
	const struct crm_column *figure; /* as it was, */
	const struct crm_column *by;     /* and the dimension that was laid */
	enum crm_across_at {
		CRM_AT_VALUE,
		CRM_AT_REST,
		CRM_AT_TOTAL,
	} of;
	struct crm_value at; /* which value */
	const char *label;   /* of that */
};

/* Digits of an amount of the column in a row with these cells. */
int
crm_column_digits(const struct crm_column *c, const struct crm_value *cells);

/* What a picture of a table is, where its columns do not say it. */
enum crm_picture {
	CRM_PICTURE_AUTO,
	CRM_PICTURE_BARS,
	CRM_PICTURE_STACKED,
	CRM_PICTURE_COLUMNS,
	CRM_PICTURE_LINES,
	CRM_PICTURE_SPARKS,
	CRM_PICTURE_FUNNEL,
	CRM_PICTURE_HISTOGRAM,
	CRM_PICTURE_WATERFALL,
};

/* By its name in lower case; false where it is none. */
bool crm_picture_find(const char *name, enum crm_picture *out);

/* Where the pictures of a page go that is read in a mail. */
struct crm_pictures {
	/* Takes a drawing; *place is what names it in the page ("cid:…"), or NULL
	 * where the page goes without. */
	enum crm_status (*take)(void *ctx, const struct crm_buf *svg,
	    const char **place, struct crm_err *err);
	void *ctx;
};

/* Appends a drawing painted as a PNG: CRM_FAIL where rsvg-convert is not there
 * (the error names its package) or fails. */
enum crm_status crm_picture_paint(
    const struct crm_buf *svg, struct crm_buf *png, struct crm_err *err);

struct crm_writer_opts {
	enum crm_format format; /* never AUTO */
	bool excel;             /* csv, tsv: BOM, CRLF, and text cells that a
				 * spreadsheet would take for a formula get a ' in
				 * front (text columns only) */
	bool chinese;           /* labels of enums and yes/no */
	bool color;   /* tables: bold header; NO_COLOR is the caller's */
	size_t width; /* tables: cut cells to this terminal width; 0: not */
	bool profile; /* tables: rows are a name and its value, which may
			 * have lines; no header */
	bool silent;  /* without rows: prints nothing, no header either */
	const char *title; /* xlsx: sheet name */
	unsigned skip;     /* xlsx: rows left free above the header */
	bool marks; /* xlsx: a text \N stands as it is, and clears when it is
		     * read back */
	int ids_column; /* ids: which column is printed */
	int64_t now;    /* xlsx: instant of creation it states; 0: 1980 */
	/* Pictures: */
	enum crm_picture picture;
	bool picked; /* it was asked for: what stands against it is said */
	const char
	    *closes; /* of the rows, each of which is a step: the one that
			     * those before it add up to; NULL: none */
	const char *
	    drawn; /* the columns drawn, the first above all ("won,lost"); NULL: by their roles */
	bool chosen;       /* the columns were chosen: the first figure is
			    * drawn, and beside it those of its kind */
	bool across;       /* figures of one kind are laid across: all are
			    * drawn */
	size_t row_kind;   /* 1 + index of the cell that tells what a row is,
			    * where that is no column; 0: it is one, or none */
	const char *about; /* a sentence on the table */
	bool part;  /* it is one of several: a picture says of what it is */
	bool paper; /* it is a paper for somebody: no pictures, and each
			    * table begins a page where it prints */
	const struct crm_pictures *pictures; /* html: it is read in a mail, so
					      * without a script; NULL: pictures
					      * stand in the page */
	/* What is to be said beside it: nothing to draw, too narrow. */
	void (*note)(void *ctx, const char *text);
	void *note_ctx;
};

/* Where bytes go.  Memory first, a temporary file beyond a megabyte, when
 * `spool` (output of a transaction is prepared before the commit and printed
 * after it); else a descriptor, through one buffer. */
struct crm_out;

enum crm_status crm_out_fd(int fd, struct crm_out **out, struct crm_err *err);
enum crm_status crm_out_spool(struct crm_out **out, struct crm_err *err);
/* Copies all that was spooled to fd.  A closed pipe (EPIPE) is not an error:
 * *closed is set. */
enum crm_status
crm_out_copy(struct crm_out *out, int fd, bool *closed, struct crm_err *err);
/* Appends all that was spooled. */
enum crm_status
crm_out_bytes(struct crm_out *out, struct crm_buf *to, struct crm_err *err);
/* Lines of what was spooled. */
size_t crm_out_lines(const struct crm_out *out);
/* Appends.  A failure is kept and comes back from crm_out_flush. */
void crm_out_write(struct crm_out *out, const void *p, size_t n);
/* The buffer to append to directly; crm_out_check writes it when it is full. */
struct crm_buf *crm_out_buf(struct crm_out *out);
void crm_out_check(struct crm_out *out);
/* Writes what is buffered; CRM_FAIL with the reason where a write failed. A
 * closed pipe sets *closed and is no failure. */
enum crm_status
crm_out_flush(struct crm_out *out, bool *closed, struct crm_err *err);
/* The reader went away: what is written is dropped, the command may stop. */
bool crm_out_closed(const struct crm_out *out);
void crm_out_close(struct crm_out *out);

struct crm_writer;

/* `columns` and what they point to must outlive the writer. */
enum crm_status crm_writer_open(struct crm_out *out,
    const struct crm_writer_opts *opts, const struct crm_column *columns,
    size_t n, struct crm_writer **w, struct crm_err *err);
/* One cell a column. Text is any valid UTF-8.  Fails only where the format
 * cannot hold the row (xlsx); a failed write is kept for crm_out_flush, and
 * crm_out_closed tells when the reader went away. */
enum crm_status crm_writer_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err);
/* Whether a format has several tables in one document. */
bool crm_writer_has_sheets(enum crm_format format);
/* Of such a one: further rows are on another sheet, of other columns. */
enum crm_status crm_writer_sheet(struct crm_writer *w, const char *title,
    const struct crm_column *columns, size_t n, struct crm_err *err);
/* The same; what the options say of one table is that of the new one. */
enum crm_status
crm_writer_next(struct crm_writer *w, const struct crm_writer_opts *opts,
    const struct crm_column *columns, size_t n, struct crm_err *err);
/* Finishes the document (tables: prints what was kept to measure widths). */
enum crm_status crm_writer_end(struct crm_writer *w, struct crm_err *err);
void crm_writer_close(struct crm_writer *w); /* NULL is fine */

/* Appends cell i of a row as a table shows it: labels, thousands grouped. */
void crm_cell_show(struct crm_buf *out, const struct crm_column *columns,
    size_t i, const struct crm_value *cells, bool chinese);

/* Appends a row as a JSON object as the writers do, without its closing
 * bracket: more members may follow. */
void crm_json_open(struct crm_buf *out, const struct crm_column *columns,
    size_t n, const struct crm_value *cells);
/* Appends a text as a JSON string. */
void crm_json_text(struct crm_buf *out, struct crm_text t);

/* Cells as one line of a file of that form, in UTF-8. */
void crm_form_cells(struct crm_buf *out, const struct crm_file_form *form,
    const struct crm_cell *cell, size_t n);
/* UTF-8 in another encoding, which a reader was opened with; what it lacks becomes a
 * question mark. */
void crm_encode(struct crm_buf *out, struct crm_text t, const char *encoding);
/* Whether a text in it has to begin with a byte order mark. */
bool crm_encoding_has_mark(const char *encoding);

#endif
