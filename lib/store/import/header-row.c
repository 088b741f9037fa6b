/*
 * A header that comes again among the records: two exports were put together, or the
 * pages of a report.  It is no record; where its columns are others, neither are the
 * rows below it.
 *
 * Nor is a row below the header that says what its columns want, as templates have it.
 */
#include "import.h"

#include <string.h>

enum { WORDS_MAX = 90 }; /* bytes of what a column wants */

static const char wanted_words[] =
    "必填|必填项|必须|选填|选填项|非必填|可选|required|mandatory|optional|not required";
static const char type_words[] =
    "文本|单行文本|多行文本|长文本|文字|字符|字符串|数字|数值|整数|小数|金额|货币|"
    "日期|日期时间|时间|单选|多选|下拉|下拉框|下拉选择|下拉列表|复选框|布尔|"
    "text|string|varchar|number|numeric|integer|decimal|float|money|currency|"
    "date|datetime|time|boolean|picklist|dropdown|lookup|select|email|phone|url";

static struct crm_text
column_of(const struct import *im, size_t i)
{
	return crm_text_trim(crm_reader_column(im->r, i));
}

bool
header_again(const struct import *im, const struct crm_row *row)
{
	bool named = false;
	size_t i;

	if (row->n != crm_reader_columns(im->r))
		return false;
	for (i = 0; i < row->n; i++) {
		struct crm_text t = crm_text_trim(row->cell[i].text);

		if (!crm_text_eq(t, column_of(im, i)))
			return false;
		named = named || t.n > 0;
	}
	return named;
}

static bool
is_own_header(const struct import *im, struct crm_text t)
{
	size_t i;

	for (i = 0; i < crm_reader_columns(im->r); i++)
		if (crm_text_eq(t, column_of(im, i)))
			return true;
	return false;
}

/* Whether all it has are headers, more than one, and the first one of this file. */
static bool
is_other(const struct import *im, const struct crm_row *row)
{
	size_t i, n = 0;

	for (i = 0; i < row->n; i++) {
		struct crm_text t = crm_text_trim(row->cell[i].text);

		if (t.n == 0)
			continue;
		if (!is_own_header(im, t) &&
		    (n == 0 || crm_field_match(im->e, t, NULL) < 0))
			return false;
		n++;
	}
	return n > 1;
}

enum crm_status
header_other(
    const struct import *im, const struct crm_row *row, struct crm_err *err)
{
	if (!is_other(im, row))
		return CRM_OK;
	return crm_fail(err, CRM_USAGE,
	    "%s:%lld: a header again, of other columns than the first: two "
	    "files were put together; import each by itself",
	    crm_reader_name(im->r), (long long)row->line);
}

static bool
is_digits(struct crm_text t)
{
	size_t i = 0;

	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
		i++;
	return i == t.n;
}

/* The length of a sign between two words, or 0. */
static size_t
between_words(struct crm_text t)
{
	static const char *const wide[] = { "，", "、", "；", "（", "）",
		"：" };
	size_t i;

	if (strchr(" ,/;()[]:|+\n\r", t.p[0]) != NULL)
		return 1;
	for (i = 0; i < sizeof wide / sizeof wide[0]; i++)
		if (t.n >= strlen(wide[i]) &&
		    memcmp(t.p, wide[i], strlen(wide[i])) == 0)
			return strlen(wide[i]);
	return 0;
}

/* Whether a text is nothing but words for what a column wants: 必填, Text (50).  Behind
 * one that it wants a value, and a sign, may stand what kind of: 必填，最多50字. */
static bool
is_wish(struct crm_text t, bool *wanted)
{
	size_t from = 0, i, gap;
	bool any = false, told = false;

	if (t.n > WORDS_MAX)
		return false;
	for (i = 0; i <= t.n; i += gap > 0 ? gap : 1) {
		struct crm_text word = { t.p + from, i - from };

		gap = i < t.n
		    ? between_words((struct crm_text){ t.p + i, t.n - i })
		    : 1;
		if (gap == 0)
			continue;
		if (told && t.p[from - 1] != ' ')
			break;
		from = i + gap;
		if (is_digits(word))
			continue;
		told = crm_header_is(word, wanted_words);
		if (!told && !crm_header_is(word, type_words))
			return false;
		*wanted = *wanted || told;
		any = true;
	}
	return any;
}

bool
header_describes(const struct crm_row *row)
{
	bool wanted = false;
	size_t i, n = 0;

	for (i = 0; i < row->n; i++) {
		if (cell_is_empty(row->cell[i].text))
			continue;
		if (!is_wish(crm_text_trim(row->cell[i].text), &wanted))
			return false;
		n++;
	}
	return n > 0 && (wanted || n > 1);
}
