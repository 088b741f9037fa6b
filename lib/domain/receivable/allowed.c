/* Whether a row of the ledger may stand: its sides, its day, and that there is as much. */
#include "entry.h"

#include <crm/domain/period.h>

#include <string.h>

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
enum crm_status
entry_load(struct entry *k, struct crm_err *err)
{
	enum crm_status st;

	if ((st = load_side(k, "payment", true, &k->paid, err)) != CRM_OK ||
	    (st = load_side(k, "refund", true, &k->refund, err)) != CRM_OK)
		return st;
	return load_side(k, "receivable", false, &k->owed, err);
}

const struct side *
entry_measure(const struct entry *k)
{
	return k->owed.id != 0 ? &k->owed : &k->paid;
}

enum crm_status
customer_is_above(struct crm_store *s, int64_t above, int64_t customer,
    bool *yes, struct crm_err *err)
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
	st = customer_is_above(
	    k->s, k->paid.customer, x->customer, &above, err);
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

/* What came from elsewhere may say of a payment no day: that was used before the book
 * began. */
static bool
is_before(const struct entry *k, const struct side *x)
{
	if (x->id == 0)
		return false;
	return x->day.kind == CRM_INT ? x->day.i > k->day
				      : !(x->payment && entry_is(k, "opening"));
}

static enum crm_status
check_day(struct entry *k, struct crm_err *err)
{
	const struct side *side[] = { &k->paid, &k->refund, &k->owed };
	int64_t today = crm_store_clock(k->s)->today, least = CRM_DATE_MIN;
	size_t i;

	for (i = 0; i < COUNT(side); i++)
		least = day_of(side[i], least);
	k->day = given(k->r, "allocated_on") ? number(k->r, "allocated_on")
	    : least != CRM_DATE_MIN          ? least
					     : today;
	for (i = 0; i < COUNT(side) && !given(k->r, "allocated_on"); i++)
		k->day = side_open_day(k->s, side[i], k->day);
	set(k->r, "allocated_on", crm_value_int(k->day));
	if (k->day > today)
		return crm_fail_field(err, CRM_RULE, "allocated_on",
		    "%s has not come yet: nothing is paid in the future",
		    date_dup(k->w->arena, k->day));
	for (i = 0; i < COUNT(side); i++)
		if (is_before(k, side[i]))
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
	const struct side *x = entry_measure(k);

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

enum crm_status
entry_allowed(struct entry *k, struct crm_err *err)
{
	enum crm_status st;

	if ((st = entry_load(k, err)) != CRM_OK ||
	    (st = check_customers(k, err)) != CRM_OK ||
	    (st = check_day(k, err)) != CRM_OK)
		return st;
	k->amount = number(k->r, "amount");
	return check_amounts(k, err);
}
