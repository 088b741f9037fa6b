/*
 * Changes that wait for somebody's consent (DOMAIN §2, approval of key
 * changes).  A guard names a field, and when it is guarded; a change to it
 * becomes an approval, which holds the new values and those that were seen, and
 * takes effect when somebody of the guard's role, who is not the one that
 * asked, approves it.
 */
#ifndef CRM_APPROVAL_H
#define CRM_APPROVAL_H

#include <crm/domain/matrix.h>
#include <crm/store/write.h>

/* What the write path asks of a change (struct crm_hooks). */
enum crm_status crm_is_guarded(struct crm_store *s, const struct crm_entity *e,
    bool *yes, struct crm_err *err);
crm_guard_hook crm_guard;

/*
 * ---- documents ----
 *
 * A kind whose row has a `consent` (area.h) is submitted.  Its own verb locks it, fills
 * in what a submitted one must have (a number, a day) and calls crm_consent_submit();
 * whoever decides is found by the matrix, from the record's fields: its amount and
 * whatever else the conditions name.  The record and its parts are hashed then; what
 * is edited behind that is not what was submitted.
 *
 * Of such a kind call in `save` crm_consent_save, in `saved` crm_consent_saved, and of
 * its lines in `save` and `hide` crm_consent_part_save, in `saved` crm_consent_part.
 */

/*
 * Submits a record that is in the state `back`, or came as `waits` and for which nobody
 * was asked; it is `waits` then; where nobody
 * has to agree it is `agreed` at once, and *asked is false.  `must`, where it is not
 * empty, says why somebody must agree though the matrix may name nobody ("below the
 * floor"): then who has the role of the setting `approver` is asked (manager).
 * CRM_RULE where it is in another state, or nobody but who submits could agree.
 */
enum crm_status
crm_consent_submit(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text must, bool *asked, struct crm_err *err);

/* Gives a document the state that it had when it was agreed to, as it is again what it was
 * then. */
enum crm_status crm_consent_again(struct crm_store *s,
    const struct crm_record *document, const char *status, struct crm_err *err);

/* Whom a submission of a record as it stands would ask: the route of the matrix, and
 * where that names nobody but somebody must agree, who has the role of the setting;
 * *must says why then, and is NULL else. */
enum crm_status crm_consent_route(struct crm_store *s,
    const struct crm_record *r, struct crm_arena *a, struct crm_chosen *chosen,
    struct crm_route *out, const char **must, struct crm_err *err);

/* Refuses to change or set the status of what somebody must agree to, past the
 * submission; of an import only where a row meets one. */
crm_hook crm_consent_save;
/* What is edited while it waits, or is agreed to, is a draft again, and its round
 * stale.  Its remarks and its status are no edit. */
crm_hook crm_consent_saved;
/* The same of an edit of a part, whose reference to the document is CRM_F_OWNER. */
crm_hook crm_consent_part;
/* In `save` and `hide` of a part: an undo of it leaves nothing agreed to that nobody
 * agreed to; CRM_RULE. */
crm_hook crm_consent_part_save;

/* CRM_RULE where a document waits for consent, with whoever is asked; for a step that
 * comes behind it. */
enum crm_status crm_consent_waits(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err);

enum crm_decision { CRM_APPROVE, CRM_REJECT, CRM_REVOKE, CRM_SEND_BACK };

/*
 * Decides a pending approval; CRM_SEND_BACK says why.  CRM_DENIED where the actor has not the role,
 * CRM_RULE where it is decided already, or the actor asked for it (or did not,
 * to revoke it).  An approval whose record has moved on becomes stale: *stale
 * is set, and nothing else is changed.
 */
enum crm_status
crm_decide(struct crm_store *s, int64_t approval, enum crm_decision d,
    struct crm_text comment, bool *stale, struct crm_err *err);

/* Who may decide a pending approval hands it on to somebody else, who is told and
 * decides in that place; CRM_RULE where that one asked for it, or left. */
enum crm_status crm_delegate(struct crm_store *s, int64_t approval, int64_t to,
    struct crm_text comment, struct crm_err *err);

/* Who may decide a pending approval lets further steps, as in the matrix, come behind
 * its own. */
enum crm_status crm_add_step(struct crm_store *s, int64_t approval,
    struct crm_text steps, struct crm_err *err);

#endif
