/* What the files of orders share. */
#ifndef CRM_DOMAIN_ORDER_H
#define CRM_DOMAIN_ORDER_H

#include "domain/core/core.h"

#include <crm/domain/order.h>

/* ---- submit.c ---- */

extern const struct crm_consent order_consent;
crm_hook order_saved;
crm_undo_hook order_undo;
crm_reverse_hook order_reverse;

#endif
