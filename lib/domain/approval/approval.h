/*
 * What guard.c and approval.c share: values of fields as text, one line a field,
 * "credit_limit=5000.00", with \n and \\ for line ends and backslashes.
 */
#ifndef CRM_DOMAIN_APPROVAL_H
#define CRM_DOMAIN_APPROVAL_H

#include "domain/core/core.h"

#include <crm/domain/approval.h>

crm_hook guard_save, approval_saved;

/* ---- due.c: clocks ---- */

enum crm_status
approval_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

void approval_put(struct crm_store *s, struct crm_buf *out,
    const struct crm_record *r, int field, struct crm_value v);
/* As a person reads it: references by name. */
void approval_show(struct crm_store *s, struct crm_buf *out,
    const struct crm_record *r, int field, struct crm_value v);
/* The next line of such a text; false at the end. */
bool approval_next(struct crm_text *rest, struct crm_arena *a,
    struct crm_text *name, struct crm_text *value);
/* The value back. */
enum crm_status approval_parse(struct crm_store *s, const struct crm_record *r,
    int field, struct crm_text text, struct crm_arena *a, struct crm_value *out,
    struct crm_err *err);

#endif
