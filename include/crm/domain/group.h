/*
 * Groups of customers: a customer and all below it, by their parents, with what
 * each has and what they have together.
 */
#ifndef CRM_GROUP_H
#define CRM_GROUP_H

#include <crm/store/store.h>

/* Amounts are in the base currency; what is in another one and has no rate is
 * left out of them. */
struct crm_holdings {
	int64_t contacts; /* who have not left */
	int64_t open_deals, open_amount;
	int64_t won_deals, won_amount;
	int64_t orders, order_amount; /* cancelled ones left out */
};

struct crm_member {
	int64_t customer;
	int64_t depth; /* 0: the one that was asked for */
	struct crm_text name;
	struct crm_holdings own, total; /* total: of it and all below it */
};

/*
 * The group below a customer, depth first, children by id.  Each customer comes
 * once, even where parents go round in a circle.  A sum that overflows is
 * CRM_FAIL.  *no_rate counts the orders and deals whose amount is in another
 * currency without a rate.
 */
enum crm_status crm_group(struct crm_store *s, int64_t top, struct crm_arena *a,
    struct crm_member **out, size_t *n, int64_t *no_rate, struct crm_err *err);

/* The customers that others are below and that are below none: whose parent is
 * deleted is below none.  By id. */
enum crm_status crm_group_tops(struct crm_store *s, struct crm_arena *a,
    int64_t **out, size_t *n, struct crm_err *err);

#endif
