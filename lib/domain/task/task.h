/* What the files of tasks share. */
#ifndef CRM_DOMAIN_TASK_TASK_H
#define CRM_DOMAIN_TASK_TASK_H

#include "domain/team/team.h"

#include <crm/domain/area.h>

#define TASK_OPEN "(status is null or status in (todo, doing))"

crm_hook task_save, task_saved, activity_save;
crm_hook project_save, playbook_save, playbook_step_save;

/* Whether its work is not over. */
bool task_is_open(const struct crm_record *task);

/* ---- contact.c ---- */

/* Part of the hooks: the contact follows what it is about, or that the contact. */
void keep_contact(const struct crm_saving *w);
/* Of a book that comes from an older schema: what is about a contact names it. */
enum crm_status
contacts_begin(struct crm_store *s, int64_t schema, struct crm_err *err);

/* ---- after.c ---- */

/* Part of the hook: what it waits for is there and no circle, and is done before
 * it. */
crm_hook after_check;

/* ---- attach.c ---- */

crm_hook attachment_save;
crm_audit attachments_audit;

/* ---- repeat.c ---- */

/* Part of the hook: what a task says of its recurrence. */
enum crm_status repeat_check(const struct crm_saving *w, struct crm_err *err);
/* Makes the next task of a series of which this one is done, unless one is open
 * or the rule is over. */
enum crm_status repeat_next(
    struct crm_store *s, const struct crm_record *task, struct crm_err *err);

/* ---- due.c ---- */

/* crm_alarm: open tasks that have a day; open projects. */
enum crm_status task_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status
project_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

/* ---- for other areas ---- */

/* It is not done any more. */
enum crm_status task_cancel(struct crm_store *s, const struct crm_entity *e,
    int64_t id, enum crm_action *done, struct crm_err *err);

#endif
