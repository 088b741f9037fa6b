/*
 * Exchange rates by day: what one of a currency is in that of the book, from the day of
 * a rate on until the next one.
 */
#ifndef CRM_RATE_H
#define CRM_RATE_H

#include <crm/store/write.h>

/* That of a day, in 10^-8: the latest on or before it; null where there is none.  Of the
 * currency of the book, or where none is named, it is one. */
enum crm_status crm_rate_on(struct crm_store *s, struct crm_text currency,
    int64_t day, struct crm_value *rate, struct crm_err *err);
/* How many of one currency one of another is on a day; 0 where either has no rate. */
enum crm_status crm_rate_between(struct crm_store *s, struct crm_text of,
    struct crm_text in, int64_t day, int64_t *rate, struct crm_err *err);

/* ---- for other areas ---- */

/* The day of a document is in the first of these fields that has one, else it is today. */
extern const char *const crm_rate_days[];
/* Whether the rate of a document is one that the book has of its currency: nobody typed
 * it, and of another day it is another. */
enum crm_status crm_rate_listed(struct crm_store *s,
    const struct crm_record *document, bool *yes, struct crm_err *err);
/* In `save` of a document that is changed: of a draft that gets another day, such a rate
 * is that of the new day. */
enum crm_status
crm_rate_follow(const struct crm_saving *w, struct crm_err *err);
/* Where the rate of a document is typed, that of its day, as the book has it, judges it
 * too: the higher of the two tells what it comes to, the lower what it gives away.  Null
 * where there is neither. */
enum crm_status
crm_rate_judged(struct crm_store *s, const struct crm_record *document,
    bool higher, struct crm_value *rate, struct crm_err *err);

/* In `save` of what has a currency and a rate: where nobody says the rate of what is
 * new, or whose currency is another, it is that of a day, which stands in the first of
 * these fields that has one (ends with NULL), else today. */
enum crm_status crm_rate_fill(
    const struct crm_saving *w, const char *const *days, struct crm_err *err);
/* In `save` of what is booked just now: where it has no rate yet, it is that of its day;
 * refused where the amount is of another currency and comes to nothing in the book's. */
enum crm_status crm_rate_booked(const struct crm_saving *w, const char *amount,
    const char *const *days, struct crm_err *err);

#endif
