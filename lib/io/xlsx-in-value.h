/*
 * What a cell of a workbook says, from what is stored of it: numbers by their
 * format, dates from serials, escapes, references.  Knows nothing of files.
 */
#ifndef CRM_IO_XLSX_IN_VALUE_H
#define CRM_IO_XLSX_IN_VALUE_H

#include <stdbool.h>
#include <stddef.h>

#include <crm/base/mem.h>
#include <crm/base/text.h>

/* How the number format of a cell shows it, as far as that changes what it
 * says. */
enum xlsx_shown {
	XLSX_NUMBER,
	XLSX_PERCENT,
	XLSX_DATE,
	XLSX_TIME,
	XLSX_DATE_TIME,
	XLSX_DURATION, /* hours beyond 24 */
	XLSX_PADDED, /* and as many more as there are digits at the least, with
			* noughts before a whole number: 00000 of postcodes */
};

/* Digits to which a number is padded at most: those that a spreadsheet keeps. */
enum { XLSX_PAD_MAX = 15 };

/* Of a format that has a number and no code in the file (14 is a date). */
enum xlsx_shown xlsx_shown_builtin(int id);
/* Of a code such as yyyy"年"m"月"d"日"; its first section counts. */
enum xlsx_shown xlsx_shown_code(const char *code);

/* What it shows around a number that is a part of what the cell says: a currency, a unit
 * such as 万. */
struct xlsx_around {
	const char *before, *after;
};
/* False where it shows none such. */
bool
xlsx_around(const char *code, struct crm_arena *a, struct xlsx_around *out);

/*
 * Appends a stored number as decimal text without an exponent: no more than 15
 * digits, which is what spreadsheets keep, so that 0.14999999999999999 is the
 * 0.15 that was typed; the point `shift` places further right.  What is no
 * number is appended as it stands.  False where digits were lost: 15 do not
 * reach the point; an exponent then says so (6.22202020011223E+18).
 */
bool xlsx_decimal(struct crm_buf *out, const char *stored, int shift);

/* Puts noughts before a decimal without a point, behind its sign, to `digits`. */
void xlsx_pad(struct crm_buf *decimal, int digits);

/* Appends the day or time of a serial: 2026-11-21, 2026-11-21 16:30:00, 16:30,
 * 36:15:00.  False, and nothing appended, where there is none. */
bool xlsx_serial(
    struct crm_buf *out, double serial, enum xlsx_shown shown, bool epoch_1904);

/* Whether it shows a time of a day; then the seconds from 1970 on that clocks show. */
bool xlsx_serial_time(
    double serial, enum xlsx_shown shown, bool epoch_1904, int64_t *local);

/* Appends text with _x000D_ and its like decoded; _x005F_ is the underscore
 * that begins what is none. */
void xlsx_unescape(struct crm_buf *out, struct crm_text t);

/* The property of a workbook that says in which zone its times are, where it is
 * ours. */
#define CRM_XLSX_ZONE "CRM time zone"

/* Columns of a sheet, more than any program has. */
enum { XLSX_COLUMNS = 16384 };
/* 2 for "C5" and "C"; -1 where it names no column.  *row is 5, or 0. */
int xlsx_column(const char *ref, long long *row);
/* Appends "C" for 2. */
void xlsx_column_name(struct crm_buf *out, int column);

#endif
