/* The table of what currencies are called, and its two readers: the text of an amount
 * and a cell that holds a currency alone. */
#include "currency-word.h"
#include "number-people.h"

#include <crm/base/mem.h>
#include <crm/base/text.h>

#include <string.h>

enum { CODE_LEN = 3 };

/* The Chinese words stand in amounts too ("100美元"); the others do not, and are
 * as exports have them, "US Dollar" or "USD - U.S. Dollar".  What several countries
 * call theirs is none: dollar, peso, krona, rupee. */
static const struct {
	const char *code, *chinese, *others;
} words[] = {
	{ "CNY", "人民币元|人民币|人民幣|元",
	    "RMB|yuan|renminbi|Chinese yuan|yuan renminbi|"
	    "Chinese yuan renminbi" },
	{ "USD", "美元|美金",
	    "US dollar|US dollars|American dollar|United States dollar" },
	{ "EUR", "欧元|歐元", "euro|euros" },
	{ "JPY", "日元|日圆|日圓|日币|円", "yen|Japanese yen" },
	{ "HKD", "港币|港元|港幣", "Hong Kong dollar" },
	{ "GBP", "英镑|英鎊",
	    "pound sterling|British pound|British pounds|"
	    "British pound sterling|UK pound sterling" },
	{ "TWD", "新台币|新臺幣|台币|臺幣", "Taiwan dollar|New Taiwan dollar" },
	{ "MOP", "澳门元|澳门币", "Macau pataca|pataca" },
	{ "SGD", "新加坡元|新加坡币|新币|坡币", "Singapore dollar" },
	{ "AUD", "澳大利亚元|澳元", "Australian dollar" },
	{ "CAD", "加拿大元|加元", "Canadian dollar" },
	{ "NZD", "新西兰元|纽元", "New Zealand dollar" },
	{ "KRW", "韩元|韩币|韩圆", "won|Korean won|South Korean won" },
	{ "CHF", "瑞士法郎|瑞郎", "Swiss franc|Swiss francs" },
	{ "INR", "印度卢比", "Indian rupee" },
	{ "RUB", "俄罗斯卢布|卢布", "Russian ruble|Russian rouble" },
	{ "THB", "泰铢", "baht|Thai baht" },
	{ "VND", "越南盾", "Vietnamese dong" },
	{ "MYR", "林吉特|马币", "ringgit|Malaysian ringgit" },
	{ "IDR", "印尼盾|印尼卢比", "Indonesian rupiah" },
	{ "PHP", "菲律宾比索", "Philippine peso" },
	{ "BRL", "雷亚尔", "Brazilian real" },
	{ "MXN", "墨西哥比索", "Mexican peso" },
	{ "SEK", "瑞典克朗", "Swedish krona" },
	{ "NOK", "挪威克朗", "Norwegian krone" },
	{ "DKK", "丹麦克朗", "Danish krone" },
	{ "PLN", "兹罗提", "zloty|Polish zloty" },
	{ "CZK", "捷克克朗", "Czech koruna" },
	{ "TRY", "土耳其里拉", "Turkish lira" },
	{ "ZAR", "南非兰特|兰特", "South African rand" },
	{ "AED", "迪拉姆|阿联酋迪拉姆",
	    "UAE dirham|United Arab Emirates dirham" },
	{ "SAR", "沙特里亚尔", "Saudi riyal" },
	{ "ILS", "新谢克尔", "Israeli shekel|Israeli new shekel" },
};

static const struct {
	unsigned sign;
	const char *codes;
} signs[] = {
	{ 0x00A5, "CNY JPY" }, /* ¥ */
	{ 0xFFE5, "CNY JPY" }, /* ￥ */
	{ 0x20AC, "EUR" },     /* € */
	{ 0x00A3, "GBP" },     /* £ */
	{ 0xFFE1, "GBP" },     /* ￡ */
	{ '$', "USD AUD CAD NZD HKD SGD TWD MXN BRL ARS CLP COP" },
};

/* ---- in amounts ---- */

const char *
currency_word(const char *p, const char *end, size_t *len)
{
	const char *code = NULL;
	size_t i, n, left = (size_t)(end - p);

	*len = 0;
	for (i = 0; i < sizeof words / sizeof words[0]; i++) {
		const char *w = words[i].chinese;

		for (; *w != '\0'; w += n + (w[n] == '|')) {
			n = strcspn(w, "|");
			if (n > *len && n <= left && memcmp(p, w, n) == 0) {
				*len = n;
				code = words[i].code;
			}
		}
	}
	return code;
}

const char *
currency_sign(unsigned c)
{
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (signs[i].sign == c)
			return signs[i].codes;
	return NULL;
}

/* ---- in cells of their own ---- */

static bool
is_letter(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26;
}

static bool
list_has(const char *list, struct crm_text squeezed)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool has = false;
	size_t n;

	for (; *list != '\0' && !has; list += n + (list[n] == '|')) {
		n = strcspn(list, "|");
		crm_buf_clear(&b);
		crm_squeeze(&b, (struct crm_text){ list, n });
		has = crm_text_eq(squeezed, (struct crm_text){ b.data, b.len });
	}
	crm_buf_free(&b);
	return has;
}

