/*
 * How long an owner keeps a record: the protection that reclaim rules give.
 *
 *   until = claim + days
 *   an event on day t, where claim <= t <= until:  max(until, t + extend)
 *   never later than claim + most
 *
 * The record may be reclaimed from the day after `until`; an event after that
 * counts nothing.  Events are by the time of their entry: nobody protects a
 * record by a call of last week that is written down today.
 *
 * The first rule decides, by sequence, that is active, whose pool is, whose
 * condition the record fulfils and that holds for claims of that day (from_on).
 * So a change of a rule that is to leave older claims alone is a rule of its own
 * before it, with from_on.  Protection is computed, never stored.
 */
#ifndef CRM_PROTECT_H
#define CRM_PROTECT_H

#include <crm/store/store.h>
#include <crm/base/worktime.h>

/* ---- one record: no book needed ---- */

struct crm_protection {
	int64_t days, extend;
	int64_t most;                   /* -1: no limit */
	const struct crm_cal *calendar; /* workdays of it; NULL: all days */
};

/* The last protected day where nothing happens. */
int64_t crm_protect_begin(const struct crm_protection *p, int64_t claim);
/* The last protected day behind an event on day t; events in their order. */
int64_t crm_protect_event(
    const struct crm_protection *p, int64_t claim, int64_t until, int64_t t);

/* ---- all records of a book ---- */

struct crm_protected {
	int64_t record, owner;
	int64_t version;      /* number of its batch */
	struct crm_text name; /* empty: it has none */
	int64_t rule, pool;
	int64_t until;     /* the last protected day */
	int64_t notice_on; /* the day the owner is to be told; the day
					 * after `until` where the rule has no notice */
	const char *why;   /* "call on 2026-04-02 + 3 days" */
};

/*
 * The owned records of an entity (leads, customers) to which a rule applies
 * that does not exempt them, by `until` and id; `where` may be NULL.  Only
 * those whose owner is to be told by a day: nothing is kept of the others, who
 * may be very many; CRM_DATE_MAX: all.  Open leads and customers of the kind
 * customer alone.  Lives in the arena.
 */
enum crm_status
crm_protected_list(struct crm_store *s, const struct crm_entity *e,
    const struct crm_filter *where, int64_t told_by, struct crm_arena *a,
    struct crm_protected **out, size_t *n, struct crm_err *err);

#endif
