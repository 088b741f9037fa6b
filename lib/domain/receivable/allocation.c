/*
 * A row of the ledger before and behind its writing: what it must fulfil, what goes
 * with it in the base currency, and what is left then of what it lies between.
 */
#include "entry.h"

#include <string.h>

bool
entry_is(const struct entry *k, const char *kind)
{
	return crm_text_is(text_of(k->r, "kind"), kind);
}

/* ---- what stands is not changed ---- */

static enum crm_status
check_unchanged(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags &
			(CRM_F_SYSTEM | CRM_F_CUSTOM | CRM_F_DERIVED)) == 0 &&
		    strcmp(e->field[i]->name, "notes") != 0 &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]))
			return crm_fail_field(err, CRM_RULE, e->field[i]->name,
			    "what is allocated stays as it was written; take "
			    "it back with: crm-order allocation take-back %s",
			    typed_id(w->arena, e, w->new->id));
	return CRM_OK;
}

enum crm_status
allocation_hide(const struct crm_saving *w, struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s stays in the ledger; take it back with: crm-order allocation "
	    "take-back %s",
	    typed_id(w->arena, w->new->entity, w->new->id),
	    typed_id(w->arena, w->new->entity, w->new->id));
}

/* ---- what a kind lies between ---- */

enum { PAYMENT = 1, RECEIVABLE = 2, REFUND = 4, WRITE_OFF = 8 };

static const struct {
	const char *kind;
	int names, or_else; /* exactly these, or those; 0: nothing else */
	const char *words;
} shapes[] = {
	{ "payment", PAYMENT | RECEIVABLE, 0,
	    N_("names a payment and a receivable") },
	{ "refund", PAYMENT | REFUND, 0,
	    N_("names the payment with the credit, and the refund") },
	{ "opening", RECEIVABLE, PAYMENT,
	    N_("names a receivable or a payment") },
	{ "discount", RECEIVABLE | WRITE_OFF, 0,
	    N_("names a receivable and its write-off") },
	{ "bad_debt", RECEIVABLE | WRITE_OFF, 0,
	    N_("names a receivable and its write-off") },
	{ "rounding", RECEIVABLE | WRITE_OFF, PAYMENT,
	    N_("names a receivable and its write-off, or a payment") },
};

static enum crm_status
check_shape(const struct entry *k, struct crm_err *err)
{
	int names = (given(k->r, "payment") ? PAYMENT : 0) |
	    (given(k->r, "receivable") ? RECEIVABLE : 0) |
	    (given(k->r, "refund") ? REFUND : 0) |
	    (given(k->r, "write_off") ? WRITE_OFF : 0);
	size_t i = 0;

	while (i + 1 < COUNT(shapes) && !entry_is(k, shapes[i].kind))
		i++;
	if (names == shapes[i].names ||
	    (shapes[i].or_else != 0 && names == shapes[i].or_else))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "kind", "%.*s %s",
	    (int)word_of(k->r, "kind").n, word_of(k->r, "kind").p,
	    crm_tr(shapes[i].words));
}

/* ---- what is taken back ---- */

static int64_t
part(int64_t of, int64_t amount, int64_t whole)
{
	return amount == whole || whole == 0
	    ? of
	    : crm_div_round((__int128)of * amount, whole);
}

static void
copy_names(struct entry *k, const struct crm_record *of)
{
	static const char *const same[] = { "payment", "receivable", "refund",
		"write_off", "kind" };
	size_t i;

	for (i = 0; i < COUNT(same); i++)
		set(k->r, same[i], *value_of(of, same[i]));
}

