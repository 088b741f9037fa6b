/* The rules of the matrix, as they are read from the book. */
#ifndef CRM_DOMAIN_APPROVAL_MATRIX_H
#define CRM_DOMAIN_APPROVAL_MATRIX_H

#include "domain/core/core.h"

#include <crm/domain/lint.h>
#include <crm/domain/matrix.h>

struct row {
	int64_t id, days;
	struct crm_filter *when; /* NULL: always */
	struct crm_text expression, steps;
	struct row *next;
};

/* The active rules about a kind, in their order. */
enum crm_status matrix_load(struct crm_store *s, const struct crm_entity *of,
    struct crm_arena *a, struct row **out, struct crm_err *err);
enum crm_status row_holds(struct crm_store *s, const struct row *row,
    const struct crm_record *r, bool *yes, struct crm_err *err);
bool matrix_is_role(struct crm_store *s, struct crm_text name);
/* Whether somebody active has this role, or this login, beside one user (0: nobody). */
enum crm_status matrix_somebody(struct crm_store *s, struct crm_text name,
    int64_t except, bool *yes, struct crm_err *err);
/* Reads steps that name roles and users; CRM_INVALID. */
enum crm_status matrix_steps(struct crm_store *s, struct crm_text text,
    struct crm_route *out, struct crm_err *err);
/* Of a record with `steps` and `days`; part of its hook. */
crm_hook matrix_save_steps;

crm_hook approval_rule_save, approval_rule_saved;
extern const struct crm_lint_check lint_approval_rule[];

#endif
