/*
 * Sums and counts that a row has a word for: Total, 合计, "(3 rows)", "Alba Total".
 */
#include "import.h"

#include <string.h>

enum { WORD_MAX = 40 }; /* bytes of a word for a sum */

/* Sums, wherever they stand, and such as may be names of records: Total is a
 * company. */
static const char sure_words[] =
    "subtotal|sub total|grand total|合计|总计|小计|总合计|本页合计|本页小计|"
    "本页总计|页小计|共计|累计|汇总|zwischensumme|gesamtsumme|sous total|"
    "total général|subtotales|total general";
static const char last_words[] =
    "total|totals|totale|ttl|sum|overall|total amount|sum total|summe|gesamt|somme|suma|"
    "итого|всего|总和|总额|总金额|总数";
/* Chinese has no blanks: a cell may begin or end with these, where it has the sum. */
static const char *const joined_words[] = { "合计", "总计", "小计", "共计",
	"累计", "汇总", "总和", "总额", "总金额", "总数" };
/* Beside a name they are of it, and no sum: Mean Well. */
static const char mean_words[] = "average|averages|mean|平均|平均值|均值";
/* What is left of a count of rows, or of pages, without its numbers; "Row 2" is rather
 * a name, and "1 row" is none. */
static const char one_words[] = "row|record|row selected|row in set sec";
static const char count_words[] =
    "rows|records|rows selected|rows in set sec|行记录|total rows|total records|"
    "records total|共条|共行|共条记录|共条数据|共条线索|共项|共笔|第页|第页共页|"
    "第页/共页|共页";

/* What a byte may be at the beginning of a cell: of a figure, of a word for a sum, or
 * of what nobody sees.  Nearly every row is told by its first one to be none. */
enum { FIGURE = 1, WORD = 2, UNSEEN = 4 };
static const unsigned char begins[256] = {
	['\t'] = UNSEEN,
	['\n'] = UNSEEN,
	['\v'] = UNSEEN,
	['\f'] = UNSEEN,
	['\r'] = UNSEEN,
	['='] = UNSEEN,
	[0xCD] = UNSEEN,
	[0xD8] = UNSEEN,
	[0xE1] = UNSEEN,
	[0xE3] = UNSEEN,
	[0xF3] = UNSEEN,
	['0'] = FIGURE,
	['1'] = FIGURE,
	['2'] = FIGURE,
	['3'] = FIGURE,
	['4'] = FIGURE,
	['5'] = FIGURE,
	['6'] = FIGURE,
	['7'] = FIGURE,
	['8'] = FIGURE,
	['9'] = FIGURE,
	['.'] = FIGURE,
	[','] = FIGURE,
	['+'] = FIGURE,
	['-'] = FIGURE,
	['('] = FIGURE,
	[')'] = FIGURE,
	['%'] = FIGURE,
	[' '] = FIGURE | WORD,
	['\''] = FIGURE,
	['$'] = FIGURE,
	[0xC2] = FIGURE, /* ¥ and what it is made of */
	[0xA5] = FIGURE,
	[0xEF] = FIGURE,
	[0xBF] = FIGURE,
	[0xE2] = FIGURE, /* € */
	[0x82] = FIGURE,
	[0xAC] = FIGURE,
	['a'] = WORD,
	['A'] = WORD,
	['g'] = WORD,
	['G'] = WORD,
	['m'] = WORD,
	['M'] = WORD,
	['o'] = WORD,
	['O'] = WORD,
	['r'] = WORD,
	['R'] = WORD,
	['s'] = WORD,
	['S'] = WORD,
	['t'] = WORD,
	['T'] = WORD,
	['z'] = WORD,
	['Z'] = WORD,
	[0xD0] = WORD, /* Итого всего */
	[0xE5] = WORD, /* 合 小 共 平 均 */
	[0xE6] = WORD, /* 总 汇 本 */
	[0xE7] = WORD, /* 累 第 */
	[0xE9] = WORD, /* 页 */
};

static unsigned
begins_as(char c)
{
	return begins[(unsigned char)c];
}

bool
sum_may_begin(char c)
{
	return begins_as(c) != 0;
}

