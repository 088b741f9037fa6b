/*
 * What each document does to which accounts.  Amounts in a foreign currency stand
 * beside their base on the accounts of what is owed and paid; everything else is in
 * the base currency, in which an entry balances.
 */
#include "journal.h"

/* ---- one posting ---- */

static int64_t
integer(const struct posting *p, int column)
{
	return crm_col_null(p->q, column) ? 0 : crm_col_int(p->q, column);
}

/* In a currency; empty: the base currency, of which the base is the amount. */
static enum crm_status
post_in(struct posting *p, enum role role, struct crm_text currency,
    int64_t amount, int64_t base, struct crm_err *err)
{
	struct crm_posting *to = &p->e.posting[p->e.n];

	if (amount == 0 && base == 0)
		return CRM_OK;
	/* What is left of the base of nothing is of no other currency. */
	if (amount == 0 || currency.n == 0 || crm_text_eq(currency, p->base)) {
		currency = p->base;
		amount = base;
	}
	*to = (struct crm_posting){
		.currency = currency, .amount = amount, .base = base
	};
	p->e.n++;
	return accounts_find(
	    p->accounts, role, p->seller, p->category, &to->account, err);
}

static enum crm_status
post(struct posting *p, enum role role, int64_t base, struct crm_err *err)
{
	return post_in(p, role, p->base, base, base, err);
}

/* A part of an amount, in the base currency as the whole is. */
static int64_t
part(int64_t some, int64_t amount, int64_t base)
{
	int64_t out;

	return amount != 0 && crm_mul_div(some, base, amount, &out) ? out
								    : some;
}

/* ---- what is owed ---- */

/* Whether it is of a subscription that is earned over days.  One that ended before its
 * first day is for none: it is earned as it is booked, and its credit note takes that
 * back. */
static bool
serves(const struct posting *p)
{
	return crm_text_is(crm_col_text(p->q, COL_CODE), "subscription") &&
	    !crm_col_null(p->q, COL_D) && !crm_col_null(p->q, COL_E) &&
	    integer(p, COL_D) <= integer(p, COL_E);
}

/* To where the other side of a receivable goes; `sign` -1 takes it back. */
static enum crm_status
post_owed(struct posting *p, int64_t sign, int64_t earned, struct crm_err *err)
{
	struct crm_text form = crm_col_text(p->q, COL_CODE);
	int64_t amount = sign * integer(p, COL_A);
	int64_t base = sign * integer(p, COL_B);
	int64_t net = part(sign * integer(p, COL_C), amount, base);
	enum crm_status st = post_in(p, ROLE_RECEIVABLE,
	    crm_col_text(p->q, COL_CURRENCY), amount, base, err);

	if (st != CRM_OK)
		return st;
	if (crm_text_is(form, "opening"))
		return post(p, ROLE_OPENING, -base, err);
	if (crm_text_is(form, "dunning"))
		return post(p, ROLE_DUNNING, -base, err);
	if (serves(p))
		st = post(p, ROLE_DEFERRED, -net + earned, err);
	else
		earned = net;
	if (st == CRM_OK)
		st = post(p, ROLE_REVENUE, -earned, err);
	return st == CRM_OK ? post(p, ROLE_PENDING_TAX, net - base, err) : st;
}

static int64_t
net_base(const struct posting *p)
{
	return part(integer(p, COL_C), integer(p, COL_A), integer(p, COL_B));
}

static enum crm_status
booked(struct posting *p, struct crm_err *err)
{
	return post_owed(p, 1, 0, err);
}

/* Of a subscription what was earned by then is taken back as revenue. */
static enum crm_status
voided(struct posting *p, struct crm_err *err)
{
	return post_owed(p, -1,
	    serves(p) ? -earned_by(net_base(p), integer(p, COL_D),
			    integer(p, COL_E), integer(p, COL_DAY))
		      : 0,
	    err);
}

