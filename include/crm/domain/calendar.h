/* The calendars of a book: weekly hours, holidays and make-up workdays. */
#ifndef CRM_CALENDAR_H
#define CRM_CALENDAR_H

#include <crm/store/store.h>
#include <crm/base/worktime.h>

/* A calendar of the book with its exceptions; 0 is the one named "default".
 * CRM_RULE with the command that adds it where there is none. */
enum crm_status crm_calendar_load(struct crm_store *s, int64_t id,
    struct crm_arena *arena, struct crm_cal *out, struct crm_err *err);

/* Those that were asked for, each loaded once; begin with zeroes and an arena
 * that they live in. */
struct crm_calendars {
	struct crm_arena *arena;
	struct crm_known_calendar {
		int64_t id;
		struct crm_cal cal;
		struct crm_known_calendar *next;
	} * first;
};

/* As crm_calendar_load. */
enum crm_status
crm_calendars_find(struct crm_store *s, struct crm_calendars *all, int64_t id,
    struct crm_cal **out, struct crm_err *err);

#endif
