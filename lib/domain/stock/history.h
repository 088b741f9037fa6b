/* What left by the day: the history that demand is foretold from. */
#ifndef CRM_STOCK_HISTORY_H
#define CRM_STOCK_HISTORY_H

#include "stock.h"

/* Days of a history, in whole units: all that left, and what left for orders that
 * came of deals. */
struct history {
	double *day; /* net of what came back; never below 0 */
	double from_deals;
	size_t n;
};

/* Foretold of a day, and how much days vary. */
struct forecast {
	double mean, deviation;
	const char *source;
};

/* By the mean of its days; where sales are rare, 1.32 days or more from one to the next,
 * by that of the sales and of the time between them, each smoothed (Croston).  What is
 * sold no more fades. */
struct forecast history_forecast(const struct history *h);

#endif
