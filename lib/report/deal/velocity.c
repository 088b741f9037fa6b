/* Velocity: how much the open deals bring in a day at the usual rate. */
#include "figures.h"

struct sums {
	struct apart by; /* struct figures */
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "open", "Open", "进行中", CRM_T_INT },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT,
	    .rate_of = { 9, 2 } },
	{ "average", "Average won", "平均赢单金额", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "cycle", "Mean cycle (days)", "平均周期（天）", CRM_T_DECIMAL },
	{ "velocity", "A day", "日均金额", CRM_T_MONEY, CRM_ROLE_FIGURE },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
	HIDDEN_COUNT, /* won */
};

/* open x won/n x amount/valued / (days/cycles), divided once. */
static struct crm_value
velocity(const struct figures *x)
{
	const struct worth *won = &x->of[STAGE_WON];
	__int128 over, under;
	int64_t n = won->deals + x->of[STAGE_LOST].deals;

	under = (__int128)n * won->valued * x->days;
	if (under == 0)
		return CRM_VALUE_NULL;
	if (__builtin_mul_overflow((__int128)x->of[STAGE_OPEN].deals *
		    won->deals * (__int128)x->cycles,
		(__int128)won->amount, &over))
		return CRM_VALUE_NULL;
	return crm_value_int(crm_div_round(over, under));
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	struct sums *x = sums;
	struct deal own = *d;
	enum crm_status st = CRM_OK;
	struct figures *of = apart_of(
	    &x->by, r->arena, d, sizeof(struct figures), &own.amount);

	if (deal_unrated(d))
		st = unrated_add(
		    &x->unrated, r->arena, d->currency, d->own.i, err);
	return st == CRM_OK ? figures_add(r, of, &own, err) : st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < y->by.n && st == CRM_OK; i++)
		st = figures_merge(r,
		    apart_at(&x->by, r->arena,
			crm_text_of(y->by.by[i].currency),
			sizeof(struct figures)),
		    y->by.by[i].sums, err);
	return st == CRM_OK
	    ? unrated_merge(&x->unrated, r->arena, &y->unrated, err)
	    : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	return x->by.n == 0 ? 0 : figures_weight(r, x->by.by[0].sums);
}

static enum crm_status
put_figures(const struct tally_row *row, const struct apart_sum *of,
    struct crm_err *err)
{
	const struct figures *x = of->sums;
	int64_t n = x->of[STAGE_WON].deals + x->of[STAGE_LOST].deals;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->of[STAGE_OPEN].deals),
		crm_value_int(n), percent(x->of[STAGE_WON].deals, n),
		figures_average(x), mean_of(x->days, x->cycles), velocity(x),
		low_n(n), apart_currency(of, row->base),
		crm_value_int(x->of[STAGE_WON].deals) },
	    err);
}

/* What has no rate: rows of their own, in their currencies. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	apart_at(&x->by, row->run->arena, CRM_TEXT(""), sizeof(struct figures));
	for (i = 0; i < x->by.n && st == CRM_OK; i++)
		st = put_figures(row, &x->by.by[i], err);
	return st;
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.more = { .money = true,
	    .closings = true,
	    .at_end = true,
	    .unnamed = true },
	.counts = figures_count,
	.add = add,
	.merge = merge,
	.weight = weight,
	.heavy_first = true,
	.date = "closed_on",
	.print = print,
	.unrated = { N_("deal"), "crm-deal", offsetof(struct sums, unrated) },
};

const struct crm_report report_velocity = {
	.name = "velocity",
	.group = "Deals",
	.help =
	    "what the open deals bring in a day: number x win rate x amount "
	    "/ cycle",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "velocity",
	.define =
	    "velocity = open deals x win_rate x average / cycle, rounded once; "
	    "win_rate = won / n, n = won + lost, and under 20 the note says "
	    "low n; average = mean amount of won deals that have one; cycle = "
	    "mean of closed_on - opened_on of won deals in whole days, without "
	    "what cannot be.\n"
	    "Counted: deals by the type of the stage they are in. Amounts are "
	    "amount_base; deals in another currency without a rate have a row of "
	    "their own, in their currency, and are in no other. " CLOSINGS_DEFINED
		FIGURES_DATE CLOSERS_DEFINED,
	.tally = &tally,
};
