/*
 * Calendars that come in: iCalendar (RFC 5545, 6868), as programs really write it.
 *
 * What comes again is given as its instances within a window, each an event of its
 * own, told apart by the time that its rule gives it; one that was changed alone
 * (RECURRENCE-ID) is given as it was changed.  Times are instants: the zone of a time
 * is the system's where it has one of that name, else the file's own (VTIMEZONE); a
 * time without a zone is of TZ.
 */
#ifndef CRM_CALENDAR_H
#define CRM_CALENDAR_H

#include <crm/base/date.h>

enum { CRM_INSTANCES_MOST = 1000 /* of one event that comes again */ };

struct crm_guest {
	struct crm_text name, email; /* may be empty */
	const char *role;            /* organizer, required, optional */
	const char *answer; /* none, accepted, declined, tentative, delegated */
};

struct crm_event {
	struct crm_text uid;
	bool again;       /* one of several … */
	int64_t instance; /* … by the instant that its rule gives it */
	int64_t line;     /* where it begins */
	int64_t at, minutes;
	bool all_day; /* `at` is its first instant in TZ */
	bool cancelled;
	int64_t revision;   /* SEQUENCE */
	bool revised;       /* it says when it was … */
	int64_t revised_at; /* … changed last */
	struct crm_text subject, notes, place;
	const struct crm_guest *guest; /* the organizer first */
	size_t guests;
};

/* A to-do; of what it has in common with events all but the times, and of these `at`
 * and all_day are when it is due. */
struct crm_todo {
	struct crm_event e;
	bool has_due;
	const char *status;   /* todo, doing, done, cancelled */
	const char *priority; /* high, normal, low; NULL: it says none */
	bool has_done;
	int64_t done_at;
	struct crm_text rule; /* RRULE; empty: none */
};

/* What is given of an event that comes again. */
struct crm_calendar_window {
	int64_t from, until; /* instants, both in it */
};

struct crm_calendar {
	struct crm_event *event; /* in the order of the file */
	size_t n, cap;
	struct crm_text *series; /* UIDs of what comes again, given or not */
	size_t n_series, cap_series;
	struct crm_todo *todo; /* in the order of the file */
	size_t n_todos, cap_todos;
	size_t others; /* journals, single times of to-dos that come again,
	                * free times: left out */
	size_t cut;    /* events with more than CRM_INSTANCES_MOST instances */
};

/* Reads a text, all of it; what it gives lives in the arena.  CRM_INVALID with the
 * line: no calendar, a component without an end, an event without a UID or a time, a
 * time, a zone or a rule that cannot be read. */
enum crm_status
crm_calendar_read(struct crm_text t, const struct crm_calendar_window *w,
    struct crm_arena *a, struct crm_calendar *out, struct crm_err *err);

#endif
