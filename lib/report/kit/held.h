/* Activities that were held, and those that are still to come. */
#ifndef CRM_REPORT_HELD_H
#define CRM_REPORT_HELD_H

#include "tally.h"

/* The last instant whose activities count: now, or the end of another day of --on. */
int64_t held_until(struct crm_store *s, const struct crm_report_opts *o);
/* Whether an activity was by then; one that is still to come is counted in the run. */
bool was_held(struct tally_run *r, struct crm_value at);
/* Counts those of days of which nobody steps through. */
enum crm_status held_left_out(
    struct tally_run *r, int64_t from, int64_t to, struct crm_err *err);
/* Says how many; nothing where there are none. */
void held_note(int64_t ahead, struct crm_arena *a, const struct crm_sink *sink);

/* For --define. */
#define HELD_DEFINED \
	"live activities that were not called off (cancelled); those still to " \
	"come are left out and told on standard error"

#endif
