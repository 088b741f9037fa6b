/* The verbs of crm-deal, one file each where they are more than a few lines. */
#ifndef CRM_DEAL_CMD_H
#define CRM_DEAL_CMD_H

#include <crm/cli/cli.h>

/* ---- price.c ---- */

extern const struct crm_word price_words[];
enum crm_status deal_price(struct crm_cmd *c, struct crm_err *err);

/* ---- split.c ---- */

extern const struct crm_word deal_split_words[];
enum crm_status deal_split(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* ---- learn.c ---- */

extern const struct crm_word deal_learn_words[];
enum crm_status deal_learn(struct crm_cmd *c, struct crm_err *err);

#endif
