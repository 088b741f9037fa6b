/* What the files of crm-lead share. */
#ifndef CRM_LEAD_H
#define CRM_LEAD_H

#include <crm/cli.h>

/* train.c */
enum crm_status lead_train(struct crm_cmd *c, struct crm_err *err);

#endif
