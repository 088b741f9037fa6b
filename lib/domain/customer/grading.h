/* What the files of customers' grades share. */
#ifndef CRM_DOMAIN_GRADING_H
#define CRM_DOMAIN_GRADING_H

#include <crm/domain/grading.h>

#include "customer.h"

struct revenue {
	int64_t customer, amount;
};

/* Everybody's revenue after `from` and up to `to`, by customer; nobody without
 * any. */
enum crm_status revenue_read(struct crm_store *s, int64_t from, int64_t to,
    struct crm_buf *out, struct crm_err *err);

#endif
