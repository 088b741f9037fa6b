/*
 * The arithmetic of planning, pure: quantities and rates in millionths unless a
 * name says otherwise.  Square roots are taken of exact numbers and rounded once.
 */
#ifndef CRM_STOCK_PLAN_H
#define CRM_STOCK_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of reservations that were released to be served behind all who wait. */
enum { LAST_PRIORITY = 9 };

/* What comes on a day. */
struct plan_incoming {
	int64_t day, quantity;
};

/* The first day on which a quantity is free: today, or when enough of what comes
 * has come, in the order of days; CRM_DATE_MIN where never. */
int64_t plan_promise(int64_t today, int64_t free,
    const struct plan_incoming *in, size_t n, int64_t quantity);

#endif
