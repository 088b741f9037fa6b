/* What the files of the statement of an account share. */
#ifndef CRM_REPORT_STATEMENT_H
#define CRM_REPORT_STATEMENT_H

#include "finance.h"

enum statement_kind {
	OPENING,
	RECEIVABLE,
	VOIDED,
	RECEIPT,
	CREDIT,
	BILL,
	SET_OFF,
	REFUND,
	DISCOUNT,
	BAD_DEBT,
	ROUNDING,
	PAID_BEFORE,
	MOVED,
	CLOSING,
	AGE,
	KINDS,
};

/* What came to an account on a day. */
struct movement {
	enum statement_kind kind;
	int64_t day, amount; /* below zero: it is paid */
	struct crm_value due;
	const char *document;
};

/* An account in one currency. */
struct account {
	const char *currency;
	int64_t opening, closing;
	struct movement *move;
	size_t n, cap;
	int64_t age[MOST_AGES], disputed, retained, credit;
};

struct statement {
	struct crm_store *s;
	const struct crm_report_opts *o;
	struct crm_arena *arena;
	struct lines lines;
	struct edges edges;
	int64_t from, to;
	const char *base;
	/* ---- of the customer at hand ---- */
	int64_t customer;
	struct account *account;
	size_t n, cap;
};

/* The account of the customer at hand in a currency. */
struct account *account_in(struct statement *x, struct crm_text currency);

/* ---- statement-moves.c ---- */

extern const struct crm_choice statement_kinds[KINDS + 1];
/* What came to the accounts of the customer at hand, by currency and day. */
enum crm_status statement_moves(struct statement *x, struct crm_err *err);

#endif
