/* Sales: what was won, by any dimension. */
#include "report/kit/kit.h"

struct sums {
	int64_t deals, valued, amount;
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "deals", "Deals won", "赢单数", CRM_T_INT, true },
	{ "amount", "Amount", "金额", CRM_T_MONEY, true },
	{ "average", "Average", "平均金额", CRM_T_MONEY },
	{ "share", "Share", "占比", CRM_T_PERCENT },
	{ "currency", "Currency", "币种", CRM_T_TEXT },
};

/* Their cells. */
enum { AMOUNT = 2, AVERAGE, CURRENCY = COUNT(headings) };

static bool
counts(const struct crm_report_opts *o, const struct tallied *deal)
{
	return deal->stage->type == STAGE_WON && in_period(o, deal->closed);
}

static enum crm_status
add(void *sums, const struct tallied *deal, struct crm_arena *a,
    struct crm_err *err)
{
	struct sums *x = sums;

	if (deal->amount.kind == CRM_NULL && deal->own.kind == CRM_INT)
		return unrated_add(
		    &x->unrated, a, deal->currency, deal->own.i, err);
	x->deals++;
	if (deal->amount.kind == CRM_NULL)
		return CRM_OK;
	x->valued++;
	return add_money(&x->amount, deal->amount.i, err);
}

/* The largest first. */
static int
by_amount(const struct group *a, const struct group *b)
{
	const struct sums *x = a->sums, *y = b->sums;

	if (x->amount != y->amount)
		return x->amount > y->amount ? -1 : 1;
	return group_order(a, b);
}

static enum crm_status
print_unrated(const struct tally_row *row, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct unrated *u = &((const struct sums *)row->sums)->unrated;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++) {
		const struct unrated_sum *x = &u->by[i];
		struct crm_value cells[COUNT(headings) + 1] = { row->cell,
			crm_value_int(x->count), crm_value_int(x->amount),
			crm_value_int(crm_div_round(x->amount, x->count)),
			CRM_VALUE_NULL,
			crm_value_text(crm_text_of(x->currency)) };

		st = put_row(row->d, cells, sink, err);
	}
	return st;
}

/* Nothing is said in the base currency of what has only others. */
static enum crm_status
print(const struct tally_row *row, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct sums *x = row->sums, *total = row->total;
	struct crm_value cells[COUNT(headings) + 1] = {
		row->cell,
		crm_value_int(x->deals),
		crm_value_int(x->amount),
		x->valued == 0
		    ? CRM_VALUE_NULL
		    : crm_value_int(crm_div_round(x->amount, x->valued)),
		percent(x->amount, total->amount),
		crm_value_text(crm_text_of(row->base)),
	};
	enum crm_status st = CRM_OK;

	if (x->deals > 0 || x->unrated.n == 0)
		st = put_row(row->d, cells, sink, err);
	return st == CRM_OK ? print_unrated(row, sink, err) : st;
}

static void
note(const void *total, struct crm_arena *a, const struct crm_sink *sink)
{
	const struct sums *x = total;

	unrated_note(&x->unrated, "deal", "crm-deal", a, sink);
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.counts = counts,
	.add = add,
	.print = print,
	.order = by_amount,
	.note = note,
	.money = { AMOUNT, AVERAGE },
	.currency = CURRENCY,
};

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	return tally_run(&tally, s, o, a, sink, err);
}

const struct crm_report report_sales = {
	.name = "sales",
	.group = "Deals",
	.help = "what was won: deals, amount, average, share",
	.takes_by = true,
	.define =
	    "amount = sum of amount_base of the won deals; average = amount / "
	    "won deals that have an amount in the base currency; share = "
	    "amount / amount of all rows.\n"
	    "Counted: deals now in a stage of type won. Those in another "
	    "currency without a rate have a row of their own, in their "
	    "currency, and are in no other; share is of the base currency.\n"
	    "Date: closed_on, within --from and --to; without either also "
	    "deals that have no closed_on.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
