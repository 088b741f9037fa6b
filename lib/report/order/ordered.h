/* What reports count as ordered, and lines one by one. */
#ifndef CRM_REPORT_ORDER_ORDERED_H
#define CRM_REPORT_ORDER_ORDERED_H

#include <crm/domain/sales.h>
#include "report/kit/kit.h"

#define IS_ORDERED " AND " CRM_IS_ORDERED

/* ---- ordered.c ---- */

/* How lines `t` are joined with their orders `o`, as rows of `struct columns`. */
#define OF_ORDER \
	.from = "JOIN sale_order o ON o.\"id\" = t.\"order\"", \
	.joined = { "order", "o" }

/* The cells of a line that counts; a report's own are behind them. */
enum ordered_cell {
	ORDERED_ORDER,
	ORDERED_DAY,
	ORDERED_CURRENCY,
	ORDERED_RATE,
	ORDERED_SUM,
	ORDERED_QUANTITY,
	ORDERED_CANCELLED,
	ORDERED_PRICE,
	ORDERED_DISCOUNT,
	ORDERED_CELLS
};
/* Of the lines that count; `sum` is SQL: which amount of a line is meant. */
#define ORDERED_SQL(sum) \
	"t.\"order\", o.\"ordered_on\", o.\"currency\", o.\"rate\", " sum \
	", t.\"quantity\", t.\"cancelled\", t.\"unit_price\", t.\"discount\""
#define ORDERED_LINES OF_ORDER, .also = IS_ORDERED

struct ordered {
	struct crm_value amount;   /* in the order's currency; null: unknown */
	struct crm_value quantity; /* without what was cancelled when its order
				    * was closed short; null: unknown */
	int digits;                /* of the currency */
};

/* What a line counts, without what was cancelled of it. */
enum crm_status ordered_read(const struct tally_run *r,
    const struct crm_value *cell, struct ordered *out, struct crm_err *err);
/* Adds an amount of a line, or of what is of it, in the base currency at the rate of
 * its order; what has no rate is noted there, where that is not NULL. */
enum crm_status add_of_order(struct tally_run *r, struct crm_value currency,
    struct crm_value rate, struct crm_value amount, int64_t *sum,
    struct unrated *unrated, struct crm_err *err);

#endif
