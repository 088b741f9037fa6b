/*
 * Records in: csv, tsv, json, ndjson, ids, xlsx, and statements of a bank.  The only modules that know
 * csv.h, cJSON.h (reading), iconv.h, zip.h and expat.h are in lib/io.
 *
 * A reader gives one row at a time: cells under column names, with the line
 * it begins on, which of a workbook is the row of the sheet.  CSV and a
 * workbook have their columns before the first row; JSON records bring their
 * own, and a new key appends a column.  One record is in memory at a time.
 */
#ifndef CRM_READER_H
#define CRM_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>

enum crm_format {
	CRM_FMT_AUTO,
	CRM_FMT_TABLE,
	CRM_FMT_CSV,
	CRM_FMT_TSV,
	CRM_FMT_JSON,
	CRM_FMT_NDJSON,
	CRM_FMT_IDS,
	CRM_FMT_MD,
	CRM_FMT_XLSX,
	/* Statements of a bank, which are read alone. */
	CRM_FMT_MT940,
	CRM_FMT_CAMT,
	/* Messages, of verbs that have somebody to tell. */
	CRM_FMT_MAIL,
	CRM_FMT_ICS,
	CRM_FMT_DINGTALK,
	CRM_FMT_WECOM,
	CRM_FMT_FEISHU,
	/* Pictures, of verbs that print figures. */
	CRM_FMT_CHART,
	CRM_FMT_SVG,
	CRM_FMT_PNG,
	CRM_FMT_HTML,
	/* Documents, of verbs that print them; Markdown and HTML are too. */
	CRM_FMT_TEXT,
};

/* By name, also "text/…"-free file suffixes; false where unknown. */
bool crm_format_find(const char *name, enum crm_format *out);
const char *crm_format_name(enum crm_format f);

/* Before the header only what plainly is none is left out. */
enum { CRM_SKIP_PLAIN = -1 };

struct crm_reader_opts {
	enum crm_format
	    format; /* CRM_FMT_AUTO: by the first line, after a BOM */
	const char
	    *encoding;  /* iconv's name, NULL: UTF-8 with or without BOM */
	char delimiter; /* 0: comma; for AUTO also ';' and tab where the
				 * header has one of these and no comma */
	const char *ids_column; /* name of the column that an id list fills */
	const char *sheet; /* of a workbook; NULL: the first with data.  A text
			    * has none, but for refused rows of a workbook */
	int64_t skip; /* lines of a text or rows of a sheet before the header,
		       * or CRM_SKIP_PLAIN */
	/* Whether a name is one of a column that is wanted, by which a header
	 * is told from what stands before it; NULL: the first line is it. */
	bool (*knows)(const void *ctx, struct crm_text name);
	/* Of a workbook: whether a visible sheet of this name is meant, where
	 * `sheet` says nothing; NULL: none is. */
	bool (*means)(const void *ctx, struct crm_text sheet);
	const void *ctx;
	bool twice; /* two columns may have the same name, and some none */
	bool excel; /* csv, tsv: written by --excel, whose apostrophes are
				 * taken off; so they are where the file
				 * begins with a BOM and a line that ends in CRLF */
};

enum crm_cell_kind {
	CRM_CELL_TEXT,   /* text, or a JSON string */
	CRM_CELL_NUMBER, /* JSON number: its token as it was written; of a
				 * workbook: as a decimal */
	CRM_CELL_BOOL,   /* JSON true or false, as text */
	CRM_CELL_NULL,   /* JSON null: clears, as \N does in CSV */
	CRM_CELL_ABSENT, /* JSON: the record lacks the key */
	/* No value: crm_cell_check says why, of what is looked at. */
	CRM_CELL_ERROR,      /* of a workbook: #N/A and its like, the text */
	CRM_CELL_UNCOMPUTED, /* a formula that has no value, no text */
	CRM_CELL_LOST,       /* a number of more digits than are kept */
	CRM_CELL_NESTED,     /* JSON: an object, or a list with one */
};

struct crm_cell {
	struct crm_text text;
	enum crm_cell_kind kind;
};

struct crm_row {
	struct crm_cell *cell; /* one a column; valid until the next call */
	size_t n;              /* = number of columns */
	int64_t line;          /* on which the row begins, from 1 */
	bool apart;            /* csv, tsv, xlsx: blank lines are before it */
	struct crm_text raw;   /* json: the record as it is written */
};

/* What a file of refused rows has behind the columns of its input. */
enum { CRM_REJECT_COLUMNS = 3 };
extern const char *const crm_reject_columns[CRM_REJECT_COLUMNS];
bool crm_is_reject_column(struct crm_text name);

struct crm_reader;

/* How the cells of a file are written, so that others can stand beside them. */
struct crm_file_form {
	enum crm_format format; /* CRM_FMT_CSV or CRM_FMT_TSV */
	char delimiter;
	const char *encoding; /* NULL: UTF-8 */
	bool bom, excel;      /* as in struct crm_reader_opts */
	const char *eol;      /* what ends a line */
	struct crm_text head; /* lines before the header, as they stand */
	int64_t skip;         /* how many */
};

