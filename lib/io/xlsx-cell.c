/*
 * One typed cell of a spreadsheet.  What a double or Excel cannot hold exactly
 * is written as text.
 */
#include "xlsx.h"

#include <string.h>
#include <time.h>

enum { TEXT_MAX = 32767 }; /* UTF-16 units in a cell */

/* Digits a double and Excel keep. */
#define EXACT_MAX INT64_C(999999999999999)

/* Serial of 1970-01-01.  Excel believes in 1900-02-29, which is 60. */
#define SERIAL_EPOCH 25569
#define SERIAL_MIN 61
#define DAY_SECONDS 86400

lxw_format *
crm_xlsx_format(struct xlsx *x, const char *code)
{
	lxw_format *f = x->lib.workbook_add_format(x->book);

	if (f == NULL)
		crm_oom();
	x->lib.format_set_num_format(f, code);
	return f;
}

lxw_format *
crm_xlsx_money(struct xlsx *x, int digits)
{
	char code[32] = "#,##0.00000000";

	if (digits < 0 || digits >= CRM_XLSX_MONEY)
		return NULL;
	if (x->money[digits] == NULL) {
		code[digits == 0 ? 5 : 6 + digits] = '\0';
		x->money[digits] = crm_xlsx_format(x, code);
	}
	return x->money[digits];
}

/* \N alone clears a field when it is read back, so such a text, or one with
 * more backslashes, gets one more. */
static bool
reads_as_mark(struct crm_text t)
{
	size_t n = 0;

	while (n < t.n && t.p[n] == '\\')
		n++;
	return n > 0 && n + 1 == t.n && t.p[n] == 'N';
}

/* Whether _xHHHH_ begins at p, which readers decode. */
static bool
reads_as_escape(const char *p, const char *end)
{
	static const char hex[] = "0123456789abcdefABCDEF";

	if (end - p < 7 || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return false;
	for (int i = 2; i < 6; i++)
		if (memchr(hex, p[i], sizeof hex - 1) == NULL)
			return false;
	return true;
}

/* What the library leaves to us: text that looks like an escape, and carriage
 * returns, which XML turns into line feeds. */
static void
escape(struct crm_buf *out, struct crm_text t)
{
	const char *end = t.p + t.n;

	for (const char *p = t.p; p < end; p++) {
		if (reads_as_escape(p, end))
			crm_buf_str(out, "_x005F");
		if (*p == '\r')
			crm_buf_str(out, "_x000D_");
		else
			crm_buf_char(out, *p);
	}
}

enum crm_status
crm_xlsx_text(struct xlsx *x, size_t col, struct crm_text t, lxw_format *format,
    struct crm_err *err)
{
	size_t units = 0;

	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];

		units += ((c & 0xc0) != 0x80) + (c >= 0xf0);
	}
	if (units > TEXT_MAX)
		return crm_fail(err, CRM_FAIL,
		    "a text of %zu characters does "
		    "not fit a spreadsheet's cell (%d): use -o csv",
		    units, TEXT_MAX);
	crm_buf_clear(&x->tmp);
	if (!x->marks && reads_as_mark(t))
		crm_buf_char(&x->tmp, '\\');
	escape(&x->tmp, t);
	/* U+FFFE and U+FFFF may not be in XML at all. */
	for (char *p = x->tmp.data; (p = strstr(p, "\xef\xbf")) != NULL; p += 3)
		if ((unsigned char)p[2] > 0xbd)
			p[2] = (char)0xbd;
	x->lib.worksheet_write_string(
	    x->sheet, x->row, (lxw_col_t)col, x->tmp.data, format);
	return CRM_OK;
}

static enum crm_status
as_text(struct crm_writer *w, size_t i, const struct crm_value *cells,
    struct crm_err *err)
{
	struct crm_buf text = CRM_BUF_INIT;
	enum crm_status status;

	crm_cell_plain(w, &text, i, cells);
	status = crm_xlsx_text(
	    w->state, i, (struct crm_text){ text.data, text.len }, NULL, err);
	crm_buf_free(&text);
	return status;
}

static enum crm_status
put_number(struct crm_writer *w, size_t i, const struct crm_value *cells,
    int digits, lxw_format *format, struct crm_err *err)
{
	struct xlsx *x = w->state;
	int64_t v = cells[i].i;

	for (; digits > 0 && v % 10 == 0; digits--)
		v /= 10;
	if (v <= EXACT_MAX && v >= -EXACT_MAX) {
		x->lib.worksheet_write_number(x->sheet, x->row, (lxw_col_t)i,
		    (double)v / (double)crm_pow10(digits), format);
		return CRM_OK;
	}
	return as_text(w, i, cells, err);
}

/* A serial where Excel has one, else the text. */
static enum crm_status
put_serial(struct crm_writer *w, size_t i, const struct crm_value *cells,
    double serial, lxw_format *format, struct crm_err *err)
{
	struct xlsx *x = w->state;

	if (serial >= SERIAL_MIN) {
		x->lib.worksheet_write_number(
		    x->sheet, x->row, (lxw_col_t)i, serial, format);
		return CRM_OK;
	}
	return as_text(w, i, cells, err);
}

static double
instant_serial(int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;

	if (localtime_r(&t, &tm) != NULL)
		instant += tm.tm_gmtoff;
	return (double)instant / DAY_SECONDS + SERIAL_EPOCH;
}

static enum crm_status
put_integer(struct crm_writer *w, size_t i, const struct crm_value *cells,
    struct crm_err *err)
{
	struct xlsx *x = w->state;
	const struct crm_column *c = &w->column[i];
	int digits;

	switch (c->type) {
	case CRM_T_MONEY:
		digits = crm_cell_digits(w, c, cells);
		return put_number(
		    w, i, cells, digits, crm_xlsx_money(x, digits), err);
	case CRM_T_PERCENT:
		return put_number(
		    w, i, cells, CRM_DECIMAL_DIGITS, x->percent, err);
	case CRM_T_DECIMAL:
		return put_number(w, i, cells, CRM_DECIMAL_DIGITS, NULL, err);
	case CRM_T_RATE:
		return put_number(w, i, cells, CRM_RATE_DIGITS, NULL, err);
	case CRM_T_DATE:
		return put_serial(w, i, cells,
		    (double)cells[i].i + SERIAL_EPOCH, x->date, err);
	case CRM_T_INSTANT:
		return put_serial(
		    w, i, cells, instant_serial(cells[i].i), x->instant, err);
	case CRM_T_BOOL:
		x->lib.worksheet_write_boolean(
		    x->sheet, x->row, (lxw_col_t)i, cells[i].i != 0, NULL);
		return CRM_OK;
	default:
		return put_number(w, i, cells, 0, NULL, err);
	}
}

enum crm_status
crm_xlsx_cell(struct crm_writer *w, size_t i, const struct crm_value *cells,
    struct crm_err *err)
{
	struct xlsx *x = w->state;
	const struct crm_column *c = &w->column[i];

	if (cells[i].kind == CRM_NULL)
		return CRM_OK;
	if (cells[i].kind == CRM_STR)
		return crm_xlsx_text(
		    x, i, crm_cell_label(w, c, cells[i].t), NULL, err);
	if (c->type != CRM_T_ID && c->type != CRM_T_REF)
		return put_integer(w, i, cells, err);
	return as_text(w, i, cells, err);
}
