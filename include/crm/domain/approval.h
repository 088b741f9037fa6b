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

/* What the write path asks of a change (struct crm_hooks). */
enum crm_status crm_is_guarded(struct crm_store *s, const struct crm_entity *e,
    bool *yes, struct crm_err *err);
crm_guard_hook crm_guard;

/*
 * Asks whom the matrix names for a record of a kind with a `consent`, as it stands in
 * the open batch: its first step waits, the others behind it.  *asked is false where
 * nobody has to agree.  CRM_RULE where nobody could.
 */
enum crm_status crm_consent_ask(struct crm_store *s, const struct crm_entity *e,
    int64_t id, bool *asked, struct crm_err *err);

/* What waits for consent to a record is stale: it was edited. */
enum crm_status crm_consent_stale(struct crm_store *s,
    const struct crm_entity *e, int64_t id, struct crm_err *err);

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