/* A sign alone, which means one currency only. */
static const char *
sole_sign(struct crm_text t)
{
	const char *p = t.p, *end = t.p + t.n;
	const char *codes = t.n == 0 ? NULL
				     : currency_sign(crm_utf8_next(&p, end));

	return codes != NULL && p == end && strlen(codes) == CODE_LEN ? codes
								      : NULL;
}

/* A sign with the letters of its country: US$. */
static const char *
lettered_sign(struct crm_text t)
{
	size_t n = 0;
	const char *p, *end = t.p + t.n;

	while (n < t.n && is_letter(t.p[n]))
		n++;
	p = t.p + n;
	return n == 0 || p == end ||
		currency_sign(crm_utf8_next(&p, end)) == NULL || p != end
	    ? NULL
	    : dollar_code(t.p, n);
}

static const char *
word_code(struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *code = sole_sign(t);
	size_t i;

	if (code == NULL)
		code = lettered_sign(t);

	crm_squeeze(&b, t);
	for (i = 0; i < sizeof words / sizeof words[0] && code == NULL; i++)
		if (b.len > 0 &&
		    (list_has(words[i].chinese,
			 (struct crm_text){ b.data, b.len }) ||
			list_has(words[i].others,
			    (struct crm_text){ b.data, b.len })))
			code = words[i].code;
	crm_buf_free(&b);
	return code;
}

/* The code of three letters at p, in capitals; false where it is none. */
static bool
code_at(const char *p, char code[CRM_CURRENCY_SIZE])
{
	for (int i = 0; i < CODE_LEN; i++) {
		if (!is_letter(p[i]))
			return false;
		code[i] = (char)(p[i] & ~0x20);
	}
	code[CODE_LEN] = '\0';
	return crm_currency_digits(code) >= 0;
}

#define BETWEEN " \t-:/()[]"

/* What stands between a code and a word, taken off both ends. */
static struct crm_text
bare(struct crm_text t)
{
	while (t.n > 0 && strchr(BETWEEN, t.p[0]) != NULL)
		t.p++, t.n--;
	while (t.n > 0 && strchr(BETWEEN, t.p[t.n - 1]) != NULL)
		t.n--;
	return t;
}

/* Whether the character at the edge of a text parts a code from a word, or is of a word
 * in other letters, and does not part one value from the next. */
static bool
is_apart(struct crm_text t, bool first)
{
	static const char *const lists[] = { "，", "、", "；", "｜", "＝",
		"＋" };
	char c = t.p[first ? 0 : t.n - 1];
	size_t i, n;

	if ((unsigned char)c < 0x80)
		return strchr(BETWEEN, c) != NULL;
	for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		n = strlen(lists[i]);
		if (t.n >= n &&
		    memcmp(first ? t.p : t.p + t.n - n, lists[i], n) == 0)
			return false;
	}
	return true;
}

/* Whether the code of another currency stands among the words. */
static bool
has_other_code(struct crm_text t, const char *code)
{
	char other[CRM_CURRENCY_SIZE];
	size_t i, n;

	for (i = 0; i<t.n; i += n> 0 ? n : 1) {
		for (n = 0;
		     i + n < t.n && t.p[i + n] >= 'A' && t.p[i + n] <= 'Z';)
			n++;
		if (n == CODE_LEN && code_at(t.p + i, other) &&
		    strcmp(code, other) != 0)
			return true;
	}
	return false;
}

/* A code before or behind a word: "USD - U.S. Dollar", "人民币(CNY)".  The word may
 * be one that nobody knows here, but not that of another currency, nor a number. */
static bool
code_and_word(struct crm_text t, char code[CRM_CURRENCY_SIZE])
{
	struct crm_text rest;
	const char *said;
	char other[CRM_CURRENCY_SIZE];

	t = bare(t);
	if (t.n <= CODE_LEN)
		return false;
	if (!is_letter(t.p[CODE_LEN]) && code_at(t.p, code))
		rest = (struct crm_text){ t.p + CODE_LEN, t.n - CODE_LEN };
	else if (!is_letter(t.p[t.n - CODE_LEN - 1]) &&
	    code_at(t.p + t.n - CODE_LEN, code))
		rest = (struct crm_text){ t.p, t.n - CODE_LEN };
	else
		return false;
	if (!is_apart(rest, rest.p != t.p) || has_other_code(rest, code))
		return false;
	rest = bare(rest);
	for (size_t i = 0; i < rest.n; i++)
		if (rest.p[i] >= '0' && rest.p[i] <= '9')
			return false;
	if (rest.n == CODE_LEN && code_at(rest.p, other) &&
	    strcmp(code, other) != 0)
		return false;
	said = word_code(rest);
	return said == NULL || strcmp(said, code) == 0;
}

bool
crm_currency_named(struct crm_text t, char code[CRM_CURRENCY_SIZE])
{
	const char *word;

	t = crm_text_trim(t);
	if (t.n == CODE_LEN && code_at(t.p, code))
		return true;
	if ((word = word_code(t)) == NULL)
		return code_and_word(t, code);
	memcpy(code, word, CRM_CURRENCY_SIZE);
	return true;
}
