/*
 * Payments: who paid what, and what is paid back.  A refund is taken out of what is
 * unallocated of the customer's other payments, the oldest first, and is nobody's
 * credit itself.
 */
#include "ledger.h"

#include <crm/domain/rate.h>

static const char *const fixed[] = { "kind", "customer", "currency", "amount",
	"rate", "amount_base", "net", "fee", "withheld", "received_on",
	"seller", NULL };

const struct owed_kind payment_kind = {
	.payment = true,
	.left = "unallocated",
	.left_base = "unallocated_base",
	.day = "received_on",
	.fixed = fixed,
};

static bool
is_refund(const struct crm_record *r)
{
	return crm_text_is(text_of(r, "kind"), "refund");
}

/* ---- what a payment must fulfil ---- */

static enum crm_status
check_parts(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const parts[] = { "fee", "withheld" };
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < COUNT(parts); i++) {
		if (number(w->new, parts[i]) < 0)
			return crm_fail_field(err, CRM_INVALID, parts[i],
			    "is at least zero: it is a part of the amount");
		sum += number(w->new, parts[i]);
	}
	/* A file may record what came to nothing. */
	if (!w->import && given(w->new, "amount") &&
	    number(w->new, "amount") <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "amount", "is above zero");
	return sum <= number(w->new, "amount")
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "amount",
		  "is all that the customer is credited with: what came in, "
		  "and what the bank or the customer kept of it");
}

/* Who pays for whom, of what somebody says, not of what a file records, but where that
 * edits what is here. */
static enum crm_status
check_said_why(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *payer = value_of(w->new, "payer");

	if ((!w->import || w->met) && payer->kind == CRM_INT &&
	    payer->i != number(w->new, "customer") &&
	    text_of(w->new, "payer_reason").n == 0)
		return crm_fail_field(err, CRM_RULE, "payer_reason",
		    "is needed where another firm pays: why");
	if (crm_text_is(text_of(w->new, "kind"), "set_off") &&
	    text_of(w->new, "document").n == 0)
		return crm_fail_field(err, CRM_RULE, "document",
		    "is needed of a set-off: what both sides agreed to");
	return CRM_OK;
}

static enum crm_status
check_day(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *day = value_of(w->new, "received_on");

	if (day->kind == CRM_NULL) {
		crm_record_set(w->new, field_of(w->new->entity, "received_on"),
		    crm_value_int(crm_store_clock(w->store)->today));
		return CRM_OK;
	}
	return day->i <= crm_store_clock(w->store)->today
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "received_on",
		  "%s has not come yet: nothing is paid in the future",
		  date_dup(w->arena, day->i));
}

/* What an order credits for what it became less says so; what comes from elsewhere is
 * for something else, and says that. */
static void
keep_less(const struct crm_saving *w)
{
	if (w->old == NULL && !given(w->new, "less") &&
	    crm_text_is(text_of(w->new, "kind"), "credit"))
		crm_record_set(
		    w->new, field_of(w->new->entity, "less"), crm_value_int(0));
}

/* What a credit note lowers is that order or contract, and no other. */
static enum crm_status
check_noted(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const of[] = { "order", "contract" };
	size_t i;

	if (w->old == NULL || !crm_text_is(text_of(w->old, "kind"), "credit"))
		return CRM_OK;
	for (i = 0; i < COUNT(of); i++)
		if (given(w->old, of[i]) && differs(w->old, w->new, of[i]))
			return crm_fail_field(err, CRM_RULE, of[i],
			    "of %s stays, for it is what that credits",
			    typed_id(w->arena, w->new->entity, w->new->id));
	return CRM_OK;
}

/* ---- what nobody paid ---- */

/* A credit note that somebody writes: those that follow from something say of what. */
static bool
is_given(const struct crm_saving *w)
{
	return w->old == NULL && (w->import || !given(w->new, "less")) &&
	    crm_text_is(text_of(w->new, "kind"), "credit");
}

static enum crm_status
judge(const struct crm_saving *w, int64_t sum, const char *field,
    struct crm_err *err)
{
	int64_t amount = number(w->new, "amount");
	int64_t base = given(w->new, "amount_base")
	    ? number(w->new, "amount_base")
	    : amount;
	enum crm_status st = CRM_OK;

	if (sum > 0 && amount > 0)
		st = write_off_base_judged(
		    w->store, crm_div_round((__int128)base * sum, amount), err);
	if (st == CRM_DENIED)
		crm_err_in_field(err, field);
	return st;
}

/* What it relieves without money is given up, and within the same authority. */
static enum crm_status
check_authority(const struct crm_saving *w, bool credit, struct crm_err *err)
{
	int64_t kept = number(w->new, "fee") + number(w->new, "withheld");

	if (w->old != NULL || w->undo || side_writes(w->store))
		return CRM_OK;
	return credit
	    ? judge(w, number(w->new, "amount"), "kind", err)
	    : judge(w, kept,
		  number(w->new, "withheld") > 0 ? "withheld" : "fee", err);
}

