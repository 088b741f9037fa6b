/*
 * Bills of exchange as records: when they fall due, and the payment that each is.  One
 * that a file records is what it was before the book began: it settles nothing here.
 */
#include "bank.h"

#include <crm/domain/period.h>
#include <crm/domain/rate.h>
#include <crm/domain/receivable.h>
#include <crm/store/log.h>

void
bank_put(struct crm_record *r, const char *field, struct crm_value v)
{
	if (v.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), v);
}

int64_t
bank_int(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

/* ---- figures ---- */

/* A share of an amount for some days of a year. */
static bool
share(int64_t amount, int64_t rate, int64_t days, int64_t year, int64_t *out)
{
	int64_t factor, whole;

	return !__builtin_mul_overflow(rate, days, &factor) &&
	    !__builtin_mul_overflow(CRM_WHOLE, year, &whole) &&
	    crm_mul_div(amount, factor, whole, out) && *out <= CRM_MONEY_MAX &&
	    *out >= -CRM_MONEY_MAX;
}

bool
crm_bill_discount(
    const struct crm_bill_terms *t, int64_t *matures, int64_t *discount)
{
	int64_t borne;

	if (t->year <= 0 ||
	    !share(t->face, t->coupon, t->term, t->year, &borne))
		return false;
	*matures = t->face + borne;
	return share(*matures, t->rate, t->left, t->year, discount);
}

/* ---- what a bill must fulfil ---- */

enum { MONTHS_MAX = 120 };

static enum crm_status
check_due(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *months = value_of(w->new, "months");
	const struct crm_value *drawn = value_of(w->new, "drawn_on");
	struct crm_value *due = value_of(w->new, "due_on");
	int64_t by_term;

	if (months->kind == CRM_INT) {
		if (months->i < 1 || months->i > MONTHS_MAX)
			return crm_fail_field(err, CRM_INVALID, "months",
			    "is between 1 and %d", MONTHS_MAX);
		if (drawn->kind != CRM_INT)
			return crm_fail_field(err, CRM_INVALID, "drawn_on",
			    "is needed: a term in months runs from that day");
		by_term = crm_date_add_months(drawn->i, (int)months->i);
		if (due->kind == CRM_NULL)
			crm_record_set(w->new,
			    field_of(w->new->entity, "due_on"),
			    crm_value_int(by_term));
		else if (due->i != by_term)
			return crm_fail_field(err, CRM_RULE, "due_on",
			    "is %s of a bill of %lld months drawn on %s",
			    date_dup(w->arena, by_term), (long long)months->i,
			    date_dup(w->arena, drawn->i));
	}
	if (due->kind == CRM_NULL)
		return crm_fail_field(err, CRM_INVALID, "due_on",
		    "is needed, or drawn_on and the term in months");
	return drawn->kind == CRM_INT && due->i < drawn->i
	    ? crm_fail_field(err, CRM_INVALID, "due_on",
		  "is before the day on which it was drawn")
	    : CRM_OK;
}

/* It is drawn, comes, and is due, in this order; what a file brings may have come late, as
 * may what another was split into. */
static enum crm_status
check_days(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *drawn = value_of(w->new, "drawn_on");
	const struct crm_value *came = value_of(w->new, "received_on");
	int64_t today = crm_store_clock(w->store)->today, day = today;

	if (came->kind == CRM_INT && came->i < today)
		day = came->i;
	if (w->undo)
		return CRM_OK;
	if (drawn->kind == CRM_INT && drawn->i > day)
		return crm_fail_field(err, CRM_RULE, "drawn_on",
		    "%s is after the day on which it came, %s",
		    date_dup(w->arena, drawn->i), date_dup(w->arena, day));
	return w->old != NULL || w->import || came->kind != CRM_INT ||
		value_of(w->new, "split_from")->kind == CRM_INT ||
		came->i <= bank_int(w->new, "due_on")
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "received_on",
		  "%s is after it was due, on %s", date_dup(w->arena, came->i),
		  date_dup(w->arena, bank_int(w->new, "due_on")));
}

/* What its payment says stays; the rest are remarks on the paper. */
static enum crm_status
check_fixed(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const fixed[] = { "amount", "currency", "rate",
		"customer", "received_on", NULL };
	const char *const *name;

	if (w->old == NULL || w->undo)
		return CRM_OK;
	for (name = fixed;
	     *name != NULL && value_of(w->old, "payment")->kind == CRM_INT;
	     name++)
		if (differs(w->old, w->new, *name))
			return crm_fail_field(err, CRM_RULE, *name,
			    "stays as it was booked: crm-admin undo takes the "
			    "bill back");
	return check_booked(w, NULL, err);
}

enum crm_status
bill_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const days[] = { "received_on", NULL };
	enum crm_status st;

	if (comes_back(w->old, w->new))
		return CRM_OK;
	if ((st = step_check_first(&bill_steps, w, err)) != CRM_OK ||
	    (st = crm_rate_fill(w, days, err)) != CRM_OK ||
	    (st = check_due(w, err)) != CRM_OK ||
	    (st = check_days(w, err)) != CRM_OK ||
	    (st = check_percent(w->new, "coupon", err)) != CRM_OK ||
	    (st = check_rate(w->new, err)) != CRM_OK)
		return st;
	if (bank_int(w->new, "amount") <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "amount", "is above zero");
	if (w->old == NULL &&
	    (st = crm_rate_booked(w, "amount", days, err)) != CRM_OK)
		return st;
	return check_fixed(w, err);
}

