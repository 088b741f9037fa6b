/* When a thing goes up: the rules of the kind escalation, read once a list. */
#ifndef CRM_DOMAIN_NOTICE_ESCALATION_H
#define CRM_DOMAIN_NOTICE_ESCALATION_H

#include "domain/core/core.h"

/* ---- for other areas ---- */

struct rung;

struct ladder {
	struct rung *rung;
	size_t n;
};

/* Users, by id. */
struct users {
	int64_t *id;
	size_t n;
};

/* How far a thing has gone up, and the users of the role that hear of it in place of
 * who stands there; NULL: no role. */
struct reached {
	enum crm_level level;
	const struct users *role;
};

/* Active ones; they live in the arena.  CRM_RULE for one that cannot be used. */
enum crm_status ladder_load(struct crm_store *s, struct crm_arena *a,
    struct ladder *out, struct crm_err *err);
/* The highest level that a thing has reached. */
enum crm_status ladder_level(struct crm_store *s, const struct ladder *l,
    const struct crm_due *d, struct reached *out, struct crm_err *err);

#endif
