/*
 * Assignment: who gets a record, by the rules of the book (assign-rule).
 *
 * Rules of the record's kind are tried by seq; one whose expression the record
 * fulfils gives it to somebody by its method.  Where nobody of a rule can take
 * it (see own.h), the next rule that fits is tried.  The same book gives the
 * same result.
 */
#ifndef CRM_ASSIGN_H
#define CRM_ASSIGN_H

#include <crm/store/write.h>

/* What became of a record.  Lives until the callback is over. */
struct crm_assigned {
	int64_t record;
	int64_t rule; /* 0: left where it is */
	struct crm_text rule_name;
	const char *method;  /* code, or NULL */
	int64_t owner, pool; /* 0: none */
	struct crm_text login, pool_name;
	const char *why;
	enum crm_action done;
};

typedef enum crm_status
crm_assigned_fn(void *ctx, const struct crm_assigned *a, struct crm_err *err);

/*
 * Assigns these records in this order, inside a transaction; ids NULL: all open
 * ones that have no owner and lie in no pool, by id (of leads those that are new
 * or wake today).  The turns of the rules are kept with them.  A new lead becomes
 * assigned.  Records named that have an owner or lie in a pool are given anew.
 * CRM_RULE where there is no rule for the kind, or a record is closed.
 */
enum crm_status
crm_assign(struct crm_store *s, const struct crm_entity *e, const int64_t *ids,
    size_t n, crm_assigned_fn *told, void *ctx, struct crm_err *err);

#endif
