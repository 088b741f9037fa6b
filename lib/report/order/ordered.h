/* What reports count as ordered, and lines one by one. */
#ifndef CRM_REPORT_ORDER_ORDERED_H
#define CRM_REPORT_ORDER_ORDERED_H

#include <crm/domain/sales.h>
#include "report/kit/kit.h"

/* ---- ordered.c ---- */

/* Lines `t` and their orders `o`. */
#define OF_ORDER .by = "order", .as = "o"

/* The cells of a line that counts: those of its order, then its own; a report's are
 * behind them. */
enum ordered_cell {
	ORDERED_ORDER,
	ORDERED_DAY,
	ORDERED_CURRENCY,
	ORDERED_RATE,
	ORDERED_CUSTOMER,
	ORDERED_TAXED, /* its prices include tax */
	ORDERED_OF_ORDER,
	ORDERED_SUM = ORDERED_OF_ORDER,
	ORDERED_QUANTITY,
	ORDERED_CANCELLED,
	ORDERED_PRICE,
	ORDERED_DISCOUNT,
	ORDERED_CELLS
};
/* For `struct whole`: orders that count. */
#define ORDERED_WHOLE \
	OF_ORDER, .counts = CRM_IS_ORDERED, \
		  .sql = "o.\"id\", o.\"ordered_on\", o.\"currency\", " \
			 "o.\"rate\", o.\"customer\", o.\"tax_included\"", \
		  .n = ORDERED_OF_ORDER, .text = { [ORDERED_CURRENCY] = true }
/* For `struct columns`: their lines. */
#define ORDERED_LINES ORDERED_LINES_WITH("", 0)
/* The same with so many cells more behind them, ", t.x". */
#define ORDERED_LINES_WITH(more, n_more) \
	.whole = { ORDERED_WHOLE }, \
	.sql = "coalesce(t.\"net\", t.\"amount\"), t.\"quantity\", " \
	       "t.\"cancelled\", t.\"unit_price\", t.\"discount\"" more, \
	.n = ORDERED_CELLS - ORDERED_OF_ORDER + (n_more)

/* The same of orders that say an amount and have no lines. */
#define ORDERED_BARE \
	.whole = { ORDERED_WHOLE, .few = true }, .bare = true, \
	.sql = "coalesce(t.\"net\", t.\"amount\"), t.\"quantity\", " \
	       "t.\"cancelled\", t.\"unit_price\", t.\"discount\"", \
	.n = ORDERED_CELLS - ORDERED_OF_ORDER

struct ordered {
	struct crm_value amount;   /* in the order's currency; null: unknown */
	struct crm_value quantity; /* without what was cancelled when its order
				    * was closed short; null: unknown */
	bool back; /* what came back, as a line of its own: nobody bought it */
};

/* Whether a line is of the days, and not all of it was cancelled. */
bool ordered_counts(const struct tally_run *r, const struct crm_value *cell);
/* What a line counts, without what was cancelled of it. */
enum crm_status ordered_read(const struct tally_run *r,
    const struct crm_value *cell, struct ordered *out, struct crm_err *err);
/* What a line comes to by its unit price, at a discount; null where that is unknown. */
enum crm_status ordered_price(const struct tally_run *r,
    const struct crm_value *cell, struct crm_value quantity,
    struct crm_value discount, struct crm_value *out, struct crm_err *err);
/* The sums that a line belongs to: those in the base currency, or where its order has
 * no rate those of the currency that it has. */
void *ordered_part(struct tally_run *r, struct apart *by, size_t size,
    struct crm_value currency, struct crm_value rate);
/* Adds an amount of a line, or of what is of it, in the base currency at the rate of
 * its order; what has no rate in its own, and it is noted, where that is not NULL. */
enum crm_status add_of_order(struct tally_run *r, struct crm_value currency,
    struct crm_value rate, struct crm_value amount, int64_t *sum,
    struct unrated *unrated, struct crm_err *err);
/* The same of what comes behind an amount of the same line, `from`, up to another: all of
 * them together are what their sum is in the base currency. */
enum crm_status
add_behind(struct tally_run *r, const struct crm_value *cell, int64_t from,
    int64_t to, int64_t *sum, struct unrated *unrated, struct crm_err *err);

/* What these reports sum for a group: parts by currency, of a size of their own. */
struct ordered_sums {
	struct apart by;
	struct unrated unrated;
};
enum crm_status ordered_merge(struct tally_run *r, struct ordered_sums *sums,
    const struct ordered_sums *from, size_t size,
    enum crm_status (*merge)(
	struct tally_run *r, void *part, const void *from, struct crm_err *err),
    struct crm_err *err);

/* The rows of a group: of the base currency, unless it has only others, and of each
 * other.  `is_met` says whether sums are of anything. */
enum crm_status ordered_print(const struct tally_row *row, struct apart *by,
    size_t size, bool (*is_met)(const void *part),
    enum crm_status (*put)(const struct tally_row *row,
	const struct apart_sum *part, struct crm_err *err),
    struct crm_err *err);

#endif