/* What a month earned; `sign` -1: what it did not. */
static enum crm_status
post_earned(struct posting *p, int64_t sign, struct crm_err *err)
{
	int64_t sum = sign *
	    earned_in(net_base(p), integer(p, COL_D), integer(p, COL_E),
		integer(p, COL_F));
	enum crm_status st = post(p, ROLE_DEFERRED, sum, err);

	return st == CRM_OK ? post(p, ROLE_REVENUE, -sum, err) : st;
}

static enum crm_status
earned(struct posting *p, struct crm_err *err)
{
	return post_earned(p, 1, err);
}

static enum crm_status
unearned(struct posting *p, struct crm_err *err)
{
	return post_earned(p, -1, err);
}

/* An amount of a document that has no base of its own. */
static enum crm_status
in_base(const struct posting *p, int column, int64_t *out, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	enum in_base got = base_amount(p->s, crm_value_int(integer(p, column)),
	    currency, crm_col(p->q, COL_RATE, false), out);
	enum crm_status st = CRM_OK;

	if (got == NO_RATE || got == TOO_LARGE) {
		const char *id = typed_id(&a, p->e.entity, p->e.id);

		st = crm_fail_record(err, CRM_RULE,
		    "%s is in %.*s, and its rate says no amount in %.*s: %s "
		    "set %s rate=RATE",
		    id, (int)currency.n, currency.p, (int)p->base.n, p->base.p,
		    crm_entity_command(p->e.entity, &a), id);
	}
	crm_arena_free(&a);
	return st;
}

/* Issued, the tax is owed; below zero on a red letter. */
static enum crm_status
invoiced(struct posting *p, struct crm_err *err)
{
	int64_t net, gross;
	enum crm_status st;

	if ((st = in_base(p, COL_A, &net, err)) != CRM_OK ||
	    (st = in_base(p, COL_B, &gross, err)) != CRM_OK ||
	    (st = post(p, ROLE_PENDING_TAX, gross - net, err)) != CRM_OK)
		return st;
	return post(p, ROLE_OUTPUT_TAX, net - gross, err);
}

/* ---- what is paid ---- */

/* Cash, and what the bank and the tax office kept of it. */
static enum crm_status
post_cash(struct posting *p, int64_t amount, int64_t base, struct crm_err *err)
{
	int64_t whole = integer(p, COL_A), all = integer(p, COL_B);
	int64_t sign = amount < 0 ? -1 : 1;
	int64_t fee = sign * integer(p, COL_C);
	int64_t kept = sign * integer(p, COL_D);
	int64_t fee_base = part(fee, whole, all);
	int64_t kept_base = part(kept, whole, all);
	enum crm_status st = post_in(p, ROLE_CASH,
	    crm_col_text(p->q, COL_CURRENCY), amount - fee - kept,
	    base - fee_base - kept_base, err);

	if (st == CRM_OK)
		st = post(p, ROLE_FEE, fee_base, err);
	return st == CRM_OK ? post(p, ROLE_WITHHOLDING, kept_base, err) : st;
}

static enum crm_status
post_credit(struct posting *p, int64_t sign, struct crm_err *err)
{
	int64_t base = sign * integer(p, COL_B);
	int64_t net = part(
	    sign * integer(p, COL_E), integer(p, COL_A), integer(p, COL_B));
	enum crm_status st = post(p, ROLE_REVENUE, net, err);

	return st == CRM_OK ? post(p, ROLE_PENDING_TAX, base - net, err) : st;
}

/* What is credited of days that are not served is taken off what is to be earned, and
 * month by month off what is earned; `sign` -1 takes it back. */
static enum crm_status
post_cut(struct posting *p, int64_t sign, int64_t earned, struct crm_err *err)
{
	int64_t base = sign * integer(p, COL_B), net = sign * net_base(p);
	enum crm_status st = post(p, ROLE_DEFERRED, net - earned, err);

	if (st == CRM_OK)
		st = post(p, ROLE_REVENUE, earned, err);
	if (st == CRM_OK)
		st = post(p, ROLE_PENDING_TAX, base - net, err);
	return st == CRM_OK
	    ? post_in(p, ROLE_ADVANCES, crm_col_text(p->q, COL_CURRENCY),
		  -sign * integer(p, COL_A), -base, err)
	    : st;
}

