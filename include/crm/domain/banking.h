/*
 * Bank statements: which receivables a line is for.
 *
 * A document number in its text, else a payer's account that is known, narrows what it
 * may be for; then its amount decides: one that is open with just that much, else all
 * of those together, else the first of them by their days; of a line that names nobody,
 * all that one customer owes.  The nearness of the day
 * and the likeness of the names only order what is left.
 */
#ifndef CRM_BANKING_H
#define CRM_BANKING_H

#include <crm/store/write.h>

/* What one line may be for. */
struct crm_bank_candidate {
	const int64_t
	    *receivable; /* one, or those it is the sum of; none of … */
	size_t n;
	int64_t rate;     /* of the line's currency for one of theirs, x 10^-8;
			   * 0: they are of one */
	int64_t refund;   /* … money that was paid back: that payment */
	int64_t customer; /* of the first */
	struct crm_text name;
	int64_t days; /* from the day on which it was due to that of the line */
	int64_t like; /* of the names, as CRM_T_PERCENT */
	bool number;  /* its document is named */
	bool account; /* the payer's account is its customer's */
};

struct crm_bank_proposal {
	int64_t line;
	const char *class;                    /* code of bank-line.class */
	struct crm_bank_candidate *candidate; /* the best first */
	size_t n;
	bool open; /* nothing is booked of it yet, nor is it passed over */
	bool sure; /* one, and a number or an account speaks for it */
};

struct crm_banking;

/* What is open today; lives in the arena.  *out is NULL at first; what was opened before is
 * opened again, and knows payers' accounts as it did then. */
enum crm_status crm_bank_open(struct crm_store *s, struct crm_arena *a,
    struct crm_banking **out, struct crm_err *err);

/* What a line that is open may be for. */
enum crm_status crm_bank_propose(struct crm_banking *b, int64_t line,
    struct crm_bank_proposal *out, struct crm_err *err);

/* Books a line: as a payment for a candidate, or, of a fee or interest, as that.  What
 * was open is less by that afterwards. */
enum crm_status crm_bank_post(struct crm_banking *b, int64_t line,
    const char *class, const struct crm_bank_candidate *c, struct crm_err *err);

/* What is named for a line, as a candidate: of money that came in a list (see
 * crm_allocate_read), of money that went out the refund that it is. */
enum crm_status crm_bank_named(struct crm_banking *b, int64_t line,
    struct crm_text list, struct crm_bank_candidate *out, struct crm_err *err);

/* Nothing is to be booked of it. */
enum crm_status crm_bank_ignore(struct crm_store *s, int64_t line,
    enum crm_action *done, struct crm_err *err);

#endif
