/* What became of deals, by the stages that they were in: outcomes.c. */
#ifndef CRM_REPORT_OUTCOMES_H
#define CRM_REPORT_OUTCOMES_H

#include "report/kit/kit.h"

/* The days from the first in a stage to the end, of deals that have ended. */
struct past_stage {
	struct numbers won, ended;
};

struct outcomes {
	struct stages stages;
	struct past_stage *of; /* by stage */
	bool sorted;
};

/* From so many deals on what became of them says more than a guess. */
enum { OUTCOMES_ENOUGH = 20 };

struct outcome {
	int64_t won, ended;
};

enum crm_status outcomes_begin(struct crm_store *s, struct crm_arena *a,
    struct outcomes *out, struct crm_err *err);
/* Notes an ended deal, with its visits, in every open stage that it was in. */
void
outcomes_learn(struct outcomes *o, struct crm_arena *a, const struct deal *d);
/* When all is learned; what is asked below asks for it. */
void outcomes_sort(struct outcomes *o);
/* Of the deals that ended more than so many days after they came into a stage, by
 * its place. */
struct outcome
outcomes_after(const struct outcomes *o, size_t stage, int64_t days);
/* How many of them were won within so many days more. */
int64_t outcomes_won_within(
    const struct outcomes *o, size_t stage, int64_t days, int64_t within);
/* The place of a deal's stage, and the days since it came into it. */
size_t stage_place(const struct outcomes *o, const struct deal *d);
int64_t days_in_stage(const struct deal *d);

#endif
