/* The time of day behind a date: 08:30, 2:30 PM, 下午2:30, 14时30分, 24:00, and
 * its zone. */
#include "date-scan.h"

#include <string.h>

enum {
	NOON = 12,
	HOURS = 24,
	OFFSET_HOURS_MAX = 15,
};

enum half { NO_HALF, MORNING, MIDDAY, AFTERNOON, EVENING };

static enum half
half_before(struct scan *s)
{
	static const struct {
		const char *word;
		enum half half;
	} words[] = {
		{ "上午", MORNING },
		{ "早上", MORNING },
		{ "早晨", MORNING },
		{ "清晨", MORNING },
		{ "凌晨", MORNING },
		{ "中午", MIDDAY },
		{ "下午", AFTERNOON },
		{ "傍晚", AFTERNOON },
		{ "晚上", EVENING },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (scan_word(s, words[i].word)) {
			scan_blanks(s);
			return words[i].half;
		}
	}
	return NO_HALF;
}

static enum half
half_behind(struct scan *s)
{
	enum half half = NO_HALF;

	scan_blanks(s);
	if (scan_word(s, "AM") || scan_word(s, "a.m."))
		half = MORNING;
	else if (scan_word(s, "PM") || scan_word(s, "p.m."))
		half = AFTERNOON;
	if (half != NO_HALF)
		scan_blanks(s);
	return half;
}

/* The hour that a clock of twelve hours shows; false where it cannot.  In
 * Chinese 下午14:30 is said too. */
static bool
settle_hour(int *h, enum half half, bool chinese)
{
	switch (half) {
	case NO_HALF:
		return true;
	case MIDDAY:
		*h += *h < NOON - 2 ? NOON : 0;
		return *h < HOURS;
	case MORNING:
		if (*h > NOON || (*h < 1 && !chinese))
			return false;
		*h %= NOON;
		return true;
	case EVENING:
		if (*h == NOON)
			return false; /* midnight, of which day? */
				      /* fall through */
	case AFTERNOON:
		if (*h < 1 || (*h > NOON && !chinese))
			return false;
		*h = *h > NOON ? *h : *h % NOON + NOON;
		return true;
	}
	return false;
}

/* Z, UTC, UTC+8, +08:00, +0800 or +08, if anything. */
static bool
read_zone(struct scan *s, struct stamp *st)
{
	bool named = scan_word(s, "UTC") || scan_word(s, "GMT");
	int sign = 1, hours, minutes = 0, n;

	if (named || scan_word(s, "Z"))
		st->zoned = true;
	if (scan_take(s, '-'))
		sign = -1;
	else if (!scan_take(s, '+'))
		return true;
	n = s->end - s->p >= 2 ? 2 : 1;
	hours = n == 2 ? scan_two(s->p) : -1;
	if (hours < 0 && named && scan_digit(s))
		hours = *s->p - '0', n = 1;
	if (hours < 0)
		return false;
	s->p += n;
	if (scan_take(s, ':') || scan_digit(s)) {
		if (s->end - s->p < 2 || (minutes = scan_two(s->p)) < 0)
			return false;
		s->p += 2;
	}
	st->zoned = true;
	st->offset = sign * (hours * HOUR + minutes * MINUTE);
	return hours <= OFFSET_HOURS_MAX && minutes < MINUTE;
}

/* The rest of 14时30分15秒; 点 for 时, and the last sign may be missing. */
static bool
read_chinese(struct scan *s, int *m, int *sec)
{
	if (scan_word(s, "整") || !scan_digit(s))
		return true;
	if (scan_digits(s, m) > 2)
		return false;
	if (!scan_word(s, "分"))
		return true;
	if (!scan_digit(s))
		return true;
	if (scan_digits(s, sec) > 2)
		return false;
	scan_word(s, "秒");
	return true;
}

/* The rest of hh:mm[:ss[.fraction]]. */
static bool
read_colons(struct scan *s, int *m, int *sec)
{
	int fraction;

	if (!scan_take(s, ':') && !scan_word(s, "："))
		return false;
	if (scan_digits(s, m) != 2)
		return false;
	if (!scan_take(s, ':') && !scan_word(s, "："))
		return true;
	if (scan_digits(s, sec) != 2)
		return false;
	return !(scan_take(s, '.') || scan_take(s, ',')) ||
	    scan_digits(s, &fraction) > 0;
}

bool
scan_time(struct scan *s, struct stamp *st)
{
	enum half before = half_before(s), behind;
	int h, m = 0, sec = 0, n = scan_digits(s, &h);
	bool signs;

	if (n < 1 || n > 2)
		return false;
	signs = scan_word(s, "时") || scan_word(s, "点");
	if (!(signs ? read_chinese(s, &m, &sec) : read_colons(s, &m, &sec)))
		return false;
	behind = half_behind(s);
	if (!settle_hour(&h, before, true) ||
	    !settle_hour(&h, before == NO_HALF ? behind : NO_HALF, false))
		return false;
	/* 24:00 is the end of the day. */
	if (h > HOURS || m >= MINUTE || sec >= MINUTE ||
	    (h == HOURS && m + sec > 0))
		return false;
	st->timed = true;
	st->seconds = h * HOUR + m * MINUTE + sec;
	return read_zone(s, st);
}
