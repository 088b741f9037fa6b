/* How often the expected close of deals went to a later month. */
#ifndef CRM_REPORT_PUSHES_H
#define CRM_REPORT_PUSHES_H

#include "aims.h"

/* By deal, as far as the book had it at its own time and on this day. */
enum crm_status pushes_read(struct crm_store *s, int64_t today,
    struct crm_arena *a, struct groups *out, struct crm_err *err);
int64_t pushes_of(struct groups *by_deal, int64_t deal);

#endif
