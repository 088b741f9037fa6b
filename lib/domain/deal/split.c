/*
 * One deal becomes two: a part of its amount, or some of its lines, goes to a new one
 * of the same customer, stage and people.
 */
#include "deal.h"

#include <crm/domain/deal.h>

struct splitting {
	struct crm_store *s;
	const struct crm_deal_split *how;
	struct crm_arena arena;
	struct crm_record deal;
	int64_t other;
	const char *id;
};

static enum crm_status
lines_of(struct splitting *x, int64_t **ids, size_t *n, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(x->s), "deal-line");

	return crm_referring(x->s, e, field_of(e, "deal"), x->deal.entity,
	    &x->deal.id, 1, false, &x->arena, ids, n, err);
}

static bool
goes(const struct splitting *x, int64_t line)
{
	size_t i;

	for (i = 0; i < x->how->n; i++)
		if (x->how->line[i] == line)
			return true;
	return false;
}

/* Some lines go and some stay, or, where there are none, a part of the amount. */
static enum crm_status
check(struct splitting *x, struct crm_err *err)
{
	struct crm_value amount = *value_of(&x->deal, "amount");
	size_t n, i, found = 0;
	enum crm_status st;
	int64_t *ids;

	if ((st = lines_of(x, &ids, &n, err)) != CRM_OK)
		return st;
	for (i = 0; i < n; i++)
		found += goes(x, ids[i]);
	if (n > 0 && (x->how->n == 0 || found != x->how->n || found == n))
		return crm_fail_record(err, CRM_RULE,
		    "%s has %zu line%s: name those of them that go, and leave "
		    "one: lines=PI1,PI2",
		    x->id, n, n == 1 ? "" : "s");
	if (n == 0 && x->how->n > 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s has no lines; say which part goes: amount=AMOUNT",
		    x->id);
	if (n == 0 &&
	    (amount.kind != CRM_INT || x->how->amount <= 0 ||
		x->how->amount >= amount.i))
		return crm_fail_record(err, CRM_RULE,
		    "what goes is more than nothing and less than the amount "
		    "of %s",
		    x->id);
	return CRM_OK;
}

/* Whether a field of the first holds for the second too. */
static bool
is_shared(const struct crm_field *f)
{
	return (f->flags & (CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_EXT)) == 0 &&
	    f->type != CRM_T_ID;
}

static void
copy_fields(const struct crm_record *from, struct crm_record *to)
{
	size_t i;

	for (i = 0; i < from->entity->n; i++)
		if (is_shared(from->entity->field[i]) &&
		    from->v[i].kind != CRM_NULL)
			crm_record_set(to, (int)i, from->v[i]);
}

/* What is closed counts for who closed it: the part is born with that owner, and may be
 * handed over like the first. */
static enum crm_status
make_other(struct splitting *x, struct crm_err *err)
{
	const struct crm_entity *e = x->deal.entity;
	struct crm_record r;
	struct crm_value closer;
	enum crm_status st = crm_ended_with(
	    x->s, &crm_deal_closing, x->deal.id, &closer, err);

	if (st != CRM_OK)
		return st;
	crm_record_init(&r, e, &x->arena);
	copy_fields(&x->deal, &r);
	if (x->how->name.n > 0)
		crm_record_set(
		    &r, field_of(e, "name"), crm_value_text(x->how->name));
	crm_record_set(&r, field_of(e, "amount"),
	    x->how->n > 0 ? CRM_VALUE_NULL : crm_value_int(x->how->amount));
	if (closer.kind == CRM_INT)
		crm_record_set(&r, field_of(e, "owner"), closer);
	st = crm_insert(x->s, &r, err);
	x->other = r.id;
	return st;
}

static enum crm_status
leave_rest(struct splitting *x, struct crm_err *err)
{
	const struct crm_entity *e = x->deal.entity;
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, e, &x->arena);
	patch.id = x->deal.id;
	patch.held = CRM_HELD_REFUSED;
	crm_record_set(&patch, field_of(e, "amount"),
	    crm_value_int(value_of(&x->deal, "amount")->i - x->how->amount));
	return crm_update(x->s, &patch, &done, err);
}

/* The lines that go are born anew, for a line stays with its deal. */
static enum crm_status
move_lines(struct splitting *x, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(x->s), "deal-line");
	struct crm_record line, r;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->how->n && st == CRM_OK; i++) {
		st = crm_load(x->s, e, x->how->line[i], &x->arena, &line, err);
		if (st != CRM_OK)
			return st;
		crm_record_init(&r, e, &x->arena);
		copy_fields(&line, &r);
		crm_record_set(
		    &r, field_of(e, "deal"), crm_value_int(x->other));
		if ((st = crm_insert(x->s, &r, err)) == CRM_OK)
			st = crm_hide(x->s, e, line.id, err);
	}
	return st;
}

/* Whoever takes part in the one takes part in the other. */
static enum crm_status
copy_parties(struct splitting *x, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(x->s), "party");
	struct crm_record party, r;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_referring(x->s, e, field_of(e, "deal"), x->deal.entity,
	    &x->deal.id, 1, false, &x->arena, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = crm_load(x->s, e, ids[i], &x->arena, &party, err);
		if (st != CRM_OK)
			return st;
		crm_record_init(&r, e, &x->arena);
		copy_fields(&party, &r);
		crm_record_set(
		    &r, field_of(e, "deal"), crm_value_int(x->other));
		st = crm_insert(x->s, &r, err);
	}
	return st;
}

enum crm_status
crm_deal_split(struct crm_store *s, int64_t deal,
    const struct crm_deal_split *how, int64_t *other, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "deal");
	struct splitting x = { .s = s, .how = how, .arena = CRM_ARENA_INIT };
	enum crm_status st;

	x.id = typed_id(&x.arena, e, deal);
	if ((st = crm_lock(s, e, deal, err)) == CRM_OK &&
	    (st = crm_load(s, e, deal, &x.arena, &x.deal, err)) == CRM_OK &&
	    (st = check(&x, err)) == CRM_OK &&
	    (st = make_other(&x, err)) == CRM_OK)
		st = how->n > 0 ? move_lines(&x, err) : leave_rest(&x, err);
	if (st == CRM_OK)
		st = copy_parties(&x, err);
	*other = x.other;
	crm_arena_free(&x.arena);
	return st;
}
