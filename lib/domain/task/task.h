/* What the files of tasks share. */
#ifndef CRM_DOMAIN_TASK_TASK_H
#define CRM_DOMAIN_TASK_TASK_H

#include "domain/core/core.h"

#include <crm/domain/area.h>

/* crm_alarm: open tasks that have a day. */
enum crm_status task_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
