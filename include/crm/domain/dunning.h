/*
 * Dunning: from which day on what is overdue has reached a level, which notices were
 * sent, what they claim.
 *
 * A level is reached on the day that so many days have passed since the due date; the
 * highest that is reached counts, and each is told once of a receivable.  What is
 * disputed, retained, planned, void or paid is not dunned.  Fee and interest are a claim
 * until the receivable is paid; then they can be booked.
 */
#ifndef CRM_DUNNING_H
#define CRM_DUNNING_H

#include <crm/store/write.h>

enum { CRM_DUNNING_LEVELS = 16 };

struct crm_dunning_level {
	int64_t level, days;
	struct crm_text name;
	bool hold;
	int64_t fee;      /* in the base currency */
	int64_t interest; /* a year, as CRM_T_PERCENT has it */
};

struct crm_dunning {
	struct crm_dunning_level level[CRM_DUNNING_LEVELS]; /* by days */
	size_t n;
};

/* Those that are active; texts live in the arena.  CRM_RULE where there are too many. */
enum crm_status crm_dunning_load(struct crm_store *s, struct crm_arena *a,
    struct crm_dunning *out, struct crm_err *err);
/* The highest that is reached after so many days, or NULL. */
const struct crm_dunning_level *
crm_dunning_reached(const struct crm_dunning *d, int64_t days);

/* What is dunned. */
struct crm_dunned {
	int64_t receivable, customer;
	int64_t due, days;        /* overdue */
	int64_t open, open_base;  /* open_base 0: it is not known */
	struct crm_text currency; /* may be empty: the base currency */
	int64_t noticed; /* the highest level of which a notice was sent */
};

/* What is overdue of a receivable at the end of a day. */
struct crm_overdue {
	int64_t due, day;
	int64_t open; /* then */
	int64_t rate; /* a year, as CRM_T_PERCENT has it */
};
/* Interest from the day that it was due on to that day, of each part for the days that
 * it was open, by the year of 365; rounded once. */
enum crm_status crm_dunning_interest(struct crm_store *s, int64_t receivable,
    const struct crm_overdue *x, int64_t *out, struct crm_err *err);
/* What was charged by a day of the notices of a receivable: their fees, and interest. */
enum crm_status crm_dunning_charged(struct crm_store *s, int64_t receivable,
    int64_t day, int64_t *fees, int64_t *interest, struct crm_err *err);
/* The fee of a level in the currency of what is dunned. */
int64_t
crm_dunning_fee(const struct crm_dunning_level *l, const struct crm_dunned *x);

struct crm_dunning_run {
	int64_t day; /* CRM_DATE_MIN: today; CRM_RULE where it is to come */
	int64_t customer;        /* of this one alone; 0: of all */
	struct crm_text channel; /* by which notices are sent; may be empty */
	void (*each)(void *ctx, int64_t notice);
	void *ctx;
};

/* A notice for each receivable that has reached a level higher than any of its
 * notices: of that level alone, whatever was left out before it. */
enum crm_status crm_dunning_run(
    struct crm_store *s, const struct crm_dunning_run *r, struct crm_err *err);

/* Books what the notices of a notice's receivable have claimed, once it is paid: their
 * fees, and interest of the highest level's rate from the due date to the day it was
 * settled, less what was charged before, as a receivable of its own (*charge, 0 where nothing is to be booked).
 * `payment`: what is left of it is allocated to that; 0: none.  CRM_RULE where it is
 * not paid; where it was done already nothing is. */
enum crm_status
crm_dunning_charge(struct crm_store *s, int64_t notice, int64_t payment,
    int64_t day, int64_t *charge, enum crm_action *done, struct crm_err *err);

#endif
