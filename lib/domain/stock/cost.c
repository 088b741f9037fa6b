/* What stock costs: taking from layers, filling holes. */
#include "cost.h"

#include <crm/base/number.h>

bool
cost_share(int64_t value, int64_t part, int64_t whole, int64_t *out)
{
	if (part == whole) {
		*out = value;
		return true;
	}
	return crm_mul_div(value, part, whole, out);
}

bool
cost_known(const struct cost_pool *p, int64_t quantity, int64_t *value)
{
	*value = 0;
	if (p->on_hand > 0)
		return cost_share(p->value, quantity, p->on_hand, value);
	return p->last_qty <= 0 ||
	    crm_mul_div(p->last_value, quantity, p->last_qty, value);
}

/* The parts, and under FIFO their value. */
static bool
take_layers(const struct cost_pool *p, const struct cost_layer *l, size_t n,
    int64_t quantity, struct cost_part *part, size_t *n_part,
    struct cost_taken *out)
{
	int64_t value, q;
	size_t i;

	for (i = 0; i < n && quantity > 0; i++) {
		q = l[i].left < quantity ? l[i].left : quantity;
		value = 0;
		if (p->fifo && !cost_share(l[i].value, q, l[i].left, &value))
			return false;
		part[i] = (struct cost_part){ l[i].id, -q, -value };
		out->value += value;
		quantity -= q;
		if (p->fifo) {
			out->last_qty = l[i].left;
			out->last_value = l[i].value;
		}
	}
	*n_part = i;
	out->missing = quantity;
	return true;
}

bool
cost_take(const struct cost_pool *p, const struct cost_layer *l, size_t n,
    int64_t quantity, struct cost_part *part, size_t *n_part,
    struct cost_taken *out)
{
	int64_t hole = 0, there;

	*out = (struct cost_taken){ .last_qty = p->last_qty,
		.last_value = p->last_value };
	if (!p->fifo && p->on_hand > 0) {
		out->last_qty = p->on_hand;
		out->last_value = p->value;
	}
	if (!take_layers(p, l, n, quantity, part, n_part, out))
		return false;
	there = quantity - out->missing;
	if (!p->fifo && there > 0 &&
	    !cost_share(p->value, there, p->on_hand, &out->value))
		return false;
	if (out->missing > 0 && out->last_qty > 0 &&
	    !crm_mul_div(out->last_value, out->missing, out->last_qty, &hole))
		return false;
	return !__builtin_add_overflow(out->value, hole, &out->value);
}

bool
cost_fill(const struct cost_layer *hole, size_t n, int64_t quantity,
    struct cost_part *part, size_t *n_part, int64_t *filled)
{
	int64_t value, q;
	size_t i;

	*filled = 0;
	for (i = 0; i < n && *filled < quantity; i++) {
		q = quantity - *filled < -hole[i].left ? quantity - *filled
						       : -hole[i].left;
		if (!cost_share(hole[i].value, q, -hole[i].left, &value))
			return false;
		part[i] = (struct cost_part){ hole[i].id, q, -value };
		*filled += q;
	}
	*n_part = i;
	return true;
}
