/*
 * On which day the difference of a count is booked: a count always posts.  The day of
 * its freeze where that is open; what is missing is not taken from what came and left
 * again meanwhile, so it may have to be a later one.
 */
#include "stock.h"

#include <crm/domain/period.h>

/* What there is of goods, or of one lot of them. */
struct stack {
	struct goods g;
	int64_t warehouse, lot, left;
};

/* The first day from *day on, of which on no later one less than nothing would be
 * left. */
static enum crm_status
first_day(struct crm_store *s, const struct stack *k, int64_t missing,
    int64_t *day, struct crm_err *err)
{
	int64_t least = 0, on;
	enum crm_status st = CRM_OK;

	while (k->left >= missing && st == CRM_OK) {
		st = level_lowest(s, k->g.id, k->warehouse, k->lot, k->left,
		    *day, &least, &on, err);
		if (st != CRM_OK || least >= missing)
			break;
		*day = on + 1;
	}
	return st;
}

static enum crm_status
not_there(const struct stack *k, const struct crm_record *line, int64_t missing,
    struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, line->entity, line->id);

	return crm_fail_record(err, CRM_RULE,
	    "%s: %s of %s are missing, and %s are there now; count again what "
	    "is there, and say it with: crm-stock count-line set %s counted=N",
	    id, quantity_dup(a, missing), k->g.name, quantity_dup(a, k->left),
	    id);
}

/* Whether what is there today is enough, and what is booked of days to come is why it is
 * not: the move itself says on which. */
static enum crm_status
is_there_today(struct crm_store *s, const struct stack *k, int64_t missing,
    bool *yes, struct crm_err *err)
{
	const struct level_ask today = { k->g.id, k->warehouse, k->lot,
		crm_store_clock(s)->today };
	int64_t there;
	enum crm_status st = level_on(s, &today, k->left, &there, err);

	*yes = st == CRM_OK && there >= missing;
	return st;
}

/* Of goods, or of a lot of them: a day on which so much is there, no later than today. */
static enum crm_status
day_for(struct crm_store *s, const struct stack *k,
    const struct crm_record *line, int64_t missing, struct crm_arena *a,
    int64_t *day, struct crm_err *err)
{
	int64_t first = *day;
	enum crm_status st;
	bool yes = true;

	st = first_day(s, k, missing, &first, err);
	if (st == CRM_OK && k->left < missing)
		st = is_there_today(s, k, missing, &yes, err);
	if (st == CRM_OK && first <= crm_store_clock(s)->today)
		*day = first;
	return st == CRM_OK && !yes ? not_there(k, line, missing, a, err) : st;
}

enum crm_status
missed_on(struct crm_store *s, const struct crm_record *line,
    const struct crm_record *move, struct crm_arena *a, int64_t *day,
    struct crm_err *err)
{
	int64_t missing = -value_of(move, "quantity")->i;
	struct stack k = { .warehouse = value_of(move, "warehouse")->i };
	struct place p;
	struct level l;
	enum crm_status st;

	*day = crm_period_open(s, "stock", value_of(move, "moved_on")->i);
	if (missing <= 0)
		return CRM_OK;
	if ((st = goods_load(s, value_of(move, "product")->i, a, &k.g, err)) !=
		CRM_OK ||
	    (st = place_load(s, k.warehouse, a, &p, err)) != CRM_OK ||
	    (st = level_load(s, &k.g, k.warehouse, &l, err)) != CRM_OK)
		return st;
	k.left = l.pool.on_hand;
	if (!p.below_zero)
		st = day_for(s, &k, line, missing, a, day, err);
	if (st == CRM_OK && value_of(move, "lot")->kind == CRM_INT) {
		k.lot = value_of(move, "lot")->i;
		st = lot_left(s, k.lot, k.warehouse, &k.left, err);
		if (st == CRM_OK)
			st = day_for(s, &k, line, missing, a, day, err);
	}
	return st;
}
