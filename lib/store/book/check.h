/* What the parts of the check share. */
#ifndef CRM_STORE_CHECK_H
#define CRM_STORE_CHECK_H

#include "store/internal.h"

#include <crm/store/upkeep.h>

struct check {
	struct crm_store *s;
	enum crm_status (*each)(
	    void *, const struct crm_finding *, struct crm_err *);
	void *ctx;
	struct crm_arena arena; /* of one finding's text */
	size_t told;
};

/* Tells one lie. */
enum crm_status
check_tell(struct check *k, const struct crm_finding *f, struct crm_err *err);
/* Every row of a query over (id) is a lie of this kind; told by their ids. */
enum crm_status
check_find(struct check *k, const char *code, const struct crm_entity *e,
    const char *field, const char *text, const char *sql, struct crm_err *err);

/* Tables, columns, indexes, triggers: whether they are those of the dictionary.
 * Without its tables and columns a book cannot be looked at: *whole. */
enum crm_status check_shape(struct check *k, bool *whole, struct crm_err *err);
/* The views of crm-admin views, where they were made. */
enum crm_status check_views(struct check *k, struct crm_err *err);
/* What stands in the rows of a kind, and whether those are there that batches
 * gave. */
enum crm_status
check_rows(struct check *k, const struct crm_entity *e, struct crm_err *err);
/* The log: batches, their lines, the counters. */
enum crm_status check_log(struct check *k, struct crm_err *err);
/* What the log says of the records of a kind; with `deep` each change behind
 * the one before. */
enum crm_status check_versions(struct check *k, const struct crm_entity *e,
    bool deep, struct crm_err *err);

#endif
