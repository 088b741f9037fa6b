/*
 * What customers owe and pay, and which payment is for which receivable.
 *
 * What relieves receivables is a payment of some kind: a receipt, a credit note, an
 * acceptance bill, a set-off.  Rows of the kind `allocation` say how much of it is for
 * what; they are a ledger, in which nothing is changed: a row is taken back by one with
 * the opposite sign.  From them `open`, `unallocated` and their base amounts are kept,
 * so that open on a day = amount - the rows dated by then.
 *
 * An amount is in the receivable's currency, in its minor units.  The row that closes a
 * receivable takes the rest of its base amount, and the one that uses up a payment the
 * rest of the payment's; what lies between them is the exchange gain, dated as the row.
 *
 * A day of CRM_DATE_MIN is today.
 */
#ifndef CRM_RECEIVABLE_H
#define CRM_RECEIVABLE_H

#include <crm/store/write.h>

/* ---- for other areas ---- */

/* So much of a payment for a receivable; amount 0: as much as both have left.
 * CRM_RULE where either has less, they are of two customers of whom the payment's is
 * not above the receivable's, of two currencies, or the receivable is planned or void.
 * *allocation is the row; it may be NULL. */
enum crm_status
crm_allocate_to(struct crm_store *s, int64_t payment, int64_t receivable,
    int64_t amount, int64_t day, int64_t *allocation, struct crm_err *err);

/* Takes a row back, by one with the opposite sign; what of it was taken back already
 * is not taken again, and where nothing is left CRM_RULE. */
enum crm_status crm_unallocate(
    struct crm_store *s, int64_t allocation, int64_t day, struct crm_err *err);

/* Writes a receivable as the document says that it comes from: what is booked, which
 * nobody edits, follows it (an invoice that is dated before, a period that ends). */
enum crm_status crm_receivable_follow(
    struct crm_store *s, struct crm_record *patch, struct crm_err *err);

/* Adds a receivable as the document charges that it comes from. */
enum crm_status crm_receivable_charge(
    struct crm_store *s, struct crm_record *r, struct crm_err *err);

/* Numbers that name receivables changed: of an invoice, or which it covers. */
void crm_receivables_renamed(struct crm_store *s);

enum crm_allocate_by {
	CRM_ALLOCATE_OLDEST,    /* due first; then as booked; disputed last */
	CRM_ALLOCATE_EXACT,     /* the one that is open with just that amount */
	CRM_ALLOCATE_REFERENCE, /* those that the payment's reference names */
	CRM_ALLOCATE_PRO_RATA,  /* all, by what is open */
	CRM_ALLOCATE_EXPLICIT,  /* as `to` says */
	CRM_ALLOCATE_NONE,      /* it stays credit */
};

struct crm_allocate_to {
	int64_t receivable;
	int64_t amount; /* 0: as much as both have left */
};

struct crm_allocating {
	enum crm_allocate_by by;
	/* EXPLICIT: these, in this order; REFERENCE: these instead of those that
	 * the reference names; else, where there are any, among these alone. */
	const struct crm_allocate_to *to;
	size_t n_to;
	const int64_t *exclude; /* receivables that get nothing */
	size_t n_exclude;
	/* CRM_DATE_MIN: on the day of the payment, or, of what was booked later,
	 * on that day. */
	int64_t day;
	int64_t rate;      /* units of the payment's currency for one of the
		       * receivable's, x 10^-8; 0: they are of one currency */
	bool subsidiaries; /* those of customers below the payment's too */
	bool each_meant; /* CRM_RULE where one that is named cannot get anything
			    * by a method: of another currency or customer */
	bool discount;   /* what early payment takes off is written off */
	/* What it would take off, where that is not asked for; or NULL. */
	void (*offer)(
	    void *ctx, int64_t receivable, int64_t share, int64_t until);
	/* Called for each row, or NULL. */
	void (*each)(void *ctx, int64_t allocation);
	/* Called for what it takes off where somebody has to agree, or NULL. */
	void (*asks)(void *ctx, int64_t write_off);
	void *ctx;
};

/* What is unallocated of a payment, by a method. */
enum crm_status crm_allocate(struct crm_store *s, int64_t payment,
    const struct crm_allocating *how, struct crm_err *err);

/* What a list names: "R12=500.00, I5, 2026-0017": receivables and invoices, which mean
 * those that they cover, the ones due first; with an amount or without.  They live in
 * the arena. */
