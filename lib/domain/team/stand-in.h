/* Who is told in the place of somebody who is away, read once a command. */
#ifndef CRM_DOMAIN_TEAM_STAND_IN_H
#define CRM_DOMAIN_TEAM_STAND_IN_H

#include "people.h"

/* Somebody who is not there today. */
struct away {
	int64_t user, delegate;
	bool left; /* not active, or deleted: no delegate counts */
};

struct stand_ins {
	const struct people *people;
	struct away *away; /* by user */
	size_t n;
};

/* ---- for other areas ---- */

enum crm_status stand_ins_load(struct crm_store *s, const struct people *p,
    struct crm_arena *a, struct stand_ins *out, struct crm_err *err);
/* Who is told instead of a user: the delegate of who is on leave, else the
 * manager, and so on; the user where nobody is left.  0 stays 0. */
int64_t stand_in(const struct stand_ins *s, int64_t user);
/* The same of what somebody asked for, who is nobody's stand-in there: then it goes up.
 * 0: nobody did. */
int64_t stand_in_but(const struct stand_ins *s, int64_t user, int64_t asker);

#endif
