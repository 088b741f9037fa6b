/* A statement in CAMT.053, as it is read: camt-xml.c parses, camt.c knows what is said. */
#ifndef CRM_IO_CAMT_H
#define CRM_IO_CAMT_H

#include "statement.h"

enum { CAMT_DEPTH_MAX = 64 };

struct camt_xml;

/* A movement: an entry, or one of the transactions that it consists of. */
struct movement {
	const char *ref, *end_to_end, *text, *further, *currency;
	const char *debtor, *debtor_account, *creditor, *creditor_account;
	int64_t amount, line;
	bool has_amount;
	int sign; /* 0: not said */
};

struct camt {
	struct statement *s;
	struct camt_xml *x;
	const char *path[CAMT_DEPTH_MAX + 1]; /* names of the open elements */
	int depth;
	struct crm_buf text; /* of the element at hand */
	struct crm_err err;
	const char *currency_attr; /* of the last amount */
	/* ---- the statement ---- */
	const char *account;
	struct statement_balance balance;
	const char *kind; /* of the balance at hand: OPBD … */
	int64_t amount;   /* of it */
	int sign;
	/* ---- the entry ---- */
	struct movement entry, *part;
	size_t parts, cap;
	const char *day, *status;
	bool any; /* a statement was seen */
};

/* ---- camt-xml.c ---- */

/* Gives up: what is wrong, with the line at which the parser is. */
void camt_stop(struct camt *c, const char *what);
/* Name of the element so many above the one at hand; "" where there is none. */
const char *camt_name(const struct camt *c, int up);
/* Whether the innermost elements are these, the outer one first: "Dbtr/Nm". */
bool camt_is_in(const struct camt *c, const char *path);
bool camt_is_within(const struct camt *c, const char *name);

/* ---- camt.c ---- */

/* An element begins, on a line; one ends, with its text in c->text. */
void camt_begin(struct camt *c, int64_t line);
void camt_end(struct camt *c);

#endif
