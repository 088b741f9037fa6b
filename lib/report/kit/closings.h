/* Closings that cannot be. */
#ifndef CRM_REPORT_CLOSINGS_H
#define CRM_REPORT_CLOSINGS_H

#include "deals.h"

/* ---- closings.c: what cannot be right is counted apart, and said ---- */

/* How many; begin with zeroes. */
struct closings {
	int64_t backwards; /* before the deal was opened */
	int64_t future;    /* after the day that the report looks from, */
	int64_t as_open;   /* so, and taken for open */
	int64_t ahead;     /* opened after that day */
};

/* Whether a deal was opened and closed on days that can be, as far as they are
 * known; one that was not is counted. */
bool closing_can_be(struct closings *c, const struct deal *d);
/* Says how many were left out, and how to see them; nothing where there are none. */
void closings_note(
    const struct closings *c, struct crm_arena *a, const struct crm_sink *sink);

/* For --define. */
#define CLOSINGS_DEFINED \
	"What cannot be, closed before opened, or opened or closed after today, " \
	"is left out and told on standard error.\n"

#endif
