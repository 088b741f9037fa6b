/*
 * Payment terms: which part of a sum is due when, and what early payment takes off.
 *
 * Terms are parts between commas: "30% 15d, rest 45d eom". A part is a share - a
 * percent of the total, an amount, or the rest; none, of a single part: all of it -
 * and then, in this order,
 *
 *   15d, 2m      so many days, or months, behind the date
 *   eom          the end of the month that is reached
 *   10d          behind eom: so many days after it
 *   day 10       the 10th of the month behind the one that is reached, or its last day
 *   workday      the first working day from then on; workday-before: until then
 *
 * Early-payment discounts are steps of a percent and the days for it, "2/10 1/20".
 */
#ifndef CRM_TERMS_H
#define CRM_TERMS_H

#include <crm/base/worktime.h>
#include <crm/store/store.h>

struct crm_term {
	int64_t due;
	int64_t amount; /* minor units */
};

/*
 * The parts of a total in a currency with so many digits, from a date on; they add up
 * to it, and stand in the order of the text.  `cal` says what a working day is; NULL:
 * Monday to Friday.  They live in the arena.  CRM_INVALID where the text is no terms,
 * the shares are not all of the total, or the amounts more than it.
 */
enum crm_status crm_terms_parts(struct crm_text text, int64_t total,
    int64_t date, int digits, const struct crm_cal *cal, struct crm_arena *a,
    struct crm_term **out, size_t *n, struct crm_err *err);

/* What early payment takes off on a day, as a share (2 % is 20000 millionths), and
 * until which day that holds; 0 where nothing is. */
enum crm_status crm_early_share(struct crm_text text, int64_t from, int64_t day,
    int64_t *share, int64_t *until, struct crm_err *err);

/* So much cash relieves so much of what is open at that share: all of it where the
 * cash reaches for that; what lies between the two is the discount. */
int64_t crm_early_relieves(int64_t open, int64_t share, int64_t cash);

/* The terms of a record of the kind `terms` as parts of a total, with the working days
 * of the book's own calendar, where there is one; *early is its discount text. */
enum crm_status
crm_terms_apply(struct crm_store *s, int64_t terms, int64_t total, int64_t date,
    int digits, struct crm_arena *a, struct crm_term **out, size_t *n,
    struct crm_text *early, struct crm_err *err);

#endif
