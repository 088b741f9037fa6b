/* Assignment: which records wait for an owner, and which are over. */
#include "assign.h"

#include <string.h>

static const struct {
	const char *entity, *waits; /* of the row t */
} waiting[] = {
	{ "lead",
	    "t.\"pool\" IS NULL AND (coalesce(t.\"status\", 'new') = "
	    "'new' OR (t.\"status\" = 'recycled' AND t.\"wake_on\" <= "
	    "{today}))" },
	{ "customer",
	    "t.\"pool\" IS NULL AND coalesce(t.\"kind\", 'customer') "
	    "= 'customer'" },
	{ "deal",
	    "EXISTS (SELECT 1 FROM stage st WHERE st.\"id\" = "
	    "t.\"stage\" AND st.\"type\" = 'open')" },
	{ "task", "coalesce(t.\"status\", 'todo') IN ('todo', 'doing')" },
};

static enum crm_status
list_waiting(struct run *u, int64_t **ids, size_t *n, struct crm_err *err)
{
	size_t kind = 0;

	while (strcmp(waiting[kind].entity, u->e->def->name) != 0)
		kind++;
	return crm_ids(u->s,
	    crm_sprintf(&u->arena,
		"SELECT t.\"id\" FROM "
		"\"%s\" t WHERE t.\"owner\" IS NULL AND t.\"deleted\" IS NULL "
		"AND %s ORDER BY t.\"id\"",
		u->e->def->table, waiting[kind].waits),
	    NULL, 0, &u->arena, ids, n, err);
}

enum crm_status
find_waiting(struct run *u, struct crm_err *err)
{
	int64_t *ids;
	enum crm_status st = list_waiting(u, &ids, &u->n, err);

	u->ids = ids;
	return st;
}

/* What came since is not locked: it waits for the next run. */
enum crm_status
drop_given(struct run *u, struct crm_err *err)
{
	enum crm_status st;
	int64_t *now;
	size_t n, i, j = 0, kept = 0;

	if ((st = list_waiting(u, &now, &n, err)) != CRM_OK)
		return st;
	for (i = 0; i < n; i++) {
		while (j < u->n && u->ids[j] < now[i])
			j++;
		if (j < u->n && u->ids[j] == now[i])
			now[kept++] = now[i];
	}
	u->ids = now;
	u->n = kept;
	return CRM_OK;
}

enum crm_status
check_open(struct run *u, struct crm_err *err)
{
	static const char *const closed[] = { "converted", "unqualified",
		"duplicate", "done", "cancelled" };
	const char *kind = u->e->def->name;
	struct crm_value stage, type;
	struct crm_text status;
	enum crm_status st;
	size_t i;

	if (strcmp(kind, "customer") == 0)
		return CRM_OK;
	if (strcmp(kind, "deal") == 0) {
		stage = *value_of(&u->record, "stage");
		st = crm_get_int(u->s,
		    "SELECT 1 FROM stage WHERE \"id\" = ? "
		    "AND \"type\" = 'open'",
		    &stage, 1, &type, err);
		return st != CRM_OK || type.kind != CRM_NULL
		    ? st
		    : crm_fail_record(err, CRM_RULE,
			  "%s is closed; only open deals "
			  "are assigned",
			  typed_id(&u->one, u->e, u->record.id));
	}
	status = text_of(&u->record, "status");
	for (i = 0; i < COUNT(closed); i++)
		if (crm_text_is(status, closed[i]))
			return crm_fail_record(err, CRM_RULE,
			    "%s is %s; only open "
			    "%ss are assigned",
			    typed_id(&u->one, u->e, u->record.id), closed[i],
			    kind);
	return CRM_OK;
}

bool
reads_as_new(const struct crm_record *lead, int64_t today)
{
	struct crm_text status = text_of(lead, "status");
	struct crm_value wake = *value_of(lead, "wake_on");

	return status.n == 0 || crm_text_is(status, "new") ||
	    (crm_text_is(status, "recycled") && wake.kind == CRM_INT &&
		wake.i <= today);
}
