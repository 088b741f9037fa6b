/*
 * Counts that a transaction takes once and then keeps, so that a command that
 * asks before each of its records does not count anew each time.  Who keeps one
 * says what changes it: the hook `wrote` (rules.h) hears of every row.
 *
 * A count is known by what is counted, of which kind of record, and of whom.
 * All are forgotten with the transaction; a rollback to the savepoint takes back
 * what was added since.
 */
#ifndef CRM_COUNTS_H
#define CRM_COUNTS_H

#include <crm/store/store.h>

struct crm_count_of {
	const char *what; /* compared by its address */
	const struct crm_entity *entity;
	int64_t whom;
};

/* False where it is not kept. */
bool
crm_count_kept(const struct crm_store *s, struct crm_count_of of, int64_t *n);
/* Keeps what was just counted, under a lock that others wait for. */
void crm_count_keep(struct crm_store *s, struct crm_count_of of, int64_t n);
/* Nothing where it is not kept. */
void crm_count_add(struct crm_store *s, struct crm_count_of of, int64_t by);
void crm_counts_forget(struct crm_store *s);

#endif
