/* Which customers get no goods until they have paid what a notice is about. */
#include "dunning.h"

enum crm_status
dunning_holds(struct crm_store *s, int64_t customer, struct crm_err *err)
{
	enum { NOTICE, LEVEL, RECEIVABLE };
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT n.\"id\", n.\"level\", r.\"id\" FROM dunning_notice n "
	    "JOIN receivable r ON r.\"id\" = n.\"receivable\" "
	    "JOIN dunning_level l ON l.\"level\" = n.\"level\" "
	    "WHERE n.\"customer\" = ? AND n.\"deleted\" IS NULL "
	    "AND l.\"hold\" = 1 AND coalesce(l.\"active\", 1) = 1 "
	    "AND l.\"deleted\" IS NULL AND " DUNNED
	    " ORDER BY n.\"level\" DESC, n.\"id\" LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(customer));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	st = crm_fail(err, CRM_RULE,
	    "%s gets no goods: notice %s of level %lld holds shipping until %s "
	    "is paid; whoever has the right dunning ships all the same, with "
	    "override=yes and --reason",
	    typed_id(&a, crm_dict_find(d, "customer"), customer),
	    typed_id(
		&a, crm_dict_find(d, "dunning-notice"), crm_col_int(q, NOTICE)),
	    (long long)crm_col_int(q, LEVEL),
	    typed_id(&a, crm_dict_find(d, "receivable"),
		crm_col_int(q, RECEIVABLE)));
	crm_reset(q);
	crm_arena_free(&a);
	return st;
}
