/* What the reports on a simulation share: report.c draws, and each prints its rows. */
#ifndef CRM_REPORT_SIMULATE_REPORT_H
#define CRM_REPORT_SIMULATE_REPORT_H

#include "report/kit/kit.h"

#include <crm/report/simulate.h>

extern const struct crm_choice simulate_scenarios[];

/* A scenario, drawn. */
struct drawn {
	const char *scenario;
	const struct crm_what_if *what_if;
	int64_t deals;
	int64_t closed;        /* won so far, which no draw includes */
	double mean, variance; /* of what is open */
	const int64_t *sum;    /* of each draw, sorted */
	struct crm_value currency;
};

/* Prints the rows of a group in a currency: as it is, and where levers were moved what would be. */
typedef enum crm_status simulate_put(const struct tally_row *row,
    const struct drawn *d, size_t n, struct crm_err *err);

enum crm_status
simulate_run(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h, size_t n, simulate_put *put, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err);

#endif
