/*
 * What receivables and payments have in common as records: their base amount, what is
 * left of them, what is not edited once the ledger names them, how they are void
 * (undo.c: how what was done of them is taken back).
 */
#include "ledger.h"

#include <crm/domain/period.h>
#include <crm/domain/rate.h>

#include <string.h>

static bool
said(const struct crm_record *r, const char *field)
{
	return r->given[field_of(r->entity, field)] && given(r, field);
}

bool
is_no_edit(const struct crm_saving *w)
{
	return w->undo || (w->old != NULL && comes_back(w->old, w->new)) ||
	    crm_merge_moves(w->store);
}

static bool
any_differs(
    const struct crm_saving *w, const char *const *fields, const char **which)
{
	for (; *fields != NULL; fields++)
		if (differs(w->old, w->new, *fields)) {
			*which = *fields;
			return true;
		}
	return false;
}

/* ---- amounts ---- */

static enum crm_status
check_amount(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *amount = value_of(w->new, "amount");

	if (amount->kind == CRM_INT && amount->i < 0)
		return crm_fail_field(err, CRM_INVALID, "amount",
		    "is at least zero; what lowers what is owed is a payment "
		    "of the kind credit");
	return check_rate(w->new, err);
}

/* Whether it counts in the books: its day has come. */
static bool
is_posted(
    const struct owed_kind *k, struct crm_store *s, const struct crm_record *r)
{
	const struct crm_value *day = value_of(r, k->day);

	return day->kind == CRM_INT && day->i <= crm_store_clock(s)->today;
}

/* A rate is written with few digits: so much may lie between an amount at it and the
 * base amount that was booked. */
enum { ROUNDED_AWAY = 100 };

/* A base amount that is given beside a rate, or of the base currency, is what those
 * make of the amount. */
static enum crm_status
check_base(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text currency = text_of(w->new, "currency");
	const struct crm_value *rate = value_of(w->new, "rate");
	const struct crm_value *base = value_of(w->new, "amount_base");
	int64_t at_rate, off;

	if (rate->kind == CRM_INT && rate->i != crm_pow10(CRM_RATE_DIGITS) &&
	    (currency.n == 0 ||
		crm_text_is(currency, crm_store_currency(w->store))))
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "is of another currency; the amount is in that of the "
		    "book");
	if (base->kind != CRM_INT ||
	    base_amount(w->store, *value_of(w->new, "amount"), currency, *rate,
		&at_rate) != IN_BASE)
		return CRM_OK;
	off = base->i > at_rate ? base->i - at_rate : at_rate - base->i;
	return off <= 1 || off <= at_rate / ROUNDED_AWAY
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "amount_base",
		  "is not the amount at its rate: give one of the two");
}

/* A note for what came back, or became less, takes its tax out of the books, also where
 * what was planned of others had more of that. */
static bool
is_for_goods(const struct crm_record *r)
{
	const struct crm_value *less;

	if (strcmp(r->entity->def->name, "payment") != 0)
		return false;
	less = value_of(r, "less");
	return value_of(r, "return")->kind == CRM_INT ||
	    (less->kind == CRM_INT && less->i == 1);
}

/* What somebody says; what a document charges may lie outside by its rows that take
 * off at another rate of tax, or by cents. */
enum crm_status
owed_check_net(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *net = value_of(w->new, "net");
	const struct crm_value *amount = value_of(w->new, "amount");

	if (w->import || net->kind != CRM_INT || amount->kind != CRM_INT ||
	    (w->old != NULL && !differs(w->old, w->new, "net") &&
		!differs(w->old, w->new, "amount")))
		return CRM_OK;
	return is_for_goods(w->new) || receivable_follows(w->store) ||
		(net->i >= 0 && net->i <= amount->i)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, "net",
		  "is between nothing and the amount, which has the tax in it");
}

/* What counts in the books has an amount there. */
static enum crm_status
check_rated(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	if (!given(w->new, k->day) || !given(w->new, "amount") ||
	    given(w->new, "amount_base"))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "rate",
	    "is needed of an amount in %s, which is not the currency of the "
	    "book: rate=N, or amount_base=N, or that of its day: crm-admin rate "
	    "add currency=%s rate=N",
	    text_dup(w->arena, text_of(w->new, "currency")),
	    text_dup(w->arena, text_of(w->new, "currency")));
}

/* Its amount in the base currency, where nobody says that: null where no rate is
 * known. */
static enum crm_status
fill_base(const struct crm_saving *w, struct crm_err *err)
{
	int64_t base;

	switch (base_amount(w->store, *value_of(w->new, "amount"),
	    text_of(w->new, "currency"), *value_of(w->new, "rate"), &base)) {
	case IN_BASE:
		set(w->new, "amount_base", crm_value_int(base));
		return CRM_OK;
	case TOO_LARGE:
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "the amount is too large at this rate");
	default:
		set(w->new, "amount_base", CRM_VALUE_NULL);
		return CRM_OK;
	}
}

