/* Which days are open: the one place that is asked before something is booked. */
#ifndef CRM_PERIOD_H
#define CRM_PERIOD_H

#include <crm/store/store.h>

/* Whether something of an area ("stock") may be booked on a day.  CRM_RULE with
 * the first open day where that is closed: the setting closed_until, or that of
 * the area, stock_closed_until, whichever is later. */
enum crm_status crm_period_check(
    struct crm_store *s, const char *area, int64_t day, struct crm_err *err);

/* The day itself where it is open, else the first that is. */
int64_t crm_period_open(struct crm_store *s, const char *area, int64_t day);

#endif
