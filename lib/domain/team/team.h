/* What the files of the team share. */
#ifndef CRM_DOMAIN_TEAM_TEAM_H
#define CRM_DOMAIN_TEAM_TEAM_H

#include "domain/core/core.h"

#include <crm/domain/area.h>

crm_hook user_save, user_hide, team_save;
/* No user stands above itself, no team. */
crm_audit team_audit;
/* own.c: a user is written, who may be active no more. */
void forget_active(struct crm_store *s);

/* ---- for other areas ---- */

/* ---- user.c ---- */

/* That every word of a list is a login, where it differs from the old one's; the
 * names of users who left stay. */
enum crm_status check_logins(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const char *field, struct crm_err *err);

/* ---- owning.c ---- */

/* Part of the hook of what has an owner or lies in a pool. */
crm_hook keep_owning;

/* ---- workload.c: what users bear ---- */

/* What a pool does not count for the capacity. */
struct exclusion {
	struct crm_filter *filter;
	struct exclusion *next;
};

/* Of all active pools of a kind of record; they live in the arena. */
enum crm_status load_exclusions(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct exclusion **out, struct crm_err *err);
/* Appends the condition that the row t counts. */
enum crm_status load_sql(struct crm_store *s, const struct crm_entity *e,
    const struct exclusion *x, struct crm_sql *sql, struct crm_err *err);
/* Whether a record counts, or would if it were somebody's. */
enum crm_status load_counts(struct crm_store *s, const struct crm_record *r,
    bool *yes, struct crm_err *err);
/* How many records a user owns that count; in a transaction counted once, and
 * kept (load.c). */
enum crm_status load_of(struct crm_store *s, const struct crm_entity *e,
    int64_t user, int64_t *load, struct crm_err *err);

/* ---- own.c ---- */

/* CRM_RULE where a user is not, with the way out; CRM_NOTFOUND. */
enum crm_status
user_is_active(struct crm_store *s, int64_t user, struct crm_err *err);
/* The same of the owner that a write gives to a record; not of an import, an undo, nor
 * with --yes. */
crm_hook check_active_owner;
bool on_leave(struct crm_value from, struct crm_value until, int64_t today);

#endif
