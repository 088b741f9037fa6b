/* What the files of crm-customer share. */
#ifndef CRM_CMD_CUSTOMER_H
#define CRM_CMD_CUSTOMER_H

#include <crm/cli/cli.h>

/* grade.c */
enum crm_status customer_grade(struct crm_cmd *c, struct crm_err *err);
/* care.c */
enum crm_status customer_care(struct crm_cmd *c, struct crm_err *err);
/* group.c */
enum crm_status customer_group(struct crm_cmd *c, struct crm_err *err);

#endif
