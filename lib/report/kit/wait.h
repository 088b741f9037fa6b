/* How long leads waited for their first response, and what became of them. */
#ifndef CRM_REPORT_WAIT_H
#define CRM_REPORT_WAIT_H

#include "base.h"

enum wait {
	WAIT_OVER,
	WAIT_ON,     /* not answered yet */
	WAIT_CANNOT, /* answered on a day before the lead came in */
};

/* When a lead came in, by its fields entered_on and created: the time of its record,
 * or where it says another day the beginning of that, for its time is not known. */
int64_t lead_entry(struct crm_value entered_on, int64_t created);
/* Its first response, as far as it is known on the report's day; *seconds where the
 * wait is over.  What cannot be is counted in *cannot. */
enum wait
lead_wait(struct crm_store *s, const struct crm_report_opts *o, int64_t entry,
    struct crm_value answered, int64_t *seconds, int64_t *cannot);
/* Says how many that were; nothing where there are none. */
void
waits_note(int64_t cannot, struct crm_arena *a, const struct crm_sink *sink);

/* Whether it was converted by the day to --on, where its day is known; and whether it
 * was found good by now, for that has no day. */
bool lead_converted(const struct crm_report_opts *o, struct crm_text status,
    struct crm_value converted_on);
bool lead_qualified(struct crm_text status);

/* For --define. */
#define WAITS_DEFINED \
	"A lead with another day of entry than that of its record counts from " \
	"the beginning of that day, for its time is not known. "

#endif
