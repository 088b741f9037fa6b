/*
 * Pools of leads and of customers: who may take from them, what lies in them,
 * and the ways in and out.  The book's acting user is who claims.
 */
#ifndef CRM_POOL_H
#define CRM_POOL_H

#include <crm/store/write.h>

/* A pool as the acting user meets it. */
struct crm_pool {
	int64_t id;
	const char *name;
	bool active;
	/* In its list of members, in its team or one below, or one of its
	 * admins; a pool that names neither team nor members is everybody's. */
	bool member;
	bool admin;                   /* of the pool, or of the book */
	bool masked;                  /* contact data, for this user */
	int64_t per_day, frozen_days; /* -1: no limit */
};

enum crm_status crm_pool_load(struct crm_store *s, int64_t id,
    struct crm_arena *a, struct crm_pool *out, struct crm_err *err);
/* The live pools of a kind of record (lead, customer), by id. */
enum crm_status crm_pools(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_pool **out, size_t *n, struct crm_err *err);
/* The pool that a text names, which must be one of that kind. */
enum crm_status crm_pool_find(struct crm_store *s, const struct crm_entity *e,
    struct crm_text name, int64_t *id, struct crm_err *err);

/*
 * How many records of the kind the acting user took from a pool today, with
 * commands of their own: by the change log, so that a release does not give a
 * claim back; what was undone does.
 */
enum crm_status crm_pool_claims(struct crm_store *s, const struct crm_entity *e,
    int64_t pool, int64_t *n, struct crm_err *err);

/* Appends the value of a field as those see it for whom the pool is masked:
 * +8613*****000, l***@example.com.  False, and nothing, where the field is no
 * contact data (phones, e-mail, WeChat). */
bool crm_pool_mask(
    const struct crm_field *f, struct crm_text t, struct crm_buf *out);

/* ---- ways in and out, inside a transaction ---- */

/* What the acting user took today, of each pool that a command has claimed
 * from.  The log is asked once: who claims locks the user. */
struct crm_claims {
	struct crm_arena arena;
	struct crm_taken *of;
};

#define CRM_CLAIMS_INIT \
	{ \
		CRM_ARENA_INIT, NULL \
	}

/* What was counted does not hold any more: behind a rollback, and at the end. */
void crm_claims_forget(struct crm_claims *c);

/* To the acting user, who must be a member; the record must lie in an active
 * pool, be there long enough, and the user must have claims left today and may
 * own it (crm/own.h).  A new lead becomes assigned.  `claims` are those of all
 * that the transaction claims. */
enum crm_status
crm_claim(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_claims *claims, enum crm_action *done, struct crm_err *err);
/* From its owner, if any, into a pool; 0 is the only active one of that kind.
 * An open lead becomes new again. */
enum crm_status crm_release(struct crm_store *s, const struct crm_entity *e,
    int64_t id, int64_t pool, enum crm_action *done, struct crm_err *err);
/* To another owner, who may own it.  The open tasks of the old owner about the
 * record go along; what is past stays with whom it was. */
enum crm_status crm_transfer(struct crm_store *s, const struct crm_entity *e,
    int64_t id, int64_t user, enum crm_action *done, struct crm_err *err);
/* Every record whose protection has ended (crm/protect.h) into the pool of its
 * rule; of some pools only, where n_pools > 0.  The ids live in the arena. */
enum crm_status crm_reclaim(struct crm_store *s, const struct crm_entity *e,
    const int64_t *pools, size_t n_pools, struct crm_arena *a, int64_t **ids,
    size_t *n, struct crm_err *err);

#endif
