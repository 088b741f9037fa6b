/* Names of months and of days of the week, as spreadsheets and mail write them:
 * Jan, January, Mon, Monday, 星期一. */
#include "date-scan.h"

#include <string.h>

enum { NAME_MIN = 3 };

static size_t
letters(const struct scan *s)
{
	struct scan at = *s;

	while (scan_letter(&at))
		at.p++;
	return (size_t)(at.p - s->p);
}

/* The index of the word whose first letters stand here, or -1. */
static int
find_name(const struct scan *s, const char *const *names, int n, size_t *len)
{
	*len = letters(s);
	if (*len < NAME_MIN)
		return -1;
	for (int i = 0; i < n; i++) {
		if (*len <= strlen(names[i]) &&
		    strncasecmp(s->p, names[i], *len) == 0)
			return i;
	}
	return -1;
}

int
scan_month(struct scan *s)
{
	static const char *const names[] = { "january", "february", "march",
		"april", "may", "june", "july", "august", "september",
		"october", "november", "december" };
	size_t len;
	int i = find_name(s, names, sizeof names / sizeof names[0], &len);

	if (i >= 0)
		s->p += len;
	return i + 1;
}

/* 星期一, 周一, 礼拜天 */
static bool
chinese_weekday(struct scan *s)
{
	static const char *const days[] = { "一", "二", "三", "四", "五", "六",
		"日", "天" };
	struct scan at = *s;

	if (!scan_word(&at, "星期") && !scan_word(&at, "周") &&
	    !scan_word(&at, "礼拜"))
		return false;
	for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
		if (scan_word(&at, days[i])) {
			*s = at;
			return true;
		}
	}
	return false;
}

void
scan_weekday(struct scan *s)
{
	static const char *const names[] = { "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday", "sunday" };
	struct scan at = *s;
	size_t len;

	scan_blanks(&at);
	if (find_name(&at, names, sizeof names / sizeof names[0], &len) >= 0)
		at.p += len;
	else if (!chinese_weekday(&at))
		return;
	scan_take(&at, '.');
	scan_take(&at, ',');
	scan_blanks(&at);
	*s = at;
}
