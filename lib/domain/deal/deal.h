/* What the files of deals share. */
#ifndef CRM_DOMAIN_DEAL_DEAL_H
#define CRM_DOMAIN_DEAL_DEAL_H

#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/lint.h>

crm_hook deal_save, deal_saved, stage_save;
crm_keep_hook deal_keep;

/* ---- line.c, party.c ---- */

crm_hook deal_line_save, deal_line_saved, deal_check_amount, party_save;
/* ---- register.c: in `save`, what a partner registers is free to be ---- */
crm_hook deal_register;
crm_settle_hook party_settle;
crm_audit party_audit;

/* ---- audit.c ---- */

crm_audit deal_audit;

extern const struct crm_lint_check lint_deal[];

/* ---- due.c: clocks ---- */

enum crm_status close_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);
enum crm_status rot_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

/* In register.c. */
enum crm_status
registration_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

/* ---- demand.c: what open deals will need of stock ---- */

crm_demand_slot deal_demand;

/* ---- gate.c ---- */

/* Part of `save`: CRM_RULE where somebody adds a deal past a gate, or lost without a
 * reason. */
crm_hook deal_begins;

/* Whether a deal may leave a stage forward: CRM_RULE with all that is
 * missing. */
enum crm_status deal_gate(struct crm_store *s, const struct crm_record *deal,
    const struct crm_record *stage, struct crm_arena *a, struct crm_err *err);

/* ---- for other areas ---- */

/* ---- stage.c ---- */

/* The first stage of a type in a pipeline (its folded name), by sequence; null
 * where there is none. */
enum crm_status stage_first(struct crm_store *s, struct crm_text pipeline,
    const char *type, struct crm_value *out, struct crm_err *err);
bool stage_is(const struct crm_record *stage, const char *type);

#endif
