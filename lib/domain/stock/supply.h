/* Planning: its rows while they come about, and what supplies them. */
#ifndef CRM_STOCK_SUPPLY_H
#define CRM_STOCK_SUPPLY_H

#include "history.h"
#include "supplier.h"

#include <crm/domain/plan.h>

/* A row while it comes about. */
struct item {
	struct crm_plan_row row;
	struct history history;
	/* What of the stock is sold through a day only, by that day. */
	struct crm_incoming *expires;
	size_t n_expires, cap;
};

struct planning {
	struct crm_store *s;
	const struct crm_plan_ask *ask;
	struct crm_arena *a;
	struct item *item; /* by product and warehouse */
	size_t n, cap;
	int64_t today, from; /* the first day of the history */
	size_t days;
	double z;
	/* What an order costs, and a year of a whole unit's worth of stock; 0
	 * where no economic lot is asked for. */
	double order_cost, holding;
	struct suppliers suppliers;
};

/* Where what has no warehouse counts: the first row of the product. */
struct item *first_of(const struct planning *p, int64_t product);

/* Takes rows of product, warehouse, day, quantity and what of that is of deals, or held;
 * binds the days `from` and today, unless the first is 0. */
enum crm_status each_row(struct planning *p, const char *sql, int64_t from,
    void (*take)(struct planning *p, struct item *i, int64_t day,
	int64_t quantity, int64_t beside),
    struct crm_err *err);

/* What of the stock expires, what comes, and what is promised. */
enum crm_status supply_read(struct planning *p, struct crm_err *err);

#endif
