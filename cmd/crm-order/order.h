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

/* dunning.c */
extern const struct crm_verb order_dunning_verbs[];

/* credit.c */
enum crm_status order_credit(struct crm_cmd *c, struct crm_err *err);
/* "O7", as a cell. */
struct crm_value order_typed(struct crm_cmd *c, const char *entity, int64_t id);

/* pick.c */
enum crm_status order_pick(struct crm_cmd *c, struct crm_err *err);

/* invoice.c */
#define ORDER_INVOICE_ROW \
	.group = "Invoices", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -", .makes = "invoice"
/* Of a verb that makes others: one may be for several records, and is told of once; of
 * what a command makes the last has the highest id. */
void order_count_made(struct crm_cmd *c, int64_t made);
extern const struct crm_word order_invoice_words[], delivery_invoice_words[],
    receivable_accept_words[];
extern const struct crm_verb invoice_verbs[];
enum crm_status order_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status delivery_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status contract_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status contract_plan(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_accept(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* cash.c */
extern const struct crm_word payment_allocate_words[],
    payment_unallocate_words[], payment_refund_words[], cash_back_words[];
enum crm_status payment_allocate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status payment_allocate_run(struct crm_cmd *c, struct crm_err *err);
enum crm_status payment_unallocate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_unallocate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status allocation_take_back(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_void(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status payment_void(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status payment_refund(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* terms.c */
extern const struct crm_word terms_test_words[];
enum crm_status terms_test(struct crm_cmd *c, struct crm_err *err);

/* owed.c */
extern const struct crm_word write_off_words[], write_off_back_words[],
    dispute_words[], undispute_words[], promise_words[];
enum crm_status receivable_write_off(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status write_off_submit(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status write_off_take_back(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_dispute(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_undispute(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status receivable_promise(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err);

/* cash-verbs.c */
extern const struct crm_verb receivable_verbs[], payment_verbs[],
    allocation_verbs[], write_off_verbs[], terms_verbs[];

#endif
