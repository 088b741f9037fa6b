/*
 * Records in: csv, tsv, json, ndjson, ids.  The only modules that know csv.h,
 * cJSON.h (reading) and iconv.h are in lib/io.
 *
 * A reader gives one row at a time: cells under column names, with the line
 * it begins on.  CSV has its columns before the first row; JSON records bring
 * their own, and a new key appends a column.  One record is in memory at a
 * time.
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
};

/* By name, also "text/…"-free file suffixes; false where unknown. */
bool crm_format_find(const char *name, enum crm_format *out);
const char *crm_format_name(enum crm_format f);

struct crm_reader_opts {
	enum crm_format
	    format; /* CRM_FMT_AUTO: by the first line, after a BOM */
	const char
	    *encoding;  /* iconv's name, NULL: UTF-8 with or without BOM */
	char delimiter; /* 0: comma; for AUTO also ';' and tab where the
				 * header has one of these and no comma */
	const char *ids_column; /* name of the column that an id list fills */
};

enum crm_cell_kind {
	CRM_CELL_TEXT,   /* text, or a JSON string */
	CRM_CELL_NUMBER, /* JSON number: its token as it was written */
	CRM_CELL_BOOL,   /* JSON true or false, as text */
	CRM_CELL_NULL,   /* JSON null: clears, as \N does in CSV */
	CRM_CELL_ABSENT, /* JSON: the record lacks the key */
};

struct crm_cell {
	struct crm_text text;
	enum crm_cell_kind kind;
};

struct crm_row {
	struct crm_cell *cell; /* one a column; valid until the next call */
	size_t n;              /* = number of columns */
	int64_t line;          /* on which the row begins, from 1 */
};

struct crm_reader;

/*
 * Opens a file, or standard input for NULL and "-".  A pipe is read to its end
 * into a temporary file first (TMPDIR), so that no transaction waits for a
 * slow producer.  An xlsx file is refused with the command that turns it into
 * CSV; a directory, an unreadable file: CRM_FAIL with the reason.
 */
enum crm_status
crm_reader_open(const char *path, const struct crm_reader_opts *opts,
    struct crm_reader **out, struct crm_err *err);
void crm_reader_close(struct crm_reader *r); /* NULL is fine */

/* What messages call it: the file's name as given, or "stdin". */
const char *crm_reader_name(const struct crm_reader *r);
enum crm_format crm_reader_format(const struct crm_reader *r);
/* Size of the input in bytes and how much is read: for progress. */
int64_t crm_reader_size(const struct crm_reader *r);
int64_t crm_reader_offset(const struct crm_reader *r);
/* SHA-256 of the whole input as lower-case hex (65 bytes with the NUL). */
enum crm_status
crm_reader_hash(struct crm_reader *r, char hex[65], struct crm_err *err);
/* Back to the first row. */
enum crm_status crm_reader_rewind(struct crm_reader *r, struct crm_err *err);

/* Columns known so far.  Repeated names are an error when the header is read;
 * CSV: trailing columns without a header are dropped where they never hold
 * data, and an error of the row where they do; a header with a blank name
 * before the last named column is an error. */
size_t crm_reader_columns(const struct crm_reader *r);
struct crm_text crm_reader_column(const struct crm_reader *r, size_t i);

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

/* From here on a second thread reads ahead, where the format allows it (csv,
 * tsv): for large inputs.  Rows stay valid until the next call, as ever. */
void crm_reader_ahead(struct crm_reader *r);

#endif
