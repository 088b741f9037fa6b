/* What the files of quotes share. */
#ifndef CRM_DOMAIN_QUOTE_QUOTE_H
#define CRM_DOMAIN_QUOTE_QUOTE_H

#include "domain/core/steps.h"

#include <crm/domain/line.h>
#include <crm/domain/quote.h>

/* ---- steps.c ---- */

extern const struct crm_consent quote_consent;
extern const struct steps quote_steps;

/* ---- edit.c: the hooks of quotes and their lines ---- */

extern const struct crm_lines quote_lines_kind;
crm_hook quote_save, quote_saved, quote_hide, quote_line_save, quote_line_saved,
    quote_line_hide;
crm_undo_hook quote_undo;
crm_reverse_hook quote_reverse;

/* What precedes its numbers: "QT". */
extern const char quote_prefix[];

/* ---- copy.c: the next version, the order, the contract ---- */

/* A quote like this one, as its next version: *id. */
enum crm_status quote_next(struct crm_store *s, const struct crm_record *quote,
    int64_t until, int64_t *id, struct crm_err *err);
/* An order of what it offers, a draft: *id. */
enum crm_status quote_order(struct crm_store *s, const struct crm_record *quote,
    int64_t *id, struct crm_err *err);

/* A contract of it, a draft: *id. */
enum crm_status quote_contract(struct crm_store *s,
    const struct crm_record *quote, int64_t *id, struct crm_err *err);
/* ---- version.c ---- */

/* That what an accepted quote became is no more, so that it can be taken again; CRM_RULE
 * where it stands. */
enum crm_status quote_fell_through(
    struct crm_store *s, const struct crm_record *quote, struct crm_err *err);
/* What it became comes back: CRM_RULE where the quote says of it no more. */
crm_back_slot quote_back;
/* Part of `saved`: a version that is deleted gives the one before it its state back, and
 * takes it again when it comes back. */
crm_hook quote_version_saved;

/* The quote that became a document. */
crm_origin_slot quote_origin;

/* ---- audit.c, due.c ---- */

crm_audit quote_audit;
enum crm_status quote_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

#endif
