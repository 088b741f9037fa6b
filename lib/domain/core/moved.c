/* Whether a document was moved on here, or is as a file brought it. */
#include "core.h"

#include <crm/store/log.h>

/* The document that a row of an import was asked about last: its lines are together. */
struct last {
	const struct crm_entity *e; /* NULL: none yet */
	bool any;                   /* a verb moved any of the kind */
	int64_t id;
	bool moved;
};

enum crm_status
moved_here(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool *yes, struct crm_err *err)
{
	static const char owner;
	struct crm_arena *a;
	struct last *last = crm_batch_memory(s, &owner, sizeof *last, &a);
	enum crm_status st = CRM_OK;
	bool any = last->any;

	if (last->e != e &&
	    (st = crm_log_ever(s, e, 0, "status", &any, err)) == CRM_OK)
		*last = (struct last){ .e = e, .any = any };
	if (st == CRM_OK && any && last->id != id &&
	    (st = crm_log_ever(s, e, id, "status", &last->moved, err)) ==
		CRM_OK)
		last->id = id;
	*yes = st == CRM_OK && any && last->moved;
	return st;
}
