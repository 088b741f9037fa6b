/* What the files of pools share. */
#ifndef CRM_DOMAIN_POOL_POOL_H
#define CRM_DOMAIN_POOL_POOL_H

#include "domain/team/team.h"

#include <crm/domain/area.h>

crm_hook pool_save, reclaim_save;

/* crm_alarm: owned records whose owner is to be told that they fall into a
 * pool. */
enum crm_status pool_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
