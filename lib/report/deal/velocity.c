/* Velocity: how much the open deals bring in a day at the usual rate. */
#include "figures.h"

static const struct heading headings[] = {
	{ "open", "Open", "进行中", CRM_T_INT },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT },
	{ "average", "Average won", "平均赢单金额", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "cycle", "Mean cycle (days)", "平均周期（天）", CRM_T_DECIMAL },
	{ "velocity", "A day", "日均金额", CRM_T_MONEY, CRM_ROLE_FIGURE },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
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
print(const struct tally_row *row, struct crm_err *err)
{
	const struct figures *x = row->sums;
	int64_t n = x->of[STAGE_WON].deals + x->of[STAGE_LOST].deals;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->of[STAGE_OPEN].deals),
		crm_value_int(n), percent(x->of[STAGE_WON].deals, n),
		figures_average(x), mean_of(x->days, x->cycles), velocity(x),
		low_n(n), crm_value_text(crm_text_of(row->base)) },
	    err);
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	FIGURES_TALLY,
	.print = print,
};

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	return tally_run(&tally, s, o, a, sink, err);
}

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
	    "Counted: deals by the type of the stage they are in. " FIGURES_MONEY
		FIGURES_DATE "Whose: the deal's owner.\n",
	.run = run,
};
