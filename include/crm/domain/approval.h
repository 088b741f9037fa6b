/*
 * Changes that wait for somebody's consent (DOMAIN §2, approval of key
 * changes).  A guard names a field, and when it is guarded; a change to it
 * becomes an approval, which holds the new values and those that were seen, and
 * takes effect when somebody of the guard's role, who is not the one that
 * asked, approves it.
 */
#ifndef CRM_APPROVAL_H
#define CRM_APPROVAL_H

#include <crm/store/write.h>

struct crm_asked {
	int64_t *id; /* approvals made, one a role; arena */
	size_t n;
};

/* Takes guarded fields that would change out of a patch of a record and asks
 * for them.  Call it before crm_update, inside the transaction. */
enum crm_status crm_guard_patch(struct crm_store *s, struct crm_record *patch,
    struct crm_arena *a, struct crm_asked *asked, struct crm_err *err);

enum crm_decision { CRM_APPROVE, CRM_REJECT, CRM_REVOKE };

/*
 * Decides a pending approval.  CRM_DENIED where the actor has not the role,
 * CRM_RULE where it is decided already, or the actor asked for it (or did not,
 * to revoke it).  An approval whose record has moved on becomes stale: *stale
 * is set, and nothing else is changed.
 */
enum crm_status
crm_decide(struct crm_store *s, int64_t approval, enum crm_decision d,
    struct crm_text comment, bool *stale, struct crm_err *err);

#endif
