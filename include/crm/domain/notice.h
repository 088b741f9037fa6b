/*
 * What people are told beside what is due: that a record was given to them, that
 * one they watch has changed, what was agreed to, taken back, and where somebody
 * speaks of them.  Notices are written behind the change, in its batch, by person,
 * event and kind of record: five thousand leads of one batch are one notice.
 */
#ifndef CRM_DOMAIN_NOTICE_H
#define CRM_DOMAIN_NOTICE_H

#include <crm/store/rules.h>
#include <crm/store/write.h>

/* ---- hooks of the store ---- */

enum crm_status crm_is_watched_kind(struct crm_store *s,
    const struct crm_entity *e, bool *yes, struct crm_err *err);
crm_wrote_hook crm_news_of;
enum crm_status crm_news_tell(struct crm_store *s, struct crm_err *err);

/* ---- verbs ---- */

/* The one who acts hears of changes of a record, or no more; CRM_ACT_UNCHANGED where
 * that is so already.  CRM_RULE for who is no user of the book. */
enum crm_status crm_watch(struct crm_store *s, const struct crm_entity *e,
    int64_t id, enum crm_action *done, struct crm_err *err);
enum crm_status crm_unwatch(struct crm_store *s, const struct crm_entity *e,
    int64_t id, enum crm_action *done, struct crm_err *err);
/* A notice was read: it is told no more.  CRM_DENIED for who may not say so of others. */
enum crm_status crm_notice_seen(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);

/* ---- how people want to be told ---- */

struct crm_prefs;

/* Live ones; they live in the arena. */
enum crm_status crm_prefs_load(struct crm_store *s, struct crm_arena *a,
    struct crm_prefs **out, struct crm_err *err);
/* Days before its own from which somebody hears of a kind of thing on a channel,
 * NULL: where he looks himself; of all kinds, people and channels the most. */
int64_t crm_prefs_ahead(const struct crm_prefs *p, int64_t user,
    const char *what, const char *channel);
int64_t crm_prefs_most_ahead(const struct crm_prefs *p);
/* Whether somebody is told of a kind of thing on a channel at an instant: not
 * in quiet hours, by the clocks of his own zone, else of TZ.  NULL: he looks
 * himself, at any hour. */
bool crm_prefs_told(const struct crm_prefs *p, int64_t user, const char *what,
    const char *channel, int64_t now);
/* His id there, or NULL where he has none of his own. */
const char *
crm_prefs_chat(const struct crm_prefs *p, int64_t user, const char *channel);

#endif
