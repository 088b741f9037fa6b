/* What the files of dunning share. */
#ifndef CRM_DOMAIN_DUNNING_H
#define CRM_DOMAIN_DUNNING_H

#include "domain/core/core.h"

#include <crm/domain/dunning.h>

/* SQL over a receivable r: it is dunned once it is overdue. */
#define DUNNED \
	"r.\"booked_on\" IS NOT NULL AND r.\"void_on\" IS NULL " \
	"AND coalesce(r.\"open\", r.\"amount\") > 0 " \
	"AND coalesce(r.\"disputed\", 0) = 0 " \
	"AND coalesce(r.\"retained\", 0) = 0 AND r.\"deleted\" IS NULL"

/* level.c: what may be written of one. */
crm_hook level_save;
/* notice.c */
crm_hook notice_save;
/* hold.c: whether a notice holds what is shipped to a customer. */
crm_ship_slot dunning_holds;

/* due.c */
enum crm_status
dunning_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status
receivable_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status
promise_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
