/*
 * Schedules of reports: the days on which they are due.
 */
#ifndef CRM_SCHEDULE_H
#define CRM_SCHEDULE_H

#include <crm/store/store.h>

/* The last day up to `today` on which a schedule is due: of a week its weekday (1
 * Monday, else Monday), of a month its day (else the first; of a month that has
 * no such day its last), of a quarter the same of its first month, which
 * follows fiscal_start.  `every` is a code of the field. */
int64_t crm_schedule_day(struct crm_text every, struct crm_value on_day,
    int64_t today, int fiscal_start);

#endif