static void
all_left(const struct owed_kind *k, struct crm_record *r)
{
	bool over = given(r, "void_on");

	set(r, k->left, over ? crm_value_int(0) : *value_of(r, "amount"));
	set(r, k->left_base,
	    over ? crm_value_int(0) : *value_of(r, "amount_base"));
}

/* ---- what was paid or used before the record came ---- */

/* Between `save` and `saved` of one record. */
struct before {
	bool is;
	int64_t left;
};

static struct before *
before_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct before), &a);
}

static bool
is_booked(const struct owed_kind *k, const struct crm_saving *w)
{
	const struct crm_value *day = value_of(w->new, k->day);

	return day->kind == CRM_INT &&
	    day->i <= crm_store_clock(w->store)->today;
}

static enum crm_status
note_before(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *left = value_of(w->new, k->left);
	const struct crm_value *amount = value_of(w->new, "amount");
	struct before *b = before_of(w->store);

	b->is = false;
	if (left->kind != CRM_INT || amount->kind != CRM_INT ||
	    left->i == amount->i || given(w->new, "void_on"))
		return CRM_OK;
	if (left->i < 0 || left->i > amount->i)
		return crm_fail_field(err, CRM_INVALID, k->left,
		    "lies between zero and the amount");
	if (!k->payment && !is_booked(k, w))
		return crm_fail_field(err, CRM_RULE, k->left,
		    "of what is not booked yet is the amount; what was paid for "
		    "it comes as a payment: crm-order payment import");
	*b = (struct before){ true, left->i };
	return CRM_OK;
}

static enum crm_status
begin(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	const char *const days[] = { k->day, NULL };
	enum crm_status st = note_before(k, w, err);

	if (st == CRM_OK && !given(w->new, "amount_base"))
		st = crm_rate_fill(w, days, err);
	if (st == CRM_OK)
		st = check_base(w, err);
	if (st == CRM_OK && !given(w->new, "amount_base"))
		st = fill_base(w, err);
	if (st == CRM_OK)
		st = check_rated(k, w, err);
	if (st == CRM_OK)
		all_left(k, w->new);
	return st;
}

enum crm_status
owed_saved(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct before b = *before_of(w->store);
	int64_t today = crm_store_clock(w->store)->today;
	const struct crm_value *day = value_of(w->new, k->day);
	struct row row = { .kind = "opening", .day = today };

	before_of(w->store)->is = false;
	if (w->old != NULL || !b.is)
		return CRM_OK;
	row.amount = value_of(w->new, "amount")->i - b.left;
	*(k->payment ? &row.payment : &row.receivable) = w->new->id;
	if (day->kind == CRM_INT && day->i < today)
		row.day = day->i;
	return row_insert(w->store, &row, NULL, err);
}

/* ---- edits ---- */

static enum crm_status
is_void_now(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *seller = value_of(w->new, "seller");
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	int64_t rows, net;
	enum crm_status st;

	st = side_rows(w->store, k->payment, w->new->id, &rows, &net, err);
	if (st == CRM_OK && net != 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s has allocations; take them back first: crm-order %s "
		    "unallocate %s",
		    id, w->new->entity->def->name, id);
	if (st == CRM_OK)
		st = crm_period_check_seller(w->store, "receivable",
		    seller->kind == CRM_INT ? seller->i : 0,
		    value_of(w->new, "void_on")->i, err);
	if (st == CRM_OK)
		all_left(k, w->new);
	return st;
}

static enum crm_status
edit_amount(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	bool anew = said(w->new, "amount_base") &&
	    differs(w->old, w->new, "amount_base");
	const char *const days[] = { k->day, NULL };
	enum crm_status st = anew ? CRM_OK : crm_rate_fill(w, days, err);

	if (st == CRM_OK)
		st = anew ? check_base(w, err) : fill_base(w, err);
	if (st == CRM_OK)
		all_left(k, w->new);
	return st;
}

/* Whether a document writes what comes from it. */
struct following {
	bool now;
};

static struct following *
following_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct following), &a);
}

bool
receivable_follows(struct crm_store *s)
{
	return following_of(s)->now;
}

enum crm_status
crm_receivable_follow(
    struct crm_store *s, struct crm_record *patch, struct crm_err *err)
{
	enum crm_action done;
	enum crm_status st;

	following_of(s)->now = true;
	st = crm_update(s, patch, &done, err);
	following_of(s)->now = false;
	return st;
}

enum crm_status
crm_receivable_charge(
    struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	enum crm_status st;

	following_of(s)->now = true;
	st = crm_insert(s, r, err);
	following_of(s)->now = false;
	return st;
}

