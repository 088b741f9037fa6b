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

/* journal.c */
enum crm_status order_journal(struct crm_cmd *c, struct crm_err *err);

/* revalue.c */
extern const struct crm_word order_revalue_words[];
enum crm_status order_revalue(struct crm_cmd *c, struct crm_err *err);

/* credit.c */
enum crm_status order_credit(struct crm_cmd *c, struct crm_err *err);

#endif
