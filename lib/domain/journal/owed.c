/* What is owed, and earned of it. */
#include "post.h"

/* Whether it is of a subscription that is earned over days.  One that ended before its
 * first day is for none: it is earned as it is booked, and its credit note takes that
 * back. */
static bool
serves(const struct posting *p)
{
	return crm_text_is(crm_col_text(p->q, COL_CODE), "subscription") &&
	    !crm_col_null(p->q, COL_D) && !crm_col_null(p->q, COL_E) &&
	    post_int(p, COL_D) <= post_int(p, COL_E);
}

/* To where the other side of a receivable goes; `sign` -1 takes it back. */
static enum crm_status
post_owed(struct posting *p, int64_t sign, int64_t earned, struct crm_err *err)
{
	struct crm_text form = crm_col_text(p->q, COL_CODE);
	int64_t amount = sign * post_int(p, COL_A);
	int64_t base = sign * post_int(p, COL_B);
	int64_t net = post_part(sign * post_int(p, COL_C), amount, base);
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
		st = post_revenue(p, -earned, err);
	return st == CRM_OK ? post(p, ROLE_PENDING_TAX, net - base, err) : st;
}

enum crm_status
booked(struct posting *p, struct crm_err *err)
{
	return post_owed(p, 1, 0, err);
}

/* Of a subscription what was earned by then is taken back as revenue. */
enum crm_status
voided(struct posting *p, struct crm_err *err)
{
	return post_owed(p, -1,
	    serves(p) ? -earned_by(post_net(p), post_int(p, COL_D),
			    post_int(p, COL_E), post_int(p, COL_DAY))
		      : 0,
	    err);
}

/* What a month earned; `sign` -1: what it did not. */
static enum crm_status
post_earned(struct posting *p, int64_t sign, struct crm_err *err)
{
	int64_t sum = sign *
	    earned_in(post_net(p), post_int(p, COL_D), post_int(p, COL_E),
		post_int(p, COL_F));
	enum crm_status st = post(p, ROLE_DEFERRED, sum, err);

	return st == CRM_OK ? post(p, ROLE_REVENUE, -sum, err) : st;
}

enum crm_status
earned(struct posting *p, struct crm_err *err)
{
	return post_earned(p, 1, err);
}

enum crm_status
unearned(struct posting *p, struct crm_err *err)
{
	return post_earned(p, -1, err);
}