enum crm_status crm_allocate_read(struct crm_store *s, struct crm_text list,
    struct crm_arena *a, struct crm_allocate_to **out, size_t *n,
    struct crm_err *err);

/* Takes back all that is allocated of a payment, or, where that is 0, to a
 * receivable; of both, what lies between them.  *n is how many rows were. */
enum crm_status crm_unallocate_all(struct crm_store *s, int64_t payment,
    int64_t receivable, int64_t day, size_t *n, struct crm_err *err);

/* Nothing of it is owed any more, from a day on: CRM_RULE where something is
 * allocated to it, or it is void already. */
enum crm_status crm_receivable_void(struct crm_store *s, int64_t receivable,
    int64_t day, enum crm_action *done, struct crm_err *err);
/* The same of a payment, of which nothing may be allocated. */
enum crm_status crm_payment_void(struct crm_store *s, int64_t payment,
    int64_t day, enum crm_action *done, struct crm_err *err);

/* Pays back out of what is left of a payment; amount 0: all of that.  The refund is a
 * payment itself, at the payment's rate.  One that is inserted (kind=refund) without
 * this is taken out of the customer's oldest credit. */
enum crm_status
crm_refund(struct crm_store *s, int64_t payment, int64_t amount, int64_t day,
    struct crm_text reference, int64_t *refund, struct crm_err *err);

/* What of a payment was paid back by a refund. */
struct crm_refunded {
	int64_t refund, amount;
};
/* Takes back that refunds are out of a payment, and says which were: each has to be out
 * of something else before the batch is over.  They live in the arena. */
enum crm_status crm_refunds_free(struct crm_store *s, int64_t payment,
    int64_t day, struct crm_arena *a, struct crm_refunded **out, size_t *n,
    struct crm_err *err);
/* So much of such a refund is out of this payment. */
enum crm_status crm_refund_from(struct crm_store *s, int64_t refund,
    int64_t payment, int64_t amount, int64_t day, struct crm_err *err);

struct crm_lost {
	int64_t day;
	/* Of the receivable over what was paid back. */
	struct crm_text number;
	int64_t due;
};
/* Its money did not come after all: what it was for is owed again, what of it was paid
 * back is a receivable of its own, and it is void. */
enum crm_status crm_payment_lost(struct crm_store *s, int64_t payment,
    const struct crm_lost *how, struct crm_err *err);

/* ---- write-offs ---- */

struct crm_writing_off {
	int64_t receivable;
	const char *kind; /* "discount", "bad_debt", "rounding" */
	int64_t amount;   /* 0: all that is open */
	int64_t day;
	struct crm_text reason;
	int64_t allocation; /* for whose sake: it goes back with that; or 0 */
};

/* Writes off, or asks who has to agree: by the matrix, and where what is written off
 * of the receivable in all is more than the right write_off allows the role.  *id is
 * its record, which says which of the two. */
enum crm_status crm_write_off(struct crm_store *s,
    const struct crm_writing_off *w, int64_t *id, struct crm_err *err);
/* The same of a draft. */
enum crm_status crm_write_off_submit(struct crm_store *s, int64_t id,
    enum crm_action *done, struct crm_err *err);
/* Takes so much of one back, 0: all, which makes it void. */
enum crm_status crm_write_off_back(struct crm_store *s, int64_t id,
    int64_t amount, int64_t day, enum crm_action *done, struct crm_err *err);

/* At most so much of what was given up of a receivable, the last first, is owed again:
 * *back, on *day, which is none before it was given up.  What is no discount, which
 * nobody was to pay; and what is one. */
enum crm_status crm_given_up_back(struct crm_store *s, int64_t receivable,
    int64_t most, int64_t *day, int64_t *back, struct crm_err *err);
enum crm_status crm_discount_back(struct crm_store *s, int64_t receivable,
    int64_t most, int64_t *day, int64_t *back, struct crm_err *err);

/* ---- what the customer says ---- */

/* It is disputed from a day on (CRM_DATE_MIN: today), and why, or not any more.
 * CRM_RULE where nothing of it is open, or the day is to come. */
enum crm_status
crm_dispute(struct crm_store *s, int64_t receivable, bool yes, int64_t day,
    struct crm_text why, enum crm_action *done, struct crm_err *err);
/* That so much of it (0: all that is open) will be paid on a day. */
enum crm_status crm_promise(struct crm_store *s, int64_t receivable,
    int64_t day, int64_t amount, enum crm_action *done, struct crm_err *err);

#endif
