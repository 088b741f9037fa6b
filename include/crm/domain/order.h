/* The steps of an order (DOMAIN, orders). */
#ifndef CRM_ORDER_H
#define CRM_ORDER_H

#include <crm/store/write.h>

/* A draft is submitted: it gets its number and, where it has none, its date.
 * CRM_RULE where it is no draft. */
enum crm_status crm_order_submit(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);

#endif