enum crm_status
payment_save(const struct crm_saving *w, struct crm_err *err)
{
	bool credit = is_given(w);
	enum crm_status st = CRM_OK;

	if (credit && !is_no_edit(w) && (st = noted_by_hand(w, err)) != CRM_OK)
		return st;
	keep_less(w);
	if (!is_no_edit(w) && !(w->old != NULL && side_writes(w->store)) &&
	    ((st = check_noted(w, err)) != CRM_OK ||
		(st = check_parts(w, err)) != CRM_OK ||
		(st = check_said_why(w, err)) != CRM_OK ||
		(st = owed_check_net(w, err)) != CRM_OK ||
		(st = check_day(w, err)) != CRM_OK))
		return st;
	st = owed_save(&payment_kind, w, err);
	return st == CRM_OK ? check_authority(w, credit, err) : st;
}

/* ---- paying back ---- */

/* Out of which payment alone the next refund is. */
struct source {
	int64_t payment; /* 0: the oldest credit first */
};

static struct source *
source_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct source), &a);
}

static enum crm_status
too_little(const struct crm_saving *w, const struct side *refund, int64_t rest,
    struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s of credit are there to pay back on %s, not %s",
	    side_money(w->arena, refund, refund->amount - rest),
	    date_dup(w->arena, refund->day.i),
	    side_money(w->arena, refund, refund->amount));
}

/* The payments of the customer with something left, the oldest first. */
static enum crm_status
credits(const struct crm_saving *w, const struct side *refund, int64_t **out,
    size_t *n, struct crm_err *err)
{
	int64_t only = source_of(w->store)->payment;
	const struct crm_value v[] = { crm_value_int(refund->customer),
		crm_value_text(crm_text_of(refund->currency)),
		crm_value_text(crm_text_of(crm_store_currency(w->store))),
		crm_value_text(crm_text_of(refund->currency)),
		crm_value_int(refund->day.i), crm_value_int(only),
		crm_value_int(only) };

	return crm_ids(w->store,
	    "SELECT \"id\" FROM payment WHERE \"customer\" = ? "
	    "AND \"unallocated\" > 0 AND \"kind\" <> 'refund' "
	    "AND \"void_on\" IS NULL AND \"deleted\" IS NULL "
	    "AND (\"currency\" = ? OR (\"currency\" IS NULL "
	    "AND CAST(? AS TEXT) = ?)) AND \"received_on\" <= ? "
	    "AND (\"id\" = ? OR ? = 0) ORDER BY \"received_on\", \"id\"",
	    v, COUNT(v), w->arena, out, n, err);
}

static enum crm_status
pay_back(const struct crm_saving *w, struct crm_err *err)
{
	struct side refund, from;
	enum crm_status st;
	int64_t *ids, rest;
	size_t i, n;

	if ((st = side_load(w->store, true, w->new->id, &refund, err)) !=
		CRM_OK ||
	    (st = credits(w, &refund, &ids, &n, err)) != CRM_OK)
		return st;
	rest = refund.left;
	for (i = 0; i < n && rest > 0; i++) {
		struct row row = { .kind = "refund",
			.payment = ids[i],
			.refund = refund.id,
			.day = refund.day.i };

		if ((st = side_load(w->store, true, ids[i], &from, err)) !=
		    CRM_OK)
			return st;
		row.amount = from.left < rest ? from.left : rest;
		if ((st = row_insert(w->store, &row, NULL, err)) != CRM_OK)
			return st;
		rest -= row.amount;
	}
	return rest > 0 ? too_little(w, &refund, rest, err) : CRM_OK;
}

/* The method that it names, else the setting payment_method; what says for what it is
 * is explicit. */
static enum crm_allocate_by
method_of(const struct crm_saving *w)
{
	static const char *const names[] = {
		[CRM_ALLOCATE_OLDEST] = "oldest",
		[CRM_ALLOCATE_EXACT] = "exact",
		[CRM_ALLOCATE_REFERENCE] = "reference",
		[CRM_ALLOCATE_PRO_RATA] = "pro_rata",
		[CRM_ALLOCATE_EXPLICIT] = "explicit",
	};
	struct crm_text said = text_of(w->new, "method");
	const char *usual = crm_setting(w->store, "payment_method");
	size_t i;

	if (said.n == 0 && text_of(w->new, "applies_to").n > 0)
		return CRM_ALLOCATE_EXPLICIT;
	if (said.n == 0 && usual != NULL && !w->import)
		said = crm_text_of(usual);
	for (i = 0; i < COUNT(names); i++)
		if (crm_text_is(said, names[i]))
			return (enum crm_allocate_by)i;
	return CRM_ALLOCATE_NONE;
}

