/* The steps of a bill: a table of what leads where, and what goes with each. */
#include "bank.h"

#include <crm/domain/period.h>
#include <crm/domain/receivable.h>

static const struct crm_bill_move *
said(const struct stepping *v)
{
	return v->how;
}

static int64_t
day_of(const struct stepping *v)
{
	return said(v)->day != CRM_DATE_MIN ? said(v)->day
					    : crm_store_clock(v->s)->today;
}

/* A day on which it was ours, which is not over for the books. */
static enum crm_status
check_day(struct stepping *v, struct crm_err *err)
{
	int64_t day = day_of(v), came = bank_int(&v->now, "received_on");
	const struct crm_value *passed = value_of(&v->now, "passed_on");

	if (passed->kind == CRM_INT && passed->i > came)
		came = passed->i;
	if (day > crm_store_clock(v->s)->today)
		return crm_fail_field(err, CRM_RULE, "on",
		    "%s has not come yet", date_dup(&v->a, day));
	if (day < came)
		return crm_fail_field(err, CRM_RULE, "on",
		    "%s is before %s, when it came or was passed on",
		    date_dup(&v->a, day), date_dup(&v->a, came));
	return crm_period_check_seller(
	    v->s, "bank", bank_int(&v->now, "seller"), day, err);
}

/* What was passed on is not passed on again, nor what is over. */
static enum crm_status
refuse(struct stepping *v, struct crm_err *err)
{
	struct crm_text to = text_of(&v->now, "endorsed_to");
	const struct crm_value *on = value_of(&v->now, "passed_on");
	struct crm_text state = text_of(&v->now, "status");

	if (on->kind != CRM_INT)
		return CRM_OK;
	if (crm_text_is(state, "endorsed"))
		return crm_fail_record(err, CRM_RULE,
		    "%s was endorsed to %.*s on %s, and is not ours any more; "
		    "crm-admin undo of that takes it back",
		    v->id, (int)to.n, to.p, date_dup(&v->a, on->i));
	if (crm_text_is(state, "discounted"))
		return crm_fail_record(err, CRM_RULE,
		    "%s was discounted on %s, and is the bank's; crm-admin "
		    "undo of that takes it back",
		    v->id, date_dup(&v->a, on->i));
	return CRM_OK;
}

/* ---- what goes with each ---- */

static enum crm_status
prepare_endorse(struct stepping *v, struct crm_err *err)
{
	step_set(v, "passed_on", crm_value_int(day_of(v)));
	step_set(v, "endorsed_to", crm_value_text(said(v)->to));
	return check_day(v, err);
}

/* Days of its term; 0 where nobody knows when it was drawn. */
static int64_t
term_of(const struct stepping *v)
{
	const struct crm_value *drawn = value_of(&v->now, "drawn_on");

	return drawn->kind == CRM_INT ? bank_int(&v->now, "due_on") - drawn->i
				      : 0;
}

/* What it bears is ours until it is due, what the bank takes is not. */
static enum crm_status
interest_of(struct stepping *v, int64_t *out, struct crm_err *err)
{
	const struct crm_bill_move *m = said(v);
	int64_t due = bank_int(&v->now, "due_on");
	struct crm_bill_terms t = { .face = bank_int(&v->now, "amount"),
		.coupon = bank_int(&v->now, "coupon"),
		.term = term_of(v),
		.rate = m->rate.kind == CRM_INT ? m->rate.i : 0,
		.left = due > day_of(v) ? due - day_of(v) : 0,
		.year = m->year != 0 ? m->year : 360 };
	int64_t matures, discount;

	if (m->interest.kind == CRM_INT && m->rate.kind == CRM_INT)
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "says what interest says already: one of them");
	if ((m->interest.kind == CRM_INT && m->interest.i < 0) || t.rate < 0)
		return crm_fail_field(err, CRM_INVALID,
		    t.rate < 0 ? "rate" : "interest", "is not below zero");
	if (!crm_bill_discount(&t, &matures, &discount))
		return crm_fail_field(
		    err, CRM_INVALID, "rate", "gives no amount of money");
	if (m->interest.kind == CRM_INT)
		discount = m->interest.i;
	*out = discount - (matures - t.face);
	return CRM_OK;
}

