/*
 * Statements of a bank, MT940 and CAMT.053: read as a whole, given as rows under the
 * names of the fields of a bank line.
 */
#ifndef CRM_IO_STATEMENT_H
#define CRM_IO_STATEMENT_H

#include "impl.h"

enum statement_column {
	ST_ACCOUNT,
	ST_LINE_REF,
	ST_BOOKED_ON,
	ST_AMOUNT,
	ST_CURRENCY,
	ST_PAYER,
	ST_PAYER_ACCOUNT,
	ST_TEXT,
	ST_COLUMNS
};

/* Amounts are kept in thousandths: no currency has smaller parts. */
enum { ST_DECIMALS = 3 };

/* A line of it; what is not said is NULL. */
struct statement_line {
	const char *text[ST_COLUMNS]; /* but for the amount */
	int64_t amount;               /* in thousandths */
	int64_t line;                 /* of the file, from 1 */
};

/* The balances of one statement, in thousandths. */
struct statement_balance {
	const char *name; /* of the statement, for people */
	bool opens, closes;
	int64_t opening, closing, sum; /* sum: of its lines */
};

struct statement {
	struct crm_arena a;
	struct statement_line *line;
	size_t n, cap;
	size_t at;    /* the next one to give */
	int64_t left; /* lines that are not booked yet, and left out */
	struct crm_buf note;
};

/* ---- statement.c ---- */

/* One more line, blank; NULL where an amount of all of them is none any more. */
struct statement_line *statement_add(struct statement *s);
/* A decimal with a mark, which is ',' or '.', into thousandths; false where it is none. */
bool statement_amount(struct crm_text t, char mark, int64_t *out);
/* An amount as money is written, in its arena. */
const char *statement_amount_text(struct statement *s, int64_t amount);
/* Notes where a statement's lines do not lead from its first balance to its last. */
void statement_check(struct statement *s, const struct statement_balance *b);
/* A copy without blanks around and with one between words; NULL of nothing. */
const char *statement_dup(struct statement *s, struct crm_text t);

/* ---- mt940.c, camt.c: the formats ---- */

enum crm_status
mt940_parse(struct statement *s, struct crm_text all, struct crm_err *err);
enum crm_status
camt_parse(struct statement *s, struct crm_text all, struct crm_err *err);

#endif
