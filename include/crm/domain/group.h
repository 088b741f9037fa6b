/*
 * Groups of customers: a customer and all below it, by their parents, with what
 * each has and what they have together.
 */
#ifndef CRM_GROUP_H
#define CRM_GROUP_H

#include <crm/store/store.h>

/* Amounts are in the base currency; those in another one without a rate are not
 * in them, but in a crm_unrated. */
struct crm_holdings {
	int64_t contacts; /* who have not left */
	int64_t open_deals, open_amount;
	int64_t won_deals, won_amount;
	int64_t orders, order_amount; /* cancelled ones left out */
};

/* The deals and orders whose amount has no rate into the base currency: how many,
 * which are among those of the member, and what they come to in theirs. */
struct crm_unrated {
	char currency[8];
	struct crm_holdings own, total;
	struct crm_unrated *next; /* the next currency by its code, or NULL */
};

struct crm_member {
	int64_t customer;
	int64_t depth; /* 0: the one that was asked for */
	struct crm_text name;
	struct crm_holdings own, total; /* total: of it and all below it */
	struct crm_unrated *unrated;    /* NULL: it and those below have none */
};

/*
 * The group below a customer, depth first, children by id.  Each customer comes
 * once, even where parents go round in a circle.  A sum that overflows is
 * CRM_FAIL.  What is in *out lives in the arena.
 */
enum crm_status crm_group(struct crm_store *s, int64_t top, struct crm_arena *a,
    struct crm_member **out, size_t *n, struct crm_err *err);

/* The customers that others are below and that are below none: whose parent is
 * deleted is below none.  By id. */
enum crm_status crm_group_tops(struct crm_store *s, struct crm_arena *a,
    int64_t **out, size_t *n, struct crm_err *err);

#endif
