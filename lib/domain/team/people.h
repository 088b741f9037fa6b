/*
 * Who is below whom, read once a command: the one place that knows the tree of
 * teams.  Who or what is not there belongs to nothing.
 */
#ifndef CRM_DOMAIN_TEAM_PEOPLE_H
#define CRM_DOMAIN_TEAM_PEOPLE_H

#include "domain/core/core.h"

/* A user, a team or a pool: who leads or keeps it, and what it is part of; 0: nobody,
 * nothing. */
struct node {
	int64_t id, manager, above;
};

struct tree {
	struct node *node; /* by id */
	size_t n;
};

struct people {
	struct tree users; /* above: the team */
	struct tree teams; /* above: the parent */
	struct tree pools; /* above: the team of its members */
};

/* ---- for other areas ---- */

/* Live ones; they live in the arena. */
enum crm_status people_load(struct crm_store *s, struct crm_arena *a,
    struct people *out, struct crm_err *err);
/* The user's manager, else that of the team or of the nearest above it who is
 * somebody else; 0: there is none. */
int64_t people_manager(const struct people *p, int64_t user);
/* The first admin of a pool who is active, else the manager of the team whose members
 * use it; 0: there is none. */
int64_t people_pool_manager(const struct people *p, int64_t pool);
/* Of a team, or of the nearest above it; 0: there is none. */
int64_t people_team_manager(const struct people *p, int64_t team);
/* The team of a user; 0: none. */
int64_t people_team(const struct people *p, int64_t user);
/* Whether a team is another or stands below it. */
bool people_below(const struct people *p, int64_t team, int64_t above);

#endif