/* As it comes, where it says how. */
static enum crm_status
allocate_now(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_allocate_to *to = NULL;
	struct crm_allocating how = {
		.by = method_of(w), .day = CRM_DATE_MIN, .each_meant = true
	};
	enum crm_status st = CRM_OK;

	if (how.by != CRM_ALLOCATE_NONE)
		st = crm_allocate_read(w->store, text_of(w->new, "applies_to"),
		    &a, &to, &how.n_to, err);
	how.to = to;
	if (st == CRM_OK && how.by != CRM_ALLOCATE_NONE)
		st = crm_allocate(w->store, w->new->id, &how, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
payment_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = owed_saved(&payment_kind, w, err);

	if (st != CRM_OK || w->old != NULL || w->undo ||
	    value_of(w->new, "void_on")->kind != CRM_NULL)
		return st;
	return is_refund(w->new) ? pay_back(w, err) : allocate_now(w, err);
}

/* Of a day without a rate what goes back does so at the rate at which it came. */
static enum crm_status
rate_back(struct crm_store *s, const struct crm_record *payment,
    struct crm_record *refund, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st = crm_rate_on(s, text_of(payment, "currency"),
	    value_of(refund, "received_on")->i, &rate, err);

	if (st == CRM_OK && rate.kind == CRM_NULL)
		crm_record_set(refund, field_of(refund->entity, "rate"),
		    *value_of(payment, "rate"));
	return st;
}

enum crm_status
crm_refund(struct crm_store *s, int64_t payment, int64_t amount, int64_t day,
    struct crm_text reference, int64_t *refund, struct crm_err *err)
{
	static const char *const same[] = { "customer", "currency", "seller",
		"order", "contract", NULL };
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "payment");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, r;
	const char *const *field;
	enum crm_status st;

	if ((st = crm_lock(s, e, payment, err)) != CRM_OK ||
	    (st = crm_load(s, e, payment, &a, &now, err)) != CRM_OK)
		goto out;
	amount = amount != 0 ? amount : number(&now, "unallocated");
	if (amount == 0) {
		st = crm_fail_record(err, CRM_RULE,
		    "nothing is left of %s to pay back",
		    typed_id(&a, e, payment));
		goto out;
	}
	crm_record_init(&r, e, &a);
	for (field = same; *field != NULL; field++)
		crm_record_set(
		    &r, field_of(e, *field), *value_of(&now, *field));
	crm_record_set(
	    &r, field_of(e, "kind"), crm_value_text(CRM_TEXT("refund")));
	crm_record_set(&r, field_of(e, "amount"), crm_value_int(amount));
	crm_record_set(&r, field_of(e, "received_on"),
	    crm_value_int(
		day != CRM_DATE_MIN ? day : crm_store_clock(s)->today));
	crm_record_set(&r, field_of(e, "reference"), crm_value_text(reference));
	if ((st = rate_back(s, &now, &r, err)) != CRM_OK)
		goto out;
	source_of(s)->payment = payment;
	st = crm_insert(s, &r, err);
	source_of(s)->payment = 0;
	if (st == CRM_OK)
		*refund = r.id;
out:
	crm_arena_free(&a);
	return st;
}

/* ---- what it is no more ---- */

enum crm_status
payment_hide(const struct crm_saving *w, struct crm_err *err)
{
	return owed_hide(&payment_kind, w, err);
}

enum crm_status
payment_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	return owed_undo(&payment_kind, u, way, err);
}

enum crm_status
payment_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	return owed_reverse(&payment_kind, u, way, err);
}

/* Rows that paid it back, the last first. */
static enum crm_status
take_refund_back(
    struct crm_store *s, int64_t refund, int64_t day, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(refund);
	struct rows_back back = { .s = s, .day = day };

	return each_id(s,
	    "SELECT \"id\" FROM allocation WHERE \"refund\" = ? "
	    "AND \"reverses\" IS NULL AND \"deleted\" IS NULL "
	    "ORDER BY \"id\" DESC",
	    &v, 1, row_back_rest, &back, err);
}

/* What came back is credited as long as it is back. */
static enum crm_status
check_returned(struct crm_store *s, int64_t payment, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_value id = crm_value_int(payment);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value of;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(r.\"id\") FROM payment p JOIN sale_return r "
	    "ON r.\"id\" = p.\"return\" WHERE p.\"id\" = ? "
	    "AND p.\"void_on\" IS NULL AND r.\"status\" = 'received' "
	    "AND r.\"deleted\" IS NULL",
	    &id, 1, &of, err);

	if (st == CRM_OK && of.kind == CRM_INT)
		st = crm_fail_record(err, CRM_RULE,
		    "%s credits %s, and stays while that does; undoing the "
		    "batch of a return takes both back: crm-admin log",
		    typed_id(&a, crm_dict_find(d, "payment"), payment),
		    typed_id(&a, crm_dict_find(d, "return"), of.i));
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_payment_void(struct crm_store *s, int64_t payment, int64_t day,
    enum crm_action *done, struct crm_err *err)
{
	struct side x;
	enum crm_status st = check_returned(s, payment, err);

	if (st == CRM_OK)
		st = side_load(s, true, payment, &x, err);
	/* Money that was not paid back is credit again. */
	if (st == CRM_OK && crm_text_is(crm_text_of(x.kind), "refund") &&
	    !x.void_)
		st = take_refund_back(s, payment, day, err);
	return st == CRM_OK
	    ? owed_void(s, &payment_kind, payment, day, done, err)
	    : st;
}
