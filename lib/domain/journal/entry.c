/* What each document does to which accounts: the table, month-end values and goods. */
#include "post.h"

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
	return post_gain(p, post_int(p, COL_A), err);
}

static enum crm_status
revalued_back(struct posting *p, struct crm_err *err)
{
	return post_gain(p, -post_int(p, COL_A), err);
}

/* What is bought, sent back, or costs more is between us and who supplies. */
static enum crm_status
moved(struct posting *p, struct crm_err *err)
{
	struct crm_text kind = crm_col_text(p->q, COL_CODE);
	int64_t value = post_int(p, COL_A), expense = post_int(p, COL_B);
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
	posts *post;
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

	p->seller = post_int(p, COL_SELLER);
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
