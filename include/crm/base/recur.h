/*
 * What comes again: rules of RFC 5545 (RRULE) to the letter, and plain
 * intervals.
 *
 * A local time is int64 seconds since 1970-01-01T00:00:00 by the clocks of TZ:
 * date * 86400 + seconds of the day.  Rules are worked out in local time, so
 * nine o'clock stays nine o'clock when clocks change.
 *
 * What the letter says and other programs do otherwise: a date that a month does
 * not have (the 31st, 29 February) and a time that clocks skip are left out and
 * not counted; BYSETPOS counts in the whole period, also before the start; years
 * are week years where BYWEEKNO stands.  A start that does not fit its own rule
 * is no instance.
 */
#ifndef CRM_RECUR_H
#define CRM_RECUR_H

#include <crm/base/date.h>

enum crm_freq {
	CRM_SECONDLY,
	CRM_MINUTELY,
	CRM_HOURLY,
	CRM_DAILY,
	CRM_WEEKLY,
	CRM_MONTHLY,
	CRM_YEARLY,
};

/* How UNTIL is written. */
enum crm_until {
	CRM_UNTIL_NONE,
	CRM_UNTIL_DATE,
	CRM_UNTIL_LOCAL,
	CRM_UNTIL_UTC
};

enum {
	CRM_RECUR_YEARDAYS = 366,
	/* Days of a week year, the longest period there is. */
	CRM_RECUR_DAYS = 53 * 7,
};

/* Numbers that count from the beginning (1 is the first) and from the end (-1
 * is the last); bit n for n. */
struct crm_both {
	uint64_t front, back;
};

struct crm_yeardays {
	uint64_t bits[CRM_RECUR_YEARDAYS / 64 + 1];
};

/* A rule as read.  Sets are bits; 0 where the rule has no such part. */
struct crm_recur {
	enum crm_freq freq;
	int interval; /* 1 or more */
	int count;    /* 0: no end by number */
	enum crm_until until_is;
	int64_t until;  /* a local time, or an instant */
	int week_start; /* 1 Monday … 7 Sunday */
	uint64_t second, minute, hour;
	uint64_t month;
	uint64_t weekday;       /* bit 1 Monday … bit 7 Sunday, any of them */
	struct crm_both nth[8]; /* of the weekday: 2TU, -1SU */
	bool has_nth;
	struct crm_both monthday, week;
	struct crm_yeardays yearday, yearday_back;
	struct crm_yeardays position, position_back;
	bool has_yearday, has_position;
};

/* Reads a rule ("FREQ=MONTHLY;BYDAY=-1FR", in any case, "RRULE:" before it or
 * not).  Every part once, numbers in their range, and only what may stand
 * together; CRM_INVALID with the place. */
enum crm_status
crm_recur_parse(struct crm_recur *r, struct crm_text t, struct crm_err *err);

/* One instance after another.  A caller looks at nothing in it. */
struct crm_recurring {
	struct crm_recur rule; /* with what it takes from the start */
	int64_t start;
	bool timed;
	int64_t period; /* years, months, days or units, by the frequency */
	int left;       /* of count; -1: no such end */
	int empty;      /* periods without an instance, one behind another */
	bool over;
	int64_t first; /* day of the period, of a week year its first */
	int weeks;     /* that the week year has */
	int64_t day[CRM_RECUR_DAYS];
	int days;
	int hour[24], minute[60], second[61];
	int hours, minutes, seconds;
	int64_t next, n; /* of the times of this period */
};

/* Begins at a local time; `timed` false: dates alone, at midnight, whatever hours
 * the rule names.  CRM_INVALID for a rule of hours, minutes or seconds on a
 * date. */
enum crm_status crm_recur_begin(struct crm_recurring *it,
    const struct crm_recur *r, int64_t start, bool timed, struct crm_err *err);

/* The next instance, in order of time; false at the end: by COUNT or UNTIL, in
 * the year 9999, or where a rule looks through four million periods and none
 * fits. */
bool crm_recur_next(struct crm_recurring *it, int64_t *local);

/* The first instance later than `after`; false where there is none. */
bool crm_recur_after(struct crm_recurring *it, int64_t after, int64_t *local);

/* ---- plain intervals ---- */

struct crm_every {
	int n;     /* 1 or more */
	char unit; /* d, w, m, y */
};

/* Reads "day", "2 weeks", "month", "3 months", "quarter", "year", or 10d, 2w, 1m,
 * 1q, 1y.  CRM_INVALID. */
enum crm_status
crm_every_parse(struct crm_every *e, struct crm_text t, struct crm_err *err);
/* The first date behind `after` that is a whole number of intervals from the
 * start, which counts: the last day of a month that is too short, and the 31st
 * again in the next.  CRM_DATE_MAX + 1 where the years end. */
int64_t
crm_every_after(const struct crm_every *e, int64_t start, int64_t after);

#endif
