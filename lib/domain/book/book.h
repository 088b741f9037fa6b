/* What the files of the book share. */
#ifndef CRM_DOMAIN_BOOK_BOOK_H
#define CRM_DOMAIN_BOOK_BOOK_H

#include "domain/core/core.h"

#include <crm/domain/area.h>

crm_hook setting_save, setting_hide, field_save, field_hide, segment_save;
/* Part of setting_save: that a value is one that its setting can have. */
crm_hook setting_value_check;
crm_audit settings_audit;
crm_hook calendar_save, holiday_save, sla_save;
crm_undo_hook period_undo;
crm_hook period_save, period_hide, period_saved, right_save, rate_save;

#endif
