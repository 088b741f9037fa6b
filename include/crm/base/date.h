/*
 * Civil dates, instants, and the one date expression that is read everywhere.
 *
 * A date is int64 days since 1970-01-01 (proleptic Gregorian, years 1 to
 * 9999).  An instant is int64 UTC seconds since 1970-01-01T00:00:00Z.
 * Instants are shown in the zone of TZ.
 */
#ifndef CRM_DATE_H
#define CRM_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>
#include <crm/base/text.h>
#include <crm/base/zone.h>

struct crm_ymd {
	int y, m, d; /* m 1..12, d 1..31 */
};

#define CRM_DATE_MIN INT64_C(-719162) /* 0001-01-01 */
#define CRM_DATE_MAX INT64_C(2932896) /* 9999-12-31 */

int64_t crm_date_from(int y, int m, int d); /* the day must exist */
struct crm_ymd crm_date_ymd(int64_t date);  /* clamps to MIN..MAX */
bool crm_date_exists(int y, int m, int d);
int crm_weekday(int64_t date); /* 1 Monday .. 7 Sunday */
/* The 31st + 1 month is the last day of the next month.  The sum may be
 * outside MIN..MAX: the caller checks. */
int64_t crm_date_add_months(int64_t date, int months);

/* What is outside the years 1 to 9999 is written as its bare number. */
void crm_date_format(struct crm_buf *out, int64_t date); /* 2026-11-21 */
/* 2026-11-21T08:30:00+08:00 in the zone of TZ ("Z" where the offset is 0). */
void crm_instant_format(struct crm_buf *out, int64_t instant);
/* 2026-11-21 08:30, for tables. */
void crm_instant_short(struct crm_buf *out, int64_t instant);
int64_t crm_instant_date(int64_t instant); /* the day it falls on in TZ */
int64_t crm_date_start(int64_t date);      /* its first instant in TZ */
/* The instant at which clocks in TZ show that many seconds after midnight: the
 * first of two; where clocks skip it, as much later as they skip. */
int64_t crm_instant_at(int64_t date, int seconds);
/* The first instant at which they show that time or a later one; where clocks
 * skip it, the change.  Never earlier for a later time. */
int64_t crm_instant_reached(int64_t date, int seconds);

/* The same by the clocks of a zone; NULL is that of TZ. */
int64_t crm_instant_date_in(const struct crm_zone *z, int64_t instant);
int64_t
crm_instant_reached_in(const struct crm_zone *z, int64_t date, int seconds);
/* Seconds east of UTC at an instant, whole minutes. */
int crm_instant_offset(const struct crm_zone *z, int64_t instant);

/* Whether clocks in TZ show that time on that day: not where they are put
 * forward over it. */
bool crm_instant_exists(int64_t date, int seconds);

/* Whether a text is a zone as TZ names it: one of the system's (Asia/Shanghai),
 * or a rule written out (CST-8, EST5EDT, <+08>-8) that is at most 14 hours from UTC.
 * The C library takes any other for UTC, or for days away, without a word. */
bool crm_zone_exists(const char *tz);

/* How dates are written in a file. */
enum crm_date_order { CRM_YMD, CRM_DMY, CRM_MDY };

struct crm_date_form {
	enum crm_date_order order;
	bool said;   /* somebody said so: 26/1/5 may be 2026 */
	int century; /* the first of the hundred years that years of two digits
		      * are of; 0: they are refused */
	bool serial; /* bare numbers are a spreadsheet's days since 1900 */
	bool import; /* whoever reads has options that say so: messages name
		      * them */
};

/* What date words mean: filled once by the command frame. */
struct crm_clock {
	int64_t now;      /* instant; from CRM_NOW or the system */
	int64_t today;    /* its date in TZ */
	bool fixed;       /* by CRM_NOW: it stands still */
	int fiscal_start; /* month in which the fiscal year begins, 1..12 */
};

/* Reads CRM_NOW's form (an ISO instant or date) or, for NULL, the system's
 * clock. */
enum crm_status crm_clock_init(struct crm_clock *c, const char *fixed,
    int fiscal_start, struct crm_err *err);

/*
 * A date as files hold it: ISO (2026-11-21, with or without a time behind it),
 * 2026/11/21, 2026.11.21, 20261121, 2026年11月21日, 5-Jan-2026, Jan 5, 2026,
 * Monday, January 5, 2026, or by the order day and month first (21-11-2026,
 * 21/11/2026, 21.11.2026, one- or two-digit day and month, four-digit year).
 * With CRM_YMD a date whose day or month comes first is refused with a hint at
 * --date-format.  A time behind the date is left out ("2024-03-12 09:14",
 * "3/15/2024 2:30 PM", "2024年3月15日 下午2:30"), which *time_lost tells; where it
 * has a zone, the date is that of TZ.
 */
enum crm_status crm_date_read(struct crm_text t, const struct crm_date_form *f,
    int64_t *out, bool *time_lost, struct crm_err *err);
/* The same with the time kept: ISO with T or blank, seconds and fraction
 * optional (the fraction is dropped), Z or +hh:mm or the zone of TZ; 12-hour
 * clock with AM/PM or 上午 and 下午; 24:00; a bare date is its first instant.  A
 * time that clocks in TZ skip is refused. */
enum crm_status crm_instant_read(struct crm_text t,
    const struct crm_date_form *f, int64_t *out, struct crm_err *err);
/* Both in an order, with years of four digits. */
enum crm_status crm_date_parse(struct crm_text t, enum crm_date_order order,
    int64_t *out, struct crm_err *err);
enum crm_status crm_instant_parse(struct crm_text t, enum crm_date_order order,
    int64_t *out, struct crm_err *err);

/*
 * The date expression (one everywhere): an ISO date or time, now, today,
 * yesterday, tomorrow, +-N d|w|m|q|y (from today), som eom soq eoq soy eoy sow
 * eow (weeks begin on Monday; quarters and years follow fiscal_start),
 * mon..sun (the next one, never today), and any of these words followed by an
 * offset (som-1m, eoq+1d).  The end of a month moved by m, q or y stays the
 * end of a month (in February, eom-1m is January 31st).  Anything else is an
 * error with the place in it (CRM_USAGE, crm_fail_at).
 */
enum crm_status crm_date_expr(struct crm_text t, const struct crm_clock *c,
    int64_t *date, struct crm_err *err);
/*
 * A period, where the text is one: 2026-11; 2026-Q4 and 2026, which follow
 * fiscal_start and are then named by the year that they end in, as FY2027-Q1
 * and FY2027 always are; last, this or next week, month, quarter or year; the
 * last or next so many of them, or days, of which today is one.
 * The same in Chinese: 2026年11月, 2026年第四季度, 上个月, 本季度, 今年, 昨天,
 * 最近7天.  *first and *last are its days.
 */
bool crm_period_read(struct crm_text t, const struct crm_clock *c,
    int64_t *first, int64_t *last);
/* Where a day or a period may stand, its first and last day; a date expression that is
 * none fails with both named. */
enum crm_status crm_days_expr(struct crm_text t, const struct crm_clock *c,
    int64_t *first, int64_t *last, struct crm_err *err);
/* Whether a word is the first of a period of words, and the last: next, weeks. */
bool crm_period_shift(struct crm_text word);
bool crm_period_span(struct crm_text word);
/* The same as an instant: a date is its first instant, now is now, +-N h|min
 * are hours and minutes from now, or from the word before (now+1d is this time
 * tomorrow, tomorrow+9h nine in the morning). */
enum crm_status crm_instant_expr(struct crm_text t, const struct crm_clock *c,
    int64_t *instant, struct crm_err *err);

#endif
