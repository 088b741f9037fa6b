/*
 * Bills of exchange.
 *
 * A bill that comes in is a payment of the kind bill, which relieves receivables like
 * any other: they leave ageing and dunning.  Whoever gave it owes it until it is
 * collected; a bill that is dishonoured gives all of that back on that day, so that
 * the receivables are open again with the days on which they were due.
 */
#ifndef CRM_BILL_H
#define CRM_BILL_H

#include <crm/store/write.h>

enum crm_bill_step {
	CRM_BILL_ENDORSE,   /* to somebody whom we owe */
	CRM_BILL_DISCOUNT,  /* to the bank, for less */
	CRM_BILL_COLLECT,   /* it was paid */
	CRM_BILL_DISHONOUR, /* it was not */
	CRM_BILL_SPLIT,     /* into bills that go ways of their own */
};

struct crm_bill_move {
	enum crm_bill_step step;
	int64_t day;            /* CRM_DATE_MIN: today */
	struct crm_text to;     /* ENDORSE */
	struct crm_text reason; /* DISHONOUR */
	struct crm_value fee;   /* DISCOUNT */
	struct crm_value
	    interest; /* DISCOUNT: what the bank took, or null: by … */
	struct crm_value rate; /* … this, as CRM_T_PERCENT, of a year */
	int64_t year;          /* of so many days */
	const int64_t *part;   /* SPLIT: their amounts, all of it */
	size_t parts;
	void (*made)(void *ctx, int64_t bill); /* SPLIT: each of them */
	void *ctx;
};

enum crm_status crm_bill_move(struct crm_store *s, int64_t bill,
    const struct crm_bill_move *m, enum crm_action *done, struct crm_err *err);

/* What is left of a bill's payment is for receivables: those that a list names (see
 * crm_allocate_read), else those due first. */
enum crm_status crm_bill_settle(struct crm_store *s, int64_t bill,
    struct crm_text list, struct crm_err *err);

/* What a bill comes to when it is due, with the interest that it bears for its days,
 * and what a bank takes of that for the days that are left; shares of a year of so
 * many days, as CRM_T_PERCENT.  False where they are no amount of money. */
struct crm_bill_terms {
	int64_t face, coupon, term; /* term and left in days */
	int64_t rate, left, year;
};
bool crm_bill_discount(
    const struct crm_bill_terms *t, int64_t *matures, int64_t *discount);

#endif
