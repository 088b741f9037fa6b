/* What stored numbers, formats, texts and references of a workbook say. */
#include "io/xlsx-in-value.h"

#include <stdlib.h>

#include "../tap.h"

static void
shows(const char *code, enum xlsx_shown want)
{
	is_int(xlsx_shown_code(code), want, code);
}

static void
codes(void)
{
	shows("General", XLSX_NUMBER);
	shows("GENERAL", XLSX_NUMBER);
	shows("0", XLSX_NUMBER);
	shows("#,##0.00", XLSX_NUMBER);
	shows("\"y\"0.0", XLSX_NUMBER);
	shows("0\\d", XLSX_NUMBER);
	shows("0_d*m", XLSX_NUMBER);
	shows("0.00E+00", XLSX_NUMBER);
	shows("##0.0e-0", XLSX_NUMBER);
	shows("[$USD-409] #,##0", XLSX_NUMBER);
	shows("[Red]0", XLSX_NUMBER);
	shows("@", XLSX_NUMBER);
	shows("# ?/?", XLSX_NUMBER);
	shows("", XLSX_NUMBER);
	shows("\"open", XLSX_NUMBER);
	shows("[open", XLSX_NUMBER);
	shows("00000", XLSX_PADDED + 5);
	shows("00;-00", XLSX_PADDED + 2);
	shows("[$-404]000_)", XLSX_PADDED + 3);
	shows("00.0", XLSX_NUMBER);
	shows("0000000000000000", XLSX_NUMBER);
	shows("\"K\"000", XLSX_NUMBER);
	shows("\\", XLSX_NUMBER);
	shows("0%", XLSX_PERCENT);
	shows("0.00%;[Red]-0.00%", XLSX_PERCENT);
	shows("0\"%\"", XLSX_NUMBER);
	shows("yyyy-mm-dd", XLSX_DATE);
	shows("YYYY/M/D", XLSX_DATE);
	shows("[$-804]yyyy\"年\"m\"月\"d\"日\";@", XLSX_DATE);
	shows("[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", XLSX_DATE);
	shows("mmm", XLSX_DATE);
	shows("m", XLSX_DATE);
	shows("e\"年\"", XLSX_DATE);
	shows("aaaa", XLSX_DATE);
	shows("h:mm", XLSX_TIME);
	shows("mm:ss.0", XLSX_TIME);
	shows("h:mm AM/PM", XLSX_TIME);
	shows("上午/下午h\"时\"mm\"分\"", XLSX_TIME);
	shows("m/d/yy h:mm", XLSX_DATE_TIME);
	shows("mmm hh", XLSX_DATE_TIME);
	shows("[h]:mm:ss", XLSX_DURATION);
	shows("[mm]:ss", XLSX_DURATION);
	shows("0;yyyy", XLSX_NUMBER);
	is_int(xlsx_shown_builtin(14), XLSX_DATE, "14");
	is_int(xlsx_shown_builtin(22), XLSX_DATE_TIME, "22");
	is_int(xlsx_shown_builtin(20), XLSX_TIME, "20");
	is_int(xlsx_shown_builtin(46), XLSX_DURATION, "46");
	is_int(xlsx_shown_builtin(31), XLSX_DATE, "31, yyyy年m月d日");
	is_int(xlsx_shown_builtin(9), XLSX_PERCENT, "9");
	is_int(xlsx_shown_builtin(0), XLSX_NUMBER, "0");
	is_int(xlsx_shown_builtin(49), XLSX_NUMBER, "49");
}

static void
says(const char *stored, int shift, bool whole, const char *want)
{
	struct crm_buf b = CRM_BUF_INIT;

	is_int(xlsx_decimal(&b, stored, shift), whole, stored);
	is_str(b.data, want, want);
	crm_buf_free(&b);
}

static void
numbers(void)
{
	says("0", 0, true, "0");
	says("-0", 0, true, "0");
	says("5.0", 0, true, "5");
	says("0.1", 0, true, "0.1");
	says(".5", 0, true, "0.5");
	says("0.10000000000000001", 0, true, "0.1");
	says("0.30000000000000004", 0, true, "0.3");
	says("1234.5600000000002", 0, true, "1234.56");
	says("0.99999999999999989", 0, true, "1");
	says("12345678901", 0, true, "12345678901");
	says("123456789012345", 0, true, "123456789012345");
	says("1.5E3", 0, true, "1500");
	says("1e-7", 0, true, "0.0000001");
	says("-12.5", 0, true, "-12.5");
	says("007", 0, true, "7");
	says("0.15", 2, true, "15");
	says("0.155001", 2, true, "15.5001");
	says("0.14999999999999999", 2, true, "15");
	says("-1", 2, true, "-100");
	says("1234567890123456", 0, false, "1.23456789012346E+15");
	says("6222020200112233445", 0, false, "6.22202020011223E+18");
	says("1E+20", 0, false, "1E+20");
	says("abc", 0, true, "abc");
	says("1e999999", 0, true, "1e999999");
	says("1e", 0, true, "1e");
	says("1.2.3", 0, true, "1.2.3");
	says("-", 0, true, "-");
}