/* A number as a person or a program writes it: digits, and signs around them. */
static bool
is_figure(struct crm_text t)
{
	bool digit = false;
	size_t i;

	for (i = 0; i < t.n; i++) {
		if ((begins_as(t.p[i]) & FIGURE) == 0)
			return false;
		digit = digit || (t.p[i] >= '0' && t.p[i] <= '9');
	}
	return digit;
}

struct crm_text
sum_text(const struct crm_row *row, size_t *figures)
{
	struct crm_text none = { NULL, 0 }, found = none;
	size_t i;

	*figures = 0;
	for (i = 0; i < row->n; i++) {
		struct crm_text t = row->cell[i].text;

		if (t.n == 0)
			continue;
		if (begins_as(t.p[0]) == 0)
			return none;
		if (cell_is_empty(t))
			continue;
		if (is_figure(t))
			++*figures;
		else if (found.n > 0 || t.n > WORD_MAX)
			return none;
		else
			found = t;
	}
	return found;
}

static bool
is_sum_word(struct crm_text t)
{
	return crm_header_is(t, sure_words) || crm_header_is(t, last_words);
}

/* "合计：2条", "本月合计" */
static bool
has_joined_word(struct crm_text t)
{
	size_t i, n;

	for (i = 0; i < sizeof joined_words / sizeof *joined_words; i++) {
		n = strlen(joined_words[i]);
		if (t.n >= n &&
		    (memcmp(t.p, joined_words[i], n) == 0 ||
			memcmp(t.p + t.n - n, joined_words[i], n) == 0))
			return true;
	}
	return false;
}

/* "Subtotal Alba", "Total (2)", "阿尔法 汇总" */
static bool
has_sum_word(struct crm_text t)
{
	size_t first = 0, last = t.n;

	if (has_joined_word(t))
		return true;

	while (first < t.n && strchr(" :(", t.p[first]) == NULL)
		first++;
	while (last > 0 && t.p[last - 1] != ' ')
		last--;
	return is_sum_word((struct crm_text){ t.p, first }) ||
	    is_sum_word((struct crm_text){ t.p + last, t.n - last });
}

bool
sum_is_named(const struct crm_row *row)
{
	struct crm_text found = { NULL, 0 };
	size_t i;

	for (i = 0; i < row->n; i++) {
		struct crm_text t = crm_text_trim(row->cell[i].text);

		if (t.n == 0 || is_figure(t))
			continue;
		if (found.n > 0)
			return false;
		found = t;
	}
	return found.n > 0 && has_sum_word(found);
}

bool
sum_is_count(struct crm_text t)
{
	char rest[WORD_MAX];
	size_t i, n = 0;
	bool digit_first;

	if (t.n == 0 || t.n > WORD_MAX)
		return false;
	for (i = 0; i < t.n; i++)
		if (t.p[i] < '0' || t.p[i] > '9')
			rest[n++] = t.p[i];
	digit_first = t.p[0] == '(' || (t.p[0] >= '0' && t.p[0] <= '9');
	return n > 0 && n < t.n &&
	    (crm_header_is((struct crm_text){ rest, n }, count_words) ||
		(digit_first &&
		    crm_header_is((struct crm_text){ rest, n }, one_words)));
}

bool
sum_says(struct crm_text t)
{
	return has_sum_word(t) || crm_header_is(t, mean_words) ||
	    sum_is_count(t);
}

/* A word for a sum may have its unit behind it: 合计（元）. */
static struct crm_text
without_unit(struct crm_text t)
{
	static const char *const open[] = { "(", "（" };
	size_t i, o;

	for (o = 0; o < sizeof open / sizeof open[0]; o++)
		for (i = 1; i + strlen(open[o]) <= t.n; i++)
			if (memcmp(t.p + i, open[o], strlen(open[o])) == 0)
				return (struct crm_text){ t.p, i };
	return t;
}

enum beside
sum_judge(struct crm_text t, size_t figures, size_t columns)
{
	/* Sums of what has none: a word alone, in a table of several columns. */
	if (figures == 0)
		return sum_is_count(t) ||
			(columns > 1 &&
			    crm_header_is(without_unit(t), sure_words))
		    ? LAST_ONLY
		    : RECORD;
	t = without_unit(t);
	if (crm_header_is(t, sure_words))
		return NO_RECORD;
	return crm_header_is(t, last_words) || crm_header_is(t, mean_words)
	    ? ABOVE_ONLY
	    : RECORD;
}
