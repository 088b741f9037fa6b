/* What the files that read dates and times share: a place in a text, and what
 * was read so far. */
#ifndef CRM_DATE_SCAN_H
#define CRM_DATE_SCAN_H

#include <crm/base/date.h>

enum {
	HOUR = 3600,
	MINUTE = 60,
	DAY = 86400,
};

/* What a date with a time behind it says. */
struct stamp {
	int64_t date;
	int seconds; /* since midnight; DAY for 24:00 */
	int offset;  /* seconds east of UTC, where zoned */
	bool timed, zoned;
};

struct scan {
	const char *p, *end;
};

static inline bool
scan_digit(const struct scan *s)
{
	return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

static inline bool
scan_letter(const struct scan *s)
{
	return s->p < s->end && (unsigned)((*s->p | 0x20) - 'a') < 26;
}

/* Reads a run of digits, at most eight of them told apart; gives their
 * count. */
int scan_digits(struct scan *s, int *v);
/* The value of two digits at p, which has two bytes, or -1. */
int scan_two(const char *p);
bool scan_take(struct scan *s, char c);
/* In either case. */
bool scan_word(struct scan *s, const char *word);
bool scan_blanks(struct scan *s);

/* date-time.c: a time of day, to the end of the text or short of it. */
bool scan_time(struct scan *s, struct stamp *st);
/* date-month.c: the name of a month, 1 to 12, or 0 where there is none. */
int scan_month(struct scan *s);
/* Passes the name of a day of the week and what parts it from what is behind. */
void scan_weekday(struct scan *s);

#endif
