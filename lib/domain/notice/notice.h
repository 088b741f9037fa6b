/* What the files of notices share. */
#ifndef CRM_DOMAIN_NOTICE_NOTICE_H
#define CRM_DOMAIN_NOTICE_NOTICE_H

#include "domain/core/core.h"

#include <crm/domain/notice.h>

crm_hook watch_save, escalation_save, preference_save;
crm_hook preference_hide, notice_hide, escalation_hide;
crm_undo_hook notice_undo;

/* What escalation rules a book begins with; those of a book that had settings for
 * it are what these said. */
enum crm_status
escalation_begin(struct crm_store *s, int64_t schema, struct crm_err *err);

/* Whoever is spoken of in notes of a record that was not before: @login, or @team
 * for all of a team. */
enum crm_status mentions(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err);

/* crm_alarm: notices that nobody has seen. */
enum crm_status notice_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err);

/* That a text names a clock, or nothing; part of a hook. */
enum crm_status
check_clock(const struct crm_record *r, const char *field, struct crm_err *err);

/* That who acts may say how a user is told, 0: everybody; CRM_DENIED. */
enum crm_status
may_hush(struct crm_store *s, int64_t user, struct crm_err *err);
/* The same of the user that a field of a record names; part of a hook. */
enum crm_status
check_hush(const struct crm_saving *w, const char *field, struct crm_err *err);

/* ---- for other areas ---- */

#define NEWS_ASSIGNED "assigned"
#define NEWS_CHANGED "changed"
#define NEWS_APPROVED "approved"
#define NEWS_SENT_BACK "sent_back"
#define NEWS_RECLAIMED "reclaimed"
#define NEWS_MENTIONED "mentioned"
#define NEWS_RULE "rule"

/* Lets a user (0: nobody) hear of a record, at the end of the batch; never of what
 * he does himself.  `what` may be NULL. */
void news_to(struct crm_store *s, int64_t whom, const char *event,
    const struct crm_entity *e, int64_t record, const char *what);

#endif
