/* What the files of leads share. */
#ifndef CRM_DOMAIN_LEAD_LEAD_H
#define CRM_DOMAIN_LEAD_LEAD_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/lint.h>

/* The states of a lead, said once.  One that sleeps (recycled) is open, and
 * awake from its day on. */
#define LEAD_ENDED "converted, unqualified, duplicate"
#define LEAD_OPEN "not status in (" LEAD_ENDED ")"
#define LEAD_AWAKE "not status_now in (" LEAD_ENDED ", recycled)"

crm_hook lead_save, campaign_member_save;
crm_same campaign_member_same;
extern const struct crm_lint_check lint_lead[];

/* crm_alarm: leads whose first response is overdue. */
enum crm_status lead_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
