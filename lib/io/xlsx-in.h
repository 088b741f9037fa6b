/*
 * A workbook being read.
 *
 *   xlsx-in.c          the reader: what is no workbook, header, rows
 *   xlsx-in-book.c     the parts of a workbook, its sheets, which is read
 *   xlsx-in-zone.c     where its times are those of clocks
 *   xlsx-in-style.c    which formats are dates
 *   xlsx-in-around.c   what they show around a number
 *   xlsx-in-strings.c  texts that cells share
 *   xlsx-in-rows.c     the XML of a sheet -> rows
 *   xlsx-in-part.c     a part of the archive -> the events of its XML
 *
 * All that is kept is bounded: a row, and shared texts in pages.
 */
#ifndef CRM_IO_XLSX_IN_H
#define CRM_IO_XLSX_IN_H

#include "impl.h"
#include "paged.h"
#include "xlsx-in-lib.h"
#include "xlsx-in-value.h"

#include <crm/base/zone.h>

/*
 * What hostile files are refused for.  Sheets of real books inflate to 10 or 20
 * times their size, of a constant column to 60; deflate reaches 1032.
 */
enum {
	XLSX_RATIO_MAX = 200,
	XLSX_FREE = 64 * 1024 * 1024, /* inflated, whatever the ratio */
	XLSX_DEPTH_MAX = 64,
	XLSX_TOKEN_MAX = 1024 * 1024, /* bytes of a tag with its attributes */
	XLSX_TEXT_MAX = 1024 * 1024,  /* of a cell; Excel has 32767 units */
	XLSX_SHEETS_MAX = 1024,
	XLSX_FORMATS_MAX = 4096,
	XLSX_STYLES_MAX = 65536,
};

/* ---- parts (xlsx-in-part.c) ---- */

struct xlsx_part;

/* Who gets the events of a part.  Names are without their prefix; the root has
 * depth 1.  NULL where nobody wants them. */
struct xlsx_handler {
	void (*start)(void *ctx, struct xlsx_part *p, const char *name,
	    const char **attr, int depth);
	void (*end)(
	    void *ctx, struct xlsx_part *p, const char *name, int depth);
	void (*text)(void *ctx, struct xlsx_part *p, const char *s, int n);
};

struct xlsx_part {
	const struct crm_xlsx_in_lib *lib;
	const struct xlsx_handler *handler;
	void *ctx;
	const char *name;
	zip_file_t *file;
	XML_Parser xml;
	uint64_t packed, size; /* as the archive says */
	uint64_t read;         /* inflated so far */
	int depth;
	bool last;   /* the last bytes were given to the parser */
	bool paused; /* by xlsx_part_pause */
	bool ended;
	struct crm_err err; /* what a handler found, where its status says */
};

struct xlsx_in;

/* CRM_INVALID where the archive lacks the part. */
enum crm_status xlsx_part_open(struct xlsx_in *x, const char *name,
    const struct xlsx_handler *handler, void *ctx, struct xlsx_part *out,
    struct crm_err *err);
/* Events, until one pauses or the part has ended. */
enum crm_status xlsx_part_run(struct xlsx_part *p, struct crm_err *err);
void xlsx_part_close(struct xlsx_part *p); /* a zeroed one is fine */
/* The whole part. */
enum crm_status xlsx_part_read(struct xlsx_in *x, const char *name,
    const struct xlsx_handler *handler, void *ctx, struct crm_err *err);

/* For handlers, at an end tag: xlsx_part_run returns behind it. */
void xlsx_part_pause(struct xlsx_part *p);
/* For handlers: reading fails with p->err, which the caller has filled. */
void xlsx_part_stop(struct xlsx_part *p);
/* An attribute by its name without prefix, or NULL. */
const char *xlsx_attr(const char **attr, const char *name);
/* A whole number from 0 on, or -1 where there is none; NULL is none. */
long long xlsx_whole(const char *text);
bool xlsx_true(const char *text);

/* ---- the book ---- */

struct xlsx_sheet {
	const char *name;
	const char *part; /* of the archive; NULL: no sheet of cells */
	const char *id;   /* of its relation */
	bool hidden;
};

struct xlsx_strings {
	struct crm_paged text, index; /* index: where each text begins */
	int64_t n;
};

/* A range of merged cells, by their sheet's columns and rows. */
struct xlsx_merged {
	char ref[32];
	int column, columns;
	long long row, rows;
};

