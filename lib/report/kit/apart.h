/* Sums that are kept apart by currency. */
#ifndef CRM_REPORT_APART_H
#define CRM_REPORT_APART_H

#include "deals.h"

struct tally_run;

/* ---- apart.c: the same sums in the base currency, and of what has no rate ---- */

struct apart_sum {
	const char *currency; /* NULL: the base currency */
	void *sums;
};

/* The base currency is the first, where there is any. */
struct apart {
	struct apart_sum *by;
	size_t n, cap;
};

/* The sums of a currency, zeroes where it is new; empty: the base currency. */
void *apart_at(struct apart *x, struct crm_arena *a, struct crm_text currency,
    size_t size);
/* Those that a deal belongs to, and its amount there, or null. */
void *apart_of(struct apart *x, struct crm_arena *a, const struct deal *d,
    size_t size, struct crm_value *amount);
/* The sums of the base currency, or NULL where there are none yet. */
void *apart_base(const struct apart *x);
/* Adds the sums of another, each to those of its currency. */
enum crm_status apart_merge(struct apart *x, struct tally_run *r,
    const struct apart *from, size_t size,
    enum crm_status (*merge)(
	struct tally_run *r, void *sums, const void *from, struct crm_err *err),
    struct crm_err *err);
/* Of a row of a report: its currency. */
struct crm_value apart_currency(const struct apart_sum *x, const char *base);
/* Whether a deal has an amount in another currency and no rate. */
bool deal_unrated(const struct deal *d);

#endif
