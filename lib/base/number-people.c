/* Units, signs and groups that only --numbers people reads. */
#include "number-people.h"

#include <string.h>

enum { GROUP = 3, LAKH_GROUP = 2 };

static const struct unit {
	const char *name;
	int power;
} units[] = {
	/* Those that others end with behind them. */
	{ "thousand", 3 },
	{ "million", 6 },
	{ "billion", 9 },
	{ "lakhs", 5 },
	{ "lakh", 5 },
	{ "lacs", 5 },
	{ "lac", 5 },
	{ "crores", 7 },
	{ "crore", 7 },
	{ "mln", 6 },
	{ "bln", 9 },
	{ "cr", 7 },
	{ "mn", 6 },
	{ "mm", 6 },
	{ "bn", 9 },
	{ "k", 3 },
	{ "w", 4 }, /* 万, typed in haste */
	{ "m", 6 },
	{ "b", 9 },
	{ "\1", 2 },
	{ "\2", 3 },
	{ "\3", 4 },
	{ "\4", 8 },
};

_Static_assert(CRM_UNIT_HUNDRED == 1 && CRM_UNIT_MYRIADS == 4,
    "the units above are these");

static const struct sign {
	const char *text, *code;
} signs[] = {
	{ "US$", "USD" },
	{ "HK$", "HKD" },
	{ "NT$", "TWD" },
	{ "AU$", "AUD" },
	{ "CA$", "CAD" },
	{ "NZ$", "NZD" },
	{ "SG$", "SGD" },
	{ "MX$", "MXN" },
	{ "CN$", "CNY" }, /* CN¥: a sign is a $ here */
	{ "JP$", "JPY" },
	{ "A$", "AUD" },
	{ "C$", "CAD" },
	{ "S$", "SGD" },
	{ "R$", "BRL" },
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* What may stand before a unit: a digit, a blank, or as in 百万 another. */
static bool
ends_number(char c)
{
	return is_digit(c) || c == ' ' || c == '.' ||
	    (c >= CRM_UNIT_HUNDRED && c <= CRM_UNIT_MYRIADS);
}

size_t
people_unit(const char *s, size_t n, int *power)
{
	*power = 0;
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		size_t len = strlen(units[i].name);

		if (n <= len ||
		    strncasecmp(s + n - len, units[i].name, len) != 0 ||
		    !ends_number(s[n - len - 1]))
			continue;
		*power = units[i].power;
		return len;
	}
	return 0;
}

size_t
dollar_sign(const char *s, size_t n)
{
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
		size_t len = strlen(signs[i].text);

		if (n > len && strncasecmp(s, signs[i].text, len) == 0)
			return len;
	}
	return 0;
}

const char *
dollar_code(const char *country, size_t n)
{
	for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
		if (strlen(signs[i].text) == n + 1 &&
		    strncasecmp(country, signs[i].text, n) == 0)
			return signs[i].code;
	return NULL;
}

bool
is_lakh(const char *s, size_t n)
{
	size_t i = 0, run = 0, commas = 0;

	for (; i < n && s[i] != '.'; i++) {
		if (is_digit(s[i])) {
			run++;
			continue;
		}
		if (s[i] != ',' || run == 0 || run > LAKH_GROUP ||
		    (commas > 0 && run != LAKH_GROUP))
			return false;
		commas++;
		run = 0;
	}
	if (commas < 2 || run != GROUP || s[0] == '0')
		return false;
	for (i += i < n; i < n && is_digit(s[i]); i++)
		continue;
	return i == n;
}
