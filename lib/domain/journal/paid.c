/* What is paid, and which is for which. */
#include "post.h"

/* Cash, and what the bank and the tax office kept of it. */
static enum crm_status
post_cash(struct posting *p, int64_t amount, int64_t base, struct crm_err *err)
{
	int64_t whole = post_int(p, COL_A), all = post_int(p, COL_B);
	int64_t sign = amount < 0 ? -1 : 1;
	int64_t fee = sign * post_int(p, COL_C);
	int64_t kept = sign * post_int(p, COL_D);
	int64_t fee_base = post_part(fee, whole, all);
	int64_t kept_base = post_part(kept, whole, all);
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
	int64_t base = sign * post_int(p, COL_B), net;
	enum crm_status st = net_of_note(p, &net, err);

	net *= sign;
	if (st == CRM_OK)
		st = post_revenue(p, net, err);
	return st == CRM_OK ? post(p, ROLE_PENDING_TAX, base - net, err) : st;
}

/* What is credited of days that are not served is taken off what is to be earned, and
 * month by month off what is earned; `sign` -1 takes it back. */
static enum crm_status
post_cut(struct posting *p, int64_t sign, int64_t earned, struct crm_err *err)
{
	int64_t base = sign * post_int(p, COL_B), net = sign * post_net(p);
	enum crm_status st = post(p, ROLE_DEFERRED, net - earned, err);

	if (st == CRM_OK)
		st = post(p, ROLE_REVENUE, earned, err);
	if (st == CRM_OK)
		st = post(p, ROLE_PENDING_TAX, base - net, err);
	return st == CRM_OK
	    ? post_in(p, ROLE_ADVANCES, crm_col_text(p->q, COL_CURRENCY),
		  -sign * post_int(p, COL_A), -base, err)
	    : st;
}

enum crm_status
cut(struct posting *p, struct crm_err *err)
{
	return post_cut(p, 1, 0, err);
}

enum crm_status
uncut(struct posting *p, struct crm_err *err)
{
	return post_cut(p, -1,
	    -earned_by(post_net(p), post_int(p, COL_D), post_int(p, COL_E),
		post_int(p, COL_DAY)),
	    err);
}

/* What a bill that came back is no more: ours, or what it was given for. */
static enum role
lost_with(const struct posting *p, int state)
{
	static const enum role with[] = { ROLE_BILLS, ROLE_BILLS, ROLE_PAYABLE,
		ROLE_CASH };

	return with[state == COL_F ? post_int(p, COL_F) : 0];
}

/* `sign` -1 takes it back; `state` is the column with that of a bill, or 0. */
static enum crm_status
post_paid(struct posting *p, int64_t sign, int state, struct crm_err *err)
{
	struct crm_text kind = crm_col_text(p->q, COL_CODE);
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t amount = sign * post_int(p, COL_A);
	int64_t base = sign * post_int(p, COL_B);
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

enum crm_status
paid(struct posting *p, struct crm_err *err)
{
	return post_paid(p, 1, 0, err);
}

enum crm_status
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
	int64_t amount = post_int(p, COL_A), seller = p->seller;
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
	p->seller = post_int(p, COL_F);
	st = post_in(p, ROLE_ADVANCES, currency, amount, base, err);
	p->seller = seller;
	return st;
}

/* Money was paid back for which there was no credit: before the book began, or what
 * had come for it was lost. */
static enum crm_status
paid_back(struct posting *p, struct crm_err *err)
{
	int64_t base = post_int(p, COL_D);
	enum crm_status st = post_in(p, ROLE_ADVANCES,
	    crm_col_text(p->q, COL_OTHER), -post_int(p, COL_A), -base, err);

	return st == CRM_OK ? post(p, ROLE_OPENING, base, err) : st;
}

enum crm_status
allocated(struct posting *p, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t has = post_int(p, COL_E), relieved = post_int(p, COL_C);
	int64_t used = (has & HAS_PAYMENT) != 0 ? post_int(p, COL_D) : relieved;
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
		    p, to, currency, -post_int(p, COL_A), -relieved, err);
	return st == CRM_OK ? post(p, ROLE_EXCHANGE, relieved - used, err) : st;
}