static enum crm_status
prepare_discount(struct stepping *v, struct crm_err *err)
{
	int64_t fee = said(v)->fee.kind == CRM_INT ? said(v)->fee.i : 0;
	int64_t interest = 0;
	enum crm_status st = interest_of(v, &interest, err);

	if (st != CRM_OK)
		return st;
	if (fee < 0 || fee + interest > bank_int(&v->now, "amount"))
		return crm_fail_field(err, CRM_INVALID, "fee",
		    "and interest are between nothing and the amount");
	if (bank_int(&v->now, "due_on") <= day_of(v))
		return crm_fail_record(err, CRM_RULE,
		    "%s is due: what is due is collected, with: crm-order bill "
		    "collect %s",
		    v->id, v->id);
	step_set(v, "passed_on", crm_value_int(day_of(v)));
	step_set(v, "fee", crm_value_int(fee));
	step_set(v, "interest", crm_value_int(interest));
	return check_day(v, err);
}

static enum crm_status
prepare_collect(struct stepping *v, struct crm_err *err)
{
	struct crm_bill_terms t = { .face = bank_int(&v->now, "amount"),
		.coupon = bank_int(&v->now, "coupon"),
		.term = term_of(v),
		.year = 360 };
	int64_t matures, none;

	step_set(v, "ended_on", crm_value_int(day_of(v)));
	if (value_of(&v->now, "passed_on")->kind == CRM_NULL &&
	    crm_bill_discount(&t, &matures, &none) && matures != t.face)
		step_set(v, "interest", crm_value_int(t.face - matures));
	return check_day(v, err);
}

static enum crm_status
prepare_dishonour(struct stepping *v, struct crm_err *err)
{
	step_set(v, "ended_on", crm_value_int(day_of(v)));
	step_set(v, "reason", crm_value_text(said(v)->reason));
	return check_day(v, err);
}

/* One of before the book began: what it had settled is owed as from then. */
static enum crm_status
owe_again(struct stepping *v, struct crm_err *err)
{
	static const char *const same[] = { "customer", "seller", "number",
		"currency", "rate", "amount", "due_on", NULL };
	const char *const *name;
	struct crm_record r;

	crm_record_init(
	    &r, crm_dict_find(crm_store_dict(v->s), "receivable"), &v->a);
	for (name = same; *name != NULL; name++)
		bank_put(&r, *name, *value_of(&v->now, *name));
	bank_put(&r, "form", crm_value_text(CRM_TEXT("opening")));
	bank_put(&r, "booked_on", crm_value_int(day_of(v)));
	return crm_insert(v->s, &r, err);
}

static enum crm_status
give_back(struct stepping *v, struct crm_err *err)
{
	const struct crm_value *payment = value_of(&v->now, "payment");
	const struct crm_lost how = { .day = day_of(v),
		.number = text_of(&v->now, "number"),
		.due = bank_int(&v->now, "due_on") };

	return payment->kind == CRM_INT
	    ? crm_payment_lost(v->s, payment->i, &how, err)
	    : owe_again(v, err);
}

static enum crm_status
prepare_split(struct stepping *v, struct crm_err *err)
{
	step_set(v, "ended_on", crm_value_int(day_of(v)));
	return check_day(v, err);
}

/* ---- the table ---- */

static const struct step table[] = {
	[CRM_BILL_ENDORSE] = { .from = { "received" },
	    .to = "endorsed",
	    .verb = "endorse",
	    .words = N_("what is in our hands is endorsed"),
	    .prepare = prepare_endorse },
	[CRM_BILL_DISCOUNT] = { .from = { "received" },
	    .to = "discounted",
	    .verb = "discount",
	    .words = N_("what is in our hands is discounted"),
	    .prepare = prepare_discount },
	[CRM_BILL_COLLECT] = { .from = { "received", "endorsed", "discounted" },
	    .to = "collected",
	    .verb = "collect",
	    .words = N_("what is over stays as it is"),
	    .prepare = prepare_collect },
	[CRM_BILL_DISHONOUR] = { .from = { "received", "endorsed",
				     "discounted" },
	    .to = "dishonoured",
	    .verb = "dishonour",
	    .words = N_("what is over stays as it is"),
	    .prepare = prepare_dishonour,
	    .follow = give_back },
	[CRM_BILL_SPLIT] = { .from = { "received" },
	    .to = "split",
	    .verb = "split",
	    .words = N_("what is in our hands is split"),
	    .prepare = prepare_split,
	    .follow = bill_split },
};

const struct steps bill_steps = {
	.entity = "bill", .step = table, .n = COUNT(table), .refuse = refuse
};

enum crm_status
crm_bill_move(struct crm_store *s, int64_t bill, const struct crm_bill_move *m,
    enum crm_action *done, struct crm_err *err)
{
	return step_take(s, &bill_steps, m->step, bill, m, done, err);
}
