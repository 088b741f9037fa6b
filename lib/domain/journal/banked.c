/* What bills come to, and lines of a bank. */
#include "post.h"

/* Given to somebody we owe, or to the bank for less. */
enum crm_status
passed_on(struct posting *p, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t amount = post_int(p, COL_A), base = post_int(p, COL_B);
	int64_t fee = post_int(p, COL_C), interest = post_int(p, COL_D);
	int64_t fee_base = post_part(fee, amount, base);
	int64_t interest_base = post_part(interest, amount, base);
	enum crm_status st;

	if (post_int(p, COL_E) == 1)
		st = post_in(p, ROLE_PAYABLE, currency, amount, base, err);
	else if ((st = post_in(p, ROLE_CASH, currency, amount - fee - interest,
		      base - fee_base - interest_base, err)) == CRM_OK &&
	    (st = post(p, ROLE_FEE, fee_base, err)) == CRM_OK)
		st = post(p, ROLE_INTEREST, interest_base, err);
	return st == CRM_OK
	    ? post_in(p, ROLE_BILLS, currency, -amount, -base, err)
	    : st;
}

enum crm_status
collected(struct posting *p, struct crm_err *err)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);
	int64_t amount = post_int(p, COL_A), base = post_int(p, COL_B);
	int64_t more = post_int(p, COL_C);
	int64_t more_base = post_part(more, amount, base);
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

	if ((st = post_base(p, post_int(p, COL_A), &base, err)) != CRM_OK ||
	    (st = post_in(p, ROLE_BILLS, crm_col_text(p->q, COL_CURRENCY),
		 sign * post_int(p, COL_A), sign * base, err)) != CRM_OK)
		return st;
	return post(p, ROLE_OPENING, -sign * base, err);
}

enum crm_status
bill_opening(struct posting *p, struct crm_err *err)
{
	return post_old_bill(p, 1, err);
}

enum crm_status
bill_lost(struct posting *p, struct crm_err *err)
{
	return post_old_bill(p, -1, err);
}

enum crm_status
banked(struct posting *p, struct crm_err *err)
{
	bool fee = crm_text_is(crm_col_text(p->q, COL_CODE), "fee");
	int64_t base;
	enum crm_status st;

	if ((st = post_base(p, post_int(p, COL_A), &base, err)) != CRM_OK ||
	    (st = post_in(p, ROLE_CASH, crm_col_text(p->q, COL_CURRENCY),
		 post_int(p, COL_A), base, err)) != CRM_OK)
		return st;
	return post(p, fee ? ROLE_FEE : ROLE_INTEREST, -base, err);
}
