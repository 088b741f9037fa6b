/* What the files of contracts share. */
#ifndef CRM_DOMAIN_CONTRACT_CONTRACT_H
#define CRM_DOMAIN_CONTRACT_CONTRACT_H

#include "domain/core/steps.h"

#include <crm/domain/contract.h>
#include <crm/domain/line.h>

/* ---- steps.c ---- */

extern const struct steps contract_steps;
extern const struct crm_consent contract_consent;
/* What precedes its numbers: "CT". */
extern const char contract_prefix[];

/* ---- edit.c: what may be edited in which state ---- */

extern const struct crm_lines contract_lines_kind;
/* Whether it is signed, or was: it is edited no more. */
static inline bool
contract_is_fixed(struct crm_text status)
{
	return crm_text_is(status, "signed") ||
	    crm_text_is(status, "completed") ||
	    crm_text_is(status, "terminated");
}
crm_hook contract_save, contract_saved, contract_hide, contract_line_save,
    contract_line_saved, contract_part_save, contract_part_hide;
crm_undo_hook contract_undo, contract_part_undo, signature_undo;
crm_reverse_hook contract_reverse;

/* ---- sign.c ---- */

crm_hook signature_save, signature_saved, signature_hide, contract_agreed;
/* CRM_RULE where somebody has signed a contract: what is signed is not edited.  Not of
 * signatures that the batch made which is `born` in them (0: of none). */
enum crm_status contract_unsigned(struct crm_store *s, int64_t contract,
    int64_t born, struct crm_arena *a, struct crm_err *err);

/* ---- become.c: what comes of a contract ---- */

/* A draft that changes it; one that follows it; an order of all that is left. */
enum crm_status contract_amendment(struct crm_store *s,
    const struct crm_record *contract, int64_t *id, struct crm_err *err);
enum crm_status contract_renewal(struct crm_store *s,
    const struct crm_record *contract, int64_t *id, struct crm_err *err);
enum crm_status contract_order(struct crm_store *s,
    const struct crm_record *contract, int64_t *id, struct crm_err *err);

/* ---- called.c: what was called off ---- */

/* What of a line nobody ordered yet, of the orders that are not cancelled; but for one
 * order line (0: none). */
enum crm_status
contract_left(struct crm_store *s, const struct crm_record *line, int64_t but,
    int64_t *left, struct crm_err *err);

/* ---- hangs.c: what hangs on a contract ---- */

/* The contract that it amends, or that what it amends does; else itself. */
enum crm_status contract_main(
    struct crm_store *s, int64_t contract, int64_t *out, struct crm_err *err);

/* ---- called.c ---- */

/* In `undo`: CRM_RULE where a contract must stay signed: an order calls off from it, or a
 * contract amends it. */
enum crm_status contract_unused(struct crm_store *s,
    const struct crm_record *contract, struct crm_err *err);

/* The contract that an order calls off. */
crm_origin_slot contract_origin;

/* ---- due.c, audit.c ---- */

enum crm_status
contract_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
crm_audit contract_audit;

#endif
