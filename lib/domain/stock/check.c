/* What records beside the ledger must fulfil: products, units, warehouses. */
#include "stock.h"

#include <crm/base/number.h>

#include <string.h>

/* Whether any of a product is there, or is missing. */
static enum crm_status
is_stocked(struct crm_store *s, const char *of, int64_t id, bool *yes,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    strcmp(of, "product") == 0
		? "SELECT count(*) FROM level WHERE \"product\" = ? "
		  "AND \"on_hand\" <> 0"
		: "SELECT count(*) FROM level WHERE \"warehouse\" = ? "
		  "AND \"on_hand\" <> 0",
	    &v, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

/* Months of warranty: a hundred years of them. */
enum { WARRANTY_MAX = 1200 };

/* What the ledger was kept by stays while there is stock. */
/* What lies there is counted away or issued before it is no stock. */
static enum crm_status
check_emptied(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *now = value_of(w->new, "stocked");
	enum crm_status st;
	bool stocked;

	if (w->old == NULL || comes_back(w->old, w->new) ||
	    !differs(w->old, w->new, "stocked") || now->kind != CRM_INT ||
	    now->i != 0)
		return CRM_OK;
	st = is_stocked(w->store, "product", w->new->id, &stocked, err);
	return st != CRM_OK || !stocked
	    ? st
	    : crm_fail_field(err, CRM_RULE, "stocked",
		  "is no only while none is in stock; issue it, or count it "
		  "away, first");
}

/* Nobody keeps or orders less than nothing.  What stands is not held against who writes
 * something else. */
static enum crm_status
check_amounts(
    const struct crm_saving *w, const char *const *name, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	for (; *name != NULL && !w->undo && st == CRM_OK; name++)
		if (w->old == NULL || differs(w->old, w->new, *name))
			st = check_at_least(w->new, *name, 0, err);
	return st;
}

/* Parts of a piece are neither kept nor ordered.  A file says of goods what it says, but
 * for packs: what is ordered in packs of half a piece could not come. */
static enum crm_status
check_parts(const struct crm_saving *w, const char *const *name, int decimals,
    bool changed, struct crm_err *err)
{
	const int64_t step = crm_pow10(CRM_DECIMAL_DIGITS - decimals);
	const struct crm_value *v;

	for (; *name != NULL && !w->undo; name++) {
		v = value_of(w->new, *name);
		if (v->kind == CRM_INT && v->i % step != 0 &&
		    (w->old == NULL || changed ||
			differs(w->old, w->new, *name)) &&
		    (!w->import || strcmp(*name, "pack") == 0))
			return crm_fail_field(err, CRM_INVALID, *name,
			    "has more decimals than the unit: %d", decimals);
	}
	return CRM_OK;
}

/* What is filled up is filled up to no less than there shall be; 0 says nothing. */
static enum crm_status
check_range(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *min = value_of(w->new, "min_qty");
	const struct crm_value *max = value_of(w->new, "max_qty");

	return w->undo || w->import || min->kind != CRM_INT ||
		max->kind != CRM_INT || max->i == 0 || min->i <= max->i ||
		(w->old != NULL && !differs(w->old, w->new, "min_qty") &&
		    !differs(w->old, w->new, "max_qty"))
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "max_qty",
		  "is %s, below the minimum of %s",
		  quantity_dup(w->arena, max->i),
		  quantity_dup(w->arena, min->i));
}

enum crm_status
shelf_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const amounts[] = { "min_qty", "max_qty", NULL };
	const struct crm_value *product = value_of(w->new, "product");
	struct goods g;
	enum crm_status st = check_amounts(w, amounts, err);

	if (st == CRM_OK)
		st = check_range(w, err);
	if (st != CRM_OK || product->kind != CRM_INT)
		return st;
	st = goods_load(w->store, product->i, w->arena, &g, err);
	return st == CRM_OK ? check_parts(w, amounts, g.decimals, false, err)
			    : st;
}

/* How much of a product is kept and ordered. */
static enum crm_status
check_kept_of(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const amounts[] = { "min_qty", "max_qty",
		"reorder_level", "min_order", "pack", NULL };
	const struct crm_value *decimals = value_of(w->new, "decimals");
	enum crm_status st = check_amounts(w, amounts, err);

	if (st == CRM_OK)
		st = check_range(w, err);
	return st == CRM_OK
	    ? check_parts(w, amounts,
		  decimals->kind == CRM_INT ? (int)decimals->i : 0,
		  w->old != NULL && differs(w->old, w->new, "decimals"), err)
	    : st;
}

