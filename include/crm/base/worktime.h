/*
 * Working time: a calendar of weekly hours with breaks, and the days that are
 * not like their weekday.
 *
 * Hours are read from the clocks of the calendar's zone.  An interval of a day lasts
 * from the first instant at which they show its beginning to the first at which
 * they show its end: 00:00-24:00 is 23 hours long on the day on which clocks
 * are put forward.
 *
 * A workday is a day with working hours.  Days and instants that are not
 * reached within CRM_CAL_YEARS are CRM_DATE_MAX and CRM_CAL_NEVER: a calendar
 * that never works ends no search.
 */
#ifndef CRM_WORKTIME_H
#define CRM_WORKTIME_H

#include <crm/base/date.h>

enum {
	CRM_SPANS = 8,       /* intervals of a day */
	CRM_CAL_YEARS = 200, /* how far a search goes */
};

#define CRM_CAL_NEVER INT64_MAX

struct crm_span {
	int from, to; /* seconds after midnight; to is not in it */
};

struct crm_hours {
	struct crm_span span[CRM_SPANS]; /* in order, apart */
	int n;                           /* 0: closed */
};

struct crm_cal {
	struct crm_hours week[7]; /* Monday first */
	struct crm_cal_day *day;  /* exceptions, by date */
	size_t n_days, cap_days;
	struct crm_arena *arena;
	const struct crm_zone *zone; /* whose clocks; NULL: those of TZ */
	/* Working seconds of the days before each of a range of days, as far as
	 * somebody asked. */
	int64_t first;
	int64_t *sum;
	size_t n_sums;
};

/*
 * Makes a calendar of a week: "mon-fri 09:00-12:00 13:00-18:00; sat
 * 09:00-12:00".  Parts are joined by ";": days (mon, mon-fri, mon,wed,fri; a
 * range may pass Sunday: sun-thu), then intervals in order, to 24:00 at the
 * latest.  Days that are not named are closed.  CRM_INVALID with the place.
 * The arena must live as long as the calendar.
 */
enum crm_status crm_cal_init(struct crm_cal *c, struct crm_text week,
    struct crm_arena *arena, struct crm_err *err);

/*
 * The hours of one day, as an exception gives them: blank is closed, "mon" are
 * the hours of a Monday, "workday" those of the first weekday that has any,
 * else intervals.  Of `c` only the week is asked; NULL to check the text alone.
 */
enum crm_status crm_cal_hours(const struct crm_cal *c, struct crm_text text,
    struct crm_hours *out, struct crm_err *err);

/* From now on a day has these hours; the last word on a day counts. */
void
crm_cal_except(struct crm_cal *c, int64_t date, const struct crm_hours *hours);

/* Working seconds between two instants; below zero where `to` is before
 * `from`. */
int64_t crm_cal_seconds(struct crm_cal *c, int64_t from, int64_t to);
/* The first instant at which so many working seconds are over: where they end at
 * closing time, that.  The instant itself where there are none. */
int64_t
crm_cal_add_seconds(const struct crm_cal *c, int64_t from, int64_t seconds);

/* Working minutes between two instants, begun ones not counted; below zero
 * where `to` is before `from`. */
int64_t crm_cal_minutes(struct crm_cal *c, int64_t from, int64_t to);
/* crm_cal_add_seconds of minutes. */
int64_t crm_cal_add(const struct crm_cal *c, int64_t from, int64_t minutes);

/* The nth workday after a date, for n < 0 before it; n = 0 is the date. */
int64_t crm_cal_add_workdays(const struct crm_cal *c, int64_t date, int64_t n);
/* Workdays after `from` up to `to`, which counts; below zero where `to` is
 * before `from`. */
int64_t crm_cal_workdays(const struct crm_cal *c, int64_t from, int64_t to);

#endif