static enum crm_status
cut(struct posting *p, struct crm_err *err)
{
	return post_cut(p, 1, 0, err);
}

static enum crm_status
uncut(struct posting *p, struct crm_err *err)
{
	return post_cut(p, -1,
	    -earned_by(net_base(p), integer(p, COL_D), integer(p, COL_E),
		integer(p, COL_DAY)),
	    err);
}

/* What a bill that came back is no more: ours, or what it was given for. */
static enum role
lost_with(const struct posting *p, int state)
{
	static const enum role with[] = { ROLE_BILLS, ROLE_BILLS, ROLE_PAYABLE,
		ROLE_CASH };

	return with[state == COL_F ? integer(p, COL_F) : 0];
}

/* `sign` -1 takes it back; `state` is the column with that of a bill, or 0. */
static enum crm_status
post_paid(struct posting *p, int64_t sign, int state, struct crm_err *err)
{
	struct crm_text kind = crm_col_text(p->q, COL_CODE);
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t amount = sign * integer(p, COL_A);
	int64_t base = sign * integer(p, COL_B);
	enum crm_status st;

	if (crm_text_is(kind, "refund"))
		amount = -amount, base = -base;
	if (crm_text_is(kind, "credit"))
		st = post_credit(p, sign, err);
	else if (crm_text_is(kind, "bill"))
		st = post_in(
		    p, lost_with(p, state), currency, amount, base, err);
	else if (crm_text_is(kind, "set_off"))
		st = post_in(p, ROLE_PAYABLE, currency, amount, base, err);
	else
		st = post_cash(p, amount, base, err);
	return st == CRM_OK
	    ? post_in(p, ROLE_ADVANCES, currency, -amount, -base, err)
	    : st;
}

static enum crm_status
paid(struct posting *p, struct crm_err *err)
{
	return post_paid(p, 1, 0, err);
}

static enum crm_status
unpaid(struct posting *p, struct crm_err *err)
{
	return post_paid(p, -1, COL_F, err);
}

/* ---- which is for which ---- */

enum { HAS_PAYMENT = 1, HAS_RECEIVABLE = 2, HAS_REFUND = 4, PAID_BACK = 8 };

/* What something is written off as. */
static enum role
written_off_as(struct crm_text kind)
{
	if (crm_text_is(kind, "discount"))
		return ROLE_DISCOUNT;
	if (crm_text_is(kind, "bad_debt"))
		return ROLE_BAD_DEBT;
	if (crm_text_is(kind, "rounding"))
		return ROLE_ROUNDING;
	return ROLE_OPENING;
}

/* What it was paid with, in the currency of that. */
static enum crm_status
post_source(struct posting *p, int64_t has, int64_t base, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_OTHER);
	int64_t amount = integer(p, COL_A), seller = p->seller;
	int digits;
	enum crm_status st;

	if ((has & HAS_PAYMENT) == 0)
		return post(
		    p, written_off_as(crm_col_text(p->q, COL_CODE)), base, err);
	if (!crm_col_null(p->q, COL_B)) {
		digits = crm_currency_digits_n(currency);
		amount = crm_div_round(crm_col_int(p->q, COL_B),
		    crm_pow10(CRM_DECIMAL_DIGITS - digits));
	}
	p->seller = integer(p, COL_F);
	st = post_in(p, ROLE_ADVANCES, currency, amount, base, err);
	p->seller = seller;
	return st;
}

/* Money was paid back for which there was no credit: before the book began, or what
 * had come for it was lost. */
static enum crm_status
paid_back(struct posting *p, struct crm_err *err)
{
	int64_t base = integer(p, COL_D);
	enum crm_status st = post_in(p, ROLE_ADVANCES,
	    crm_col_text(p->q, COL_OTHER), -integer(p, COL_A), -base, err);

	return st == CRM_OK ? post(p, ROLE_OPENING, base, err) : st;
}

