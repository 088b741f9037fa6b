/* What the files that read calendars share. */
#ifndef CRM_IO_ICS_IN_H
#define CRM_IO_ICS_IN_H

#include <crm/base/recur.h>
#include <crm/io/calendar.h>

/* ---- ics-in-line.c ---- */

/* A content line, unfolded: "DTSTART;TZID=Asia/Shanghai:20261123T093000". */
struct ics_prop {
	struct crm_text name, params, value;
	int64_t line;
};

struct ics_lines {
	struct crm_text rest;
	int64_t line;
	struct crm_arena *arena;
};

/* The next that is one; false at the end. */
bool ics_next(struct ics_lines *l, struct ics_prop *p);
/* Without regard to case. */
bool ics_is(struct crm_text t, const char *word);
/* The value of a parameter, without quotes, ^ undone; empty where there is none. */
struct crm_text ics_param_value(
    const struct ics_prop *p, const char *name, struct crm_arena *a);
/* A TEXT, its backslashes undone, trimmed. */
struct crm_text ics_plain(struct crm_text t, struct crm_arena *a);

/* ---- ics-in-zone.c ---- */

/* A change of the clocks in a VTIMEZONE. */
struct ics_change {
	int64_t start; /* by the clocks before it */
	int before, after;
	bool has_rule;
	struct crm_recur rule;
};

struct ics_own_zone {
	struct crm_text id;
	struct ics_change *change;
	size_t n, cap;
};

struct ics_zones {
	struct ics_own_zone *zone; /* those of the file */
	size_t n, cap;
};

/* The zone of a time. */
struct ics_clock {
	bool utc;
	const struct crm_zone *system;  /* or */
	const struct ics_own_zone *own; /* neither: that of TZ */
};

/* A line of a VTIMEZONE; `change` is the one that it stands in, or NULL. */
enum crm_status ics_zone_line(struct ics_own_zone *z, struct ics_change *change,
    const struct ics_prop *p, struct crm_err *err);
/* The zone that a time names. */
enum crm_status ics_zone_of(const struct ics_zones *z, const struct ics_prop *p,
    struct crm_arena *a, struct ics_clock *out, struct crm_err *err);
/* The instant at which its clocks show a local time. */
int64_t ics_instant(const struct ics_clock *c, int64_t local);
/* What they show at an instant. */
int64_t ics_shown(const struct ics_clock *c, int64_t instant);

/* ---- ics-in-time.c ---- */

/* A DATE or a DATE-TIME. */
struct ics_time {
	int64_t local; /* seconds; of a date its midnight */
	bool is_date;
	struct ics_clock clock;
};

/* One value of a property, which may have several. */
enum crm_status ics_time_read(const struct ics_zones *z,
    const struct ics_prop *p, struct crm_text value, struct crm_arena *a,
    struct ics_time *out, struct crm_err *err);
/* A date is its first instant in TZ. */
int64_t ics_time_instant(const struct ics_time *t);
/* P1DT2H30M, in seconds. */
enum crm_status
ics_duration(const struct ics_prop *p, int64_t *seconds, struct crm_err *err);
/* 20261123T093000, the time of a change; no zone. */
bool ics_stamp(struct crm_text t, int64_t *local, bool *is_date, bool *utc);
/* +0800 */
bool ics_offset(struct crm_text t, int *seconds);

/* ---- ics-in-event.c ---- */

/* An event as it is written. */
struct ics_event {
	struct crm_event e;
	struct ics_prop start, end, duration, rule, instance;
	struct ics_prop *date; /* EXDATE and RDATE, many */
	size_t dates, cap, guest_cap;
	struct crm_guest *guest;
};

/* ---- ics-in-todo.c ---- */

/* A to-do as it is written. */
struct ics_todo {
	struct ics_event of;
	struct ics_prop due, completed;
	const char *status, *priority;
	bool begun; /* so many percent of it are done */
};

void ics_todo_line(
    struct ics_todo *x, const struct ics_prop *p, struct crm_arena *a);
/* Adds it to the calendar. */
enum crm_status
ics_todo_give(const struct ics_todo *x, const struct ics_zones *z,
    struct crm_arena *a, struct crm_calendar *out, struct crm_err *err);

/* ---- ics-in-event.c ---- */

/* A number of a property, without a sign; what is none is 0. */
int64_t ics_number(struct crm_text t);

void ics_event_line(
    struct ics_event *x, const struct ics_prop *p, struct crm_arena *a);
/* Its instances within the window, without those that stand for one. */
enum crm_status ics_event_expand(const struct ics_event *x,
    const struct ics_zones *z, const struct crm_calendar_window *w,
    struct crm_arena *a, struct crm_calendar *out, struct crm_err *err);

#endif
