/* What the files of crm-task share. */
#ifndef CRM_TASK_H
#define CRM_TASK_H

#include <crm/cli/cli.h>
#include <crm/cli/verbs.h>

/* ---- due.c ---- */

enum crm_status task_due(struct crm_cmd *c, struct crm_err *err);

#endif
