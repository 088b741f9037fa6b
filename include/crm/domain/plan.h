/* What to order: each product in each warehouse that sells, with the arithmetic
 * behind it. */
#ifndef CRM_PLAN_H
#define CRM_PLAN_H

#include <crm/domain/planning.h>
#include <crm/store/store.h>

struct crm_plan_row {
	int64_t product, warehouse;
	struct crm_text sku, place, supplier;
	/* Exact, in millionths of the unit; on hand without what has expired. */
	int64_t on_hand, incoming, open_orders, projected;
	int64_t due_orders; /* of the open ones: due while it must last */
	int64_t kept;       /* held for those that are due later */
	struct crm_order_ask ask;
	int64_t quantity; /* to order */
	bool time;        /* it is time; with quantity 0 it is just at the
			   * point */
	/* Estimates, of whole units. */
	const char *source; /* of the demand: "history", "rare sales", … */
	double mean, deviation;      /* a day */
	double days, days_deviation; /* that it must last; lead time with the
				      * review interval */
	double deals;  /* what open deals will need in that time */
	double demand; /* in that time, less what is ordered for it already */
	double safety;
	double cost; /* of a unit */
	/* The economic lot, and what it comes of: the demand of a year, what an
	 * order costs and a unit that lies for a year; 0: none is asked for. */
	double lot, year, order_cost, holding;
	int64_t expired; /* what is there beside that */
	int64_t usable;  /* what of on hand is needed before it expires */
	int64_t run_out; /* CRM_DATE_MAX: never */
};

struct crm_plan_ask {
	const int64_t *product; /* these alone, sorted; n 0: all active ones */
	size_t n;
	bool without_incoming; /* as if nothing were ordered */
	int64_t on; /* what was foretold from a day on that is over; 0: today */
};

/* By product and warehouse; lives in the arena. */
enum crm_status crm_plan(struct crm_store *s, const struct crm_plan_ask *ask,
    struct crm_arena *a, struct crm_plan_row **out, size_t *n,
    struct crm_err *err);

/* How many products say what there shall be of them, and no place where: there is no
 * warehouse where none is said, and they have no shelf. */
enum crm_status
crm_plan_unplaced(struct crm_store *s, int64_t *n, struct crm_err *err);

/* The arithmetic of a row in words. */
const char *
crm_plan_explain(const struct crm_plan_row *r, double z, struct crm_arena *a);
/* A move between warehouses that levels what lasts too long and too short. */
struct crm_rebalance_row {
	int64_t product, from, to;
	struct crm_text sku, from_place, to_place;
	int64_t quantity;
	double cover_from, cover_to; /* days, before it */
};

/*
 * From where stock lasts longer than the setting cover_high (45 days) to where
 * less than cover_low (7), the nearest first: what is over there, up to what
 * lacks here for the middle of both, keeping the safety stock.  Nearest is: part
 * of the same place, the same city, the same region, then by id.
 */
enum crm_status crm_rebalance(struct crm_store *s, struct crm_arena *a,
    struct crm_rebalance_row **out, size_t *n, struct crm_err *err);

/* A setting of days, else what is usual. */
double
crm_plan_setting(const struct crm_store *s, const char *name, double usual);

/* The setting plan_z, else that of 95 %. */
double crm_plan_z(const struct crm_store *s);

#endif
