/* Who is told in the place of somebody who is away. */
#include "stand-in.h"

#include "team.h"

/* Further than any chain of delegates; a circle ends here. */
enum { STEPS_MAX = 32 };

enum crm_status
stand_ins_load(struct crm_store *s, const struct people *p, struct crm_arena *a,
    struct stand_ins *out, struct crm_err *err)
{
	int64_t today = crm_store_clock(s)->today;
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct stand_ins){ .people = p };
	st = crm_sql(s,
	    "SELECT \"id\", coalesce(\"delegate\", 0), "
	    "CASE WHEN \"active\" = 0 OR \"deleted\" IS NOT NULL THEN 1 "
	    "ELSE 0 END, \"leave_from\", \"leave_until\" FROM app_user "
	    "WHERE \"active\" = 0 OR \"deleted\" IS NOT NULL "
	    "OR \"leave_from\" IS NOT NULL OR \"leave_until\" IS NOT NULL "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct away x = { crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2) != 0 };

		if (!x.left &&
		    !on_leave(
			crm_col(q, 3, false), crm_col(q, 4, false), today))
			continue;
		out->away = crm_grow(
		    a, out->away, out->n, &cap, sizeof *out->away);
		out->away[out->n++] = x;
	}
	return st;
}

static const struct away *
find(const struct stand_ins *s, int64_t user)
{
	size_t low = 0, high = s->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (s->away[mid].user < user)
			low = mid + 1;
		else
			high = mid;
	}
	return low < s->n && s->away[low].user == user ? &s->away[low] : NULL;
}

/* The first above somebody who is there; whoever it was where none is. */
static int64_t
above(const struct stand_ins *s, int64_t user, int64_t asker)
{
	int64_t whom = user;

	for (int step = 0; step < STEPS_MAX && whom != 0; step++) {
		whom = people_manager(s->people, whom);
		if (whom != 0 && whom != asker && find(s, whom) == NULL)
			return whom;
	}
	return user;
}

/* Delegates who are away and stand in for each other lead nowhere: then it goes
 * up. */
int64_t
stand_in_but(const struct stand_ins *s, int64_t user, int64_t asker)
{
	int64_t whom = user;

	for (int step = 0; step < STEPS_MAX && whom != 0; step++) {
		const struct away *x = find(s, whom);

		if (x == NULL && whom == asker && whom != user)
			break;
		if (x == NULL)
			return whom;
		whom = !x->left && x->delegate != 0
		    ? x->delegate
		    : people_manager(s->people, whom);
	}
	return above(s, user, asker);
}

int64_t
stand_in(const struct stand_ins *s, int64_t user)
{
	return stand_in_but(s, user, 0);
}
