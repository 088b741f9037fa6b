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

/* Who keeps a pool: the first of its admins who is active. */
static enum crm_status
find_admin(struct crm_store *s, struct crm_text list, struct crm_arena *a,
    int64_t *out, struct crm_err *err)
{
	struct crm_text login;
	enum crm_status st = CRM_OK;

	while (st == CRM_OK && *out == 0 && list_item(&list, &login)) {
		struct crm_value folded = crm_value_text(
		    crm_fold_dup(a, login));
		struct crm_value id;

		st = crm_get_int(s,
		    "SELECT \"id\" FROM app_user WHERE \"login_f\" = ? "
		    "AND \"deleted\" IS NULL AND coalesce(\"active\", 1) <> 0",
		    &folded, 1, &id, err);
		if (st == CRM_OK && id.kind == CRM_INT)
			*out = id.i;
	}
	return st;
}

static enum crm_status
find_admins(struct crm_store *s, struct crm_arena *a, struct people *p,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT \"id\", \"admins\" FROM pool WHERE \"admins\" IS NOT NULL "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	size_t i = 0;
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		while (
		    i < p->pools.n && p->pools.node[i].id < crm_col_int(q, 0))
			i++;
		if (i < p->pools.n && p->pools.node[i].id == crm_col_int(q, 0))
			st = find_admin(s, crm_col_text(q, 1), a,
			    &p->pools.node[i].manager, err);
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
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
	return st == CRM_OK ? find_admins(s, a, p, err) : st;
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
	const struct node *x = find(&p->pools, pool);

	return x->manager != 0 ? x->manager : team_manager(p, x->above, 0);
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
