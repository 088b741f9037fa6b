/*
 * Tasks: their queues, and those that come again.
 *
 * A task that repeats, by a rule (rrule) or an interval (every), is followed by
 * the next of its series when it is done: on the first day of the rule behind the
 * later of its own and today, or, where it repeats from the day done, behind
 * that.  One of a series is open at a time.
 */
#ifndef CRM_TASK_DOMAIN_H
#define CRM_TASK_DOMAIN_H

#include <crm/store/write.h>

/* Of one task, and of a command. */
enum { CRM_CATCH_UP_MOST = 366, CRM_CATCH_UP_ALL = 5000 };

/* Takes an open task that nobody has; CRM_RULE where somebody has it, or the queue
 * of its team or role is not the actor's. */
enum crm_status crm_task_claim(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);

/* Is not told before an instant, which lies ahead. */
enum crm_status crm_task_snooze(struct crm_store *s, int64_t id, int64_t until,
    enum crm_action *done, struct crm_err *err);

/* The open task of the series of one, 0: none. */
enum crm_status crm_task_open_of_series(
    struct crm_store *s, int64_t id, int64_t *next, struct crm_err *err);

/* Of a task that repeats by a rule: makes those that were missed between its day
 * and today, today too, as open tasks that do not repeat.  Not more than
 * CRM_CATCH_UP_MOST: CRM_RULE. */
enum crm_status crm_task_catch_up(struct crm_store *s, int64_t id,
    struct crm_arena *a, int64_t **made, size_t *n, struct crm_err *err);

#endif
