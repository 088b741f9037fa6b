/* What is aimed at, or was submitted, for days: aims.c. */
#ifndef CRM_REPORT_AIMS_H
#define CRM_REPORT_AIMS_H

#include "report/kit/kit.h"

struct aim {
	int64_t user, team; /* 0: not of one; neither: of the company */
	int64_t from, to;
	int64_t value;
	bool below; /* of a team one above which has some for these days */
	bool above; /* of a team that has others below it */
};

struct aims {
	struct aim *all;
	size_t n, cap;
	int64_t days; /* of the period that they are of */
};

enum whose { OF_COMPANY, OF_USER, OF_TEAM };

/* Targets of a metric whose days are among these, in the base currency. */
enum crm_status
aims_targets(struct crm_store *s, const char *metric, int64_t from, int64_t to,
    struct crm_arena *a, struct aims *out, struct crm_err *err);
/* What was submitted last for a line of exactly these days, by each, up to a day. */
enum crm_status
aims_submitted(struct crm_store *s, const char *line, int64_t from, int64_t to,
    int64_t on, struct crm_arena *a, struct aims *out, struct crm_err *err);
/* The sum of those of a person, a team or the company, without such as lie within
 * another of the same (months of a quarter that has one).  Where the company has
 * none, the sum of the persons'; without these of the teams', but what is of a team
 * above stands for those below it.  Null: none. */
struct crm_value aims_sum(const struct aims *x, enum whose whose, int64_t id);

/* Whether those of a team are of the teams below it, too. */
bool aims_above(const struct aims *x, enum whose whose, int64_t id);

/* Whose targets a group of deals has: a person's, a team's, the company's where all
 * deals are let through; false: none can be told. */
bool aims_whose(const struct tally_row *row, enum whose *whose, int64_t *id);
/* Makes a group of each person or team that has any of these, also without a deal; where
 * a filter lets only some deals through, it says nothing of who has none. */
void aims_groups(struct tally_run *r, const struct aims *x);
/* Whether the deals of a person or team are all there, as a target is of them all. */
bool aims_whole(const struct tally_run *r);

#endif
