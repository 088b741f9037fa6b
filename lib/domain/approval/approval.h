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

/* ---- consent.c: rows of the matrix, which have a rule ---- */

/* That who acts has not agreed in the same step; CRM_RULE. */
enum crm_status consent_not_both(
    struct crm_store *s, const struct crm_record *row, struct crm_err *err);
/* Whether the record is what was submitted. */
enum crm_status
consent_is_as_seen(struct crm_store *s, const struct crm_record *row,
    const struct crm_record *about, bool *yes, struct crm_err *err);
/* The record is a draft again, and whoever else was asked is not any more: their
 * rows get that status. */
enum crm_status
consent_back(struct crm_store *s, const struct crm_record *about,
    struct crm_text typed, const char *others, struct crm_err *err);
/* Behind a row that is agreed to: the rest of the step, the next, or the end. */
enum crm_status consent_go_on(struct crm_store *s, const struct crm_record *row,
    const struct crm_record *about, struct crm_err *err);

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
