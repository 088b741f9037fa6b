/*
 * What is taken back, of layers that were made under another cost method: under average
 * cost no layer has a worth of its own, and under FIFO each has one.
 */
#include "stock.h"

/* How much of a worth a part bears: of what was there, by its quantity; what filled or
 * closed a hole has its worth already, be it nothing. */
static enum crm_status
weigh(struct crm_store *s, const struct cost_part *p, int64_t *weight,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(p->layer);
	struct crm_value came;
	enum crm_status st;

	*weight = 0;
	if (p->value != 0 || p->quantity == 0)
		return CRM_OK;
	st = crm_get_int(s, "SELECT \"quantity\" FROM layer WHERE \"id\" = ?",
	    &id, 1, &came, err);
	if (st == CRM_OK && came.kind == CRM_INT && came.i > 0)
		*weight = p->quantity < 0 ? -p->quantity : p->quantity;
	return st;
}

static bool
spread(struct cost_part *part, const int64_t *weights, size_t n, int64_t worth)
{
	int64_t all = 0, share;
	size_t i;

	for (i = 0; i < n; i++)
		all += weights[i];
	for (i = 0; i < n; i++) {
		if (weights[i] == 0)
			continue;
		if (!cost_share(worth, weights[i], all, &share))
			return false;
		part[i].value += share;
		worth -= share;
		all -= weights[i];
	}
	return true;
}

/* All that is there bears what has no layer of its own. */
static enum crm_status
over_all(struct crm_store *s, const struct crm_record *move,
    struct crm_arena *a, struct cost_part **part, int64_t **weights, size_t *n,
    struct crm_err *err)
{
	const struct layer_ask ask = { .product = value_of(move, "product")->i,
		.warehouse = value_of(move, "warehouse")->i };
	struct cost_layer *l;
	enum crm_status st = layers_read(s, &ask, INT64_MAX, a, &l, n, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	*part = crm_alloc_n(a, *n + 1, sizeof **part);
	*weights = crm_alloc_n(a, *n + 1, sizeof **weights);
	for (i = 0; i < *n; i++) {
		(*part)[i] = (struct cost_part){ l[i].id, 0, 0 };
		(*weights)[i] = l[i].left;
	}
	return CRM_OK;
}

enum crm_status
parts_worth(struct crm_store *s, const struct crm_record *move,
    struct crm_arena *a, struct cost_part **part, size_t *n,
    struct crm_err *err)
{
	int64_t worth = -value_of(move, "value")->i, *weights;
	struct goods g;
	enum crm_status st;
	size_t i;

	st = goods_load(s, value_of(move, "product")->i, a, &g, err);
	for (i = 0; i < *n; i++)
		worth -= (*part)[i].value;
	if (st != CRM_OK || !g.fifo || worth == 0)
		return st;
	weights = crm_alloc_n(a, *n + 1, sizeof *weights);
	for (i = 0; i < *n && st == CRM_OK; i++)
		st = weigh(s, &(*part)[i], &weights[i], err);
	if (st != CRM_OK)
		return st;
	/* A cost that was added to one layer moved nothing of it. */
	if (value_of(move, "quantity")->i == 0 && *n == 1)
		weights[0] = 1;
	else if (*n == 0 &&
	    (st = over_all(s, move, a, part, &weights, n, err)) != CRM_OK)
		return st;
	return spread(*part, weights, *n, worth)
	    ? CRM_OK
	    : crm_fail_field(
		  err, CRM_INVALID, "value", "is more than can be kept");
}
