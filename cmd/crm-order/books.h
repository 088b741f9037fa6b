/* The verbs of the journal, of bank statements and of bills of exchange. */
#ifndef CRM_CMD_BOOKS_H
#define CRM_CMD_BOOKS_H

#include <crm/cli/cli.h>

/* journal.c */
enum crm_status order_journal(struct crm_cmd *c, struct crm_err *err);

/* revalue.c */
extern const struct crm_word order_revalue_words[];
enum crm_status order_revalue(struct crm_cmd *c, struct crm_err *err);

/* bill.c */
extern const struct crm_verb bill_verbs[];

/* cash.c: what the word rate= says; 0 where it is not given */
enum crm_status
cash_rate(struct crm_cmd *c, int64_t *rate, struct crm_err *err);

/* bank.c */
extern const struct crm_verb bank_line_verbs[];

#endif
