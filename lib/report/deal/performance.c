/* Performance: what people, or channels, brought in; ranked. */
#include "figures.h"

static const struct heading headings[] = {
	{ "rank", "Rank", "排名", CRM_T_INT, CRM_ROLE_FIGURE,
	    .scale = CRM_SCALE_ORDER },
	{ "won", "Won", "赢单", CRM_T_INT },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "share", "Share", "占比", CRM_T_PERCENT, CRM_ROLE_SHARE },
	{ "average", "Average", "平均金额", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "lost", "Lost", "输单", CRM_T_INT },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT,
	    .rate_of = { 2, 7 } },
	{ "cycle", "Mean cycle (days)", "平均周期（天）", CRM_T_DECIMAL },
	{ "open", "Open", "进行中", CRM_T_INT },
	{ "pipeline", "Open amount", "进行中金额", CRM_T_MONEY },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* What has no rate: amounts alone, for its deals count among the others. */
static enum crm_status
print_unrated(const struct tally_row *row, struct crm_err *err)
{
	const struct figures *x = row->sums;
	const struct worth *won = &x->of[STAGE_WON], *open = &x->of[STAGE_OPEN];
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->unrated.n && st == CRM_OK; i++) {
		const char *currency = x->unrated.by[i].currency;
		struct crm_value cells[COUNT(headings)] = {
			[2] = worth_in(won, currency),
			[10] = worth_in(open, currency),
			[12] = crm_value_text(crm_text_of(currency)),
		};

		if (cells[2].kind == CRM_INT || cells[10].kind == CRM_INT)
			st = tally_put(row, cells, err);
	}
	return st;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct figures *x = row->sums, *total = row->total;
	const struct worth *won = &x->of[STAGE_WON];
	int64_t n = won->deals + x->of[STAGE_LOST].deals;
	enum crm_status st;

	st = tally_put(row,
	    (struct crm_value[]){ tally_rank(row), crm_value_int(won->deals),
		worth_amount(won),
		worth_amount(won).kind == CRM_NULL
		    ? CRM_VALUE_NULL
		    : tally_share(
			  row, won->amount, total->of[STAGE_WON].amount),
		figures_average(x), crm_value_int(x->of[STAGE_LOST].deals),
		crm_value_int(n), percent(won->deals, n),
		mean_of(x->days, x->cycles),
		crm_value_int(x->of[STAGE_OPEN].deals),
		worth_amount(&x->of[STAGE_OPEN]), low_n(n),
		crm_value_text(crm_text_of(row->base)) },
	    err);
	return st == CRM_OK ? print_unrated(row, err) : st;
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	FIGURES_TALLY,
	.print = print,
};

#define DEFINED \
	"amount = sum of the won deals; share = amount / amount of all rows; " \
	"average = amount / won deals that have one; win_rate = won / n, n = " \
	"won + lost, and under 20 the note says low n; cycle = mean of " \
	"closed_on - opened_on of the won deals, without what cannot be; " \
	"pipeline = sum of the open deals. rank is by amount, and equal ones " \
	"share it: 1 2 2 4.\n" \
	"Counted: deals by the type of the stage they are in. " FIGURES_MONEY \
	    FIGURES_DATE

const struct crm_report report_performance = {
	.name = "performance",
	.group = "Deals",
	.help = "people ranked by what they won, with win rate, cycle and "
		"pipeline",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.default_by = "owner",
	.define = DEFINED CLOSERS_DEFINED,
	.tally = &tally,
};

const struct crm_report report_channels = {
	.name = "channels",
	.group = "Deals",
	.help = "channels by what was won in them, with win rate, cycle and "
		"pipeline",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.default_by = "channel",
	.define = DEFINED "Whose: the deal's channel.\n",
	.tally = &tally,
};
