/* What the files of customers share. */
#ifndef CRM_DOMAIN_CUSTOMER_CUSTOMER_H
#define CRM_DOMAIN_CUSTOMER_CUSTOMER_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/lint.h>

crm_hook customer_save, contact_save, relation_save, grade_save;
crm_same relation_same;
extern const struct crm_lint_check lint_customer[], lint_contact[];
/* No customer stands above itself. */
crm_audit customer_audit;

#endif