static void
serial(double v, enum xlsx_shown shown, bool epoch_1904, const char *want)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool is;

	crm_buf_str(&b, "");
	is = xlsx_serial(&b, v, shown, epoch_1904);
	is_str(is ? b.data : "none", want, want);
	crm_buf_free(&b);
}

static void
dates(void)
{
	serial(46347, XLSX_DATE, false, "2026-11-21");
	serial(46347.375, XLSX_DATE, false, "2026-11-21 09:00:00");
	serial(46347, XLSX_DATE_TIME, false, "2026-11-21 00:00:00");
	serial(46347.6875, XLSX_DATE_TIME, false, "2026-11-21 16:30:00");
	/* As doubles have them: a third of a day is eight hours. */
	serial(
	    46347.333333333336, XLSX_DATE_TIME, false, "2026-11-21 08:00:00");
	serial(46346.999999999, XLSX_DATE, false, "2026-11-21");
	serial(1, XLSX_DATE, false, "1900-01-01");
	serial(59, XLSX_DATE, false, "1900-02-28");
	serial(60, XLSX_DATE, false, "1900-02-29");
	serial(61, XLSX_DATE, false, "1900-03-01");
	serial(0, XLSX_DATE, false, "1900-01-00");
	serial(2958465, XLSX_DATE, false, "9999-12-31");
	serial(2958466, XLSX_DATE, false, "none");
	serial(-1, XLSX_DATE, false, "none");
	serial(strtod("nan", NULL), XLSX_DATE, false, "none");
	serial(0, XLSX_DATE, true, "1904-01-01");
	serial(44885, XLSX_DATE, true, "2026-11-21");
	serial(2957003, XLSX_DATE, true, "9999-12-31");
	serial(2957004, XLSX_DATE, true, "none");
	serial(0.6875, XLSX_TIME, false, "16:30");
	serial(0.6875, XLSX_DATE, false, "16:30");
	serial(0.50001157407, XLSX_TIME, false, "12:00:01");
	serial(0, XLSX_TIME, false, "00:00");
	serial(46347.5, XLSX_TIME, false, "2026-11-21 12:00:00");
	serial(1.510416666667, XLSX_DURATION, false, "36:15:00");
}

static void
unescaped(const char *text, const char *want)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_buf_str(&b, "");
	xlsx_unescape(&b, crm_text_of(text));
	is_str(b.data, want, text);
	crm_buf_free(&b);
}

static void
escapes(void)
{
	unescaped("a_x000D_b", "a\rb");
	unescaped("_x005F_x000D_", "_x000D_");
	unescaped("_x005f_", "_");
	unescaped("_x4E2D_", "中");
	unescaped("_xD83D__xDE00_", "\xf0\x9f\x98\x80");
	unescaped("_xD83D_x", "\xef\xbf\xbdx");
	unescaped("_xDE00_", "\xef\xbf\xbd");
	unescaped("_x0000_", "_x0000_");
	unescaped("_x00G0_", "_x00G0_");
	unescaped("_x000D", "_x000D");
	unescaped("__x0041_", "_A");
	unescaped("", "");
}

static void
references(void)
{
	struct crm_buf b = CRM_BUF_INIT;
	long long row;
	int wrong = 0;

	is_int(xlsx_column("C5", &row), 2, "C5");
	is_int(row, 5, "its row");
	is_int(xlsx_column("XFD1048576", &row), 16383, "the last column");
	is_int(xlsx_column("XFE1", &row), -1, "none behind it");
	is_int(xlsx_column("AAAAAAAAAAAAAAAAA1", &row), -1, "nor far behind");
	is_int(xlsx_column("5", &row), -1, "no letters");
	is_int(xlsx_column("", &row), -1, "nothing");
	is_int(xlsx_column("c5", &row), -1, "lower case");
	for (int i = 0; i < XLSX_COLUMNS; i++) {
		crm_buf_clear(&b);
		xlsx_column_name(&b, i);
		wrong += xlsx_column(b.data, &row) != i;
	}
	is_int(wrong, 0, "names and numbers of columns are inverse");
	crm_buf_free(&b);
}

int
main(void)
{
	codes();
	numbers();
	dates();
	escapes();
	references();
	return tap_done();
}
