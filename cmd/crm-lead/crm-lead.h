/* Verbs of crm-lead that have a file of their own. */
#ifndef CRM_LEAD_H
#define CRM_LEAD_H

#include <crm/cli.h>

/* ---- response.c ---- */
enum crm_status lead_response(struct crm_cmd *c, struct crm_err *err);
enum crm_status lead_overdue(struct crm_cmd *c, struct crm_err *err);

#endif
