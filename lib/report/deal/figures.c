/* Deals by how they ended, with their amounts and cycles. */
#include "figures.h"

bool
figures_count(const struct crm_report_opts *o, const struct deal *deal)
{
	return type_then(o, deal) == STAGE_OPEN ? opened_by_then(o, deal)
						: in_period(o, deal->closed);
}

static enum crm_status
add_unrated(struct tally_run *r, struct figures *x, struct worth *w,
    const struct deal *deal, struct crm_err *err)
{
	enum crm_status st = unrated_add(
	    &w->unrated, r->arena, deal->currency, deal->own.i, err);

	return st == CRM_OK ? unrated_add(&x->unrated, r->arena, deal->currency,
				  deal->own.i, err)
			    : st;
}

enum crm_status
figures_add(struct tally_run *r, void *sums, const struct deal *deal,
    struct crm_err *err)
{
	struct figures *x = sums;
	enum stage_type type = type_then(r->o, deal);
	struct worth *w = &x->of[type];

	w->deals++;
	if (type == STAGE_WON && deal->opened.kind == CRM_INT &&
	    deal->closed.kind == CRM_INT) {
		x->cycles++;
		x->days += deal->closed.i - deal->opened.i;
	}
	if (deal->amount.kind != CRM_INT)
		return deal->own.kind == CRM_INT
		    ? add_unrated(r, x, w, deal, err)
		    : CRM_OK;
	w->valued++;
	return add_money(&w->amount, deal->amount.i, err);
}

enum crm_status
figures_merge(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct figures *x = sums;
	const struct figures *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < COUNT(x->of) && st == CRM_OK; i++) {
		x->of[i].deals += y->of[i].deals;
		x->of[i].valued += y->of[i].valued;
		st = add_money(&x->of[i].amount, y->of[i].amount, err);
		if (st == CRM_OK)
			st = unrated_merge(&x->of[i].unrated, r->arena,
			    &y->of[i].unrated, err);
	}
	x->cycles += y->cycles;
	x->days += y->days;
	return st == CRM_OK
	    ? unrated_merge(&x->unrated, r->arena, &y->unrated, err)
	    : st;
}

int64_t
figures_weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct figures *)sums)->of[STAGE_WON].amount;
}

struct crm_value
worth_amount(const struct worth *w)
{
	return w->valued == 0 && w->unrated.n > 0 ? CRM_VALUE_NULL
						  : crm_value_int(w->amount);
}

struct crm_value
worth_in(const struct worth *w, const char *currency)
{
	return unrated_has(&w->unrated, currency)
	    ? crm_value_int(unrated_in(&w->unrated, currency))
	    : CRM_VALUE_NULL;
}

struct crm_value
figures_average(const struct figures *x)
{
	const struct worth *w = &x->of[STAGE_WON];

	return w->valued == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(crm_div_round(w->amount, w->valued));
}
