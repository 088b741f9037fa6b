/* What the files of crm-order share. */
#ifndef CRM_CMD_ORDER_H
#define CRM_CMD_ORDER_H

#include <crm/cli/cli.h>
#include <crm/domain/order.h>

/* steps.c */
extern const struct crm_word order_step_words[], order_way_words[],
    order_close_words[];
enum crm_status order_step(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* ship.c */
extern const struct crm_word order_ship_words[], order_line_ship_words[],
    order_line_return_words[];
enum crm_status order_ship(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status order_line_ship(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status order_line_return(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* The word `quantity` as it was typed; 0 where it was not. */
enum crm_status
order_quantity_of(const struct crm_cmd *c, int64_t *out, struct crm_err *err);

/* contract.c */
extern const struct crm_verb contract_verbs[], contract_line_verbs[];

/* credit.c */
enum crm_status order_credit(struct crm_cmd *c, struct crm_err *err);

#endif
