/*
 * The matrix of approvals: records of the kind `approval-rule`, each a kind of
 * record, a condition, and the steps that it leads to.  Of those that fit the first
 * by `seq` wins; one without steps says that nobody is asked.
 *
 * Steps stand behind each other, "manager > legal+finance > li|wang": a role or a
 * login each, several joined by + where all of them must agree, by | where one is
 * enough.
 */
#ifndef CRM_MATRIX_H
#define CRM_MATRIX_H

#include <crm/store/store.h>

enum { CRM_STEPS_MAX = 16, CRM_APPROVERS_MAX = 8 };

struct crm_approval_step {
	bool all; /* of these; else any */
	struct crm_text who[CRM_APPROVERS_MAX];
	size_t n;
};

struct crm_route {
	struct crm_approval_step step[CRM_STEPS_MAX];
	size_t n;
};

/* Reads steps; the names are parts of the text.  CRM_INVALID where they are none. */
enum crm_status
crm_route_parse(struct crm_text t, struct crm_route *out, struct crm_err *err);

/* Which rule was chosen. */
struct crm_chosen {
	int64_t rule; /* 0: none fits */
	int64_t days; /* that each of its steps has, 0: no limit */
	int64_t also; /* the next one that fits, 0: none */
};

/* The route of a record, which needs not be in the book: its names live in the
 * arena. */
enum crm_status crm_route_of(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, struct crm_chosen *chosen, struct crm_route *out,
    struct crm_err *err);

#endif
