/*
 * What somebody, or a team with those below it, did in a period, beside the one
 * before that: activities by their kind, tasks done, what came in and how complete
 * it is, what was decided.
 *
 * Whose number it is: that of the owner now.  Which date counts: at, done_on,
 * entered_on, closed_on.
 */
#ifndef CRM_DIGEST_H
#define CRM_DIGEST_H

#include <crm/store/store.h>

struct crm_figure {
	const char *what; /* "call", "new customers"; stable */
	int64_t user;     /* of this member of the team; 0: of all */
	/* A number, or whole percent of completeness; null: there is none. */
	struct crm_value now, before;
};

struct crm_digest_ask {
	int64_t user, team; /* one of them */
	int64_t from, to;   /* the first day and the last */
	int64_t before;     /* the first of the period before, which ends where
			     * this begins */
};

/* Those that are not nothing in both periods, in a fixed order, those of members
 * last; they live in the arena. */
enum crm_status crm_digest(struct crm_store *s,
    const struct crm_digest_ask *ask, struct crm_arena *a,
    struct crm_figure **out, size_t *n, struct crm_err *err);

#endif