static enum crm_status
stays(const struct owed_kind *k, const struct crm_saving *w, const char *which,
    struct crm_err *err)
{
	const char *kind = k->payment ? "payment" : "receivable";
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);

	return crm_fail_field(err, CRM_RULE, which,
	    "of %s stays, for it is booked; make it void and add another: "
	    "crm-order %s void %s",
	    id, kind, id);
}

/* The field that somebody edits of a booked one, and that stays; NULL: none.  What came
 * without a rate, from elsewhere, gets one. */
static const char *
stays_booked(const struct crm_saving *w)
{
	const char *which = edited_later(w);

	if (which != NULL && !given(w->old, "amount_base") &&
	    (strcmp(which, "rate") == 0 || strcmp(which, "amount_base") == 0))
		which = NULL;
	return which;
}

static enum crm_status
edit(const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	static const char *const worth[] = { "amount", "currency", "rate",
		"amount_base", NULL };
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	const char *which;
	int64_t rows, net;
	enum crm_status st;

	if (differs(w->old, w->new, k->left))
		return crm_fail_field(err, CRM_RULE, k->left,
		    "of %s is what its allocations leave; what came in is a "
		    "payment: crm-order payment add",
		    id);
	if (differs(w->old, w->new, "void_on") && given(w->new, "void_on"))
		return is_void_now(k, w, err);
	if (!following_of(w->store)->now && is_posted(k, w->store, w->old) &&
	    (which = stays_booked(w)) != NULL)
		return stays(k, w, which, err);
	if (!any_differs(w, k->fixed, &which))
		return CRM_OK;
	st = side_rows(w->store, k->payment, w->new->id, &rows, &net, err);
	if (st == CRM_OK && rows > 0)
		return crm_fail_field(err, CRM_RULE, which,
		    "of %s stays, for it has allocations; take them back, make "
		    "it void and add another: crm-order %s unallocate %s",
		    id, w->new->entity->def->name, id);
	if (st == CRM_OK && any_differs(w, worth, &which))
		st = edit_amount(k, w, err);
	return st == CRM_OK ? check_rated(k, w, err) : st;
}

enum crm_status
owed_save(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((w->old != NULL && side_writes(w->store)) || is_no_edit(w)) {
		if (w->undo && w->old != NULL && !given(w->old, "void_on") &&
		    given(w->new, "void_on"))
			all_left(k, w->new);
		return whose_undone(w, k->payment, err);
	}
	if ((st = check_amount(w, err)) != CRM_OK)
		return st;
	return w->old == NULL ? begin(k, w, err) : edit(k, w, err);
}

enum crm_status
owed_hide(
    const struct owed_kind *k, const struct crm_saving *w, struct crm_err *err)
{
	const char *id = typed_id(w->arena, w->new->entity, w->new->id);
	int64_t rows, net;
	enum crm_status st;

	if (w->undo)
		return CRM_OK;
	st = side_rows(w->store, k->payment, w->new->id, &rows, &net, err);
	if (st == CRM_OK && rows == 0 && is_posted(k, w->store, w->new))
		return crm_fail_record(err, CRM_RULE,
		    "%s is booked, and stays; it can be made void: crm-order "
		    "%s void %s",
		    id, w->new->entity->def->name, id);
	return st != CRM_OK || rows == 0
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s has allocations, and stays; without them it can be made "
		  "void: crm-order %s unallocate %s, then void",
		  id, w->new->entity->def->name, id);
}

enum crm_status
owed_void(struct crm_store *s, const struct owed_kind *k, int64_t id,
    int64_t day, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), k->payment ? "payment" : "receivable");
	int64_t today = crm_store_clock(s)->today;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	struct side x;
	enum crm_status st = side_load(s, k->payment, id, &x, err);

	if (st != CRM_OK)
		goto out;
	day = day == CRM_DATE_MIN ? today : day;
	if (x.void_)
		st = crm_fail_record(
		    err, CRM_RULE, "%s is void already", side_id(s, &a, &x));
	else if (x.day.kind == CRM_INT && x.day.i > today)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is booked on %s, and is void on that day at the "
		    "earliest; what is planned of an order or a contract is "
		    "changed by an amendment",
		    side_id(s, &a, &x), date_dup(&a, x.day.i));
	else if (day > today || (x.day.kind == CRM_INT && day < x.day.i))
		st = crm_fail_record(err, CRM_RULE,
		    "%s can be void from its own day to today, not on %s",
		    side_id(s, &a, &x), date_dup(&a, day));
	if (st == CRM_OK) {
		crm_record_init(&patch, e, &a);
		patch.id = id;
		set(&patch, "void_on", crm_value_int(day));
		st = crm_update(s, &patch, done, err);
	}
out:
	crm_arena_free(&a);
	return st;
}
