/* The seals that the batches of a book should have, from all that they wrote
 * into the log. */
#ifndef CRM_STORE_SEALS_H
#define CRM_STORE_SEALS_H

#include "store/internal.h"

struct batch_seal {
	int64_t id;
	struct crm_value number, at;
	struct crm_value stored;
	int64_t seal;
};

struct batch_seals {
	struct crm_arena arena;
	struct batch_seal *list; /* by id */
	size_t n;
	size_t strays; /* lines of no batch */
};

/* The arena is freed by the caller, whatever comes of it. */
enum crm_status batch_seals_read(
    struct crm_store *s, struct batch_seals *b, struct crm_err *err);
/* NULL where there is none. */
struct batch_seal *batch_seals_find(const struct batch_seals *b, int64_t id);

#endif
