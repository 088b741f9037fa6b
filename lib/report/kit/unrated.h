/* Amounts in other currencies that have no rate. */
#ifndef CRM_REPORT_UNRATED_H
#define CRM_REPORT_UNRATED_H

#include "deals.h"

/* ---- unrated.c: what is in another currency and has no rate ---- */

struct unrated_sum {
	const char *currency;
	int64_t count, amount; /* in that currency */
};

/* One sum a currency, in the order met; begin with zeroes. */
struct unrated {
	struct unrated_sum *by;
	size_t n, cap;
	int64_t deals; /* of sales: so many are deals, the others orders */
};

enum crm_status unrated_add(struct unrated *u, struct crm_arena *a,
    struct crm_text currency, int64_t amount, struct crm_err *err);
/* Adds the sums of another. */
enum crm_status unrated_merge(struct unrated *u, struct crm_arena *a,
    const struct unrated *from, struct crm_err *err);
/* The sum in a currency: whether there is one, and it, 0 where there is none. */
bool unrated_has(const struct unrated *u, const char *currency);
int64_t unrated_in(const struct unrated *u, const char *currency);
/* Adds the deals that were won within days and have no rate. */
enum crm_status unrated_won(struct crm_store *s, int64_t from, int64_t to,
    struct crm_arena *a, struct unrated *u, struct crm_err *err);
/* Appends them: "EUR 1,500.00 (2), JPY 5,000 (1)". */
void unrated_sums(const struct unrated *u, struct crm_buf *b);
/* Says of how many deals or sales (`what`) the amounts are not among those in
 * the base currency, what they come to, and which program gives them a rate (NULL:
 * none does; crm-admin: by the table; of sales that are deals it is crm-deal); nothing where there are
 * none. */
void unrated_note(const struct unrated *u, const char *what,
    const char *program, struct crm_arena *a, const struct crm_sink *sink);

#endif
