/* What all headers of this folder need. */
#ifndef CRM_REPORT_BASE_H
#define CRM_REPORT_BASE_H

#include <crm/report/report.h>

#define COUNT(a) (sizeof(a) / sizeof(a)[0])

/* days.c */

/* The day that a report looks from: --on, else today. */
int64_t report_day(struct crm_store *s, const struct crm_report_opts *o);
/* The days of --from and --to; without both the quarter of that day. */
void report_quarter(struct crm_store *s, const struct crm_report_opts *o,
    int64_t *from, int64_t *to);

#endif