static enum crm_status
allocated(struct posting *p, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t has = integer(p, COL_E), relieved = integer(p, COL_C);
	int64_t used = (has & HAS_PAYMENT) != 0 ? integer(p, COL_D) : relieved;
	bool alone = (has & (HAS_RECEIVABLE | HAS_REFUND)) == 0;
	enum role to = (has & HAS_RECEIVABLE) != 0 ? ROLE_RECEIVABLE
	    : (has & HAS_REFUND) != 0
	    ? ROLE_ADVANCES
	    : written_off_as(crm_col_text(p->q, COL_CODE));
	enum crm_status st;

	if ((has & PAID_BACK) != 0)
		return paid_back(p, err);
	st = post_source(p, has, used, err);
	/* What is for nothing that is owed relieves nothing of another worth. */
	if (alone)
		relieved = used;
	if (st == CRM_OK)
		st = post_in(
		    p, to, currency, -integer(p, COL_A), -relieved, err);
	return st == CRM_OK ? post(p, ROLE_EXCHANGE, relieved - used, err) : st;
}

/* ---- bills, the bank ---- */

/* Given to somebody we owe, or to the bank for less. */
static enum crm_status
passed_on(struct posting *p, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t amount = integer(p, COL_A), base = integer(p, COL_B);
	int64_t fee = integer(p, COL_C), interest = integer(p, COL_D);
	int64_t fee_base = part(fee, amount, base);
	int64_t interest_base = part(interest, amount, base);
	enum crm_status st;

	if (integer(p, COL_E) == 1)
		st = post_in(p, ROLE_PAYABLE, currency, amount, base, err);
	else if ((st = post_in(p, ROLE_CASH, currency, amount - fee - interest,
		      base - fee_base - interest_base, err)) == CRM_OK &&
	    (st = post(p, ROLE_FEE, fee_base, err)) == CRM_OK)
		st = post(p, ROLE_INTEREST, interest_base, err);
	return st == CRM_OK
	    ? post_in(p, ROLE_BILLS, currency, -amount, -base, err)
	    : st;
}

static enum crm_status
collected(struct posting *p, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t amount = integer(p, COL_A), base = integer(p, COL_B);
	int64_t more = integer(p, COL_C);
	int64_t more_base = part(more, amount, base);
	enum crm_status st = post_in(
	    p, ROLE_CASH, currency, amount + more, base + more_base, err);

	if (st == CRM_OK)
		st = post_in(p, ROLE_BILLS, currency, -amount, -base, err);
	return st == CRM_OK ? post(p, ROLE_INTEREST, -more_base, err) : st;
}

/* Of before the book began; `sign` -1: dishonoured in it. */
static enum crm_status
post_old_bill(struct posting *p, int64_t sign, struct crm_err *err)
{
	int64_t base;
	enum crm_status st;

	if ((st = in_base(p, COL_A, &base, err)) != CRM_OK ||
	    (st = post_in(p, ROLE_BILLS, crm_col_text(p->q, COL_CURRENCY),
		 sign * integer(p, COL_A), sign * base, err)) != CRM_OK)
		return st;
	return post(p, ROLE_OPENING, -sign * base, err);
}

static enum crm_status
bill_opening(struct posting *p, struct crm_err *err)
{
	return post_old_bill(p, 1, err);
}

static enum crm_status
bill_lost(struct posting *p, struct crm_err *err)
{
	return post_old_bill(p, -1, err);
}

static enum crm_status
banked(struct posting *p, struct crm_err *err)
{
	bool fee = crm_text_is(crm_col_text(p->q, COL_CODE), "fee");
	int64_t base;
	enum crm_status st;

	if ((st = in_base(p, COL_A, &base, err)) != CRM_OK ||
	    (st = post_in(p, ROLE_CASH, crm_col_text(p->q, COL_CURRENCY),
		 integer(p, COL_A), base, err)) != CRM_OK)
		return st;
	return post(p, fee ? ROLE_FEE : ROLE_INTEREST, -base, err);
}