enum crm_status
product_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "cost_method", "tracking",
		"decimals", NULL };
	const char *const *name;
	enum crm_status st;
	bool stocked;

	if (w->old != NULL)
		desk_forget(w->store);
	st = check_between(w->new, "decimals", 0, CRM_DECIMAL_DIGITS, err);
	if (st == CRM_OK)
		st = check_at_least(w->new, "lead_time", 0, err);
	if (st == CRM_OK)
		st = check_at_least(w->new, "cost", 0, err);
	if (st == CRM_OK &&
	    (w->old == NULL || differs(w->old, w->new, "list_price")))
		st = check_at_least(w->new, "list_price", 0, err);
	if (st == CRM_OK)
		st = check_kept_of(w, err);
	if (st == CRM_OK)
		st = check_sku(w, err);
	if (st == CRM_OK)
		st = check_between(
		    w->new, "warranty_months", 0, WARRANTY_MAX, err);
	for (name = fixed; *name != NULL && st == CRM_OK; name++) {
		if (w->old == NULL || comes_back(w->old, w->new) ||
		    !differs(w->old, w->new, *name))
			continue;
		st = is_stocked(w->store, "product", w->new->id, &stocked, err);
		if (st == CRM_OK && stocked)
			st = crm_fail_field(err, CRM_RULE, *name,
			    "changes only while none is in stock; issue it, "
			    "change this, and receive it again");
	}
	if (st == CRM_OK)
		st = check_emptied(w, err);
	return st == CRM_OK ? move_of_others(w, err) : st;
}

/* Where something is below zero, it may be. */
static enum crm_status
check_filled(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(w->new->id);
	struct crm_value n;
	enum crm_status st;

	if (value_of(w->new, "below_zero")->i == 1 ||
	    !differs(w->old, w->new, "below_zero"))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT count(*) FROM level WHERE \"warehouse\" = ? "
	    "AND \"on_hand\" < 0",
	    &v, 1, &n, err);
	return st != CRM_OK || n.i == 0
	    ? st
	    : crm_fail_field(err, CRM_RULE, "below_zero",
		  "%lld products are below zero there; receive or count these "
		  "first",
		  (long long)n.i);
}

enum crm_status
warehouse_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_above(w, "parent", err);
	bool stocked;

	if (w->old != NULL)
		desk_forget(w->store);
	if (st == CRM_OK && w->old != NULL && !comes_back(w->old, w->new))
		st = check_filled(w, err);
	if (st != CRM_OK || w->old == NULL || comes_back(w->old, w->new) ||
	    !differs(w->old, w->new, "kind"))
		return st;
	st = is_stocked(w->store, "warehouse", w->new->id, &stocked, err);
	return st == CRM_OK && stocked
	    ? crm_fail_field(
		  err, CRM_RULE, "kind", "changes only while nothing is in it")
	    : st;
}

enum crm_status
lot_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *made = value_of(w->new, "made_on");
	const struct crm_value *expires = value_of(w->new, "expires_on");

	if (w->old != NULL && differs(w->old, w->new, "product"))
		return crm_fail_field(
		    err, CRM_RULE, "product", "a lot stays with its product");
	return w->import || made->kind != CRM_INT || expires->kind != CRM_INT ||
		expires->i >= made->i
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "expires_on",
		  "is before the day on which it was made, %s",
		  date_dup(w->arena, made->i));
}

/* An exact ratio of whole numbers: 12 of 1, 9144 of 10000. */
/* The product's own unit is one of itself: another ratio would never be asked. */
static enum crm_status
check_own_unit(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *product = value_of(w->new, "product");
	const struct crm_value *per = value_of(w->new, "per");
	struct goods g;
	enum crm_status st;

	if (w->undo || product->kind != CRM_INT ||
	    value_of(w->new, "contains")->i ==
		(per->kind == CRM_INT ? per->i : 1))
		return CRM_OK;
	st = goods_load(w->store, product->i, w->arena, &g, err);
	return st != CRM_OK ||
		!crm_text_eq(crm_fold_dup(w->arena, text_of(w->new, "name")),
		    crm_fold_dup(w->arena, crm_text_of(g.unit)))
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "name",
		  "%s is kept in %s itself; name the larger one otherwise",
		  g.name, g.unit);
}

enum crm_status
unit_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_at_least(w->new, "contains", 1, err);

	if (st == CRM_OK)
		st = check_at_least(w->new, "per", 1, err);
	if (st == CRM_OK)
		st = check_own_unit(w, err);
	if (st == CRM_OK)
		st = check_between(
		    w->new, "decimals", 0, CRM_DECIMAL_DIGITS, err);
	return st == CRM_OK ? move_of_others(w, err) : st;
}

