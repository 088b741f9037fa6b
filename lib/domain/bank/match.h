/* What the files that match lines of bank statements share. */
#ifndef CRM_DOMAIN_BANK_MATCH_H
#define CRM_DOMAIN_BANK_MATCH_H

#include "bank.h"

#include <crm/domain/banking.h>
#include <crm/domain/match.h>

/* A receivable of which something is open. */
struct open {
	int64_t id, customer, open, due, seller;
	struct crm_text currency, name; /* of the customer */
	bool named;                     /* by the line at hand */
};

struct crm_banking {
	struct crm_store *s;
	struct crm_arena *a;
	struct crm_words *words;
	struct open *open; /* by due day, then id */
	size_t n;
	struct open **by_customer; /* and in that order */
	int64_t last;              /* payment when it was opened first */
	struct known_as *number;   /* of documents, folded and sorted */
	size_t numbers;
};

/* ---- text.c ---- */

/* Marks the receivables whose documents a text names; how many. */
size_t name_in(struct crm_banking *b, struct crm_text text);
/* What a line without a class is by its words. */
const char *class_of(struct crm_text text, int64_t amount);
/* How like two names of companies are, as CRM_T_PERCENT. */
int64_t name_like(struct crm_banking *b, struct crm_text x, struct crm_text y);

#endif
