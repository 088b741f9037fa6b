/* Who may say how somebody is told: he himself, whoever is above him or stands in for
 * him today, and who has the right to. */
#include "notice.h"

#include "domain/team/stand-in.h"

#include <crm/domain/right.h>

static bool
is_above(const struct people *p, int64_t actor, int64_t user)
{
	enum { STEPS_MAX = 32 }; /* a circle ends here */

	for (int step = 0; step < STEPS_MAX && user != 0; step++)
		if ((user = people_manager(p, user)) == actor)
			return user != 0;
	return false;
}

enum crm_status
may_hush(struct crm_store *s, int64_t user, struct crm_err *err)
{
	int64_t actor = crm_store_actor(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct people people;
	struct stand_ins in;
	enum crm_status st = CRM_OK;
	bool may = user != 0 && user == actor;

	if (!may && user != 0 && actor != 0 &&
	    (st = people_load(s, &a, &people, err)) == CRM_OK &&
	    (st = stand_ins_load(s, &people, &a, &in, err)) == CRM_OK)
		may = is_above(&people, actor, user) ||
		    stand_in(&in, user) == actor;
	crm_arena_free(&a);
	return st != CRM_OK || may ? st : crm_right_check(s, "notices", 0, err);
}

/* Of a record that says whom it is about: as it was and as it will be. */
enum crm_status
check_hush(const struct crm_saving *w, const char *field, struct crm_err *err)
{
	const struct crm_record *r[] = { w->old, w->new };
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < COUNT(r) && st == CRM_OK && !w->undo; i++) {
		struct crm_value user;

		if (r[i] == NULL)
			continue;
		user = *value_of(r[i], field);
		st = may_hush(w->store, user.kind == CRM_INT ? user.i : 0, err);
	}
	return st;
}

enum crm_status
preference_hide(const struct crm_saving *w, struct crm_err *err)
{
	return check_hush(w, "user", err);
}

enum crm_status
notice_hide(const struct crm_saving *w, struct crm_err *err)
{
	return check_hush(w, "whom", err);
}
