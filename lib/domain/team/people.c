/* Who is below whom: users, their managers, their teams. */
#include "people.h"

/* Far beyond any real hierarchy; a circle that came in otherwise ends here. */
enum { DEPTH_MAX = 1000 };

static enum crm_status
load_tree(struct crm_store *s, const char *sql, struct crm_arena *a,
    struct tree *t, struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		t->node = crm_grow(a, t->node, t->n, &cap, sizeof *t->node);
		t->node[t->n++] = (struct node){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2) };
	}
	return st;
}

enum crm_status
people_load(struct crm_store *s, struct crm_arena *a, struct people *p,
    struct crm_err *err)
{
	enum crm_status st;

	*p = (struct people){ { NULL, 0 }, { NULL, 0 }, { NULL, 0 } };
	st = load_tree(s,
	    "SELECT \"id\", coalesce(\"manager\", 0), "
	    "coalesce(\"team\", 0) FROM app_user WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    a, &p->users, err);
	if (st == CRM_OK)
		st = load_tree(s,
		    "SELECT \"id\", coalesce(\"manager\", 0), "
		    "coalesce(\"parent\", 0) FROM team WHERE \"deleted\" IS "
		    "NULL ORDER BY \"id\"",
		    a, &p->teams, err);
	if (st == CRM_OK)
		st = load_tree(s,
		    "SELECT \"id\", 0, coalesce(\"team\", 0) "
		    "FROM pool WHERE \"deleted\" IS NULL ORDER BY \"id\"",
		    a, &p->pools, err);
	return st;
}

static const struct node *
find(const struct tree *t, int64_t id)
{
	static const struct node none;
	size_t low = 0, high = t->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->node[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->n && t->node[low].id == id ? &t->node[low] : &none;
}

/* The manager of a team or of the nearest above it who is not `but`; 0: there
 * is none. */
static int64_t
team_manager(const struct people *p, int64_t team, int64_t but)
{
	int depth;

	for (depth = 0; team != 0 && depth < DEPTH_MAX; depth++) {
		const struct node *t = find(&p->teams, team);

		if (t->manager != 0 && t->manager != but)
			return t->manager;
		team = t->above;
	}
	return 0;
}

int64_t
people_manager(const struct people *p, int64_t user)
{
	const struct node *u = find(&p->users, user);

	return u->manager != 0 ? u->manager : team_manager(p, u->above, user);
}

int64_t
people_team_manager(const struct people *p, int64_t team)
{
	return team_manager(p, team, 0);
}

int64_t
people_pool_manager(const struct people *p, int64_t pool)
{
	return team_manager(p, find(&p->pools, pool)->above, 0);
}

bool
people_below(const struct people *p, int64_t team, int64_t above)
{
	int depth;

	for (depth = 0; team != 0 && depth < DEPTH_MAX; depth++) {
		if (team == above)
			return true;
		team = find(&p->teams, team)->above;
	}
	return false;
}

int64_t
people_team(const struct people *p, int64_t user)
{
	return find(&p->users, user)->above;
}
