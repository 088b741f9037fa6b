/* What the files of dunning share. */
#ifndef CRM_DOMAIN_DUNNING_H
#define CRM_DOMAIN_DUNNING_H

#include "domain/core/core.h"

#include <crm/domain/dunning.h>

/* SQL over a receivable r: somebody asks for it once it is due … */
#define ASKED_FOR \
	"r.\"booked_on\" IS NOT NULL AND r.\"void_on\" IS NULL " \
	"AND coalesce(r.\"open\", r.\"amount\") > 0 " \
	"AND coalesce(r.\"disputed\", 0) = 0 AND r.\"deleted\" IS NULL"
/* … and it is dunned once it is overdue. */
#define DUNNED ASKED_FOR " AND coalesce(r.\"retained\", 0) = 0"

/* level.c: what may be written of one. */
crm_hook level_save;
/* What may be told of one: notice.c writes those of a run, said.c checks those that
 * somebody enters. */
crm_hook notice_save, notice_stays;

/* A receivable as it stands on a day, once it is locked; *yes is false where it is not
 * dunned then. */
enum crm_status dunned_read(struct crm_store *s, int64_t receivable,
    int64_t day, struct crm_arena *a, struct crm_dunned *out, bool *yes,
    struct crm_err *err);
/* What a notice of a level claims, as far as it does not say so itself. */
enum crm_status notice_fill(struct crm_store *s, const struct crm_dunned *d,
    const struct crm_dunning_level *l, int64_t day, struct crm_record *r,
    struct crm_err *err);
/* Whether the notice at hand is one of a run. */
bool notice_is_of_run(struct crm_store *s);
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
