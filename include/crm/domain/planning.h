/*
 * The arithmetic of planning and of stock analysis: pure, over numbers of whole
 * units as they are, for estimates that are rounded when they are shown.  What is
 * ordered and what is promised are exact: millionths.
 */
#ifndef CRM_PLANNING_H
#define CRM_PLANNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of reservations that were released to be served behind all who wait. */
enum { CRM_PRIORITY_LAST = 9 };

/* What comes on a day, or expires when it is over. */
struct crm_incoming {
	int64_t day, quantity;
};

/* The first day on which a quantity is free: today, or when enough of what comes
 * has come, in the order of days; CRM_DATE_MIN where never. */
int64_t crm_promise_day(int64_t today, int64_t free,
    const struct crm_incoming *in, size_t n, int64_t quantity);

/* Demand a day and the days that it must last: the lead time with the review
 * interval, each with its deviation. */
struct crm_need {
	double mean, deviation;
	double days, days_deviation;
};

/* The deviation of the demand of those days: sqrt(L sd^2 + d^2 sL^2). */
double crm_need_sigma(const struct crm_need *n);
/* z times it. */
double crm_safety_stock(const struct crm_need *n, double z);
/* d L and the safety stock. */
double crm_reorder_point(const struct crm_need *n, double z);
/* sqrt(2 D S / H): what a year needs, what an order and a unit for a year
 * cost. */
double crm_economic_lot(double year, double order, double holding);

/* What is looked at when something may be ordered, in millionths; what is 0 is
 * not said. */
struct crm_order_ask {
	int64_t projected;
	int64_t min, max, reorder_point;
	int64_t least, pack; /* of an order: at least, and in steps of */
	bool demand;         /* any is expected */
	bool limits;         /* a minimum or maximum is said, 0 included */
};
/* Whether it is time to order: projected is at max(min, reorder point) or below
 * it, and there is a minimum, a maximum or a demand; of 0 as the only one, where
 * more is promised than there is. */
bool crm_is_time(const struct crm_order_ask *a);
/* How much: max(least, max(max, reorder point) - projected), rounded up to the
 * pack; 0 where it is not time, or nothing is to be filled. */
int64_t crm_order_quantity(const struct crm_order_ask *a);

/* The first day whose demand is not covered in full; CRM_DATE_MAX where there is
 * no demand. */
int64_t crm_run_out(int64_t from, double have, double daily);
/* What of a stock is used up before it expires, the first to expire first: some of it
 * is good through days, in their order, the rest for ever. */
double crm_usable(int64_t from, double have, const struct crm_incoming *expires,
    size_t n, double daily);
/* The larger of what history foretells and what it does without deals, with the
 * deals. */
double crm_demand(double history, double without_deals, double deals);

/* ---- analysis ---- */

/* The class by the share before an item: A below 80 %, B below 95 %, C; of items
 * in descending order.  Shares are of the sum of all. */
char crm_abc(double share_before);
/* Population deviation by mean; 0 where the mean is 0. */
double crm_variation(const double *x, size_t n);
/* X below 0.5, Y below 1.0, Z. */
char crm_xyz(double variation);

/* Mean and deviation over a population. */
double crm_mean(const double *x, size_t n);
double crm_deviation(const double *x, size_t n);

#endif
