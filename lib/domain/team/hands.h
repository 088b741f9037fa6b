/* What claim, release and transfer share; nobody else may include it. */
#ifndef CRM_DOMAIN_HANDS_H
#define CRM_DOMAIN_HANDS_H

#include "team.h"

/* One record while it changes hands. */
struct hands {
	struct crm_store *s;
	struct crm_arena arena;
	const struct crm_entity *e;
	struct crm_record r;
	const char *id;      /* "L7" */
	int64_t owner, pool; /* 0: none */
	int64_t version;     /* that it must still have; 0: any */
};

/* Locks and loads it: of two who want it one sees what the other did.  The
 * arena is the caller's to free, on failure too. */
enum crm_status hands_take(struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct hands *h, struct crm_err *err);
const char *hands_login(struct hands *h, int64_t user);
/* CRM_RULE where its state fixes it to whom it is. */
enum crm_status hands_loose(struct hands *h, struct crm_err *err);

/* To a user; a new lead becomes assigned. */
enum crm_status hands_give(
    struct hands *h, int64_t user, enum crm_action *done, struct crm_err *err);
/* Into a pool; a lead becomes new.  Of the record only its id is needed. */
enum crm_status hands_pool(
    struct hands *h, int64_t pool, enum crm_action *done, struct crm_err *err);

#endif
