/*
 * The first response to leads: when it is due in working time, whether it came,
 * and whom a late one is for.
 *
 * The clock of a lead starts when it was entered; that of a recycled one on the
 * day it wakes.  What is due is said by the response times (sla) of the lead's
 * priority, normal where it has none, in working minutes of its calendar.  The
 * first activity that is no note stops the clock, and so does the end of the
 * lead.
 */
#ifndef CRM_RESPONSE_H
#define CRM_RESPONSE_H

#include <crm/query/filter.h>
#include <crm/store/store.h>
#include <crm/base/worktime.h>
#include <crm/domain/area.h>

struct crm_response {
	int64_t lead;
	struct crm_text company, name, priority;
	int64_t owner, pool; /* 0: none */
	int64_t from;        /* the clock starts */
	int64_t due;         /* CRM_CAL_NEVER: no response time */
	int64_t answered;    /* 0: not yet */
	int64_t promised;    /* minutes; 0: no response time */
	int64_t minutes;     /* that it took, where there is one */
	int64_t remaining;   /* until it is due; below zero: overdue */
	bool waits;          /* new or assigned, without a response */
	bool late;           /* it came late, or still waits then */
	struct crm_cal *cal;
};

struct crm_overdue {
	struct crm_response of;
	enum crm_level level;
	int64_t whom; /* id of the user, 0: nobody */
};

struct crm_responses;

/* Of these leads, in this order, or (ids NULL) of all that fulfil `where` (NULL:
 * all) by id; as it is at an instant `now`.  Lives in the arena. */
enum crm_status crm_responses_open(struct crm_store *s,
    const struct crm_filter *where, const int64_t *ids, size_t n, int64_t now,
    struct crm_arena *arena, struct crm_responses **out, struct crm_err *err);
/* false in *row at the end.  Text lives until the next call. */
enum crm_status crm_responses_next(struct crm_responses *r,
    struct crm_response *out, bool *row, struct crm_err *err);
void crm_responses_close(struct crm_responses *r);

/*
 * Leads that are new (recycled ones that wake too) or assigned and whose first
 * response is overdue, by the time it was due.  The owner is told at once, the
 * owner's manager from the third workday behind the day it was due, the
 * manager's manager from the seventh; where there is none, the one below.  What
 * nobody owns is for the manager of the team of its pool.
 */
enum crm_status crm_overdue_list(struct crm_store *s,
    const struct crm_filter *where, int64_t now, struct crm_arena *arena,
    struct crm_overdue **out, size_t *n, struct crm_err *err);

#endif
