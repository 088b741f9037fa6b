/* What the files of customers share. */
#ifndef CRM_DOMAIN_CUSTOMER_CUSTOMER_H
#define CRM_DOMAIN_CUSTOMER_CUSTOMER_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/lint.h>

crm_hook customer_save, contact_save, relation_save, grade_save;
crm_same relation_same;
extern const struct crm_lint_check lint_customer[], lint_contact[];
/* What an order of a customer comes to in the base currency, of the columns
 * amount, currency and rate from `col` on; 0 where it has no amount or no rate.
 * CRM_FAIL where that is more than money can be. */
enum crm_status
order_amount(struct crm_store *s, int64_t customer, const struct crm_stmt *q,
    int col, int64_t *out, bool *no_rate, struct crm_err *err);
/* No customer stands above itself. */
crm_audit customer_audit;

/* ---- due.c: clocks ---- */

enum crm_status care_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status
birthday_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
