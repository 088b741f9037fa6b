/* What the files of the area journal share. */
#ifndef CRM_DOMAIN_JOURNAL_JOURNAL_H
#define CRM_DOMAIN_JOURNAL_JOURNAL_H

#include "domain/core/core.h"

#include <crm/domain/journal.h>

/* ---- accounts.c: which account something goes to ---- */

/* As the choices of account.role. */
enum role {
	ROLE_RECEIVABLE,
	ROLE_REVENUE,
	ROLE_OUTPUT_TAX,
	ROLE_PENDING_TAX,
	ROLE_CASH,
	ROLE_ADVANCES,
	ROLE_BILLS,
	ROLE_PAYABLE,
	ROLE_DISCOUNT,
	ROLE_BAD_DEBT,
	ROLE_ROUNDING,
	ROLE_FEE,
	ROLE_WITHHOLDING,
	ROLE_INTEREST,
	ROLE_DUNNING,
	ROLE_EXCHANGE,
	ROLE_REVALUATION,
	ROLE_UNREALISED,
	ROLE_DEFERRED,
	ROLE_OPENING,
	ROLE_INVENTORY,
	ROLE_COST,
	ROLE_N,
};

struct accounts;

/* The accounts of the book; lives in the arena. */
enum crm_status accounts_load(struct crm_store *s, struct crm_arena *a,
    struct accounts **out, struct crm_err *err);
/* Whether every role has an account whoever sells what. */
bool accounts_are_whole(const struct accounts *all);
size_t accounts_count(const struct accounts *all);
/* Whether any account is for a category alone. */
bool accounts_ask_category(const struct accounts *all);
/* The account of a role: that of the seller and the category, else of the category,
 * else of the seller, else of all; categories are folded.  CRM_RULE, by name, where
 * there is none. */
enum crm_status
accounts_find(const struct accounts *all, enum role role, int64_t seller,
    struct crm_text category, struct crm_text *out, struct crm_err *err);

crm_hook account_save;
extern const struct crm_defaults journal_defaults[];

/* ---- source.c: the documents, as one statement ---- */

/* What a row is. */
enum source {
	FROM_BOOKED,
	FROM_VOID,
	FROM_EARNED,
	FROM_CUT,
	FROM_CUT_VOID,
	FROM_UNEARNED,
	FROM_INVOICE,
	FROM_PAYMENT,
	FROM_PAYMENT_VOID,
	FROM_ALLOCATION,
	FROM_BILL_PASSED,
	FROM_BILL_COLLECTED,
	FROM_BILL_OPENING,
	FROM_BILL_LOST,
	FROM_BANK,
	FROM_REVALUED,
	FROM_REVALUED_BACK,
	FROM_MOVE,
	FROM_N,
};

/* Its columns; what the integers are, each source says. */
enum {
	COL_DAY,
	COL_SOURCE,
	COL_ID,
	COL_SELLER,
	COL_CODE,     /* a kind, a form */
	COL_CURRENCY, /* of the document */
	COL_OTHER,    /* a second currency */
	COL_CATEGORY,
	COL_NUMBER,
	COL_WHO,
	COL_RATE,
	COL_A, /* and further integers */
	COL_B,
	COL_C,
	COL_D,
	COL_E,
	COL_F,
};

/* Kind of the documents of a source. */
const char *source_entity(enum source source);
/* The statement that gives all of them by day, with what binds it; `goods`: and the
 * category of what was sold. */
enum crm_status
source_sql(struct crm_store *s, const struct crm_journal_ask *ask, bool goods,
    struct crm_sql *out, struct crm_err *err);

/* ---- entry.c: a row of them -> its postings ---- */

struct posting {
	struct crm_store *s;
	const struct accounts *accounts;
	const struct crm_entity *entity[FROM_N];
	const struct crm_stmt *q;
	bool by_category;     /* some account asks for it */
	struct crm_text base; /* the base currency */
	struct crm_entry e;
	int64_t seller;
	struct crm_text
	    category; /* folded; empty where no account asks for it */
	struct crm_buf folded;
};

/* Fills the postings of the row at hand; none where it moves nothing. */
enum crm_status entry_read(struct posting *p, struct crm_err *err);

/* ---- earned.c: revenue that is earned by the day ---- */

/* Of a net amount for the days from one to another, what is earned by the months that
 * are over on a day: all of it where its last day is. */
int64_t earned_by(int64_t net, int64_t from, int64_t until, int64_t day);
/* What of it a month earns, which is told by its last day. */
int64_t earned_in(int64_t net, int64_t from, int64_t until, int64_t last);
/* The last day of the month of a day. */
int64_t month_last(int64_t day);

/* ---- revalue.c ---- */

crm_hook revaluation_save;
crm_hook revaluation_hide;
crm_undo_hook revaluation_undo;
crm_reverse_hook revaluation_reverse;

#endif
