/*
 * A row of the ledger before and behind its writing: what it must fulfil, what goes
 * with it in the base currency, and what is left then of what it lies between.
 */
#include "ledger.h"

#include <crm/domain/period.h>

#include <string.h>

/* One row while it is decided. */
struct entry {
	struct crm_store *s;
	const struct crm_saving *w;
	struct crm_record *r;
	/* What it names; an id of 0: nothing. */
	struct side owed, paid, refund;
	int64_t amount, day;
	int64_t money; /* of the payment, in its minor units */
};

static void
set(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

static bool
given(const struct crm_record *r, const char *field)
{
	return value_of(r, field)->kind != CRM_NULL;
}

static int64_t
number(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

static bool
is_kind(const struct crm_record *r, const char *kind)
{
	return crm_text_is(text_of(r, "kind"), kind);
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

	while (i + 1 < COUNT(shapes) && !is_kind(k->r, shapes[i].kind))
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

/* ---- its sides ---- */

static enum crm_status
load_side(struct entry *k, const char *field, bool payment, struct side *x,
    struct crm_err *err)
{
	x->id = 0;
	return given(k->r, field)
	    ? side_load(k->s, payment, number(k->r, field), x, err)
	    : CRM_OK;
}

/* Payments are locked before receivables. */
static enum crm_status
load_sides(struct entry *k, struct crm_err *err)
{
	enum crm_status st;

	if ((st = load_side(k, "payment", true, &k->paid, err)) != CRM_OK ||
	    (st = load_side(k, "refund", true, &k->refund, err)) != CRM_OK)
		return st;
	return load_side(k, "receivable", false, &k->owed, err);
}

/* In whose currency the amount is. */
static const struct side *
measure(const struct entry *k)
{
	return k->owed.id != 0 ? &k->owed : &k->paid;
}

/* Whether a customer is the other one, or above it. */
static enum crm_status
is_above(struct crm_store *s, int64_t above, int64_t customer, bool *yes,
    struct crm_err *err)
{
	enum { DEEPEST = 1000 };
	struct crm_value v = crm_value_int(customer), parent;
	enum crm_status st = CRM_OK;
	int i;

	for (i = 0; i < DEEPEST && v.i != above && st == CRM_OK; i++) {
		st = crm_get_int(s,
		    "SELECT \"parent\" FROM customer WHERE \"id\" = ?", &v, 1,
		    &parent, err);
		if (st != CRM_OK || parent.kind != CRM_INT)
			break;
		v = parent;
	}
	*yes = v.i == above;
	return st;
}

static enum crm_status
check_customers(const struct entry *k, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(k->s), "customer");
	const struct side *x = k->refund.id != 0 ? &k->refund : &k->owed;
	enum crm_status st;
	bool above;

	if (k->paid.id == 0 || x->id == 0 || x->customer == k->paid.customer)
		return CRM_OK;
	st = is_above(k->s, k->paid.customer, x->customer, &above, err);
	if (st != CRM_OK || above)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s is of %s, %s of %s: who pays for another is named in payer, "
	    "with payer_reason, on a payment of that other customer",
	    side_id(k->s, k->w->arena, x),
	    typed_id(k->w->arena, e, x->customer),
	    side_id(k->s, k->w->arena, &k->paid),
	    typed_id(k->w->arena, e, k->paid.customer));
}

/* ---- its day ---- */

static int64_t
day_of(const struct side *x, int64_t least)
{
	return x->id != 0 && x->day.kind == CRM_INT && x->day.i > least
	    ? x->day.i
	    : least;
}

static enum crm_status
not_booked(const struct entry *k, const struct side *x, struct crm_err *err)
{
	struct crm_arena *a = k->w->arena;
	const char *id = side_id(k->s, a, x);

	if (x->day.kind != CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s is planned and not booked yet; what is paid for it "
		    "stays credit until it is: crm-order receivable set %s "
		    "booked_on=DATE",
		    id, id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is of %s, and cannot be allocated on %s, which is before that",
	    id, date_dup(a, x->day.i), date_dup(a, k->day));
}

static enum crm_status
check_day(struct entry *k, struct crm_err *err)
{
	const struct side *side[] = { &k->paid, &k->refund, &k->owed };
	int64_t today = crm_store_clock(k->s)->today, least = CRM_DATE_MIN;
	size_t i;

	for (i = 0; i < COUNT(side); i++)
		least = day_of(side[i], least);
	k->day = given(k->r, "allocated_on")
	    ? number(k->r, "allocated_on")
	    : crm_period_open(
		  k->s, "receivable", least != CRM_DATE_MIN ? least : today);
	set(k->r, "allocated_on", crm_value_int(k->day));
	if (k->day > today)
		return crm_fail_field(err, CRM_RULE, "allocated_on",
		    "%s has not come yet: nothing is paid in the future",
		    date_dup(k->w->arena, k->day));
	/* What was paid before the book began was so before anything. */
	for (i = 0; i < COUNT(side) && !is_kind(k->r, "opening"); i++)
		if (side[i]->id != 0 &&
		    (side[i]->day.kind != CRM_INT || side[i]->day.i > k->day))
			return not_booked(k, side[i], err);
	return CRM_OK;
}

/* ---- there is as much ---- */

static enum crm_status
too_much(const struct entry *k, const struct side *x, int64_t amount,
    struct crm_err *err)
{
	struct crm_arena *a = k->w->arena;
	const char *id = side_id(k->s, a, x);

	if (given(k->r, "write_off"))
		return crm_fail_record(err, CRM_RULE,
		    "%s has %s open, and no more can be written off", id,
		    side_money(a, x, x->left));
	if (x->payment &&
	    crm_is_new(
		k->s, crm_dict_find(crm_store_dict(k->s), "payment"), x->id))
		return crm_fail_field(err, CRM_RULE, "applies_to",
		    "of what is paid %s is left, not %s",
		    side_money(a, x, x->left), side_money(a, x, amount));
	if (x->payment)
		return crm_fail_record(err, CRM_RULE,
		    "%s has %s left, not %s; what it is allocated to: "
		    "crm-order allocation list -w 'payment = \"id:%s\"'",
		    id, side_money(a, x, x->left), side_money(a, x, amount),
		    id);
	return crm_fail_record(err, CRM_RULE,
	    "%s has %s open, not %s; what is more stays credit of the customer",
	    id, side_money(a, x, x->left), side_money(a, x, amount));
}

static enum crm_status
check_side(const struct entry *k, const struct side *x, int64_t amount,
    struct crm_err *err)
{
	const char *id;

	if (x->id == 0)
		return CRM_OK;
	id = side_id(k->s, k->w->arena, x);
	if (x->void_)
		return crm_fail_record(err, CRM_RULE,
		    "%s is void: nothing is allocated to it", id);
	if (amount > x->left)
		return too_much(k, x, amount, err);
	if (x->left - amount > x->amount)
		return crm_fail_record(err, CRM_RULE,
		    "%s comes to %s, and more would be left of it", id,
		    side_money(k->w->arena, x, x->amount));
	return side_days(k->s, x, amount, k->day, err);
}

/* So much of the payment's money goes with the amount. */
static enum crm_status
find_money(struct entry *k, struct crm_err *err)
{
	const struct side *x = measure(k);

	k->money = k->amount;
	if (k->paid.id == 0)
		return CRM_OK;
	if (strcmp(x->currency, k->paid.currency) != 0) {
		if (!given(k->r, "paid"))
			return crm_fail_record(err, CRM_RULE,
			    "%s is in %s and %s in %s: rate=N says how many %s "
			    "one %s is",
			    side_id(k->s, k->w->arena, &k->paid),
			    k->paid.currency, side_id(k->s, k->w->arena, x),
			    x->currency, k->paid.currency, x->currency);
		k->money = decimal_money(number(k->r, "paid"), k->paid.digits);
		if (k->money == 0 || (k->money > 0) != (k->amount > 0))
			return crm_fail_field(err, CRM_INVALID, "paid",
			    "is no amount of the payment");
	}
	set(k->r, "paid",
	    crm_value_int(money_decimal(k->money, k->paid.digits)));
	return CRM_OK;
}

static enum crm_status
check_amounts(struct entry *k, struct crm_err *err)
{
	enum crm_status st;

	if (k->refund.id != 0 &&
	    strcmp(k->refund.currency, k->paid.currency) != 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s is in %s, the credit in %s: it is paid back in its own "
		    "currency",
		    side_id(k->s, k->w->arena, &k->refund), k->refund.currency,
		    k->paid.currency);
	if (k->amount == 0 || (k->amount < 0 && !given(k->r, "reverses")))
		return crm_fail_field(err, CRM_INVALID, "amount",
		    "is above zero; what is taken back names the row that it "
		    "reverses");
	if ((st = find_money(k, err)) != CRM_OK ||
	    (st = check_side(k, &k->paid, k->money, err)) != CRM_OK ||
	    (st = check_side(k, &k->refund, k->amount, err)) != CRM_OK)
		return st;
	return check_side(k, &k->owed, k->amount, err);
}

/* ---- what goes with it in the base currency ---- */

static enum crm_status
no_rate(const struct entry *k, const struct side *x, struct crm_err *err)
{
	const char *id = side_id(k->s, k->w->arena, x);

	return crm_fail_record(err, CRM_RULE,
	    "%s is in %s and has no rate; set it first: crm-order %s set %s "
	    "rate=N",
	    id, x->currency, x->payment ? "payment" : "receivable", id);
}

static enum crm_status
check_rates(const struct entry *k, struct crm_err *err)
{
	const struct side *side[] = { &k->paid, &k->refund, &k->owed };
	size_t i;

	for (i = 0; i < COUNT(side); i++)
		if (side[i]->id != 0 && side[i]->base.kind != CRM_INT)
			return no_rate(k, side[i], err);
	return CRM_OK;
}

/* A write-off and what was paid before have one side, and no gain. */
static void
set_bases(struct entry *k)
{
	const struct side *relieved = k->owed.id != 0 ? &k->owed : &k->refund;

	if (!given(k->r, "reverses")) {
		if (relieved->id != 0)
			set(k->r, "relieved_base",
			    crm_value_int(side_base(relieved, k->amount)));
		if (k->paid.id != 0)
			set(k->r, "paid_base",
			    crm_value_int(side_base(&k->paid, k->money)));
	}
	if (k->paid.id != 0 && relieved->id != 0)
		set(k->r, "gain_base",
		    crm_value_int(number(k->r, "paid_base") -
			number(k->r, "relieved_base")));
}

static enum crm_status
value(struct entry *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	set(k->r, "currency",
	    crm_value_text(
		crm_text_of(crm_strdup(k->w->arena, measure(k)->currency))));
	/* What was paid before may be of what has no rate yet. */
	if (is_kind(k->r, "opening") && check_rates(k, NULL) != CRM_OK)
		return CRM_OK;
	if ((st = check_rates(k, err)) == CRM_OK)
		set_bases(k);
	return st;
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
	    (st = load_sides(&k, err)) != CRM_OK ||
	    (st = check_customers(&k, err)) != CRM_OK ||
	    (st = check_day(&k, err)) != CRM_OK)
		return st;
	k.amount = number(k.r, "amount");
	st = check_amounts(&k, err);
	return st == CRM_OK ? value(&k, err) : st;
}

static enum crm_status
take_off(struct entry *k, struct side *x, int64_t amount, const char *base,
    struct crm_err *err)
{
	if (x->id == 0)
		return CRM_OK;
	x->left -= amount;
	x->left_base -= number(k->r, base);
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
	if ((st = load_sides(&k, err)) != CRM_OK)
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
	    is_kind(k.r, "payment") && given(k.r, "reverses"))
		st = go_back_with(&k, err);
	return st == CRM_OK && given(k.r, "reverses") && given(k.r, "write_off")
	    ? write_off_follow(k.s, number(k.r, "write_off"), err)
	    : st;
}