enum { XLSX_MERGED_SHOWN = 5 };

/* The row being read, and what is known of its sheet. */
struct xlsx_rows {
	struct xlsx_in *x;
	struct xlsx_part part;
	struct crm_buf text; /* of the row's cells, one behind another */
	struct xlsx_cell {
		int column;
		size_t at, n; /* in text */
		enum crm_cell_kind kind;
	} * cell;
	size_t n, cap;
	long long row; /* the last one begun */
	bool data;     /* inside sheetData */
	bool ready;    /* a row with something in it ended */

	/* The cell at hand. */
	int column, style;
	char type; /* n, s, i (inline), t (of a formula), b, e, d */
	bool in_cell, in_phonetic, formula, value, collects, preserve;
	size_t run; /* in text: of a run of rich text */

	/* Merged ranges that reach below the header, the first of them, and how
	 * many; where `want_header`, those that touch it. */
	long long header; /* its row, 0 until it is known */
	bool want_header;
	struct xlsx_merged merged[XLSX_MERGED_SHOWN];
	size_t n_merged;
};

struct xlsx_in {
	struct crm_xlsx_in_lib lib;
	struct crm_reader *r;
	bool twice; /* of the options, which are gone behind the opening */
	zip_t *zip;
	struct crm_arena arena; /* names of parts and sheets */
	const char *book;       /* the part of the workbook */
	const char *strings_part, *style_part;
	struct xlsx_sheet *sheet;
	size_t n, cap, chosen;
	bool epoch_1904;
	const char *properties_part;
	const char *zone_name; /* in which its times are, where it says so */
	const struct crm_zone *zone;
	bool zoned;           /* one of them is another here */
	unsigned char *shown; /* enum xlsx_shown, by style */
	const struct xlsx_around *
	    *around; /* by style; NULL: nothing that counts */
	size_t n_shown;
	struct xlsx_strings strings;
	struct xlsx_rows rows;
	int first, end; /* columns of the table, in the sheet */
	struct crm_buf note, end_note;
};

/* Opens the archive; says what it is where it is no workbook. */
enum crm_status xlsx_book_open(struct xlsx_in *x, struct crm_err *err);
/* The sheets, styles and shared texts. */
enum crm_status xlsx_book_read(struct xlsx_in *x, struct crm_err *err);
/* Which sheet is read, into x->chosen (x->n: none has data) and x->note: that of the
 * name, which must be there; without one the first visible one with data that is
 * meant, else that has data. */
enum crm_status xlsx_choose(struct xlsx_in *x, const char *name,
    const struct crm_reader_opts *o, struct crm_err *err);

/* xlsx-in-zone.c: in which zone the times of one of ours are. */
enum crm_status xlsx_zone_read(struct xlsx_in *x, struct crm_err *err);
/* Behind a time what says where, if clocks here show another one then. */
void xlsx_zone_put(struct xlsx_in *x, struct crm_buf *out, double serial,
    enum xlsx_shown shown);
/* What a user should know of it. */
void xlsx_zone_note(struct xlsx_in *x, struct crm_buf *out);

enum crm_status xlsx_styles_read(struct xlsx_in *x, struct crm_err *err);
enum xlsx_shown xlsx_shown_of(const struct xlsx_in *x, int style);
/* What a style shows around a number; NULL where that says nothing. */
const struct xlsx_around *xlsx_around_of(const struct xlsx_in *x, int style);

enum crm_status xlsx_strings_read(struct xlsx_in *x, struct crm_err *err);
/* Appends a shared text; CRM_INVALID where there is none of that number. */
enum crm_status xlsx_string(
    struct xlsx_in *x, int64_t i, struct crm_buf *out, struct crm_err *err);

/* A run of rich text or phonetic text, told by its tags: for shared texts and
 * for those inside a cell. */
bool xlsx_preserves(const char **attr);
/* What was appended from `at` on, decoded; blanks at its ends are dropped
 * unless they are preserved. */
void xlsx_end_run(struct crm_buf *text, size_t at, bool preserve);

/* Begins a sheet, of which nothing is read yet. */
enum crm_status xlsx_rows_open(struct xlsx_rows *rows, struct xlsx_in *x,
    const struct xlsx_sheet *sheet, struct crm_err *err);
/* The next row that is not blank; not ready at the end. */
enum crm_status xlsx_rows_next(struct xlsx_rows *rows, struct crm_err *err);
void xlsx_rows_close(struct xlsx_rows *rows);

#endif
