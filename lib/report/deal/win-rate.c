/* Win rate: how many of the deals that were decided were won. */
#include "report/kit/kit.h"

struct sums {
	int64_t won, lost, open;
};

static const struct heading headings[] = {
	{ "won", "Won", "赢单", CRM_T_INT },
	{ "lost", "Lost", "输单", CRM_T_INT },
	{ "open", "Open", "进行中", CRM_T_INT },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT,
	    .rate_of = { 1, 4 } },
	{ "won_of_all", "Won of all", "赢单占全部", CRM_T_PERCENT,
	    .rate_of = { 1, 8 } },
	NOTE_HEADING, HIDDEN_COUNT, /* all */
};

static bool
counts(const struct crm_report_opts *o, const struct deal *deal)
{
	return type_then(o, deal) == STAGE_OPEN ? opened_by_then(o, deal)
						: in_period(o, deal->closed);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *deal,
    struct crm_err *err)
{
	struct sums *x = sums;
	enum stage_type type = type_then(r->o, deal);

	(void)err;
	x->won += type == STAGE_WON;
	x->lost += type == STAGE_LOST;
	x->open += type == STAGE_OPEN;
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)r, (void)err;
	x->won += y->won;
	x->lost += y->lost;
	x->open += y->open;
	return CRM_OK;
}

/* The deals that were decided. */
static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return x->won + x->lost;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;
	int64_t n = x->won + x->lost;
	const struct crm_value cells[COUNT(headings)] = {
		crm_value_int(x->won),
		crm_value_int(x->lost),
		crm_value_int(x->open),
		crm_value_int(n),
		percent(x->won, n),
		percent(x->won, n + x->open),
		low_n(n),
		crm_value_int(n + x->open),
	};

	return tally_put(row, cells, err);
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.more = { .closings = true, .at_end = true, .unnamed = true },
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.date = "closed_on",
};

const struct crm_report report_win_rate = {
	.name = "win-rate",
	.group = "Deals",
	.help = "won / (won + lost), and won / all deals",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "win_rate",
	.define =
	    "win_rate = won / (won + lost); won_of_all = won / (won + lost + "
	    "open); n = won + lost, and under 20 the note says low n.\n"
	    "Counted: deals by the type of the stage they are in now. " CLOSINGS_DEFINED
	    "Date: closed_on, within --from and --to; without either also "
	    "deals that have no closed_on. Open deals are those opened by "
	    "--to and not decided by then.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
