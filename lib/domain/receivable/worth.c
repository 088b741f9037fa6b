/* What a row of the ledger comes to in the base currency. */
#include "entry.h"

/* ---- what goes with it in the base currency ---- */

static enum crm_status
no_rate(const struct entry *k, const struct side *x, struct crm_err *err)
{
	const char *id = side_id(k->s, k->w->arena, x);

	return crm_fail_record(err, CRM_RULE,
	    "%s is in %s and has no rate; set it first: crm-order %s set %s "
	    "rate=N",
	    id, x->currency, x->payment ? "payment" : "receivable", id);
}

static enum crm_status
check_rates(const struct entry *k, struct crm_err *err)
{
	const struct side *side[] = { &k->paid, &k->refund, &k->owed };
	size_t i;

	for (i = 0; i < COUNT(side); i++)
		if (side[i]->id != 0 && side[i]->base.kind != CRM_INT)
			return no_rate(k, side[i], err);
	return CRM_OK;
}

/* A write-off and what was paid before have one side, and no gain. */
static void
set_bases(struct entry *k)
{
	const struct side *relieved = k->owed.id != 0 ? &k->owed : &k->refund;

	if (!given(k->r, "reverses")) {
		if (relieved->id != 0)
			set(k->r, "relieved_base",
			    crm_value_int(side_base(relieved, k->amount)));
		if (k->paid.id != 0)
			set(k->r, "paid_base",
			    crm_value_int(side_base(&k->paid, k->money)));
	}
	if (k->paid.id != 0 && relieved->id != 0)
		set(k->r, "gain_base",
		    crm_value_int(number(k->r, "paid_base") -
			number(k->r, "relieved_base")));
}

enum crm_status
entry_worth(struct entry *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	set(k->r, "currency",
	    crm_value_text(crm_text_of(
		crm_strdup(k->w->arena, entry_measure(k)->currency))));
	/* What was paid before may be of what has no rate yet. */
	if (entry_is(k, "opening") && check_rates(k, NULL) != CRM_OK)
		return CRM_OK;
	if ((st = check_rates(k, err)) == CRM_OK)
		set_bases(k);
	return st;
}
