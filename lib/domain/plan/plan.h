/* What the files of this area share. */
#ifndef CRM_DOMAIN_PLAN_PLAN_H
#define CRM_DOMAIN_PLAN_PLAN_H

#include "domain/core/core.h"

#include <crm/domain/schedule.h>

crm_hook target_save, submission_save, schedule_save, view_save;
/* Of targets and submissions: the days of their period. */
crm_keep_hook period_keep;

#endif
