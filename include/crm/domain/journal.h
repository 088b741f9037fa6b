/*
 * The double-entry journal of what was delivered, invoiced and paid, and month-end
 * values of what is owed in foreign currencies.
 *
 * No posting is stored: each document is posted as it is read, by its day, so that
 * the journal of a book without memory of its own is as long as the book.  Which
 * account something goes to is data, the records of the kind `account`.
 */
#ifndef CRM_JOURNAL_H
#define CRM_JOURNAL_H

#include <crm/store/store.h>
#include <crm/store/write.h>

/* One line of an entry: a debit is above zero, a credit below. */
struct crm_posting {
	struct crm_text account;
	struct crm_text currency; /* of the amount */
	int64_t amount;
	int64_t base; /* in the base currency, which balances */
};

enum { CRM_POSTINGS_MAX = 8 };

/* What one document does on one day. */
struct crm_entry {
	int64_t day;
	const char *what; /* "booked": one of our words, marked by N_() */
	const struct crm_entity *entity; /* of the document */
	int64_t id;
	struct crm_text number, who; /* its own number; the customer */
	struct crm_posting *posting;
	size_t n;
};

struct crm_journal_ask {
	int64_t from, to; /* days; CRM_DATE_MIN and MAX: all */
	int64_t seller;   /* 0: all */
};

/*
 * Calls `each` for every entry, by day, in constant memory; its texts last until it
 * returns.  What it returns ends the journal where it is not CRM_OK.  CRM_RULE where
 * something has no account, by name, before the first entry.
 */
enum crm_status
crm_journal(struct crm_store *s, const struct crm_journal_ask *ask,
    enum crm_status (*each)(
	void *ctx, const struct crm_entry *e, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* Calls `each` with every account that there is, by its name, each once. */
enum crm_status crm_journal_accounts(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, struct crm_text account, struct crm_err *err),
    void *ctx, struct crm_err *err);

/* ---- month-end values ---- */

/* So much of the base currency for one of another. */
struct crm_rate {
	struct crm_text currency;
	int64_t rate; /* x 10^-8 */
};

struct crm_revaluing {
	int64_t day;
	const struct crm_rate *rate;
	size_t n;
	/* Of every row that was made, and of every one that was there. */
	void (*made)(void *ctx, int64_t revaluation);
	void (*had)(void *ctx, int64_t revaluation);
	void *ctx;
};

/*
 * What is owed in foreign currencies at the end of a day, at the rates of that day: a
 * row for each receivable, which counts for that day alone.  One that has a row of
 * that day keeps it.  CRM_RULE where something is owed in a currency without a rate.
 */
enum crm_status crm_revalue(
    struct crm_store *s, const struct crm_revaluing *r, struct crm_err *err);

#endif
