/* How likely an open deal is won, as people say it. */
#ifndef CRM_REPORT_CHANCE_H
#define CRM_REPORT_CHANCE_H

#include "deals.h"

/* ---- chance.c ---- */

/* The deal's own probability, else its stage's.  An open deal with an amount
 * that has neither is counted as never won, and in `unsaid`. */
int64_t
deal_chance(const struct deal *d, struct crm_value own, int64_t *unsaid);
/* Says how many there were; nothing where there were none. */
void
chance_note(int64_t unsaid, struct crm_arena *a, const struct crm_sink *sink);

#endif