/*
 * Opens a file, or standard input for NULL and "-".  A pipe is read to its end
 * into a temporary file first (TMPDIR), so that no transaction waits for a
 * slow producer.  A directory, an unreadable file: CRM_FAIL with the reason.  A
 * zip archive is taken for a workbook; what other office files they may be is
 * refused with the way out (CRM_INVALID), a sheet that is not there with those
 * that are (CRM_USAGE).
 */
enum crm_status
crm_reader_open(const char *path, const struct crm_reader_opts *opts,
    struct crm_reader **out, struct crm_err *err);
void crm_reader_close(struct crm_reader *r); /* NULL is fine */

/* What messages call it: the file's name as given, or "stdin". */
const char *crm_reader_name(const struct crm_reader *r);
enum crm_format crm_reader_format(const struct crm_reader *r);
/* What parts the cells, where a character does; else 0. */
char crm_reader_delimiter(const struct crm_reader *r);
/* Size of the input in bytes and how much is read: for progress. */
int64_t crm_reader_size(const struct crm_reader *r);
int64_t crm_reader_offset(const struct crm_reader *r);
/* SHA-256 of the whole input as lower-case hex (65 bytes with the NUL). */
enum crm_status
crm_reader_hash(struct crm_reader *r, char hex[65], struct crm_err *err);
/* Back to the first row. */
enum crm_status crm_reader_rewind(struct crm_reader *r, struct crm_err *err);

/* The sheet of a workbook that is read; NULL: it is no workbook. */
const char *crm_reader_sheet(const struct crm_reader *r);
/* The form of a csv or tsv; of what is neither that of plain CSV.  It is valid as
 * long as the reader. */
struct crm_file_form crm_reader_form(const struct crm_reader *r);

/* Columns known so far.  Repeated names are an error when the header is read,
 * unless they were allowed;
 * CSV: trailing columns without a header are dropped where they never hold
 * data, and an error of the row where they do; a header with a blank name
 * before the last named column is an error.  Where names may be alike such columns
 * are called "". */
size_t crm_reader_columns(const struct crm_reader *r);
/* Whether a text is a line that was drawn between rows, as by database shells and
 * Markdown ("-----+-----", "|---|:--:|"), or a piece of one. */
bool crm_is_rule(struct crm_text t);
/* What a column is called: as it stands in the input, or by the name that it was
 * given. */
struct crm_text crm_reader_column(const struct crm_reader *r, size_t i);
/* Whether there are n columns; before the first row, those of a sheet reach as far
 * behind the last header as one asks for. */
bool crm_reader_widen(struct crm_reader *r, int64_t n);
/* Where a column is, as people find it: "C" of a sheet, else its number. */
void
crm_reader_put_place(const struct crm_reader *r, size_t i, struct crm_buf *out);
/* As it stands in the input, whatever it is called. */
struct crm_text crm_reader_header_of(const struct crm_reader *r, size_t i);
/* Gives a column another name, which is copied. */
void crm_reader_rename(struct crm_reader *r, size_t i, struct crm_text name);

/* Told of each new column, i; it may rename that, and those before it. */
typedef void crm_naming(void *ctx, struct crm_reader *r, size_t i);
/* Has a function name the columns: those that are known, and those that records
 * still bring.  One a reader. */
void crm_reader_name_by(struct crm_reader *r, crm_naming *naming, void *ctx);

/*
 * The next row; *row is NULL at the end.  Two kinds of failure:
 * - CRM_INVALID with *row set: this row is bad (too few or too many columns,
 *   not UTF-8 with the encodings that would fit, a NUL byte, a duplicate JSON
 *   key, an integer beyond 2^53, a nested value); reading may go on.  row->line is set, and cells hold what
 *   was there: for a ragged row its n is what was read (also of a row that is
 *   too long: the extra cells follow), so that rejects can write it back.
 * - any status with *row NULL: reading is over (an open quote at the end,
 *   broken JSON, trailing garbage, not a record or a list of records, I/O).
 *   Syntax errors name line and column of the place ("line 3, column 7: ").
 * JSON arrays of scalars are joined with ", " (tags); objects and deeper
 * arrays are refused by cell ("a nested value").
 */
enum crm_status crm_reader_next(
    struct crm_reader *r, struct crm_row **row, struct crm_err *err);

/* CRM_INVALID where a cell of a workbook has no value that could be taken,
 * with the reason, which names it ("C5"). */
enum crm_status crm_cell_check(const struct crm_reader *r,
    const struct crm_row *row, size_t i, struct crm_err *err);
/* The same of all its cells. */
enum crm_status crm_row_check(
    const struct crm_reader *r, const struct crm_row *row, struct crm_err *err);

/* What a user should know of the input, or NULL: once it is open (which sheet
 * is read where there is a choice, what before the header is left out), and behind the last row (merged cells). */
const char *crm_reader_note(const struct crm_reader *r);
const char *crm_reader_end_note(const struct crm_reader *r);

/* From here on a second thread reads ahead, where the format allows it (csv,
 * tsv, xlsx): for large inputs.  Rows stay valid until the next call, as ever. */
void crm_reader_ahead(struct crm_reader *r);

#endif
