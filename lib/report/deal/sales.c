/* Sales: what was won, by any dimension. */
#include "report/kit/kit.h"

struct sums {
	int64_t deals, valued, amount;
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "deals", "Deals won", "赢单数", CRM_T_INT },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "average", "Average", "平均金额", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "share", "Share", "占比", CRM_T_PERCENT, CRM_ROLE_SHARE },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static bool
counts(const struct crm_report_opts *o, const struct deal *deal)
{
	return deal->stage->type == STAGE_WON && in_period(o, deal->closed);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *deal,
    struct crm_err *err)
{
	struct sums *x = sums;

	if (deal->amount.kind == CRM_NULL && deal->own.kind == CRM_INT)
		return unrated_add(
		    &x->unrated, r->arena, deal->currency, deal->own.i, err);
	x->deals++;
	if (deal->amount.kind == CRM_NULL)
		return CRM_OK;
	x->valued++;
	return add_money(&x->amount, deal->amount.i, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;

	x->deals += y->deals;
	x->valued += y->valued;
	st = unrated_merge(&x->unrated, r->arena, &y->unrated, err);
	return st == CRM_OK ? add_money(&x->amount, y->amount, err) : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->amount;
}

static enum crm_status
print_unrated(const struct tally_row *row, struct crm_err *err)
{
	const struct unrated *u = &((const struct sums *)row->sums)->unrated;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++) {
		const struct unrated_sum *x = &u->by[i];
		const struct crm_value cells[COUNT(headings)] = {
			crm_value_int(x->count), crm_value_int(x->amount),
			crm_value_int(crm_div_round(x->amount, x->count)),
			CRM_VALUE_NULL, crm_value_text(crm_text_of(x->currency))
		};

		st = tally_put(row, cells, err);
	}
	return st;
}

/* Nothing is said in the base currency of what has only others. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums, *total = row->total;
	const struct crm_value cells[COUNT(headings)] = {
		crm_value_int(x->deals),
		crm_value_int(x->amount),
		x->valued == 0
		    ? CRM_VALUE_NULL
		    : crm_value_int(crm_div_round(x->amount, x->valued)),
		tally_share(row, x->amount, total->amount),
		crm_value_text(crm_text_of(row->base)),
	};
	enum crm_status st = CRM_OK;

	if (x->deals > 0 || x->unrated.n == 0)
		st = tally_put(row, cells, err);
	return st == CRM_OK ? print_unrated(row, err) : st;
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.more = { .money = true,
	    .closings = true,
	    .unnamed = true,
	    .types = 1 << STAGE_WON },
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.date = "closed_on",
	.unrated = { N_("deal"), "crm-deal", offsetof(struct sums, unrated) },
};

const struct crm_report report_sales = {
	.name = "sales",
	.group = "Deals",
	.help = "what was won: deals, amount, average, share",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.define =
	    "amount = sum of amount_base of the won deals; average = amount / "
	    "won deals that have an amount in the base currency; share = "
	    "amount / amount of all rows.\n"
	    "Counted: deals now in a stage of type won. Those in another "
	    "currency without a rate have a row of their own, in their "
	    "currency, and are in no other; share is of the base currency. " CLOSINGS_DEFINED
	    "Date: closed_on, within --from and --to; without either also "
	    "deals that have no closed_on, which else are told on standard error.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
