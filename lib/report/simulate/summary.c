/* What the draws of a simulation come to, a row a scenario. */
#include "report.h"

#include <math.h>

const struct crm_choice simulate_scenarios[] = {
	{ "as_is", "As it is", "现状", NULL },
	{ "what_if", "What if", "假设", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct heading headings[] = {
	{ "scenario", "Scenario", "情景", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = simulate_scenarios },
	{ "deals", "Open deals", "进行中商机数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "closed", "Closed", "已成交", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "mean", "Mean", "均值", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "deviation", "Deviation", "标准差", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "drawn_mean", "Mean of the draws", "模拟均值", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "p10", "P10", "P10", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "p50", "P50", "P50", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "p90", "P90", "P90", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "target", "Target", "目标", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "chance", "Chance of the target", "达标概率", CRM_T_PERCENT },
	{ "draws", "Draws", "模拟次数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .scale = CRM_SCALE_NAME },
	{ "seed", "Seed", "种子", CRM_T_INT, CRM_ROLE_FIGURE,
	    .scale = CRM_SCALE_NAME },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

enum {
	SCENARIO,
	DEALS,
	CLOSED,
	MEAN,
	DEVIATION,
	DRAWN,
	P10,
	P50,
	P90,
	TARGET,
	CHANCE,
	DRAWS,
	SEED,
	CURRENCY,
};

static struct crm_value
target_chance(const struct crm_what_if *w, const int64_t *sum, int64_t closed)
{
	int64_t met = 0;
	size_t i;

	if (w->target.kind != CRM_INT)
		return CRM_VALUE_NULL;
	for (i = 0; i < (size_t)w->draws; i++)
		met += closed + sum[i] >= w->target.i;
	return percent(met, w->draws);
}

static int64_t
drawn_mean(const int64_t *sum, int64_t n)
{
	__int128 all = 0;
	int64_t i;

	for (i = 0; i < n; i++)
		all += sum[i];
	return crm_div_round(all, n);
}

static enum crm_status
put_scenario(
    const struct tally_row *row, const struct drawn *d, struct crm_err *err)
{
	const struct crm_what_if *w = d->what_if;
	size_t draws = (size_t)w->draws;
	int64_t closed = d->closed;

	return tally_put(row,
	    (struct crm_value[COUNT(headings)]){
		[SCENARIO] = crm_value_text(crm_text_of(d->scenario)),
		[DEALS] = crm_value_int(d->deals),
		[CLOSED] = crm_value_int(closed),
		[MEAN] = crm_value_int(closed + llround(d->mean)),
		[DEVIATION] = crm_value_int(llround(sqrt(d->variance))),
		[DRAWN] = crm_value_int(closed + drawn_mean(d->sum, w->draws)),
		[P10] = crm_value_int(closed + crm_quantile(d->sum, draws, 10)),
		[P50] = crm_value_int(closed + crm_quantile(d->sum, draws, 50)),
		[P90] = crm_value_int(closed + crm_quantile(d->sum, draws, 90)),
		[TARGET] = w->target,
		[CHANCE] = target_chance(w, d->sum, closed),
		[DRAWS] = crm_value_int(w->draws),
		[SEED] = crm_value_int(w->seed),
		[CURRENCY] = d->currency },
	    err);
}

static enum crm_status
put_scenarios(const struct tally_row *row, const struct drawn *d, size_t n,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && st == CRM_OK; i++)
		st = put_scenario(row, &d[i], err);
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	return simulate_run(
	    s, o, headings, COUNT(headings), put_scenarios, a, sink, err);
}

static const char *const beside[] = { "spread", NULL };

const struct crm_report report_simulate = {
	.name = "simulate",
	.group = "Deals",
	.help = "what the open deals may bring: a seeded Monte Carlo, with "
		"levers",
	.takes_on = true,
	.takes_by = true,
	.takes_what_if = true,
	.tallies = true,
	.beside = beside,
	.drawn = "p10,p50,p90",
	.define =
	    "Each draw decides of each open deal whether it is won within the "
	    "days, with the chance p x q. p = its own probability, else its "
	    "stage's; q = of all won deals, whatever the filter, that took at "
	    "least as long, from opened_on to closed_on, as it is old, the "
	    "share that would close "
	    "it within the days; where they are fewer than 20, 1 where its "
	    "expected_close (today where that is past) is within them, else "
	    "0. Deals are drawn independently of each other.\n"
	    "closed = won deals closed within the days up to today, which the "
	    "figures behind it include; mean and deviation are by closed form "
	    "(sum of p q amount; root of the sum of p q (1 - p q) amount^2), "
	    "drawn_mean, p10, p50, p90 and chance of the draws: a quantile is "
	    "the smallest sum that so many of a hundred draws do not exceed, "
	    "chance the share of draws that reach --target.\n"
	    "what_if: --stage gives the chance of its deals, then --win-rate "
	    "changes each (%, relative; pp, points), --amount the amounts, "
	    "--cycle the days that deals take.\n"
	    "Numbers: xoshiro256**, seeded by splitmix64 of the seed and of "
	    "the deal's id, so that a deal has the same luck whatever else is "
	    "open; integers alone in a draw, the same on every machine.\n"
	    "Counted: open deals with an amount; those in another currency without a "
	    "rate are drawn by themselves, in their currency, without a target. " CLOSINGS_DEFINED
	    "Date: within --from and --to; without both the quarter of the day it looks from.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
