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

/* Active ones; they live in the arena.  CRM_RULE for one that cannot be used. */
enum crm_status ladder_load(struct crm_store *s, struct crm_arena *a,
    struct ladder *out, struct crm_err *err);
/* The highest level that a thing has reached. */
enum crm_status ladder_level(struct crm_store *s, const struct ladder *l,
    const struct crm_due *d, enum crm_level *level, struct crm_err *err);

#endif