/* A row that takes back is of what the other was of, and at most as much. */
static enum crm_status
take_back(struct entry *k, struct crm_err *err)
{
	struct crm_record of;
	struct rest rest;
	int64_t back;
	enum crm_status st;

	if ((st = crm_load(k->s, k->r->entity, number(k->r, "reverses"),
		 k->w->arena, &of, err)) != CRM_OK ||
	    (st = rest_of(k->s, of.id, &rest, err)) != CRM_OK)
		return st;
	copy_names(k, &of);
	back = given(k->r, "amount") ? -number(k->r, "amount") : rest.amount;
	if (back == 0 || (back > 0) != (rest.amount > 0) ||
	    (back > 0 ? back > rest.amount : back < rest.amount))
		return crm_fail_record(err, CRM_RULE,
		    "%s is taken back already, or by more than it is",
		    typed_id(k->w->arena, of.entity, of.id));
	set(k->r, "amount", crm_value_int(-back));
	if (given(&of, "paid"))
		set(k->r, "paid",
		    crm_value_int(-part(rest.paid, back, rest.amount)));
	if (given(&of, "relieved_base"))
		set(k->r, "relieved_base",
		    crm_value_int(-part(rest.relieved, back, rest.amount)));
	if (given(&of, "paid_base"))
		set(k->r, "paid_base",
		    crm_value_int(-part(rest.paid_base, back, rest.amount)));
	return CRM_OK;
}

/* ---- who may give up so much ---- */

/* What is given up has a write-off that was judged, or is judged here. */
static enum crm_status
check_authority(const struct entry *k, struct crm_err *err)
{
	const char *id;

	if (k->w->undo || row_is_ours(k->s) || k->amount <= 0 ||
	    entry_is(k, "payment") || entry_is(k, "refund"))
		return CRM_OK;
	if (!given(k->r, "write_off") || given(k->r, "reverses"))
		return write_off_judged(k->s, entry_measure(k), k->amount, err);
	id = side_id(k->s, k->w->arena, &k->owed);
	return crm_fail_field(err, CRM_RULE, "write_off",
	    "gets its row in the ledger once it is posted: crm-order "
	    "receivable write-off %s, or crm-order write-off submit",
	    id);
}

/* ---- hooks ---- */

enum crm_status
allocation_save(const struct crm_saving *w, struct crm_err *err)
{
	struct entry k = { .s = w->store, .w = w, .r = w->new };
	enum crm_status st = CRM_OK;

	if (w->old != NULL)
		return check_unchanged(w, err);
	if (!given(k.r, "kind"))
		set(k.r, "kind", crm_value_text(CRM_TEXT("payment")));
	if (given(k.r, "reverses"))
		st = take_back(&k, err);
	if (st != CRM_OK || (st = check_shape(&k, err)) != CRM_OK ||
	    (st = entry_allowed(&k, err)) != CRM_OK ||
	    (st = check_authority(&k, err)) != CRM_OK)
		return st;
	return entry_worth(&k, err);
}

static enum crm_status
take_off(struct entry *k, struct side *x, int64_t amount, const char *base,
    struct crm_err *err)
{
	if (x->id == 0)
		return CRM_OK;
	x->left -= amount;
	x->left_base -= number(k->r, base);
	if (!x->payment)
		queue_note(k->s, x, amount < 0);
	return side_put(k->s, x, number(k->r, "allocated_on"), err);
}

/* What went with an allocation that is taken back. */
static enum crm_status
go_back_with(struct entry *k, struct crm_err *err)
{
	int64_t of = number(k->r, "reverses");
	int64_t day = number(k->r, "allocated_on");
	enum crm_status st = take_small_back(k->s, of, k->paid.id, day, err);

	return st == CRM_OK ? give_up_again(k->s, of, -k->amount, day, err)
			    : st;
}

enum crm_status
allocation_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct entry k = { .s = w->store, .w = w, .r = w->new };
	enum crm_status st;

	if (w->old != NULL)
		return CRM_OK;
	if ((st = entry_load(&k, err)) != CRM_OK)
		return st;
	k.amount = number(k.r, "amount");
	k.money = k.paid.id != 0
	    ? decimal_money(number(k.r, "paid"), k.paid.digits)
	    : 0;
	if ((st = take_off(&k, &k.paid, k.money, "paid_base", err)) != CRM_OK ||
	    (st = take_off(&k, &k.refund, k.amount, "relieved_base", err)) !=
		CRM_OK)
		return st;
	st = take_off(&k, &k.owed, k.amount, "relieved_base", err);
	/* An undo has the rows of its batch, and needs nothing more. */
	if (st == CRM_OK && !w->undo && k.amount < 0 &&
	    entry_is(&k, "payment") && given(k.r, "reverses"))
		st = go_back_with(&k, err);
	return st == CRM_OK && given(k.r, "reverses") && given(k.r, "write_off")
	    ? write_off_follow(k.s, number(k.r, "write_off"), err)
	    : st;
}