/* So many for each so many that are bought. */
static enum crm_status
check_gift(const struct crm_saving *w, struct crm_err *err)
{
	bool each = value_of(w->new, "free_each")->kind == CRM_INT;
	bool quantity = value_of(w->new, "free_qty")->kind == CRM_INT;
	enum crm_status st;

	if (each != quantity)
		return crm_fail_field(err, CRM_INVALID,
		    each ? "free_qty" : "free_each",
		    "a gift says how many are given for how many: free_each=10 "
		    "free_qty=1");
	st = check_at_least(w->new, "free_each", 1, err);
	return st == CRM_OK ? check_at_least(w->new, "free_qty", 1, err) : st;
}

/* A price of nothing, or below nothing, is no price; its days are in order. */
enum crm_status
price_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value from = *value_of(w->new, "valid_from");
	struct crm_value to = *value_of(w->new, "valid_to");
	enum crm_status st = check_at_least(w->new, "price", 0, err);

	if (st == CRM_OK)
		st = check_at_least(w->new, "min_qty", 0, err);
	if (st == CRM_OK && from.kind == CRM_INT && to.kind == CRM_INT &&
	    to.i < from.i)
		st = crm_fail_field(err, CRM_INVALID, "valid_to",
		    "is before the first day of the price");
	if (st == CRM_OK)
		st = check_at_least(w->new, "floor", 0, err);
	return st == CRM_OK ? check_gift(w, err) : st;
}

/* Levels and layers are made by moves; a remark is all that people add. */
enum crm_status
kept_save(const struct crm_saving *w, struct crm_err *err)
{
	if (value_of(w->new, "product")->kind != CRM_NULL)
		return CRM_OK;
	return crm_fail(err, CRM_RULE,
	    "a %s is made by moves; crm-stock receive and issue make these",
	    crm_entity_word(w->new->entity));
}

/* What moves made stays as long as they do. */
enum crm_status
kept_hide(const struct crm_saving *w, struct crm_err *err)
{
	return w->undo ? CRM_OK
		       : crm_fail_record(err, CRM_RULE,
			     "%s follows from the moves; undo the batch of "
			     "these, or book a move that takes them back",
			     typed_id(w->arena, w->new->entity, w->new->id));
}

static enum crm_status
over_promised(const struct goods *g, const struct place *p, int64_t reserved,
    int64_t there, struct crm_arena *a, struct crm_err *err)
{
	return crm_fail(err, CRM_RULE,
	    "%s in %s: %s are reserved, %s would be there; "
	    "release them with: crm-stock reservation release",
	    g->name, p->name, quantity_dup(a, reserved),
	    quantity_dup(a, there));
}

static enum crm_status
load_level(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct goods *g, struct place *p, struct level *l,
    struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st;

	if ((st = crm_load(s, e, id, a, &r, err)) != CRM_OK ||
	    (st = goods_load(s, value_of(&r, "product")->i, a, g, err)) !=
		CRM_OK ||
	    (st = place_load(s, value_of(&r, "warehouse")->i, a, p, err)) !=
		CRM_OK)
		return st;
	return level_load(s, g, p->id, l, err);
}

enum crm_status
level_lasts(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t expired = 0;
	enum crm_status st;
	struct place p;
	struct goods g;
	struct level l;

	st = load_level(s, e, id, &a, &g, &p, &l, err);
	if (st == CRM_OK)
		st = level_expired(
		    s, g.id, p.id, crm_store_clock(s)->today, &expired, err);
	if (st == CRM_OK && l.reserved > 0 &&
	    l.reserved > l.pool.on_hand - expired)
		st = over_promised(
		    &g, &p, l.reserved, l.pool.on_hand - expired, &a, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
level_stays(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	struct place p;
	struct goods g;
	struct level l;

	st = load_level(s, e, id, &a, &g, &p, &l, err);
	if (st == CRM_OK && l.pool.on_hand != 0)
		st = check_stocked(&g, err);
	if (st == CRM_OK && !p.sellable && l.reserved > 0)
		st = crm_fail(err, CRM_RULE,
		    "%s in %s: %s would be held again, and %s is not for sale "
		    "any more; crm-stock warehouse set %s kind=sellable "
		    "changes that",
		    g.name, p.name, quantity_dup(&a, l.reserved), p.name,
		    p.name);
	crm_arena_free(&a);
	return st;
}

/* What is over-promised by an undo: the batch as a whole must leave enough. */
enum crm_status
level_settle(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	struct place p;
	struct goods g;
	struct level l;
	size_t i;

	for (i = 0; i < n && st == CRM_OK; i++) {
		st = load_level(s, e, ids[i], &a, &g, &p, &l, err);
		if (st == CRM_OK && !p.below_zero && l.reserved > 0 &&
		    l.reserved > l.pool.on_hand)
			st = over_promised(
			    &g, &p, l.reserved, l.pool.on_hand, &a, err);
		crm_arena_reset(&a);
	}
	crm_arena_free(&a);
	return st;
}
