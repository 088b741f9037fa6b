/* What the files of the area bank share. */
#ifndef CRM_DOMAIN_BANK_BANK_H
#define CRM_DOMAIN_BANK_BANK_H

#include "domain/core/steps.h"

#include <crm/domain/bill.h>

/* ---- bill.c: the records ---- */

crm_hook bill_save, bill_hide, bill_saved;
/* A payment by bill that nobody made a bill for is refused. */
crm_hook bill_payment_saved;
crm_undo_hook bill_undo;

/* Fields of a record. */
void bank_put(struct crm_record *r, const char *field, struct crm_value v);
int64_t bank_int(const struct crm_record *r, const char *field);

/* ---- line.c ---- */

crm_hook bank_payment_saved, bank_line_save, bank_line_hide;
crm_posts bank_line_posts;

/* ---- bill-steps.c: from hand to hand ---- */

extern const struct steps bill_steps;

/* ---- bill-split.c ---- */

step_hook bill_split;

/* ---- audit.c ---- */

crm_audit bank_audit;

/* ---- exposed.c ---- */

crm_exposure_slot bill_exposed;

/* ---- due.c ---- */

enum crm_status bill_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