/* ---- the payment that it is ---- */

static enum crm_status
pay(const struct crm_saving *w, int64_t *payment, struct crm_err *err)
{
	static const char *const same[] = { "customer", "seller", "amount",
		"currency", "rate", "received_on", NULL };
	const struct crm_dict *d = crm_store_dict(w->store);
	const char *const *name;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, crm_dict_find(d, "payment"), w->arena);
	for (name = same; *name != NULL; name++)
		bank_put(&r, *name, *value_of(w->new, *name));
	bank_put(&r, "kind", crm_value_text(CRM_TEXT("bill")));
	bank_put(&r, "document", *value_of(w->new, "number"));
	st = crm_insert(w->store, &r, err);
	*payment = r.id;
	return st;
}

enum crm_status
bill_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	int64_t payment;

	if (w->old != NULL || w->import)
		return CRM_OK;
	if ((st = pay(w, &payment, err)) != CRM_OK)
		return st;
	crm_record_init(&patch, w->new->entity, w->arena);
	patch.id = w->new->id;
	bank_put(&patch, "payment", crm_value_int(payment));
	return crm_update(w->store, &patch, &done, err);
}

/* Money that came as a bill is one that can be collected. */
static enum crm_status
check_bill_of(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_value bill;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(\"id\") FROM bill WHERE \"payment\" = ? "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &bill, err);

	(void)e;
	return st != CRM_OK || bill.kind == CRM_INT
	    ? st
	    : crm_fail_field(err, CRM_RULE, "kind",
		  "bill is what crm-order bill add makes: a payment with the "
		  "bill that is to be collected");
}

/* And it is void with its bill alone. */
static enum crm_status
check_void_with(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value bill;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(\"id\") FROM bill WHERE \"payment\" = ? "
	    "AND \"status\" NOT IN ('dishonoured', 'split') "
	    "AND \"deleted\" IS NULL",
	    &v, 1, &bill, err);

	if (st == CRM_OK && bill.kind == CRM_INT)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is the money of BE%lld, and void with that: crm-order "
		    "bill dishonour BE%lld",
		    typed_id(&a, e, id), (long long)bill.i, (long long)bill.i);
	crm_arena_free(&a);
	return st;
}

enum crm_status
bill_payment_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	if (is_as_it_was(w) || !crm_text_is(text_of(w->new, "kind"), "bill"))
		return CRM_OK;
	if (w->old == NULL || differs(w->old, w->new, "kind"))
		crm_later(w->store, check_bill_of, w->new->entity, w->new->id);
	if (w->old != NULL && differs(w->old, w->new, "void_on"))
		crm_later(
		    w->store, check_void_with, w->new->entity, w->new->id);
	return CRM_OK;
}

enum crm_status
bill_hide(const struct crm_saving *w, struct crm_err *err)
{
	return w->undo || value_of(w->new, "payment")->kind != CRM_INT
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is booked: crm-admin undo of its batch takes it back",
		  typed_id(w->arena, w->new->entity, w->new->id));
}

/* A step is taken back while its day is open: what it gave back or parted is as before
 * by rows of the ledger, which the same undo turns round. */
enum crm_status
bill_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	static const char *const days[] = { "passed_on", "ended_on" };
	enum crm_status st = CRM_OK;
	size_t i;

	*way = CRM_UNDO_BACK;
	for (i = 0; i < COUNT(days) && !u->born && st == CRM_OK; i++) {
		const struct crm_value *day = value_of(u->now, days[i]);
		bool gave = false;

		if (day->kind == CRM_INT)
			st = crm_log_gave(
			    u->store, u->now, days[i], u->batch, &gave, err);
		if (st == CRM_OK && gave)
			st = crm_period_check_seller(u->store, "bank",
			    bank_int(u->now, "seller"), day->i, err);
	}
	return st;
}

enum crm_status
crm_bill_settle(struct crm_store *s, int64_t bill, struct crm_text list,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "bill");
	struct crm_allocating how = { .by = CRM_ALLOCATE_OLDEST,
		.day = CRM_DATE_MIN };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_allocate_to *to;
	struct crm_record now;
	enum crm_status st;

	if ((st = crm_lock(s, e, bill, err)) != CRM_OK ||
	    (st = crm_load(s, e, bill, &a, &now, err)) != CRM_OK)
		goto out;
	if (value_of(&now, "payment")->kind != CRM_INT) {
		st = crm_fail_record(err, CRM_RULE,
		    "%s came from before the book began, and settles nothing "
		    "in it",
		    typed_id(&a, e, bill));
		goto out;
	}
	if (list.n > 0) {
		st = crm_allocate_read(s, list, &a, &to, &how.n_to, err);
		how.by = CRM_ALLOCATE_EXPLICIT;
		how.to = to;
	}
	if (st == CRM_OK)
		st = crm_allocate(s, bank_int(&now, "payment"), &how, err);
out:
	crm_arena_free(&a);
	return st;
}