/* ---- month-end values, goods ---- */

static enum crm_status
post_gain(struct posting *p, int64_t gain, struct crm_err *err)
{
	enum crm_status st = post(p, ROLE_REVALUATION, gain, err);

	return st == CRM_OK ? post(p, ROLE_UNREALISED, -gain, err) : st;
}

static enum crm_status
revalued(struct posting *p, struct crm_err *err)
{
	return post_gain(p, integer(p, COL_A), err);
}

static enum crm_status
revalued_back(struct posting *p, struct crm_err *err)
{
	return post_gain(p, -integer(p, COL_A), err);
}

/* What is bought, sent back, or costs more is between us and who supplies. */
static enum crm_status
moved(struct posting *p, struct crm_err *err)
{
	struct crm_text kind = crm_col_text(p->q, COL_CODE);
	int64_t value = integer(p, COL_A), expense = integer(p, COL_B);
	bool bought = crm_text_is(kind, "receipt") ||
	    crm_text_is(kind, "supplier-return") || crm_text_is(kind, "cost");
	enum crm_status st = post(p, ROLE_INVENTORY, value, err);

	if (st == CRM_OK)
		st = post(p, ROLE_COST, bought ? expense : -value, err);
	return st == CRM_OK && bought
	    ? post(p, ROLE_PAYABLE, -value - expense, err)
	    : st;
}

/* ---- the table ---- */

static const struct kind_of_entry {
	const char *what;
	enum crm_status (*post)(struct posting *p, struct crm_err *err);
} kinds[FROM_N] = {
	[FROM_BOOKED] = { N_("booked"), booked },
	[FROM_VOID] = { N_("void"), voided },
	[FROM_EARNED] = { N_("earned"), earned },
	[FROM_CUT] = { N_("credited"), cut },
	[FROM_CUT_VOID] = { N_("void"), uncut },
	[FROM_UNEARNED] = { N_("not earned"), unearned },
	[FROM_INVOICE] = { N_("invoiced"), invoiced },
	[FROM_PAYMENT] = { N_("paid"), paid },
	[FROM_PAYMENT_VOID] = { N_("void"), unpaid },
	[FROM_ALLOCATION] = { N_("allocated"), allocated },
	[FROM_BILL_PASSED] = { N_("passed on"), passed_on },
	[FROM_BILL_COLLECTED] = { N_("collected"), collected },
	[FROM_BILL_OPENING] = { N_("opening"), bill_opening },
	[FROM_BILL_LOST] = { N_("dishonoured"), bill_lost },
	[FROM_BANK] = { N_("bank"), banked },
	[FROM_REVALUED] = { N_("revalued"), revalued },
	[FROM_REVALUED_BACK] = { N_("revaluation taken back"), revalued_back },
	[FROM_MOVE] = { N_("moved"), moved },
};

/* Its text lasts until the next row is read. */
static void
read_category(struct posting *p)
{
	crm_buf_clear(&p->folded);
	if (p->by_category)
		crm_fold(&p->folded, crm_col_text(p->q, COL_CATEGORY));
	p->category = (struct crm_text){ p->folded.data, p->folded.len };
}

enum crm_status
entry_read(struct posting *p, struct crm_err *err)
{
	enum source source = (enum source)crm_col_int(p->q, COL_SOURCE);

	p->seller = integer(p, COL_SELLER);
	read_category(p);
	p->e.day = crm_col_int(p->q, COL_DAY);
	p->e.what = kinds[source].what;
	p->e.entity = p->entity[source];
	p->e.id = crm_col_int(p->q, COL_ID);
	p->e.number = crm_col_text(p->q, COL_NUMBER);
	p->e.who = crm_col_text(p->q, COL_WHO);
	p->e.n = 0;
	return kinds[source].post(p, err);
}
