/*
 * Number formats: which show a date, a time, a percent or noughts before a number.
 *
 * In a code, letters stand for parts of a date outside quotes, brackets and
 * escapes.  An m is a month or minutes: minutes beside hours or seconds where
 * nothing else of a date is there, for what is left is a time then.
 */
#include "xlsx-in-value.h"

#include <string.h>
#include <strings.h>

enum xlsx_shown
xlsx_shown_builtin(int id)
{
	static const struct {
		int from, to;
		enum xlsx_shown shown;
	} formats[] = {
		{ 9, 10, XLSX_PERCENT },
		{ 14, 17, XLSX_DATE },
		{ 18, 21, XLSX_TIME },
		{ 22, 22, XLSX_DATE_TIME },
		/* Of East Asian editions. */
		{ 27, 31, XLSX_DATE },
		{ 32, 35, XLSX_TIME },
		{ 36, 36, XLSX_DATE },
		{ 45, 45, XLSX_TIME },
		{ 46, 46, XLSX_DURATION },
		{ 47, 47, XLSX_TIME },
		{ 50, 54, XLSX_DATE },
		{ 55, 56, XLSX_TIME },
		{ 57, 58, XLSX_DATE },
	};

	for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
		if (id >= formats[i].from && id <= formats[i].to)
			return formats[i].shown;
	return XLSX_NUMBER;
}

/* What the letters of a code showed. */
struct seen {
	bool date, clock, elapsed, percent, digits;
	int months; /* the longest run of m */
};

/* [h], [mm], [ss]: elapsed; [$-804], [Red], [>=5] mean nothing here. */
static const char *
bracket(const char *p, struct seen *seen)
{
	const char *end = strchr(p, ']');
	size_t n = end == NULL ? 0 : (size_t)(end - p - 1);

	if (end == NULL)
		return p + strlen(p);
	if (n > 0 && strchr("hHmMsS", p[1]) != NULL &&
	    strspn(p + 1, (char[]){ p[1], '\0' }) == n)
		seen->elapsed = true;
	return end + 1;
}

/* A run of one letter. */
static const char *
letters(const char *p, struct seen *seen)
{
	char c = (char)(*p | 0x20);
	int n = 0;

	for (; (*p | 0x20) == c; p++)
		n++;
	switch (c) {
	case 'y':
	case 'd':
	case 'a': /* the day of the week, the year, in East Asian formats */
	case 'e':
	case 'b':
	case 'g':
		seen->date = true;
		break;
	case 'm':
		seen->months = n > seen->months ? n : seen->months;
		break;
	case 'h':
	case 's':
		seen->clock = true;
		break;
	}
	return p;
}

/* One step through a code. */
static const char *
step(const char *p, struct seen *seen)
{
	const char *end;

	if (strncasecmp(p, "general", 7) == 0)
		return p + 7;
	if (strncasecmp(p, "am/pm", 5) == 0 || strncasecmp(p, "a/p", 3) == 0) {
		seen->clock = true;
		return p + ((p[1] | 0x20) == 'm' ? 5 : 3);
	}
	if ((*p == 'E' || *p == 'e') && (p[1] == '+' || p[1] == '-'))
		return p + 2;
	switch (*p) {
	case '"':
		end = strchr(p + 1, '"');
		return end == NULL ? p + strlen(p) : end + 1;
	case '\\':
	case '_': /* the width of a character */
	case '*': /* a character that fills */
		return p[1] == '\0' ? p + 1 : p + 2;
	case '[':
		return bracket(p, seen);
	case '%':
		seen->percent = true;
		return p + 1;
	case '#':
	case '?':
		seen->digits = true;
		return p + 1;
	default:
		if ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z')
			return letters(p, seen);
		return p + 1;
	}
}

/* 00000: how many noughts a code is, where it is nothing else but what is no part of
 * a value; 0 where it says more, or one nought, which pads nothing. */
static int
noughts(const char *code)
{
	int n = 0;

	for (; *code != '\0' && *code != ';'; code++) {
		if (*code == '[' && strchr(code, ']') != NULL)
			code = strchr(code, ']');
		else if (*code == '_' && code[1] != '\0')
			code++;
		else if (*code == '0')
			n++;
		else
			return 0;
	}
	return n > 1 && n <= XLSX_PAD_MAX ? n : 0;
}

enum xlsx_shown
xlsx_shown_code(const char *code)
{
	enum { NAME_OF_MONTH = 3 };
	struct seen seen = { 0 };
	int n = noughts(code);

	if (n > 0)
		return (enum xlsx_shown)(XLSX_PADDED + n);
	while (*code != '\0' && *code != ';')
		code = step(code, &seen);
	if (seen.percent)
		return XLSX_PERCENT;
	if (seen.digits)
		return XLSX_NUMBER;
	if (seen.months > 0 && (!seen.clock || seen.months >= NAME_OF_MONTH))
		seen.date = seen.date || !seen.elapsed;
	if (seen.date)
		return seen.clock ? XLSX_DATE_TIME : XLSX_DATE;
	if (seen.elapsed)
		return XLSX_DURATION;
	return seen.clock ? XLSX_TIME : XLSX_NUMBER;
}
