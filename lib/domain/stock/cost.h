/*
 * What stock costs: pure arithmetic over layers, in exact integers.  It knows no
 * store.  Quantities are in millionths of the product's unit, values in minor
 * units of the base currency.
 *
 * A layer is what is left of goods that came in together.  A layer below zero is
 * a hole: goods that left before they came, at what they were thought to cost.
 * Under FIFO a layer has its own value; under average cost its value is a share
 * of the pool's, and only holes have one.
 */
#ifndef CRM_STOCK_COST_H
#define CRM_STOCK_COST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct cost_layer {
	int64_t id, left, value;
};

/* What happens to a layer. */
struct cost_part {
	int64_t layer, quantity, value;
};

/* All there is of a product in a warehouse, and what a unit cost last: so many
 * for so much (0: nobody knows). */
struct cost_pool {
	bool fifo;
	int64_t on_hand, value;
	int64_t last_qty, last_value;
};

/* A share of a value, rounded once; all of it for all of the quantity.  false
 * where it does not fit. */
bool cost_share(int64_t value, int64_t part, int64_t whole, int64_t *out);

struct cost_taken {
	int64_t missing; /* so many were not there, which makes a hole */
	int64_t value;   /* of all, the hole's too: at least 0 */
	int64_t last_qty, last_value; /* what a unit cost last */
};

/* Takes a quantity (above 0) from layers (above 0) in their order; `part` has
 * room for all of them and gets what is taken, below zero.  false where a number
 * does not fit. */
bool cost_take(const struct cost_pool *p, const struct cost_layer *l, size_t n,
    int64_t quantity, struct cost_part *part, size_t *n_part,
    struct cost_taken *out);

/* Fills holes in their order with a quantity (above 0) that comes in; *filled is
 * how much of it that was, and the parts what the holes had been thought to
 * cost. */
bool cost_fill(const struct cost_layer *hole, size_t n, int64_t quantity,
    struct cost_part *part, size_t *n_part, int64_t *filled);

/* What a quantity is worth by what a unit cost last: the pool's average, else
 * what is known of it. */
bool cost_known(const struct cost_pool *p, int64_t quantity, int64_t *value);

#endif
