/*
 * Undo of goods that others left from meanwhile: under average cost what leaves takes its
 * part of all that is there along.
 */
#include "stock.h"

static int64_t
number(const struct crm_record *r, const char *name)
{
	const struct crm_value *v = value_of(r, name);

	return v->kind == CRM_INT ? v->i : 0;
}

enum crm_status
none_left_since(const struct crm_undoing *u, bool *yes, struct crm_err *err)
{
	const struct crm_value v[] = { *value_of(u->now, "product"),
		*value_of(u->now, "warehouse"), crm_value_int(u->now->id) };
	struct crm_value n;
	enum crm_status st = crm_get_int(u->store,
	    CRM_STANDING("\"product\" = ? AND \"warehouse\" = ? AND \"id\" > ? "
			 "AND \"quantity\" < 0 AND \"kind\" <> 'reversal'"),
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i == 0;
	return st;
}

/* Whether a piece of what came cost what one does now, but for the rounding of what left:
 * then what is left of the others is worth what it was. */
static bool
is_of_average(const struct crm_undoing *u, const struct cost_pool *pool)
{
	int64_t value = number(u->now, "value"), share;

	return pool->on_hand > 0 &&
	    cost_share(pool->value, number(u->now, "quantity"), pool->on_hand,
		&share) &&
	    share - 1 <= value && value <= share + 1;
}

enum crm_status
check_consumed(const struct crm_undoing *u, const struct crm_record *first,
    struct crm_err *err)
{
	enum crm_status st;
	struct desk *d;
	bool none = true;

	if (number(u->now, "quantity") <= 0 || number(first, "quantity") <= 0)
		return CRM_OK;
	st = desk_load(u->store, number(u->now, "product"),
	    number(u->now, "warehouse"), u->arena, &d, err);
	if (st == CRM_OK && !d->g.fifo && d->l.pool.on_hand > 0 &&
	    !is_of_average(u, &d->l.pool))
		st = none_left_since(u, &none, err);
	return st != CRM_OK || none
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s is part of what others left at; take it back with: "
		  "crm-stock return-to-supplier, or a count",
		  typed_id(u->arena, u->now->entity, u->now->id));
}

/* Where nothing is there but holes, all of it is worth what these are thought to cost. */
static enum crm_status
check_holes(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_value level = crm_value_int(id);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value off;
	enum crm_status st = crm_get_int(s,
	    "SELECT v.\"value\" - CAST(sum(y.\"left_value\") AS BIGINT) "
	    "FROM level v JOIN layer y ON y.\"product\" = v.\"product\" "
	    "AND y.\"warehouse\" = v.\"warehouse\" AND y.\"open\" = 1 "
	    "WHERE v.\"id\" = ? AND v.\"on_hand\" < 0 "
	    "GROUP BY v.\"id\", v.\"value\" HAVING min(y.\"left\") < 0 "
	    "AND max(y.\"left\") < 0",
	    &level, 1, &off, err);

	if (st == CRM_OK && off.kind == CRM_INT && off.i != 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s: what was there is worth another sum since; what took "
		    "it is booked anew, not brought back",
		    typed_id(&a, e, id));
	crm_arena_free(&a);
	return st;
}

void
holes_worth_later(struct crm_store *s, const struct crm_record *back)
{
	const struct desk *d = desk_at(
	    s, value_of(back, "product")->i, value_of(back, "warehouse")->i);

	if (d != NULL && value_of(back, "quantity")->i < 0 && d->p.below_zero)
		crm_later(s, check_holes,
		    crm_dict_find(crm_store_dict(s), "level"), d->l.id);
}
