/* Measures of what customers owe that know no book. */
#ifndef CRM_REPORT_MEASURE_H
#define CRM_REPORT_MEASURE_H

#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>

/* What was sold on credit in some days, the latest first. */
struct crm_sold {
	int64_t sales, days;
};

/* Days of sales outstanding in hundredths: receivable / sales x days; false where
 * nothing was sold. */
bool crm_dso(int64_t receivable, int64_t sales, int64_t days, int64_t *out);
/* Counted back: as many days as it takes to have sold what is owed, of the last of
 * them a share; false where all of them sold less. */
bool crm_count_back(
    int64_t receivable, const struct crm_sold *months, size_t n, int64_t *out);
/* Collection effectiveness in hundredths of a percent: what was collected of what
 * could have been, (begin + sales - end) / (begin + sales - current); false where
 * nothing could. */
bool crm_cei(
    int64_t begin, int64_t sales, int64_t end, int64_t current, int64_t *out);

#endif
