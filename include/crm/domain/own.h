/*
 * Who may own a record: the one place that is asked before somebody gets one,
 * whether it is assigned, claimed, transferred or made by a conversion.  (An
 * import records owners as given, and tells who is over capacity.)
 */
#ifndef CRM_OWN_H
#define CRM_OWN_H

#include <crm/store/rules.h>
#include <crm/store/write.h>

/*
 * Whether a user may become the owner of a record, inside a transaction:
 * CRM_RULE where the user is not active, is on leave, was the last owner of what
 * lies in a pool and must wait, or is at capacity.  The user is locked until the
 * commit, so that two who ask cannot both take the last place: the record's
 * lock, where it is taken, comes first.
 *
 * `r` is the record as it is in the book, or with id 0 one that is about to be
 * inserted.  Who owns it already may.  Records that do not count for the
 * capacity (see crm_loads) need no place.
 */
enum crm_status crm_may_own(struct crm_store *s, const struct crm_record *r,
    int64_t user, struct crm_err *err);
/* The same without the lock: what would be answered now. */
enum crm_status crm_could_own(struct crm_store *s, const struct crm_record *r,
    int64_t user, struct crm_err *err);

/*
 * What a user bears.  Counted are live records that are open: leads that are
 * not converted, unqualified or a duplicate, customers of the kind customer,
 * deals in an open stage, tasks to do; but not what fulfils `exclude` of an
 * active pool of that kind.  The limit is the user's `capacity` for leads,
 * `customer_capacity` for customers; nothing limits deals and tasks.
 */
struct crm_load {
	int64_t user;
	struct crm_text login;
	int64_t load;
	int64_t limit; /* -1: none */
	bool able;     /* active, and not on leave today */
};

/* Hook: what users bear, where it is kept, behind a row. */
crm_wrote_hook crm_load_wrote;

/* All live users by id, in one query; also those who own nothing.  Deals and
 * tasks of any owner, leads and customers.  Lives in the arena. */
enum crm_status crm_loads(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_load **out, size_t *n, struct crm_err *err);
/* The same; none, and no query over the records, where nobody has a limit. */
enum crm_status
crm_loads_limited(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_load **out, size_t *n, struct crm_err *err);
/* Whether one more record has a place. */
bool crm_load_has_room(const struct crm_load *l);
/* What messages call records that count: "open leads". */
const char *crm_load_words(const struct crm_entity *e);

#endif
