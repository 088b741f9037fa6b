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

/* bank.c */
extern const struct crm_verb bank_line_verbs[];

#endif
