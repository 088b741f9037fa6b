/* What the files of crm-customer share. */
#ifndef CRM_CMD_CUSTOMER_H
#define CRM_CMD_CUSTOMER_H

#include <crm/cli.h>

/* group.c */
enum crm_status customer_group(struct crm_cmd *c, struct crm_err *err);

#endif
