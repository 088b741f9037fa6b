/* What the files of crm-deal share. */
#ifndef CRM_CMD_DEAL_H
#define CRM_CMD_DEAL_H

#include <crm/cli/verbs.h>

extern const struct crm_word deal_learn_words[];
enum crm_status deal_learn(struct crm_cmd *c, struct crm_err *err);

#endif
