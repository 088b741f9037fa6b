/* What the files about pools share. */
#ifndef CRM_CLI_VERB_POOL_H
#define CRM_CLI_VERB_POOL_H

#include "cli/internal.h"

#include <crm/domain/pool.h>

/* What lies in the pools of this program: leads or customers. */
const struct crm_entity *pool_entity(const struct crm_cmd *c);
/* The pools that the operands name, none for all. */
enum crm_status
pool_operands(struct crm_cmd *c, struct crm_id_list *out, struct crm_err *err);

enum crm_status pool_records(struct crm_cmd *c, struct crm_err *err);
enum crm_status pool_due(struct crm_cmd *c, struct crm_err *err);

#endif
