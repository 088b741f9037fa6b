/* What the files share that decide what a row of the ledger is. */
#ifndef CRM_DOMAIN_ENTRY_H
#define CRM_DOMAIN_ENTRY_H

#include "ledger.h"

/* One row while it is decided. */
struct entry {
	struct crm_store *s;
	const struct crm_saving *w;
	struct crm_record *r;
	/* What it names; an id of 0: nothing. */
	struct side owed, paid, refund;
	int64_t amount, day;
	int64_t money; /* of the payment, in its minor units */
};

bool entry_is(const struct entry *k, const char *kind);

/* ---- allowed.c: whether it may stand ---- */

/* Its sides, locked and read. */
enum crm_status entry_load(struct entry *k, struct crm_err *err);
/* In whose currency the amount is. */
const struct side *entry_measure(const struct entry *k);
/* CRM_RULE where what it lies between does not allow it: fills its day, and what of
 * the payment goes with its amount. */
enum crm_status entry_allowed(struct entry *k, struct crm_err *err);

/* ---- worth.c: what it comes to in the base currency ---- */

enum crm_status entry_worth(struct entry *k, struct crm_err *err);

#endif
